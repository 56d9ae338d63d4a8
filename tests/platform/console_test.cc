// What staff can and cannot do, through the routes the pages use.

#include <algorithm>
#include <map>
#include <set>

#include "platform/desk/request_matters.h"
#include "platform/desk/request_states.h"
#include "platform/http/sessions.h"
#include "sync/wire/seal.h"
#include "sync/wire/slip.h"
#include "tests/catch.h"
#include "tests/platform/browser.h"
#include "tests/platform/county.h"

using namespace hall;

using namespace hall::platform;

namespace {

struct Desk {
    Desk() { REQUIRE(kiosk.enrol().status == 200); }

    // Sends an event and gives its id.
    std::string send(const TestKiosk::Wish& wish) { return send(kiosk, wish); }
    static std::string send(TestKiosk& from, const TestKiosk::Wish& wish) {
        const Event event = from.event(wish);
        REQUIRE(from.receipts(from.send({bytes_of(event)}))[0].state == "accepted");
        return event.id;
    }
    std::string send() { return send(TestKiosk::Wish{}); }

    TestCounty county;
    TestKiosk kiosk{county};
    Browser browser{county};
};

const Json accept = {
    {"from", "received"}, {"to", "accepted"}, {"line", std::string(lines_of("accepted")[0])}};

std::string detail(const HttpResponse& response) {
    return string_or(VALUE(parse_json(response.body)), "detail");
}

}  // namespace

TEST_CASE("without a session there is nothing to see") {
    Desk desk;
    const std::string id = desk.send();
    REQUIRE(desk.browser.ask("GET", "/api/console/requests").status == 401);
    REQUIRE(desk.browser.ask("GET", "/api/console/requests/" + id).status == 401);
    REQUIRE(desk.browser.ask("GET", "/api/console/session").status == 401);
    REQUIRE(desk.browser.ask("GET", "/api/console/kiosks").status == 401);
    REQUIRE(desk.browser.move(id, accept).status == 401);
    desk.browser.cookie_ = "hall_session=" + std::string(64, 'a');
    REQUIRE(desk.browser.ask("GET", "/api/console/requests").status == 401);
}

TEST_CASE("the cookie is out of reach of scripts and other sites") {
    Desk desk;
    const HttpResponse response = desk.browser.log_in("county");
    REQUIRE(response.status == 200);
    std::string cookie;
    for (const auto& [name, value] : response.headers) {
        if (name == "Set-Cookie") cookie = value;
    }
    REQUIRE_THAT(cookie, contains_text("HttpOnly"));
    REQUIRE_THAT(cookie, contains_text("SameSite=Strict"));
    const SystemClock clock;
    SystemRandom random;
    REQUIRE_THAT(Sessions(clock, random, true).cookie("t"), contains_text("; Secure"));
}

TEST_CASE("a change without the session's token is refused") {
    Desk desk;
    const std::string id = desk.send();
    REQUIRE(desk.browser.log_in("county").status == 200);
    const std::string right = desk.browser.csrf_;
    for (const std::string& wrong : {std::string(), std::string(64, '0')}) {
        desk.browser.csrf_ = wrong;
        REQUIRE(desk.browser.move(id, accept).status == 403);
        REQUIRE(desk.browser.ask("DELETE", "/api/console/session").status == 403);
    }
    desk.browser.csrf_ = right;
    REQUIRE(desk.browser.move(id, accept).status == 200);
}

TEST_CASE("after logging out the cookie is worth nothing") {
    Desk desk;
    REQUIRE(desk.browser.log_in("county").status == 200);
    REQUIRE(desk.browser.ask("DELETE", "/api/console/session").status == 204);
    REQUIRE(desk.browser.ask("GET", "/api/console/requests").status == 401);
}

TEST_CASE("a session ends when nobody uses it, and after twelve hours anyway") {
    Desk desk;
    REQUIRE(desk.browser.log_in("county").status == 200);
    desk.county.clock().advance_ms(session_idle_ms);
    REQUIRE(desk.browser.ask("GET", "/api/console/session").status == 200);
    desk.county.clock().advance_ms(session_idle_ms + 1);
    REQUIRE(desk.browser.ask("GET", "/api/console/session").status == 401);
    REQUIRE(desk.browser.log_in("county").status == 200);
    for (int hour = 0; hour < 12; ++hour) {
        REQUIRE(desk.browser.ask("GET", "/api/console/session").status == 200);
        desk.county.clock().advance_ms(3'600'000);
    }
    desk.county.clock().advance_ms(1);
    REQUIRE(desk.browser.ask("GET", "/api/console/session").status == 401);
}

