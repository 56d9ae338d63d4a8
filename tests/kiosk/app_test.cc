#include "kiosk/app/app.h"
#include "kiosk/app/effects/pin_guard.h"

#include "sync/core/encoding.h"
#include "sync/wire/event.h"
#include "sync/wire/signature.h"
#include "sync/wire/slip.h"
#include "tests/kiosk/device_fixture.h"

using namespace hall;

using namespace hall::kiosk;

namespace {

// The first 48 bits of a UUID of version 7.
std::int64_t time_of_id_ms(const std::string& id) {
    return std::stoll(id.substr(0, 8) + id.substr(9, 4), nullptr, 16);
}

}  // namespace

TEST_CASE("the home screen shows the boards and the notice that runs") {
    DeviceFixture board;
    const App app = board.open();
    const HomeModel& home = top<HomeModel>(app);
    REQUIRE(home.tiles.size() == 3);
    REQUIRE(home.content == HomeModel::Content::here);
    REQUIRE(home.notices.size() == 1);
    REQUIRE(home.notices.front().days_left == 4);
    REQUIRE(app.model().chrome.place == "松林镇 · 滴水村");
    REQUIRE(app.model().chrome.now == "11月23日 星期一 上午9:30");
}

TEST_CASE("a picture of an article is opened, and back leads to the article") {
    DeviceFixture board;
    const std::string hash(64, 'a');
    Json body = {{"board", "policy"},
                 {"column", "c1"},
                 {"title", "梨花开了"},
                 {"date", "2026-11-20"},
                 {"source", "村委会"},
                 {"text", "三月来看。"},
                 {"pictures", Json::array({{{"sha256", hash},
                                            {"bytes", 1000},
                                            {"mime", "image/jpeg"},
                                            {"caption", "村西的梨树"}}})}};
    board.publish("county", {document_of_type("pears", "article", body)});
    App app = board.open();
    app.send(OpenDocument{{"county", "pears"}});
    const ArticleModel& article = top<ArticleModel>(app);
    REQUIRE(article.pictures.size() == 1);
    app.send(OpenPicture{article.pictures.front()});
    REQUIRE(top<PictureModel>(app).picture.sha256 == hash);
    REQUIRE(top<PictureModel>(app).picture.caption == "村西的梨树");
    app.send(Back{});
    top<ArticleModel>(app);
    app.send(GoHome{});
    app.send(OpenPicture{});
    top<HomeModel>(app);
}

TEST_CASE("a kiosk without content says so and is no dead end") {
    DeviceFixture board;
    for (const char* suffix : {"", "-wal", "-shm"}) {
        std::filesystem::remove(board.folder.cache().string() + suffix);
    }
    App app = board.open();
    REQUIRE(top<HomeModel>(app).content == HomeModel::Content::on_its_way);
    app.send(OpenSearch{});
    app.send(Back{});
    app.send(OpenBoard{"policy"});
    top<MissingModel>(app);
    app.send(GoHome{});
    // The agent brings content; the screen follows.
    board.publish("county", {board_document("policy", "惠民政策", "articles")});
    app.content_changed();
    REQUIRE(top<HomeModel>(app).content == HomeModel::Content::here);
}

TEST_CASE("a cache set aside under the kiosk's hands is followed to the new one") {
    DeviceFixture board;
    App app = board.open();
    REQUIRE_OK(set_database_aside(board.files, board.folder.cache()));
    app.content_changed();
    REQUIRE(top<HomeModel>(app).content == HomeModel::Content::on_its_way);
    { const Cache begun = board.cache(); }
    app.content_changed();
    REQUIRE(top<HomeModel>(app).content == HomeModel::Content::on_its_way);
}

TEST_CASE("a request filled in becomes one sealed event and a slip") {
    DeviceFixture board;
    constexpr std::int64_t half_an_hour_ms = 30 * 60'000;
    board.clock.mono = 5 * half_an_hour_ms;  // booted longer ago than the hour began
    App app = board.open();
    fill_in(app);
    app.send(Submit{});
    const ReceiptModel receipt = top<ReceiptModel>(app);
    REQUIRE(canonical_slip_number(receipt.number).ok());
    REQUIRE(canonical_slip_code(receipt.code).ok());

    const std::vector<OutboxEvent> events = board.waiting("request");
    REQUIRE(events.size() == 1);
    REQUIRE(events.front().slip == receipt.number);
    REQUIRE(events.front().bytes.find(some_id_number()) == std::string::npos);
    const Event event = VALUE(parse_event(events.front().bytes));
    REQUIRE(event.time.wall == "2026-11-23T01:00:00Z");  // the hour, not the minute
    // Nor does the id, which begins with a time, or the other clock tell the minute.
    const auto hour_ms = VALUE(parse_utc_ms("2026-11-23T01:00:00Z"));
    REQUIRE(time_of_id_ms(event.id) == hour_ms);
    REQUIRE(board.clock.wall == hour_ms + half_an_hour_ms);
    REQUIRE(event.time.mono_ms == board.clock.mono - half_an_hour_ms);
    const std::string plain = VALUE(open_sealed(event.sealed->bytes, board.county_key));
    const SealedBody body = VALUE(sealed_body_of(plain, event));
    REQUIRE(body.body["id_number"] == some_id_number());
    REQUIRE(body.body["who"] == "self");
    REQUIRE(body.form == "allowance");
    const std::string code = VALUE(canonical_slip_code(receipt.code));
    REQUIRE(body.reply_key == VALUE(box_key_of_code(code, receipt.number)).public_key());
}

