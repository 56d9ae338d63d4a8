// Calls for help: who hears them, for how long, and by which line.

#include "sync/core/encoding.h"
#include "tests/catch.h"
#include "tests/platform/test_medium.h"
#include "tests/short_of_memory.h"

using namespace hall;

using namespace hall::platform;

namespace {

// Somebody at the console: keeps the cookie and the token.
class Clerk {
  public:
    Clerk(TestCounty& county, const char* name) : county_(county) {
        HttpRequest request = request_to("POST", "/api/console/session",
                                         json_line({{"name", name}, {"password", password}}));
        request.headers["content-type"] = "application/json";
        const HttpResponse response = county.answer(std::move(request));
        REQUIRE(response.status == 200);
        for (const auto& [header, value] : response.headers) {
            if (header == "Set-Cookie") cookie_ = value.substr(0, value.find(';'));
        }
        csrf_ = string_or(VALUE(parse_json(response.body)), "csrf");
    }

    HttpResponse ask(std::string method, std::string target, std::string body = {}) {
        HttpRequest request = request_to(std::move(method), std::move(target), std::move(body));
        request.headers["cookie"] = cookie_;
        request.headers["x-csrf-token"] = csrf_;
        if (!request.body.empty()) request.headers["content-type"] = "application/json";
        return county_.answer(std::move(request));
    }

    std::vector<std::string> hears() {
        const HttpResponse response = ask("GET", "/api/console/help_calls");
        REQUIRE(response.status == 200);
        std::vector<std::string> ids;
        const Json heard = VALUE(parse_json(response.body));
        for (const Json& call : array_or_empty(heard, "calls"))
            ids.push_back(string_or(call, "id"));
        return ids;
    }

    int answers(const std::string& id) {
        return ask("POST", "/api/console/help_calls/" + id + "/answer", "{}").status;
    }

  private:
    TestCounty& county_;
    std::string cookie_;
    std::string csrf_;
};

Event call_of(TestCounty& county, TestKiosk& kiosk, bool certain = true) {
    Event event = kiosk.heartbeat();
    event.kind = "help_call";
    event.time = {.wall = utc_text(county.clock().wall_ms()), .certain = certain};
    event.body = Json{{"screen", "form"}};
    return event;
}

struct Hall {
    Hall() { REQUIRE(kiosk.enrol().status == 200); }

    std::string call(bool certain = true) {
        const Event event = call_of(county, kiosk, certain);
        send(event);
        return event.id;
    }
    void send(const Event& event) {
        REQUIRE(kiosk.receipts(kiosk.send({bytes_of(event)}))[0].state == "accepted");
    }

