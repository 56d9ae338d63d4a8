// What time a board takes it to be, in a whole round: what is believed, what is not, and
// that nothing verified is ever hidden for it.

#include "sync/core/json.h"
#include "sync/wire/receipt.h"
#include "sync/wire/signed_statement.h"
#include "tests/catch.h"
#include "tests/edge/enrolled_hall.h"

using namespace hall;

namespace {

constexpr std::int64_t day_ms = 86'400'000;
constexpr std::int64_t in_2099 = 4'070'908'800'000;

using Titles = std::vector<std::string>;

// A line on which nobody tells the time.
void refuse_time(FakeCounty& county) {
    county.instead = [](const HttpRequest& request) -> std::optional<Result<HttpResponse>> {
        if (request.path != "/api/v1/time") return std::nullopt;
        HttpResponse response;
        response.status = 404;
        return Result<HttpResponse>(response);
    };
}

int times_asked(FakeCounty& county) {
    const auto count = std::count(county.asked.begin(), county.asked.end(), "/api/v1/time");
    county.asked.clear();
    return static_cast<int>(count);
}

}  // namespace

TEST_CASE("the wall clock never raises the floor, however long it runs") {
    EnrolledHall hall;
    hall.county.time_ms = hall.clock.wall;
    REQUIRE_FALSE(hall.round().trouble);
    const std::int64_t floor = hall.status().time.floor_ms;
    REQUIRE(floor == hall.county.time_ms);
    hall.boot = "boot-2";
    hall.clock.wall = in_2099;
    hall.county.instead = [](const HttpRequest&) {
        return Result<HttpResponse>(Error(Errc::unavailable, "no route"));
    };
    for (int i = 0; i < 20; ++i) {
        hall.clock.pass_ms(day_ms);
        hall.round();
        REQUIRE(hall.status().time.floor_ms == floor);
    }
    REQUIRE(hall.now().doubtful);
    REQUIRE(hall.now().expiry_ms == floor);
}

TEST_CASE("the clock may jump while the agent runs: signatures and receipts stay right") {
    EnrolledHall hall;
    hall.county.time_ms = hall.clock.wall;
    Agent agent = hall.open();
    EnrolledHall::round(agent);
    for (const std::int64_t wall : {std::int64_t{1000}, in_2099, hall.county.time_ms - day_ms}) {
        hall.clock.wall = wall;
        hall.clock.mono += 60'000;
        hall.county.time_ms += 60'000;
        const std::string id = hall.ask("好");
        const Round round = EnrolledHall::round(agent);
        REQUIRE_FALSE(round.trouble);
        REQUIRE(round.sent == 1);
        REQUIRE(hall.now().certain);
        REQUIRE(hall.now().now_ms == hall.county.time_ms);
    }
    REQUIRE(times_asked(hall.county) == 1);
}

TEST_CASE("the time is asked for once a boot, after a day, and when the county says no") {
    EnrolledHall hall;
    hall.round();
    REQUIRE(times_asked(hall.county) == 1);
    hall.round();  // a new agent in the same boot remembers
    REQUIRE(times_asked(hall.county) == 0);
    hall.boot = "boot-2";
    hall.round();
    REQUIRE(times_asked(hall.county) == 1);
    Agent agent = hall.open();
    hall.clock.pass_ms(day_ms);
    EnrolledHall::round(agent);
    REQUIRE(times_asked(hall.county) == 0);
    hall.clock.pass_ms(1);
    EnrolledHall::round(agent);
    REQUIRE(times_asked(hall.county) == 1);
    // The county's own clock was put right meanwhile, and now it refuses what we sign.
    hall.county.time_ms = hall.clock.wall + day_ms / 2;
    hall.ask("好");
    REQUIRE(EnrolledHall::round(agent).trouble);
    REQUIRE(times_asked(hall.county) == 0);
    REQUIRE(EnrolledHall::round(agent).sent == 1);
    REQUIRE(times_asked(hall.county) == 1);
}

TEST_CASE("a machine that cannot tell its boots apart knows the time for one life only") {
    EnrolledHall hall;
    hall.boot.clear();
    hall.county.time_ms = hall.clock.wall;
    hall.clock.wall = 1000;
    hall.ask("好");
    REQUIRE(hall.round().sent == 1);
    REQUIRE_FALSE(hall.now().certain);
    REQUIRE(hall.now().now_ms == hall.county.time_ms);  // the floor
    times_asked(hall.county);
    hall.round();
    REQUIRE(times_asked(hall.county) == 1);
}