TEST_CASE("two taps on submit make one event") {
    DeviceFixture board;
    App app = board.open();
    fill_in(app);
    app.send(Submit{});
    app.send(Submit{});
    app.send(Back{});
    app.send(Submit{});
    REQUIRE(board.waiting("request").size() == 1);
}

TEST_CASE("a form that cannot be handed in says so and does not blame the disk") {
    DeviceFixture board;
    Document form = form_document("allowance");
    // What the county refuses to publish: asked for, and on no page.
    form.body["form"]["schema"]["properties"]["nowhere"] = {{"type", "string"}};
    form.body["form"]["fields"]["nowhere"] = {{"label", "没有"}, {"control", "text"}};
    form.body["form"]["schema"]["required"].push_back("nowhere");
    form.rev = 2;
    board.publish("county", {form});
    App app = board.open();
    fill_in(app);
    app.send(Submit{});
    REQUIRE(board.waiting("request").empty());
    REQUIRE(top<FormModel>(app).broken);
    REQUIRE(top<FormModel>(app).failures == 0);
    REQUIRE_FALSE(top<FormModel>(app).sent);
}

TEST_CASE("impossible answers are said beside the field and nothing is sent") {
    DeviceFixture board;
    App app = board.open();
    app.send(OpenDocument{{"county", "allowance"}});
    app.send(OpenForm{});
    app.send(NextPage{});
    REQUIRE(top<FormModel>(app).problems.at("who") == AnswerProblem::missing);
    REQUIRE(top<FormModel>(app).page == 0);
    app.send(Answered{"who", "self"});
    app.send(NextPage{});
    app.send(Focus{"id_number"});
    type(app, "510681184906300010");
    app.send(TypingDone{});
    REQUIRE(top<FormModel>(app).problems.at("id_number") == AnswerProblem::id_check);
    app.send(NextPage{});
    REQUIRE_FALSE(top<FormModel>(app).reviewing);
    app.send(Submit{});
    REQUIRE(board.waiting("request").empty());
}

TEST_CASE("a disk that refuses keeps the answers and asks to try again") {
    DeviceFixture board;
    App app = board.open();
    fill_in(app);
    {
        // Another writer holds the file: the commit cannot happen.
        Database blocker = VALUE(Database::open(board.folder.outbox(), {.busy_ms = 0}));
        REQUIRE_OK(blocker.run("BEGIN IMMEDIATE"));
        app.send(Submit{});
    }
    REQUIRE(top<FormModel>(app).failures == 1);
    REQUIRE(top<FormModel>(app).answers.at("id_number") == some_id_number());
    app.send(Submit{});
    top<ReceiptModel>(app);
    REQUIRE(board.waiting("request").size() == 1);
}

TEST_CASE("a receipt from the county drops the event and the screen says so") {
    DeviceFixture board;
    App app = board.open();
    fill_in(app);
    app.send(Submit{});
    const OutboxEvent event = board.waiting("request").front();
    {
        Cache cache = board.cache();
        REQUIRE_OK(cache.store_receipts({{event.id, sha256_hex(event.bytes), "accepted", event.slip,
                                          "2026-11-23T02:00:00Z", ""}}));
    }
    REQUIRE_FALSE(top<ReceiptModel>(app).received);
    app.content_changed();
    REQUIRE(top<ReceiptModel>(app).received);
    REQUIRE(board.waiting("request").empty());
}