    TestCounty county;
    TestKiosk kiosk{county};
};

constexpr std::int64_t minute_ms = 60'000;
using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("a call for help is heard by the village's clerk until somebody comes") {
    Hall hall;
    Clerk clerk(hall.county, "village");
    REQUIRE(clerk.hears().empty());
    const std::string id = hall.call();
    REQUIRE(clerk.hears() == Ids{id});
    const Json heard = VALUE(parse_json(clerk.ask("GET", "/api/console/help_calls").body));
    REQUIRE(heard["calls"][0]["screen"] == "form");
    REQUIRE(heard["calls"][0]["called"] == utc_text(hall.county.clock().wall_ms()));
    REQUIRE(heard["calls"][0].size() == 5);  // and nothing else
    REQUIRE(clerk.answers(id) == 204);
    REQUIRE(clerk.hears().empty());
    REQUIRE(clerk.answers(id) == 204);
    REQUIRE(clerk.answers("019300aa-0000-7000-8000-000000000000") == 404);
}

TEST_CASE("a call ends by itself after ten minutes") {
    Hall hall;
    Clerk clerk(hall.county, "village");
    const std::string id = hall.call();
    hall.county.clock().advance_ms(10 * minute_ms - 1);
    REQUIRE(clerk.hears() == Ids{id});
    hall.county.clock().advance_ms(1);
    REQUIRE(clerk.hears().empty());
}

TEST_CASE("only who works in the village hears its calls") {
    Hall hall;
    const std::string id = hall.call();
    for (const char* name : {"county", "town", "department", "discipline"}) {
        Clerk other(hall.county, name);
        INFO(name);
        REQUIRE(other.ask("GET", "/api/console/help_calls").status == 403);
        REQUIRE(other.answers(id) == 404);
    }
    TestKiosk elsewhere(hall.county);
    REQUIRE(elsewhere.enrol(other_village).status == 200);
    const Event event = call_of(hall.county, elsewhere);
    REQUIRE(elsewhere.receipts(elsewhere.send({bytes_of(event)}))[0].state == "accepted");
    Clerk clerk(hall.county, "village");
    REQUIRE(clerk.hears() == Ids{id});
    REQUIRE(clerk.answers(event.id) == 404);
}

TEST_CASE("a kiosk that calls and calls is heard once, and again when that call has ended") {
    Hall hall;
    Clerk clerk(hall.county, "village");
    const std::string first = hall.call();
    for (int i = 0; i < 30; ++i) hall.call();
    REQUIRE(clerk.hears() == Ids{first});
    REQUIRE(clerk.answers(first) == 204);
    const std::string second = hall.call();
    REQUIRE(clerk.hears() == Ids{second});
}

TEST_CASE("a call that comes late is taken, and nobody runs for it") {
    Hall hall;
    Clerk clerk(hall.county, "village");
    const Event late = call_of(hall.county, hall.kiosk);
    hall.county.clock().advance_ms(10 * minute_ms);
    hall.send(late);
    REQUIRE(clerk.hears().empty());
    // On a stick even a new one is old, and so is one of a board that does not know the time.
    TestMedium medium;
    const Event carried = call_of(hall.county, hall.kiosk);
    const Event doubtful = call_of(hall.county, hall.kiosk, false);
    medium.put(medium.folder.outbox(hall.kiosk.id()) / batch_name({1, 1, 1}),
               medium.batch_of(hall.county, hall.kiosk, {bytes_of(carried), bytes_of(doubtful)}));
    REQUIRE(VALUE(medium.taken_by(hall.county)).kiosks[0].accepted == 2);
    REQUIRE(clerk.hears().empty());
    // Over the network a board without the time calls when it is heard.
    Event unsure = call_of(hall.county, hall.kiosk, false);
    unsure.time.wall = "2020-01-01T00:00:00Z";
    hall.send(unsure);
    REQUIRE(clerk.hears() == Ids{unsure.id});
}

TEST_CASE("a page that listens for calls with nobody before it keeps no session alive") {
    Hall hall;
    Clerk clerk(hall.county, "village");
    for (int minute = 0; minute < 119; ++minute) {
        hall.county.clock().advance_ms(minute_ms);
        clerk.hears();
    }
    hall.county.clock().advance_ms(2 * minute_ms);
    REQUIRE(clerk.ask("GET", "/api/console/help_calls").status == 401);
}

TEST_CASE("the same call twice is one, and one that names no screen is refused") {
    Hall hall;
    Clerk clerk(hall.county, "village");
    const Event event = call_of(hall.county, hall.kiosk);
    hall.send(event);
    REQUIRE(clerk.answers(event.id) == 204);
    hall.send(event);
    REQUIRE(clerk.hears().empty());
    for (const Json& body :
         {Json::object(), Json{{"screen", ""}}, Json{{"screen", 7}},
          Json{{"screen", "张三 13800000000"}}, Json{{"screen", std::string(33, 'a')}}}) {
        Event bad = call_of(hall.county, hall.kiosk);
        bad.body = body;
        const auto receipts = hall.kiosk.receipts(hall.kiosk.send({bytes_of(bad)}));
        INFO(bytes_of(bad));
        REQUIRE(receipts[0].state == "refused");
    }
    Event sealed = hall.kiosk.event();
    sealed.kind = "help_call";
    REQUIRE(hall.kiosk.receipts(hall.kiosk.send({bytes_of(sealed)}))[0].state == "refused");
    REQUIRE(clerk.hears().empty());
}

TEST_CASE("a password that cannot be checked for want of memory is no wrong password") {
    if (!can_be_short_of_memory()) return;
    TestCounty county;
    SystemRandom random;
    REQUIRE_OK(county.executor().run([&](Store& store) -> Result<void> {
        User user = TRY(store.people().find_user("village"));
        user.verifier = TRY(password_verifier(password, random, {65'536, 1}));
        return store.people().put_user(user);
    }));
    const std::string body = json_line({{"name", "village"}, {"password", password}});
    for (int i = 0; i < 5; ++i) {
        HttpRequest request = request_to("POST", "/api/console/session", body);
        request.headers["content-type"] = "application/json";
        const ShortOfMemory memory;
        const HttpResponse response = county.answer(std::move(request));
        REQUIRE(response.status == 503);
    }
    Clerk clerk(county, "village");
    REQUIRE(clerk.hears().empty());
}