TEST_CASE("a signed view, a receipt and a reply each raise the floor on their own") {
    const std::int64_t now = HandClock().wall;
    const auto floor_after = [&](std::function<void(EnrolledHall&)> act) {
        EnrolledHall hall;
        hall.clock.wall = 1000;
        refuse_time(hall.county);
        hall.county.time_ms = now;
        hall.county.sign_view({"county"});
        hall.round();
        REQUIRE(hall.status().time.floor_ms == now);
        REQUIRE_FALSE(hall.now().certain);
        hall.county.time_ms = now + 900'000;  // as far as signatures made by the floor may be off
        act(hall);
        hall.round();
        return hall.status().time.floor_ms - now;
    };
    REQUIRE(floor_after([](EnrolledHall&) {}) == 0);
    REQUIRE(floor_after([](EnrolledHall& hall) { hall.county.sign_view({"county"}); }) == 900'000);
    REQUIRE(floor_after([](EnrolledHall& hall) { hall.ask("好"); }) == 900'000);
    REQUIRE(floor_after([](EnrolledHall& hall) {
                hall.county.add_reply({.kind = "state", .slip = "K7M-1", .state = "done"});
            }) == 900'000);
}

TEST_CASE("what nobody signed, or an untrusted key, leaves the floor where it was") {
    const SigningKey outsider = [] {
        SystemRandom random;
        return SigningKey::make(random);
    }();
    const std::function<void(const HttpRequest&, std::string&)> forgeries[] = {
        [](const HttpRequest& request, std::string& body) {
            if (!request.path.ends_with("timestamp.json")) return;
            Json file = Json::parse(body);
            file["signed"]["issued"] = "2098-01-01T00:00:00Z";
            body = file.dump();
        },
        [&](const HttpRequest& request, std::string& body) {
            if (request.path != "/api/v1/events") return;
            Json response = Json::parse(body);
            for (Json& entry : response["receipts"]) {
                Json note = entry["receipt"];
                note["at"] = "2098-01-01T00:00:00Z";
                entry = Json::parse(signed_statement("receipt", note, outsider));
            }
            body = response.dump();
        },
        [&](const HttpRequest& request, std::string& body) {
            if (request.path.find("/replies") == std::string::npos || body.empty()) return;
            Json note = Json::parse(body)["reply"];
            note["at"] = "2098-01-01T00:00:00Z";
            body = signed_statement("reply", note, outsider) + "\n";
        },
        [](const HttpRequest& request, std::string& body) {
            if (request.path != "/api/v1/time") return;
            body.replace(body.find("2026"), 4, "2098");
        }};
    for (const auto& forge : forgeries) {
        EnrolledHall hall;
        hall.county.time_ms = hall.clock.wall;
        hall.round();
        const std::int64_t floor = hall.status().time.floor_ms;
        hall.boot = "boot-2";  // so that the time is asked for again
        hall.county.sign_view({"county"});
        hall.ask("好");
        hall.county.add_reply({.kind = "state", .slip = "K7M-1", .state = "done"});
        hall.county.spoil = [&](const HttpRequest& request, Result<HttpResponse>& response) {
            if (response.ok() && response.value().status == 200)
                forge(request, response.value().body);
        };
        REQUIRE(hall.round().trouble);
        REQUIRE(hall.status().time.floor_ms == floor);
    }
}

TEST_CASE("a county whose own clock was wrong for an hour does not lose its boards for ever") {
    EnrolledHall hall;
    const std::int64_t right = hall.clock.wall;
    hall.county.time_ms = in_2099;
    hall.county.sign_view({"county"});
    hall.round();
    REQUIRE(hall.status().time.floor_ms == in_2099);
    hall.county.time_ms = right;
    hall.county.sign_view({"county"});
    hall.boot = "boot-2";
    REQUIRE_FALSE(hall.round().trouble);
    REQUIRE(hall.status().time.floor_ms == right);
    REQUIRE(hall.now().now_ms == right);
}

TEST_CASE("neither expiry nor any clock hides what was verified") {
    EnrolledHall hall;
    Document until = test_article("u", "到年底");
    until.body["until"] = "2026-12-31";
    hall.county.publish("county", {until});
    hall.round();
    const std::size_t all = hall.shown().size();
    REQUIRE(all == 3);
    hall.boot = "boot-2";
    hall.county.instead = [](const HttpRequest&) {
        return Result<HttpResponse>(Error(Errc::unavailable, "no route"));
    };
    for (const std::int64_t wall : {std::int64_t{0}, std::int64_t{2'147'483'648'000}, in_2099}) {
        hall.clock.wall = wall;
        hall.round();
        REQUIRE(hall.shown().size() == all);
    }
    // A year that passes plainly does take down what was only for this year.
    hall.clock.wall = HandClock().wall + 60 * day_ms;
    REQUIRE(hall.shown().size() == all - 1);
}

TEST_CASE("a month after the county's time passed it, an expired document leaves the cache") {
    EnrolledHall hall;
    Document until = test_article("u", "到年底");
    until.body["until"] = "2026-12-31";
    hall.county.publish("county", {until});
    hall.round();
    const auto documents = [&] { return hall.status().documents; };
    const std::int64_t all = documents();
    // No clock of the board's removes anything.
    hall.clock.wall = in_2099;
    hall.county.instead = [](const HttpRequest&) {
        return Result<HttpResponse>(Error(Errc::unavailable, "no route"));
    };
    hall.boot = "boot-2";
    hall.round();
    hall.round();
    REQUIRE(documents() == all);
    hall.county.instead = nullptr;
    const auto at = [&](std::string_view utc) {
        hall.county.time_ms = hall.clock.wall = VALUE(parse_utc_ms(utc));
        hall.county.sign_view({"county"});
        hall.boot += "+";
        hall.round();  // learns the time
        hall.round();
    };
    at("2027-01-20T00:00:00Z");
    REQUIRE(documents() == all);
    at("2027-02-01T00:00:00Z");
    REQUIRE(documents() == all - 1);
}

TEST_CASE("the same view for months is shown with the day it was signed, not with today's") {
    EnrolledHall hall;
    hall.round();
    const std::string signed_at = hall.status().last_contact;
    REQUIRE(signed_at == utc_text(hall.clock.wall));
    hall.clock.pass_ms(20 * day_ms);
    hall.round();
    REQUIRE(hall.status().last_contact == utc_text(hall.clock.wall));  // the county was asked
    // After thirty days without a new signature somebody may be keeping the new ones back.
    hall.clock.pass_ms(70 * day_ms);
    const Round round = hall.round();
    REQUIRE_FALSE(round.trouble);
    REQUIRE(hall.status().last_contact == signed_at);
    REQUIRE(hall.shown().size() == 2);
    hall.county.sign_view({"county"});
    hall.round();
    REQUIRE(hall.status().last_contact == utc_text(hall.clock.wall));
}

TEST_CASE("two years offline, with every key changed meanwhile, and the board catches up") {
    EnrolledHall hall;
    const std::string waiting = hall.ask("两年前的");
    hall.county.instead = [](const HttpRequest&) {
        return Result<HttpResponse>(Error(Errc::unavailable, "no route"));
    };
    hall.round();
    hall.county.instead = nullptr;
    tuf::Repository& repository = hall.county.repository;
    for (int month = 0; month < 24; ++month) {
        hall.clock.pass_ms(30 * day_ms);
        if (month % 2 == 0) {
            for (const char* role : {"timestamp", "snapshot", "targets"})
                repository.rotate_keys(role);
            repository.root().common.expires_ms = hall.clock.wall + 400 * day_ms;
            repository.publish({"root", "targets"});
        }
        hall.county.publish("county", {test_article("m" + std::to_string(month), "月报")});
    }
    for (const std::int64_t wall : {hall.clock.wall, std::int64_t{1000}, in_2099}) {
        hall.county.time_ms = hall.clock.wall;
        hall.clock.wall = wall;
        const Round round = hall.round();
        REQUIRE_FALSE(round.trouble);
        REQUIRE(hall.shown().size() == 26);
        REQUIRE(hall.county.events.count(waiting) == 1);
        REQUIRE(hall.waiting() == 0);
        REQUIRE(hall.now().now_ms == hall.county.time_ms);
        hall.clock.wall = hall.county.time_ms;
        hall.boot += "+";
    }
    const tuf::Client trust = VALUE(tuf::Client::open(hall.files, hall.folder.tuf()));
    REQUIRE(trust.root().common.version == 13);
}
