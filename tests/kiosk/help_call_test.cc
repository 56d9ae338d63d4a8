// 叫人帮忙: what is heard, what is sent, and what is said.

#include "sync/wire/event.h"
#include "sync/wire/reply.h"
#include "tests/kiosk/device_fixture.h"
#include "tests/kiosk/kiosk_in_memory.h"

using namespace hall;

using namespace hall::kiosk;

namespace {

class CountedChime final : public Chime {
  public:
    void ring() override { ++rings; }
    int rings = 0;
};

CountedChime& put_in_chime(DeviceFixture& board) {
    auto chime = std::make_unique<CountedChime>();
    CountedChime& counted = *chime;
    board.devices.chime = std::move(chime);
    return counted;
}

std::vector<Event> calls(DeviceFixture& board) {
    std::vector<Event> events;
    for (const OutboxEvent& event : board.waiting("help_call"))
        events.push_back(VALUE(parse_event(event.bytes)));
    return events;
}

}  // namespace

TEST_CASE("a call for help rings at once and tells the county where, and nothing of the person") {
    DeviceFixture board;
    const CountedChime& chime = put_in_chime(board);
    App app = board.open();
    fill_in(app);
    app.send(AskHelp{});
    REQUIRE(chime.rings == 1);
    const HelpModel& help = top<HelpModel>(app);
    REQUIRE(help.call == HelpModel::Call::called);
    REQUIRE(help.phone == "0838-5550100");
    const std::vector<Event> sent = calls(board);
    REQUIRE(sent.size() == 1);
    REQUIRE(sent.front().kiosk == "kiosk-1");
    REQUIRE(*sent.front().body == Json{{"screen", "form"}});
    REQUIRE(sent.front().slip.empty());
    // When exactly is part of it: somebody is to come now.
    REQUIRE(sent.front().time.wall == "2026-11-23T01:30:00Z");
    // The form is as it was.
    app.send(Back{});
    REQUIRE(top<FormModel>(app).answers.at("id_number") == some_id_number());
}

TEST_CASE("whoever presses again, and again, calls once in ten minutes and rings now and then") {
    DeviceFixture board;
    const CountedChime& chime = put_in_chime(board);
    App app = board.open();
    for (int i = 0; i < 50; ++i) {
        app.send(AskHelp{});
        if (i % 10 == 9) app.send(Finish{});
        if (i % 10 == 9) app.send(AskHelp{});
        board.clock.pass_ms(1'000);
    }
    REQUIRE(calls(board).size() == 1);
    REQUIRE(chime.rings == 3);
    REQUIRE(top<HelpModel>(app).call == HelpModel::Call::standing);
    board.clock.pass_ms(help_call_ms);
    app.send(AskHelp{});
    REQUIRE(calls(board).size() == 2);
    REQUIRE(top<HelpModel>(app).call == HelpModel::Call::called);
    // Pressed a hundred times it is still one screen to go back from.
    app.send(Back{});
    top<HomeModel>(app);
}

TEST_CASE("a call that cannot be kept or told still rings, and says whom to telephone") {
    DeviceFixture board;
    const CountedChime& chime = put_in_chime(board);
    {
        App app = board.open(board.files, {.events_max = 0});
        app.send(AskHelp{});
        REQUIRE(chime.rings == 1);
        REQUIRE(top<HelpModel>(app).call == HelpModel::Call::rung_only);
    }
    {
        Cache cache = board.cache();
        REQUIRE_OK(cache.set_fact("last_error", "unavailable"));
    }
    KioskInMemory kiosk(board.open(), board.files);
    kiosk.tap_word("ui.help");
    REQUIRE(kiosk.shows(kiosk.app().strings()["help.rung_only"]));
    REQUIRE(kiosk.shows("0838-5550100"));
}

TEST_CASE("the villager's help says that somebody was called, the telephone and the hours") {
    DeviceFixture board;
    Document settings =
        VALUE(VALUE(Library::open(board.folder.cache())).document("county", "settings"));
    settings.rev = 2;
    settings.body["help_hours"] = "周一到周五 9:00到17:00";
    board.publish("county", {settings});
    KioskInMemory kiosk(board.open(), board.files);
    kiosk.tap_word("ui.help");
    for (const char* said : {"已经叫了代办员", "0838-5550100", "周一到周五 9:00到17:00"})
        REQUIRE(kiosk.shows(said));
    // What is for staff is not offered here, but behind the corner.
    REQUIRE_FALSE(kiosk.driver().offers(kiosk.app().strings()["help.status"]));
    REQUIRE_FALSE(kiosk.driver().offers(kiosk.app().strings()["help.login"]));
    kiosk.tap_word("help.corner");
    REQUIRE(kiosk.shows(kiosk.app().strings()["door.line"]));
    kiosk.tap_word("help.status");
    kiosk.top<StatusModel>();
    kiosk.tap_word("bar.back");
    kiosk.tap_word("help.login");
    kiosk.top<LoginModel>();
}

TEST_CASE("the clerk at the desk reads that somebody called, and the call ends with coming") {
    DeviceFixture board;
    const std::string verifier =
        VALUE(password_verifier("20181123", board.random, {.memory_kib = 8192, .passes = 1}));
    {
        Cache cache = board.cache();
        REQUIRE_OK(cache.store_device_message(
            "roster", json_line(json_of_roster({{"1001", "小陈", "staff", verifier}}))));
    }
    KioskInMemory kiosk(board.open(), board.files);
    const auto log_in = [&] {
        kiosk.app().send(OpenLogin{});
        type(kiosk.app(), "1001");
        kiosk.app().send(TypingDone{});
        type(kiosk.app(), "20181123");
        kiosk.app().send(TypingDone{});
        kiosk.settle();
        return kiosk.top<StaffModel>().called;
    };
    kiosk.tap_word("ui.help");
    REQUIRE(log_in() == "上午9:30");
    REQUIRE(kiosk.shows("上午9:30有人在这台机器上叫人帮忙"));
    kiosk.app().send(Finish{});
    REQUIRE(log_in().empty());
}
