// What a villager and a clerk see when the machine is short of memory for a moment.

#include "kiosk/app/effects/pin_guard.h"
#include "sync/wire/reply.h"
#include "sync/wire/slip.h"
#include "tests/kiosk/device_fixture.h"
#include "tests/kiosk/kiosk_in_memory.h"
#include "tests/short_of_memory.h"

using namespace hall;

using namespace hall::kiosk;

namespace {

constexpr PasswordCost as_in_use{65'536, 1};

void add_staff(DeviceFixture& board) {
    const std::string verifier = VALUE(password_verifier("20181123", board.random, as_in_use));
    Cache cache = board.cache();
    REQUIRE_OK(cache.store_device_message(
        "roster", json_line(json_of_roster({{"1001", "小陈", "staff", verifier}}))));
}

void log_in(App& app, std::string_view pin) {
    app.send(Focus{"number"});
    app.send(Cleared{});
    type(app, "1001");
    app.send(Focus{"pin"});
    type(app, pin);
    app.send(TypingDone{});
}

}  // namespace

TEST_CASE("a form that is sent while memory is short stays filled in, and goes in afterwards") {
    if (!can_be_short_of_memory()) return;
    DeviceFixture board;
    KioskInMemory kiosk(board.open(), board.files);
    App& app = kiosk.app();
    fill_in(app);
    {
        const ShortOfMemory memory;
        app.send(Submit{});
    }
    kiosk.settle();
    REQUIRE(top<FormModel>(app).no_memory);
    REQUIRE(top<FormModel>(app).answers.at("id_number") == some_id_number());
    REQUIRE(kiosk.shows(app.strings()["form.failed_memory"]));
    REQUIRE(board.waiting("request").empty());
    app.send(Submit{});
    top<ReceiptModel>(app);
    REQUIRE(board.waiting("request").size() == 1);
}

TEST_CASE("a PIN that cannot be checked for want of memory is no wrong PIN") {
    if (!can_be_short_of_memory()) return;
    DeviceFixture board;
    add_staff(board);
    KioskInMemory kiosk(board.open(), board.files);
    App& app = kiosk.app();
    app.send(OpenLogin{});
    for (int i = 0; i < 5; ++i) {
        const ShortOfMemory memory;
        log_in(app, i % 2 == 0 ? "20181123" : "00000000");
        REQUIRE(top<LoginModel>(app).not_checked);
        REQUIRE_FALSE(top<LoginModel>(app).wrong);
        REQUIRE(top<LoginModel>(app).wait_s == 0);
    }
    kiosk.settle();
    REQUIRE(kiosk.shows(app.strings()["login.not_checked"]));
    // Neither on the screen nor on the disk was anything counted.
    const PinGuard after_restart(board.files, board.clock, board.folder.pin_state());
    REQUIRE(after_restart.wait_ms() == 0);
    log_in(app, "20181123");
    REQUIRE(top<StaffModel>(app).name == "小陈");
}

TEST_CASE("an answer that cannot be opened for want of memory says so, and opens later") {
    if (!can_be_short_of_memory()) return;
    DeviceFixture board;
    KioskInMemory kiosk(board.open(), board.files);
    App& app = kiosk.app();
    const std::string number = slip_number("K7M", 12);
    const std::string code = "7KQ2M9XD4TRW";
    Reply reply;
    reply.seq = 1;
    reply.village = "510681113205";
    reply.kind = "state";
    reply.slip = number;
    reply.state = "handling";
    reply.at = "2026-11-23T03:00:00Z";
    const std::string canonical = VALUE(canonical_slip_code(code));
    const BoxKey key = VALUE(box_key_of_code(canonical, number));
    reply.sealed = VALUE(seal(json_line(json_of_message("请明天来签字。")), key.public_key()));
    {
        Cache cache = board.cache();
        REQUIRE_OK(cache.store_replies({reply}, reply.village, 1));
    }
    const auto look_up = [&] {
        app.send(OpenProgress{});
        type(app, number);
        app.send(Focus{"code"});
        type(app, code);
        app.send(TypingDone{});
    };
    {
        const ShortOfMemory memory;
        look_up();
    }
    kiosk.settle();
    REQUIRE(top<ProgressModel>(app).no_memory);
    REQUIRE(top<ProgressModel>(app).state == ProgressModel::State::moving);
    REQUIRE(kiosk.shows(app.strings()["progress.no_memory"]));
    look_up();
    REQUIRE(top<ProgressModel>(app).messages.size() == 1);
    REQUIRE(top<ProgressModel>(app).messages[0].text == "请明天来签字。");
}
