// Staff mode is seen on every screen, and leads back to the desk from each.

#include "sync/wire/reply.h"
#include "tests/kiosk/device_fixture.h"
#include "tests/kiosk/kiosk_in_memory.h"

using namespace hall;

using namespace hall::kiosk;

namespace {

constexpr canvas::Size sizes[] = {{1080, 1920}, {1280, 800}, {800, 480}};

class StaffKiosk {
  public:
    explicit StaffKiosk(canvas::Size size) {
        const std::string verifier =
            VALUE(password_verifier("20181123", board.random, {.memory_kib = 8192, .passes = 1}));
        {
            Cache cache = board.cache();
            REQUIRE_OK(cache.store_device_message(
                "roster", json_line(json_of_roster({{"1001", "小陈", "staff", verifier}}))));
        }
        kiosk.emplace(board.open(), board.files, size);
        app().send(OpenLogin{});
        type(app(), "1001");
        app().send(TypingDone{});
        type(app(), "20181123");
        app().send(TypingDone{});
        kiosk->settle();
        kiosk->top<StaffModel>();
    }

    App& app() { return kiosk->app(); }

    // What says who is at work: a line of its own, or on a wide screen the one under the title.
    std::string line() {
        for (const ui::AccessNode& node : kiosk->stage().access().nodes()) {
            if (node.visible.empty()) continue;
            for (const std::string_view said : {node.label, node.value}) {
                if (said.starts_with("代办员小陈 · ")) return std::string(said);
            }
        }
        return {};
    }

    DeviceFixture board;
    std::optional<KioskInMemory> kiosk;
};

}  // namespace

TEST_CASE("staff mode says on every screen who is at work and how long, with the way back") {
    for (const canvas::Size size : sizes) {
        StaffKiosk staff(size);
        App& app = staff.app();
        REQUIRE(staff.line() == "代办员小陈 · 还剩30分");
        const std::vector<std::vector<Intent>> ways = {
            {GoHome{}},
            {OpenBoard{"policy"}},
            {OpenSearch{}},
            {OpenSearch{}, StartTyping{}},
            {OpenProgress{}},
            {OpenStatus{}},
            {OpenCalibration{}},
            {AskHelp{}},
            {OpenDisplay{}},
            {OpenDocument{{"county", "allowance"}}},
            {OpenDocument{{"county", "allowance"}}, OpenForm{}},
            {OpenDocument{{"county", "gone"}}},
            {OpenDocument{{"village-510681113205", "f3"}}}};
        for (const std::vector<Intent>& way : ways) {
            for (const Intent& intent : way) app.send(intent);
            staff.kiosk->settle();
            INFO(size.width << "x" << size.height << " screen " << app.model().top().index());
            const std::string line = staff.line();
            // On a wide screen it stands in the bars, but in a form, whose places are taken.
            const bool form = std::holds_alternative<FormModel>(app.model().top());
            const bool in_bars = size.width > size.height && !form;
            REQUIRE(line ==
                    (in_bars ? "代办员小陈 · 还剩30分" : "代办员小陈 · 还剩30分 · 回工作台"));
            staff.kiosk->tap(in_bars ? "回工作台" : line);
            staff.kiosk->top<StaffModel>();
            REQUIRE_FALSE(app.model().display_open);
        }
    }
}

TEST_CASE("the minutes that are left count down, and with them goes the line") {
    StaffKiosk staff({1080, 1920});
    for (int minute = 0; minute < 3; ++minute) {
        staff.board.clock.pass_ms(60'000);
        staff.app().touched();
        staff.app().tick();
    }
    staff.kiosk->settle();
    REQUIRE(staff.line() == "代办员小陈 · 还剩27分");
    staff.app().send(Finish{});
    staff.kiosk->settle();
    REQUIRE(staff.line().empty());
}

TEST_CASE("the way back to the desk asks before it throws away what was filled in") {
    StaffKiosk staff({1080, 1920});
    App& app = staff.app();
    fill_in(app);
    app.send(BackToDesk{});
    REQUIRE(app.model().leaving == Leaving::desk);
    app.send(StayHere{});
    REQUIRE(top<FormModel>(app).answers.at("id_number") == some_id_number());
    app.send(BackToDesk{});
    app.send(LeaveForm{});
    top<StaffModel>(app);
    REQUIRE_FALSE(app.model().session.staff.empty());
    // Nobody else has a desk to go back to.
    app.send(Finish{});
    app.send(BackToDesk{});
    top<HomeModel>(app);
}