TEST_CASE("progress is followed from this machine to the answer, sealed part by code") {
    DeviceFixture board;
    App app = board.open();
    fill_in(app);
    app.send(Submit{});
    const ReceiptModel slip = top<ReceiptModel>(app);
    const OutboxEvent event = board.waiting("request").front();
    const auto look_up = [&](std::string_view number, std::string_view code) {
        app.send(GoHome{});
        app.send(LeaveForm{});
        app.send(OpenProgress{});
        type(app, number);
        if (!code.empty()) {
            app.send(Focus{"code"});
            type(app, code);
        }
        app.send(TypingDone{});
        return top<ProgressModel>(app);
    };
    REQUIRE(look_up(slip.number, "").state == ProgressModel::State::saved_here);
    REQUIRE(look_up("K7M0000", "").mistyped);
    REQUIRE(look_up("K7M-0012X", "").mistyped == !canonical_slip_number("K7M-0012X").ok());

    Reply reply;
    reply.seq = 1;
    reply.village = "510681113205";
    reply.kind = "state";
    reply.slip = slip.number;
    reply.state = "handling";
    reply.line = "民政所正在核对";
    reply.at = "2026-11-23T03:00:00Z";
    const std::string code = VALUE(canonical_slip_code(slip.code));
    reply.sealed = VALUE(seal(json_line(json_of_message("周爷爷，请明天来签字。")),
                              VALUE(box_key_of_code(code, slip.number)).public_key()));
    {
        Cache cache = board.cache();
        REQUIRE_OK(cache.store_receipts({{event.id, sha256_hex(event.bytes), "accepted", event.slip,
                                          "2026-11-23T02:00:00Z", ""}}));
        app.content_changed();
        REQUIRE(look_up(slip.number, "").state == ProgressModel::State::received);
        REQUIRE_OK(cache.store_replies({reply}, reply.village, 1));
    }
    const ProgressModel open = look_up(slip.number, "");
    REQUIRE(open.state == ProgressModel::State::moving);
    REQUIRE(open.replies.front().line == "民政所正在核对");
    REQUIRE(open.messages.empty());
    REQUIRE(look_up(slip.number, slip.code).messages.front().text == "周爷爷，请明天来签字。");
    REQUIRE(look_up(slip.number, "AAAA-AAAA-AAAA").messages.empty());
}