TEST_CASE("wrong passwords are answered later and later, and never for ever") {
    Desk desk;
    Browser& browser = desk.browser;
    for (int i = 0; i < 3; ++i) REQUIRE(browser.log_in("county", "wrong").status == 401);
    const HttpResponse third = browser.log_in("county", "wrong");
    REQUIRE(third.status == 429);
    REQUIRE(browser.log_in("county").status == 429);
    desk.county.clock().advance_ms(5'000);
    REQUIRE(browser.log_in("county", "wrong").status == 401);
    desk.county.clock().advance_ms(5'000);
    REQUIRE(browser.log_in("county").status == 429);
    desk.county.clock().advance_ms(10'000);
    REQUIRE(browser.log_in("county").status == 200);
    REQUIRE(browser.log_in("county", "wrong").status == 401);
    REQUIRE(browser.log_in("county").status == 200);
    REQUIRE(login_delay_ms(1'000'000) == 900'000);
}

TEST_CASE("who guesses from one address keeps nobody out who comes from another") {
    Desk desk;
    Browser guesser(desk.county);
    guesser.remote_ = "2001:db8:0:1::1";
    for (int i = 0; i < 20; ++i) {
        guesser.log_in("county", "wrong");
        desk.county.clock().advance_ms(3'000);
    }
    REQUIRE(guesser.log_in("county").status == 429);
    // Another address of the same network is the same guesser.
    guesser.remote_ = "2001:db8:0:1:ffff::2";
    REQUIRE(guesser.log_in("county").status == 429);
    desk.browser.remote_ = "2001:db8:0:2::1";
    REQUIRE(desk.browser.log_in("county").status == 200);
}

TEST_CASE("who guesses from many addresses is slowed down, and not who came in before") {
    Desk desk;
    desk.browser.remote_ = "192.0.2.1";
    REQUIRE(desk.browser.log_in("county").status == 200);
    Browser guesser(desk.county);
    int looked_at = 0;
    for (int i = 0; i < 200; ++i) {
        guesser.remote_ = "198.51.100." + std::to_string(i);
        if (guesser.log_in("county", "wrong").status == 401) ++looked_at;
    }
    REQUIRE(looked_at <= 31);
    REQUIRE(login_delay_of_all_ms(1'000'000) == 60'000);
    REQUIRE(desk.browser.log_in("county").status == 200);
    // From elsewhere the right password waits, for a minute at most.
    Browser elsewhere(desk.county);
    elsewhere.remote_ = "203.0.113.9";
    REQUIRE(elsewhere.log_in("county").status == 429);
    desk.county.clock().advance_ms(60'000);
    REQUIRE(elsewhere.log_in("county").status == 200);
}

TEST_CASE("a log-in under way when the password changes opens no session") {
    Desk desk;
    const SystemClock clock;
    SystemRandom random;
    const Sessions sessions(clock, random, false);
    const Sessions::Asker asker{"county", "192.0.2.1"};
    REQUIRE_OK(desk.county.executor().run([&](Store& store) -> Result<void> {
        const User before = *TRY(sessions.begin(store, asker)).user;
        User after = before;
        after.verifier = TRY(password_verifier("another horse", random));
        TRY(store.people().put_user(after));
        REQUIRE_ERROR(Errc::untrusted, sessions.open(store, asker, before));
        REQUIRE_OK(sessions.open(store, asker, after));
        return {};
    }));
}

TEST_CASE("a name is the same in capitals, full-width letters or with blanks around it") {
    Desk desk;
    for (const char* name :
         {"County", "COUNTY", "ｃｏｕｎｔｙ", "ＣＯＵＮＴＹ", " county ", "　county\t"}) {
        INFO(name);
        REQUIRE(desk.browser.log_in(name).status == 200);
    }
    REQUIRE(desk.browser.log_in("coun ty").status == 401);
    REQUIRE(log_in_name("a\nfrom b") == "a from b");
    REQUIRE(desk.browser.log_in(" 　 ").status == 401);
}

TEST_CASE("another site can neither log somebody in here nor change anything") {
    Desk desk;
    const std::string id = desk.send();
    Browser& browser = desk.browser;
    // A form of another site can send text that reads as JSON, but not call it so.
    for (const char* type : {"text/plain", "application/x-www-form-urlencoded", ""}) {
        browser.said_ = {{"content-type", type}};
        REQUIRE(browser.log_in("county").status == 415);
    }
    for (const std::map<std::string, std::string>& said :
         {std::map<std::string, std::string>{{"origin", "http://evil.example"}},
          {{"origin", "null"}},
          {{"sec-fetch-site", "cross-site"}},
          {{"sec-fetch-site", "same-site"}}}) {
        browser.said_ = said;
        const HttpResponse response = browser.log_in("county");
        REQUIRE(response.status == 403);
        for (const auto& [name, value] : response.headers) REQUIRE(name != "Set-Cookie");
    }
    browser.said_.clear();
    REQUIRE(browser.log_in("county").status == 200);
    browser.said_ = {{"sec-fetch-site", "cross-site"}};
    REQUIRE(browser.move(id, accept).status == 403);
    REQUIRE(browser.ask("DELETE", "/api/console/session").status == 403);
    browser.said_ = {{"sec-fetch-site", "same-origin"}};
    REQUIRE(browser.move(id, accept).status == 200);
}

TEST_CASE("a clock set back does not lock anybody out") {
    Desk desk;
    for (int i = 0; i < 4; ++i) desk.browser.log_in("county", "wrong");
    REQUIRE(desk.browser.log_in("county").status == 429);
    desk.county.clock().set_wall_ms(desk.county.clock().wall_ms() - 30LL * 86'400'000);
    REQUIRE(desk.browser.log_in("county").status == 200);
}

TEST_CASE("an unknown name is answered like a known one") {
    Desk desk;
    const HttpResponse unknown = desk.browser.log_in("nobody", "wrong");
    const HttpResponse known = desk.browser.log_in("county", "wrong");
    REQUIRE(unknown.status == 401);
    REQUIRE(unknown.body == known.body);
}

TEST_CASE("answers are shown with the words of the form they were given to") {
    Desk desk;
    const std::string id = desk.send({.body = {{"applicant", "other"},
                                               {"id_number", "11010519491231002X"},
                                               {"place", std::string(dishui)}}});
    REQUIRE(desk.browser.log_in("county").status == 200);
    const Json request = desk.browser.json("/api/console/requests/" + id);
    REQUIRE(request["title"] == "高龄津贴申请");
    REQUIRE(request["village_name"] == "松林镇 滴水村");
    REQUIRE(request["due"] == "2026-12-02");
    REQUIRE(request["days_left"] == 7);
    REQUIRE(request["answers"].size() == 3);
    REQUIRE(request["answers"][0]["label"] == "给谁办");
    REQUIRE(request["answers"][0]["value"] == "替家里人办");
    REQUIRE(request["answers"][1]["personal"] == true);
    REQUIRE(request["answers"][2]["value"] == "松林镇滴水村");
}

TEST_CASE("answers to a form nobody knows are still shown") {
    Desk desk;
    const std::string id =
        desk.send({.form = "service-gone", .body = {{"what", "井盖坏了"}, {"urgent", true}}});
    REQUIRE(desk.browser.log_in("county").status == 200);
    const Json request = desk.browser.json("/api/console/requests/" + id);
    REQUIRE(request["title"] == "办事申请");
    REQUIRE(request["answers"].size() == 2);
    REQUIRE(request["answers"][0]["value"] == "是");
}

TEST_CASE("what the villager wrote stands nowhere on the platform's disk in plain") {
    Desk desk;
    desk.send({.body = {{"applicant", "self"}, {"id_number", "11010519491231002X"}}});
    REQUIRE(desk.browser.log_in("county").status == 200);
    const std::string id = desk.browser.ids()[0];
    REQUIRE_THAT(desk.browser.json("/api/console/requests/" + id).dump(),
                 contains_text("11010519491231002X"));
    for (const auto& entry : std::filesystem::recursive_directory_iterator(desk.county.data())) {
        if (!entry.is_regular_file()) continue;
        const std::string bytes = VALUE(DiskFiles().read(entry.path(), 64 << 20));
        INFO(entry.path().string());
        REQUIRE(bytes.find("11010519491231002X") == std::string::npos);
    }
}

TEST_CASE("a box that does not open, or belongs to another event, is shown as unreadable") {
    Desk desk;
    Event broken = desk.kiosk.event();
    broken.sealed->bytes[40] = static_cast<char>(broken.sealed->bytes[40] ^ 1);
    Event moved = desk.kiosk.event();
    moved.sealed = desk.kiosk.event().sealed;
    const auto receipts = desk.kiosk.receipts(desk.kiosk.send({bytes_of(broken), bytes_of(moved)}));
    REQUIRE(receipts[0].state == "accepted");
    REQUIRE(receipts[1].state == "accepted");
    REQUIRE(desk.browser.log_in("county").status == 200);
    for (const std::string& id : {broken.id, moved.id}) {
        const Json request = desk.browser.json("/api/console/requests/" + id);
        REQUIRE(request["sealing"] == "unreadable");
        REQUIRE(request["answers"].empty());
        REQUIRE_FALSE(request["due"].get<std::string>().empty());
    }
}

TEST_CASE("an attachment of a request that nobody can read is not there") {
    Desk desk;
    Event broken =
        desk.kiosk.event({.attachments = {{.mime = "image/png", .title = "照", .bytes = "png"}}});
    broken.sealed->bytes[40] = static_cast<char>(broken.sealed->bytes[40] ^ 1);
    REQUIRE(desk.kiosk.receipts(desk.kiosk.send({bytes_of(broken)}))[0].state == "accepted");
    REQUIRE(desk.kiosk.upload(desk.kiosk.last_sealed()[0]).status == 204);
    REQUIRE(desk.browser.log_in("county").status == 200);
    const std::string path = "/api/console/requests/" + broken.id + "/attachments/1";
    REQUIRE(desk.browser.ask("GET", path).status == 404);
}

TEST_CASE("a key that nothing can be sealed to counts as none, and the request is read") {
    Desk desk;
    const Event event = desk.kiosk.event({.reply_key = std::string(32, '\0')});
    REQUIRE(desk.kiosk.receipts(desk.kiosk.send({bytes_of(event)}))[0].state == "accepted");
    REQUIRE(desk.browser.log_in("county").status == 200);
    REQUIRE(desk.browser.json("/api/console/requests/" + event.id)["sealing"] == "opened");
    Json move = accept;
    move["message"] = "请带户口本";
    const HttpResponse response = desk.browser.move(event.id, move);
    REQUIRE(response.status == 422);
    REQUIRE(desk.browser.move(event.id, accept).status == 200);
}

TEST_CASE("a request goes from received to done, and the villager hears of each step") {
    Desk desk;
    const std::string id = desk.send();
    REQUIRE(desk.browser.log_in("village").status == 200);
    REQUIRE(desk.browser.move(id, accept).status == 200);
    const Json handling = {
        {"from", "accepted"}, {"to", "handling"}, {"line", std::string(lines_of("handling")[1])}};
    REQUIRE(desk.browser.move(id, handling).status == 200);
    const Json done = {
        {"from", "handling"}, {"to", "done"}, {"line", std::string(lines_of("done")[0])}};
    const Json after = VALUE(parse_json(desk.browser.move(id, done).body));
    REQUIRE(after["state"] == "done");
    REQUIRE(after["history"].size() == 3);
    REQUIRE(after["history"][0]["user"] == "某village");
    REQUIRE(after["next"].empty());
    const auto replies = desk.kiosk.replies();
    REQUIRE(replies.size() == 4);  // the roster, and one a step
    REQUIRE(replies[1].slip == desk.kiosk.last_slip());
    REQUIRE(replies[1].state == "accepted");
    REQUIRE(replies[3].state == "done");
    REQUIRE(replies[3].line == lines_of("done")[0]);
    REQUIRE(replies[3].seq == replies[1].seq + 2);
    REQUIRE(desk.kiosk.replies(replies[2].seq).size() == 1);
}

TEST_CASE("a message goes sealed to the villager's slip, and staff can read it again") {
    Desk desk;
    const std::string code = VALUE(canonical_slip_code("7KQ2-M9XD-4TRW"));
    const BoxKey villager = VALUE(box_key_of_code(code, "K7M-0012X"));
    const std::string id = desk.send({.reply_key = villager.public_key()});
    REQUIRE(desk.browser.log_in("county").status == 200);
    Json step = accept;
    step["message"] = "王大爷，请带老年证来";
    const Json after = VALUE(parse_json(desk.browser.move(id, step).body));
    REQUIRE(after["history"][0]["message"] == "王大爷，请带老年证来");
    const Reply reply = desk.kiosk.replies().back();
    REQUIRE(reply.line.find("王大爷") == std::string::npos);
    const Json opened = VALUE(parse_json(VALUE(open_sealed(reply.sealed, villager))));
    REQUIRE(opened["message"] == "王大爷，请带老年证来");
    const Json alone = {{"from", "accepted"}, {"to", "accepted"}, {"message", "再说一句"}};
    REQUIRE(desk.browser.move(id, alone).status == 200);
    REQUIRE(desk.kiosk.replies().back().state == "accepted");
    REQUIRE(desk.kiosk.replies().back().line == lines_of("accepted")[0]);
    const std::string database =
        VALUE(DiskFiles().read(desk.county.data() / "platform.db", 64 << 20));
    REQUIRE(database.find("老年证") == std::string::npos);
}

TEST_CASE("moves that make no sense are refused in words") {
    Desk desk;
    const std::string id = desk.send();
    REQUIRE(desk.browser.log_in("county").status == 200);
    const auto refused = [&](Json step) {
        const HttpResponse response = desk.browser.move(id, step);
        REQUIRE(response.status == 422);
        return detail(response);
    };
    Json step = accept;
    step["line"] = "周大爷的低保办好了";
    REQUIRE_THAT(refused(step), contains_text("列表"));
    step = accept;
    step["to"] = "done";
    REQUIRE_THAT(refused(step), contains_text("已收到"));
    step = accept;
    step["message"] = "您好";
    REQUIRE_THAT(refused(step), contains_text("凭条码"));
    REQUIRE(desk.browser.move(id, accept).status == 200);
    REQUIRE_THAT(refused(accept), contains_text("别人刚刚改过"));
    step = {{"from", "accepted"}, {"to", "accepted"}};
    REQUIRE_THAT(refused(step), contains_text("留言"));
    REQUIRE(desk.kiosk.replies().size() == 2);
    REQUIRE(desk.browser.move(uuid_v7(1, desk.county.random()), accept).status == 404);
}

TEST_CASE("each role sees its own requests and no others") {
    Desk desk;
    TestKiosk near(desk.county);
    TestKiosk far(desk.county);
    REQUIRE(near.enrol(other_village).status == 200);
    REQUIRE(far.enrol(far_village).status == 200);
    const std::string here = desk.send();
    const std::string nearby = Desk::send(near, TestKiosk::Wish{});
    const std::string away = Desk::send(far, TestKiosk::Wish{});
    const std::string to_town = desk.send({.kind = "letter", .to = "town"});
    const std::string to_discipline = desk.send({.kind = "letter", .to = "discipline"});
    const std::string objection = desk.send({.kind = "objection"});
    const std::string no_form = desk.send({.kind = "letter", .form = ""});
    const std::map<std::string, std::set<std::string>> sees = {
        {"county", {here, nearby, away, objection, no_form}},
        {"town", {here, nearby, to_town, objection}},
        {"village", {here}},
        {"department", {here, nearby, away, objection}},
        {"discipline", {to_discipline}}};
    for (const auto& [role, visible] : sees) {
        INFO(role);
        Browser browser(desk.county);
        REQUIRE(browser.log_in(role).status == 200);
        const auto ids = browser.ids();
        REQUIRE(std::set<std::string>(ids.begin(), ids.end()) == visible);
        for (const std::string& id :
             {here, nearby, away, to_town, to_discipline, objection, no_form}) {
            const int expected = visible.count(id) != 0 ? 200 : 404;
            REQUIRE(browser.ask("GET", "/api/console/requests/" + id).status == expected);
            if (expected == 404) REQUIRE(browser.move(id, accept).status == 404);
        }
    }
}

namespace {

// A form that goes to the secretary or to the town, as the villager chooses.
Json mailbox_form(const char* kind, const char* to) {
    return {{"version", 1},
            {"title", "写信"},
            {"kind", kind},
            {"to", to},
            {"schema",
             {{"type", "object"},
              {"properties",
               {{"addressee", {{"type", "string"}, {"enum", {"secretary", "town"}}}},
                {"about", {{"type", "string"}, {"enum", {"line", "secretary"}}}}}},
              {"additionalProperties", false}}},
            {"pages",
             {{{"title", "写给谁"}, {"fields", {"addressee"}}},
              {{"title", "什么事"}, {"fields", {"about"}}}}},
            {"fields",
             {{"addressee",
               {{"label", "收信人"},
                {"control", "choice"},
                {"choices", {{"secretary", "村书记"}, {"town", "镇党委"}}}}},
              {"about",
               {{"label", "什么事"},
                {"control", "choice"},
                {"choices", {{"line", "修路"}, {"secretary", "村书记的事"}}}}}}}};
}

void keep_form(TestCounty& county, const std::string& id, Json form) {
    county.keep("county", {.id = id,
                           .type = "service",
                           .at = "2026-11-01T01:00:00Z",
                           .body = {{"board", "farming"},
                                    {"column", "grain"},
                                    {"title", "表" + id},
                                    {"date", "2026-11-01"},
                                    {"department", "村党支部、镇党委"},
                                    {"form", std::move(form)}}});
}

struct MailDesk : Desk {
    MailDesk() {
        Json letter = mailbox_form("letter", "town");
        letter["handler"] = {{"field", "addressee"},
                             {"is", {{"secretary", "village"}, {"town", "town"}}}};
        keep_form(county, "letter", letter);
        Json dispute = mailbox_form("request", "town");
        dispute["matter"] = "dispute";
        dispute["handler"] = "village";
        keep_form(county, "dispute", dispute);
    }

    std::string write(TestKiosk& from, const char* addressee, const char* about = "line",
                      std::string reply_key = {}) {
        return send(from, {.kind = "letter",
                           .to = "town",
                           .form = "letter",
                           .body = {{"addressee", addressee}, {"about", about}},
                           .reply_key = std::move(reply_key)});
    }
    std::string write(const char* addressee, const char* about = "line") {
        return write(kiosk, addressee, about);
    }
    std::string ask_mediation() {
        return send({.kind = "request",
                     .to = "town",
                     .form = "dispute",
                     .body = {{"addressee", "secretary"}, {"about", "line"}}});
    }

    int status(const std::string& role, const std::string& id) {
        const auto [found, made] = readers.try_emplace(role, county);
        Browser& reader = found->second;
        if (made) REQUIRE(reader.log_in(role).status == 200);
        const int one = reader.ask("GET", "/api/console/requests/" + id).status;
        const auto ids = reader.ids();
        // What the list shows and what opens are the same.
        REQUIRE((std::find(ids.begin(), ids.end(), id) != ids.end()) == (one == 200));
        return one;
    }

    std::map<std::string, Browser> readers;
};

Json step_to(const char* from, const char* to, std::string_view line, std::string message = {}) {
    return {
        {"from", from}, {"to", to}, {"line", std::string(line)}, {"message", std::move(message)}};
}

}  // namespace

TEST_CASE(
    "a letter reaches whom it was written to, and a complaint does not reach whom it is about") {
    MailDesk desk;
    TestKiosk near(desk.county);
    REQUIRE(near.enrol(other_village).status == 200);
    const std::string to_secretary = desk.write("secretary");
    const std::string to_town = desk.write("town", "secretary");
    const std::string elsewhere = desk.write(near, "secretary");
    const std::string dispute = desk.ask_mediation();
    // Even before anybody opened the list.
    CHECK(desk.status("village", to_secretary) == 200);
    CHECK(desk.status("village", dispute) == 200);
    CHECK(desk.status("village", to_town) == 404);
    CHECK(desk.status("village", elsewhere) == 404);
    for (const std::string& id : {to_secretary, to_town, elsewhere, dispute}) {
        CHECK(desk.status("town", id) == 200);
        for (const char* role : {"county", "department", "discipline"}) {
            CHECK(desk.status(role, id) == 404);
        }
    }
}

TEST_CASE("a letter whose form is not known goes to whom it was sealed, and no further") {
    MailDesk desk;
    const std::string to_town = desk.send({.kind = "letter", .to = "town", .form = "gone"});
    const std::string other_kind =
        desk.send({.kind = "objection",
                   .to = "town",
                   .form = "letter",
                   .body = {{"addressee", "secretary"}, {"about", "line"}}});
    const std::string other_key =
        desk.send({.kind = "letter",
                   .to = "discipline",
                   .form = "letter",
                   .body = {{"addressee", "secretary"}, {"about", "line"}}});
    for (const std::string& id : {to_town, other_kind, other_key}) {
        CHECK(desk.status("village", id) == 404);
    }
    CHECK(desk.status("town", to_town) == 200);
    CHECK(desk.status("town", other_key) == 404);
    CHECK(desk.status("discipline", other_key) == 200);
}

TEST_CASE("who only looks at a request cannot move it, and hears whose it is") {
    MailDesk desk;
    const std::string id = desk.write("secretary");
    Browser town(desk.county);
    REQUIRE(town.log_in("town").status == 200);
    const Json seen = town.json("/api/console/requests/" + id);
    REQUIRE(seen["may_work"] == false);
    REQUIRE(seen["next"].empty());
    const Json step = step_to("received", "accepted", lines_of("accepted", "letter")[0]);
    const HttpResponse refused = town.move(id, step);
    REQUIRE(refused.status == 403);
    REQUIRE_THAT(detail(refused), contains_text("村里"));
    REQUIRE(desk.kiosk.replies().size() == 1);
    Browser village(desk.county);
    REQUIRE(village.log_in("village").status == 200);
    REQUIRE(village.move(id, step).status == 200);
}

TEST_CASE("what the village hands up is the town's, and the village may still follow it") {
    MailDesk desk;
    const std::string id = desk.ask_mediation();
    Browser village(desk.county);
    REQUIRE(village.log_in("village").status == 200);
    const Json after =
        VALUE(parse_json(village.move(id, step_to("received", "accepted", handed_up_line)).body));
    REQUIRE(after["handler_name"] == "镇上");
    REQUIRE(after["may_work"] == false);
    REQUIRE(desk.status("village", id) == 200);
    const Json done = step_to("accepted", "done", lines_of("done", "dispute")[0]);
    REQUIRE(village.move(id, done).status == 403);
    Browser town(desk.county);
    REQUIRE(town.log_in("town").status == 200);
    REQUIRE(town.move(id, done).status == 200);
}

TEST_CASE("the county counts what is overdue at every desk, and sees none of it") {
    MailDesk desk;
    TestKiosk far(desk.county);
    REQUIRE(far.enrol(far_village).status == 200);
    desk.write("secretary");
    desk.write("town");
    desk.write(far, "town");
    desk.send({.kind = "letter", .to = "discipline", .form = ""});
    desk.county.clock().advance_ms(14LL * 86'400'000);
    desk.write("town");
    REQUIRE(desk.browser.log_in("county").status == 200);
    REQUIRE(desk.browser.ids().empty());
    const Json desks = desk.browser.json("/api/console/desks")["desks"];
    std::map<std::string, std::pair<int, int>> counts;
    for (const Json& one : desks) {
        counts[string_or(one, "town_name") + string_or(one, "handler_name")] = {
            static_cast<int>(integer_or(one, "open", -1)),
            static_cast<int>(integer_or(one, "overdue", -1))};
        REQUIRE(one.size() == 6);
    }
    REQUIRE(counts == std::map<std::string, std::pair<int, int>>{{"松林镇村里", {1, 1}},
                                                                 {"松林镇镇上", {2, 1}},
                                                                 {"连山镇镇上", {1, 1}},
                                                                 {"广汉市纪检", {1, 1}}});
    for (const char* role : {"town", "village", "department", "discipline"}) {
        Browser other(desk.county);
        REQUIRE(other.log_in(role).status == 200);
        REQUIRE(other.ask("GET", "/api/console/desks").status == 403);
    }
}

TEST_CASE("each sort of matter has closing words of its own, and none is told to fetch a letter") {
    MailDesk desk;
    const std::map<std::string, std::string> ids = {{"letter", desk.write("secretary")},
                                                    {"dispute", desk.ask_mediation()},
                                                    {"request", desk.send()}};
    Browser village(desk.county);
    REQUIRE(village.log_in("village").status == 200);
    for (const auto& [matter, id] : ids) {
        INFO(matter);
        const std::string first(lines_of("accepted", matter)[0]);
        const Json after =
            VALUE(parse_json(village.move(id, step_to("received", "accepted", first)).body));
        for (const Json& move : after["moves"]) {
            if (move["to"] != "done") continue;
            for (const Json& line : move["lines"]) {
                const bool fetch = line.get<std::string>().find("身份证") != std::string::npos;
                CHECK((!fetch || matter == "request"));
            }
            CHECK(move["answer_needed"] == (matter == "letter"));
        }
    }
    const HttpResponse fetched =
        village.move(ids.at("letter"), step_to("accepted", "done", lines_of("done")[0], "看过了"));
    REQUIRE(fetched.status == 422);
    REQUIRE_THAT(detail(fetched), contains_text("列表"));
}

TEST_CASE("a letter is not done without an answer, whether it can be sent or not") {
    MailDesk desk;
    const std::string code = VALUE(canonical_slip_code("7KQ2-M9XD-4TRW"));
    const BoxKey villager = VALUE(box_key_of_code(code, "K7M-0012X"));
    Browser village(desk.county);
    REQUIRE(village.log_in("village").status == 200);
    for (const std::string& key : {villager.public_key(), std::string()}) {
        const std::string id = desk.write(desk.kiosk, "secretary", "line", key);
        const std::string first(lines_of("accepted", "letter")[0]);
        REQUIRE(village.move(id, step_to("received", "accepted", first)).status == 200);
        const std::string line(lines_of("done", "letter")[0]);
        for (const char* empty : {"", " ", "　　", "\u200B\u2060", "\n\t\uFEFF"}) {
            const HttpResponse refused = village.move(id, step_to("accepted", "done", line, empty));
            INFO('\'' << empty << '\'');
            REQUIRE(refused.status == 422);
        }
        const Json after = VALUE(parse_json(
            village.move(id, step_to("accepted", "done", line, "　路下个月修，先垫了石子。\n"))
                .body));
        REQUIRE(after["state"] == "done");
        REQUIRE(after["history"][1]["message"] == "路下个月修，先垫了石子。");
        REQUIRE(desk.kiosk.replies().back().sealed.empty() == key.empty());
    }
}

TEST_CASE("a note of blanks is refused, whatever blanks they are") {
    Desk desk;
    const std::string code = VALUE(canonical_slip_code("7KQ2-M9XD-4TRW"));
    const BoxKey villager = VALUE(box_key_of_code(code, "K7M-0012X"));
    const std::string id = desk.send({.reply_key = villager.public_key()});
    REQUIRE(desk.browser.log_in("county").status == 200);
    for (const char* blank :
         {" ", "　", "\u200B", "\uFEFF\u200D", "\u00A0\n", "\u3164", "\u2800"}) {
        INFO('\'' << blank << '\'');
        const HttpResponse note = desk.browser.move(id, step_to("received", "received", "", blank));
        REQUIRE(note.status == 422);
        REQUIRE(
            desk.browser.move(id, step_to("received", "accepted", lines_of("accepted")[0], blank))
                .status == 422);
    }
    REQUIRE(desk.kiosk.replies().size() == 1);
}

TEST_CASE("history keeps the name of whoever had the account on that day") {
    Desk desk;
    const std::string id = desk.send();
    REQUIRE(desk.browser.log_in("village").status == 200);
    REQUIRE(desk.browser.move(id, accept).status == 200);
    REQUIRE_OK(desk.county.executor().run([](Store& store) -> Result<void> {
        User user = TRY(store.people().find_user("village"));
        user.shown = "后来的书记";
        return store.people().put_user(user);
    }));
    // Whoever had it before is out.
    REQUIRE(desk.browser.ask("GET", "/api/console/session").status == 401);
    REQUIRE(desk.browser.log_in("village").status == 200);
    REQUIRE(
        desk.browser.move(id, step_to("accepted", "handling", lines_of("handling")[0])).status ==
        200);
    const Json history = desk.browser.json("/api/console/requests/" + id)["history"];
    REQUIRE(history[0]["user"] == "某village");
    REQUIRE(history[1]["user"] == "后来的书记");
}

TEST_CASE("a page hears that its browser has become another person's, also when it only asks") {
    Desk desk;
    const std::string id = desk.send();
    Browser first(desk.county);
    REQUIRE(first.log_in("county").status == 200);
    Browser second(desk.county);
    REQUIRE(second.log_in("town").status == 200);
    first.cookie_ = second.cookie_;  // another tab logged in
    for (const std::string path : {"/api/console/requests", "/api/console/kiosks"}) {
        const HttpResponse stale = first.ask("GET", path);
        REQUIRE(stale.status == 403);
        REQUIRE_THAT(stale.body, contains_text("form-expired"));
    }
    REQUIRE(first.move(id, accept).status == 403);
    // Whoever sends no token asks who it is now, and gets the new one.
    first.csrf_.clear();
    const Json session = first.json("/api/console/session");
    REQUIRE(session["user"]["name"] == "town");
    first.csrf_ = string_or(session, "csrf");
    REQUIRE(first.ask("GET", "/api/console/requests").status == 200);
}

TEST_CASE("asking for another village's list gives nothing to those it is not for") {
    Desk desk;
    TestKiosk far(desk.county);
    REQUIRE(far.enrol(far_village).status == 200);
    Desk::send(far, TestKiosk::Wish{});
    const std::string query = "?village=" + std::string(far_village);
    for (const char* role : {"village", "town"}) {
        Browser browser(desk.county);
        REQUIRE(browser.log_in(role).status == 200);
        REQUIRE(browser.ids(query).empty());
    }
    REQUIRE(desk.browser.log_in("county").status == 200);
    REQUIRE(desk.browser.ids(query).size() == 1);
}

TEST_CASE("lists narrow by state, slip and promised day") {
    Desk desk;
    const std::string first = desk.send();
    const std::string slip = desk.kiosk.last_slip();
    desk.county.clock().advance_ms(86'400'000);
    const std::string second = desk.send();
    Browser& browser = desk.browser;
    REQUIRE(browser.log_in("county").status == 200);
    REQUIRE(browser.ids() == std::vector<std::string>{first, second});
    REQUIRE(browser.move(second, accept).status == 200);
    REQUIRE(browser.ids("?state=received") == std::vector<std::string>{first});
    REQUIRE(browser.ids("?state=accepted") == std::vector<std::string>{second});
    REQUIRE(browser.ids("?slip=" + slip) == std::vector<std::string>{first});
    REQUIRE(browser.ids("?count=1&offset=1") == std::vector<std::string>{second});
    REQUIRE(browser.ids("?overdue=1").empty());
    desk.county.clock().advance_ms(9LL * 86'400'000);
    REQUIRE(browser.log_in("county").status == 200);
    REQUIRE(browser.ids("?overdue=1") == std::vector<std::string>{first});
    const Json list = browser.json("/api/console/requests");
    REQUIRE(list["overdue"] == 1);
    REQUIRE(list["counts"]["received"] == 1);
    const Json late = browser.json("/api/console/requests?overdue=1");
    REQUIRE(late["counts"] == list["counts"]);
    REQUIRE(late["overdue"] == 1);
    REQUIRE(list["requests"][0]["overdue"] == true);
    REQUIRE(list["requests"][1]["overdue"] == false);
}

TEST_CASE("kiosks are listed for those who look after them") {
    Desk desk;
    TestKiosk far(desk.county);
    REQUIRE(far.enrol(far_village).status == 200);
    const std::map<std::string, std::size_t> counts = {{"county", 2}, {"town", 1}, {"village", 1}};
    for (const auto& [role, count] : counts) {
        Browser browser(desk.county);
        REQUIRE(browser.log_in(role).status == 200);
        REQUIRE(browser.json("/api/console/kiosks")["kiosks"].size() == count);
    }
    REQUIRE(desk.browser.log_in("discipline").status == 200);
    REQUIRE(desk.browser.ask("GET", "/api/console/kiosks").status == 403);
}

TEST_CASE("the pages come with the program and let nothing in from elsewhere") {
    TestCounty county;
    for (const char* path : {"/console/", "/console/main.js", "/console/style.css"}) {
        const HttpResponse response = county.answer(request_to("GET", path));
        REQUIRE(response.status == 200);
        bool guarded = false;
        for (const auto& [name, value] : response.headers) {
            if (name == "Content-Security-Policy") {
                guarded = value.find("default-src 'self'") != std::string::npos;
            }
        }
        REQUIRE(guarded);
    }
    REQUIRE(county.answer(request_to("GET", "/")).status == 302);
    REQUIRE(county.answer(request_to("GET", "/console/none.js")).status == 404);
}

TEST_CASE("every state has a name, and every state that can be reached has sentences") {
    for (const std::string_view state : request_states()) {
        REQUIRE_FALSE(state_name(state).empty());
        for (const std::string_view next : next_states(state)) {
            REQUIRE_FALSE(state_name(next).empty());
            REQUIRE_FALSE(lines_of(next).empty());
            REQUIRE(may_move(state, next));
        }
        REQUIRE_FALSE(may_move(state, state));
    }
    REQUIRE_FALSE(may_move("done", "received"));
    REQUIRE_FALSE(may_move("nowhere", "done"));
}

namespace {

const std::string picture = std::string("\xFF\xD8\xFF\xE0", 4) + std::string(50'000, 'p');

TestKiosk::Wish with_attachments(std::string to = "county") {
    TestKiosk::Wish wish;
    wish.to = std::move(to);
    wish.attachments = {{"image/jpeg", "身份证正面", picture},
                        {"image/png", "假照片", "<html><script>alert(1)</script>"}};
    return wish;
}

std::string header_in(const HttpResponse& response, const std::string& name) {
    for (const auto& [header, value] : response.headers) {
        if (header == name) return value;
    }
    return {};
}

}  // namespace

TEST_CASE("staff see which attachments are here and which are still on their way") {
    Desk desk;
    const std::string id = desk.send(with_attachments());
    Browser browser(desk.county);
    browser.log_in("county");
    const auto attachments = [&] {
        return browser.json("/api/console/requests/" + id)["attachments"];
    };
    REQUIRE(attachments().size() == 2);
    REQUIRE(attachments()[0]["title"] == "身份证正面");
    REQUIRE(attachments()[0]["mime"] == "image/jpeg");
    REQUIRE(attachments()[0]["here"] == false);
    const std::string address = "/api/console/requests/" + id + "/attachments/";
    const HttpResponse early = browser.ask("GET", address + "1");
    REQUIRE(early.status == 404);
    REQUIRE_THAT(early.body, contains_text("not-here-yet"));

    REQUIRE(desk.kiosk.upload(desk.kiosk.last_sealed()[0]).status == 204);
    REQUIRE(attachments()[0]["here"] == true);
    REQUIRE(attachments()[1]["here"] == false);
    const HttpResponse shown = browser.ask("GET", address + "1");
    REQUIRE(shown.status == 200);
    REQUIRE(shown.body == picture);
    REQUIRE(header_in(shown, "Content-Type") == "image/jpeg");
    REQUIRE(header_in(shown, "X-Content-Type-Options") == "nosniff");
    REQUIRE_THAT(header_in(shown, "Content-Disposition"),
                 contains_text("inline; filename=\"" + desk.kiosk.last_slip() + "-1.jpg\""));
}

TEST_CASE("what a kiosk calls a picture and is none is saved, never shown") {
    Desk desk;
    const std::string id = desk.send(with_attachments());
    REQUIRE(desk.kiosk.upload(desk.kiosk.last_sealed()[1]).status == 204);
    Browser browser(desk.county);
    browser.log_in("county");
    const HttpResponse saved = browser.ask("GET", "/api/console/requests/" + id + "/attachments/2");
    REQUIRE(saved.status == 200);
    REQUIRE(header_in(saved, "Content-Type") == "application/octet-stream");
    REQUIRE_THAT(header_in(saved, "Content-Disposition"), contains_text("attachment; "));
    REQUIRE_THAT(header_in(saved, "Content-Security-Policy"), contains_text("sandbox"));
}

TEST_CASE("an attachment is for those who may see its request, and for nobody else") {
    Desk desk;
    const std::string id = desk.send(with_attachments("discipline"));
    REQUIRE(desk.kiosk.upload(desk.kiosk.last_sealed()[0]).status == 204);
    const std::string address = "/api/console/requests/" + id + "/attachments/1";
    REQUIRE(desk.county.answer(request_to("GET", address)).status == 401);
    for (const char* name : {"county", "town", "village", "department"}) {
        Browser browser(desk.county);
        browser.log_in(name);
        INFO(name);
        REQUIRE(browser.ask("GET", address).status == 404);
    }
    Browser browser(desk.county);
    browser.log_in("discipline");
    REQUIRE(browser.ask("GET", address).body == picture);
    for (const char* other : {"0", "3", "-1", "x", "99999999999"}) {
        REQUIRE(
            browser.ask("GET", "/api/console/requests/" + id + "/attachments/" + other).status ==
            404);
    }
}

TEST_CASE("on the county's disk an attachment is sealed as it came") {
    Desk desk;
    TestKiosk::Wish wish;
    const std::string marker = "MARKER 99000019430712012X";
    wish.attachments = {{"text/plain", marker, marker + std::string(1000, 'x')}};
    desk.send(wish);
    REQUIRE(desk.kiosk.upload(desk.kiosk.last_sealed()[0]).status == 204);
    DiskFiles disk;
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(desk.county.data())) {
        if (!entry.is_regular_file()) continue;
        ++files;
        INFO(entry.path());
        REQUIRE(VALUE(disk.read(entry.path(), 64 << 20)).find(marker) == std::string::npos);
    }
    REQUIRE(files > 10);
}

TEST_CASE("the list of kiosks tells what each still has to send, by its own word") {
    Desk desk;
    Event beat = desk.kiosk.heartbeat();
    beat.body = Json{{"waiting", 3}, {"attachments", 2}, {"parked", 1}};
    REQUIRE(desk.kiosk.send({bytes_of(beat)}).status == 200);
    Browser browser(desk.county);
    browser.log_in("county");
    const Json kiosk = browser.json("/api/console/kiosks")["kiosks"][0];
    REQUIRE(kiosk["waiting"] == 3);
    REQUIRE(kiosk["attachments"] == 2);
    REQUIRE(kiosk["parked"] == 1);
}
