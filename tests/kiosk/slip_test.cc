// The slip that is shown once.

#include "tests/kiosk/device_fixture.h"
#include "tests/kiosk/kiosk_in_memory.h"

using namespace hall;

using namespace hall::kiosk;

TEST_CASE("a slip asks whether it was copied, whichever way it is left") {
    for (const char* way : {"bar.back", "bar.home", "ui.finish"}) {
        DeviceFixture board;
        KioskInMemory kiosk(board.open(), board.files);
        fill_in(kiosk.app());
        kiosk.app().send(Submit{});
        kiosk.settle();
        const std::string code = kiosk.top<ReceiptModel>().code;
        INFO(way);
        kiosk.tap_word(way);
        REQUIRE(kiosk.shows("抄好了吗？"));
        kiosk.tap_word("leave.slip_stay");
        REQUIRE(kiosk.top<ReceiptModel>().code == code);
        // Help and back again is not leaving it.
        kiosk.tap_word("ui.help");
        kiosk.tap_word("bar.back");
        REQUIRE(kiosk.top<ReceiptModel>().code == code);
        kiosk.tap_word(way);
        kiosk.tap_word("leave.slip_go");
        kiosk.top<HomeModel>();
        REQUIRE_FALSE(has_slip(kiosk.app().model()));
    }
}

TEST_CASE("a slip that nobody looks at warns that its code goes, and goes") {
    DeviceFixture board;
    KioskInMemory kiosk(board.open(), board.files);
    fill_in(kiosk.app());
    kiosk.app().send(Submit{});
    kiosk.app().touched();
    // Copying twelve characters by hand takes its time.
    board.clock.pass_ms(60'000);
    kiosk.app().tick();
    REQUIRE_FALSE(kiosk.app().model().session.warning);
    board.clock.pass_ms(35'000);
    kiosk.app().tick();
    kiosk.settle();
    REQUIRE(kiosk.shows("密码再也看不到"));
    board.clock.pass_ms(40'000);
    kiosk.app().tick();
    kiosk.settle();
    kiosk.top<HomeModel>();
}

TEST_CASE("a long walk over a slip forgets other screens first") {
    DeviceFixture board;
    App app = board.open();
    fill_in(app);
    app.send(Submit{});
    for (int i = 0; i < 40; ++i) app.send(OpenStatus{});
    REQUIRE(has_slip(app.model()));
}