TEST_CASE("an idle session warns, then wipes all that was typed") {
    DeviceFixture board;
    App app = board.open();
    app.send(ChangeDisplay{{.text_step = 2, .high_contrast = true, .low = true}});
    app.send(OpenDocument{{"county", "a1"}});
    app.touched();
    board.clock.pass_ms(44'000);
    app.tick();
    REQUIRE_FALSE(app.model().session.warning);
    board.clock.pass_ms(2'000);
    app.tick();
    REQUIRE(app.model().session.warning);
    REQUIRE(app.model().session.wipe_in_s >= 18);
    app.send(StayHere{});
    app.touched();
    app.tick();
    REQUIRE_FALSE(app.model().session.warning);
    board.clock.pass_ms(66'000);
    app.tick();
    top<HomeModel>(app);
    REQUIRE(app.model().display == Display{});
    REQUIRE(app.take_wipe());
    REQUIRE_FALSE(app.take_wipe());
}

TEST_CASE("a form is given twice the time, and asks before it is left") {
    DeviceFixture board;
    App app = board.open();
    fill_in(app);
    app.touched();
    board.clock.pass_ms(60'000);
    app.tick();
    REQUIRE_FALSE(app.model().session.warning);
    app.send(Finish{});
    REQUIRE(app.model().leaving == Leaving::finish);
    app.send(StayHere{});
    top<FormModel>(app);
    app.send(GoHome{});
    REQUIRE(app.model().leaving == Leaving::home);
    app.send(LeaveForm{});
    top<HomeModel>(app);
    REQUIRE(app.take_wipe());
}

TEST_CASE("periods of a table follow each other") {
    DeviceFixture board;
    App app = board.open();
    app.send(OpenDocument{{"village-510681113205", "f3"}});
    const DisclosureModel table = top<DisclosureModel>(app);
    REQUIRE(table.ledger->closing == 12'000);
    REQUIRE(table.earlier->id == "f2");
    REQUIRE_FALSE(table.later);
    app.send(SwitchPeriod{*table.earlier});
    REQUIRE(top<DisclosureModel>(app).document.id == "f2");
    REQUIRE(app.model().stack.size() == 2);
}

TEST_CASE("search finds by words that are offered") {
    DeviceFixture board;
    board.publish("county", {document_of_type("q1", "question",
                                              {{"board", "policy"},
                                               {"column", "first"},
                                               {"title", "鸭子拉稀怎么办"},
                                               {"date", "2026-11-01"},
                                               {"subject", "鸭"},
                                               {"answer", "先停料。"},
                                               {"expert", "镇农技站"},
                                               {"answered", "2026-11-01"},
                                               {"months", {11}},
                                               {"words", {"拉稀"}}})});
    App app = board.open();
    app.send(OpenSearch{});
    REQUIRE(top<SearchModel>(app).words == std::vector<std::string>{"拉稀", "鸭"});
    app.send(ToggleWord{"拉稀"});
    REQUIRE(top<SearchModel>(app).hits.front().title == "鸭子拉稀怎么办");
    app.send(ToggleWord{"拉稀"});
    REQUIRE_FALSE(top<SearchModel>(app).searched);
}

TEST_CASE("staff log in by number and PIN; wrong ones are slowed down, never locked out") {
    DeviceFixture board;
    const std::string verifier =
        VALUE(password_verifier("20181123", board.random, {.memory_kib = 8192, .passes = 1}));
    {
        Cache cache = board.cache();
        REQUIRE_OK(cache.store_device_message(
            "roster", json_line(json_of_roster({{"1001", "小陈", "staff", verifier}}))));
    }
    App app = board.open();
    app.send(OpenLogin{});
    const auto attempt = [&](std::string_view pin) {
        app.send(Focus{"number"});
        app.send(Cleared{});
        type(app, "1001");
        app.send(Focus{"pin"});
        type(app, pin);
        app.send(TypingDone{});
    };
    for (int i = 0; i < 3; ++i) {
        attempt("00000000");
        REQUIRE(top<LoginModel>(app).wrong);
        REQUIRE(top<LoginModel>(app).pin.empty());
    }
    REQUIRE(top<LoginModel>(app).wait_s == 5);
    attempt("20181123");
    REQUIRE(std::holds_alternative<LoginModel>(app.model().top()));
    board.clock.pass_ms(5'000);
    app.send(GoHome{});
    app.send(OpenLogin{});
    attempt("20181123");
    REQUIRE(top<StaffModel>(app).name == "小陈");
    // Half an hour is the longest.
    app.touched();
    for (int i = 0; i < 31; ++i) {
        board.clock.pass_ms(60'000);
        app.touched();
        app.tick();
    }
    REQUIRE(app.model().session.staff.empty());
    top<HomeModel>(app);
}

TEST_CASE("a restart does not shorten the wait after wrong PINs") {
    DeviceFixture board;
    const std::vector<StaffMember> roster = {
        {"1001", "小陈", "staff",
         VALUE(password_verifier("1234", board.random, {.memory_kib = 8192, .passes = 1}))}};
    {
        PinGuard guard(board.files, board.clock, board.folder.pin_state());
        for (int i = 0; i < 5; ++i) {
            board.clock.pass_ms(guard.wait_ms());
            REQUIRE_ERROR(Errc::refused, guard.check(roster, "1001", "0000"));
        }
        REQUIRE(guard.wait_ms() == 60'000);
    }
    board.clock.mono = 5;                  // after a reboot
    board.clock.wall = 4'070'908'800'000;  // 2099
    PinGuard guard(board.files, board.clock, board.folder.pin_state());
    REQUIRE(guard.wait_ms() == 60'000);
    REQUIRE_ERROR(Errc::exhausted, guard.check(roster, "1001", "1234"));
    board.clock.pass_ms(60'000);
    REQUIRE_OK(guard.check(roster, "1001", "1234"));
    REQUIRE(guard.wait_ms() == 0);
}

TEST_CASE("a second kiosk on the same folder is refused") {
    DeviceFixture board;
    const App app = board.open();
    ui::UiStrings strings =
        VALUE(ui::UiStrings::load(board.files, Path(HALL_SOURCE_DIR "/assets"), "zh-CN"));
    REQUIRE_ERROR(Errc::refused, App::open({board.files, board.clock, board.random, board.devices},
                                           board.folder, std::move(strings)));
}

TEST_CASE("a sign of life is written once and does not pile up offline") {
    DeviceFixture board;
    App app = board.open();
    REQUIRE(board.waiting("heartbeat").size() == 1);
    for (int i = 0; i < 10; ++i) {
        board.clock.pass_ms(86'400'000);
        app.tick();
    }
    REQUIRE(board.waiting("heartbeat").size() == 1);
}

TEST_CASE("an outbox that is garbage is set aside, kept, and reported on the status page") {
    DeviceFixture board;
    { const App app = board.open(); }
    for (const char* suffix : {"-wal", "-shm"})
        std::filesystem::remove(board.folder.outbox().string() + suffix);
    REQUIRE_OK(
        board.files.write_durably(board.folder.outbox(), std::string(5000, '?'), FileMode::shared));
    App app = board.open();
    app.send(OpenStatus{});
    REQUIRE(top<StatusModel>(app).outbox_quarantined);
    REQUIRE(std::filesystem::exists(board.folder.outbox().string() + ".bad-1"));
}
