// Guessing PINs at the real kiosk: a try counts before it is judged, whatever happens in
// between.

#include <chrono>
#include <csignal>
#include <fstream>
#include <thread>

#include "sync/core/json.h"
#include "tests/every_screen/demo_device.h"
#include "tests/lockdown/driven.h"

using namespace hall;

using namespace hall::kiosk;

namespace {

std::int64_t failures(DemoDevice& board) {
    const Result<std::string> text = board.files.read(board.folder.pin_state(), 200);
    if (!text.ok()) return 0;
    return integer_or(VALUE(parse_json(text.value())), "failures", -1);
}

// Up to the last key of a try.
void type_try(Walked& kiosk, const std::string& number, const std::string& pin) {
    kiosk.tap("叫人帮忙");
    kiosk.tap("工作人员入口");
    kiosk.tap("工作人员登录");
    kiosk.step("type " + number);
    kiosk.tap("写好了");
    kiosk.step("type " + pin);
}

}  // namespace

TEST_CASE("a kiosk killed in the middle of a check has counted the try, or never began it") {
    DemoDevice board;
    const Path log = board.temp.path() / "kiosk.log";
    int counted = 0;
    int not_begun = 0;
    for (int i = 0; i < 16; ++i) {
        REQUIRE_OK(board.files.remove(board.folder.pin_state()));
        // The right PIN: killed before the answer, even that must have been counted.
        Walked kiosk(board.temp.path(), log);
        type_try(kiosk, "1001", "73920418");
        kiosk.program().say("tap 写好了");
        const bool answered = kiosk.program().line(0.004 * i).has_value();
        kiosk.program().signal(SIGKILL);
        kiosk.program().wait();
        const std::int64_t now = failures(board);
        INFO("try " << i << ", answered " << answered);
        // Once the kiosk has answered, the right PIN has cleared the count again.
        if (answered) {
            REQUIRE(now == 0);
            continue;
        }
        REQUIRE((now == 0 || now == 1));
        now == 1 ? ++counted : ++not_begun;
    }
    INFO("counted " << counted << ", not begun " << not_begun);
    REQUIRE(counted > 0);
}

TEST_CASE("a wrong number and a wrong PIN are answered with the same words") {
    DemoDevice board;
    std::string said[2];
    const char* tries[2][2] = {{"1001", "00000000"}, {"7777", "73920418"}};
    for (int i = 0; i < 2; ++i) {
        REQUIRE_OK(board.files.remove(board.folder.pin_state()));
        Walked kiosk(board.temp.path(), board.temp.path() / "kiosk.log");
        type_try(kiosk, tries[i][0], tries[i][1]);
        kiosk.tap("写好了");
        kiosk.step("shows 工号密码不对");
        said[i] = kiosk.screen();
        const std::size_t at = said[i].find(tries[i][0]);
        REQUIRE(at != std::string::npos);
        said[i].replace(at, 4, "####");
        kiosk.end();
        REQUIRE(failures(board) == 1);
    }
    REQUIRE(said[0] == said[1]);
}

TEST_CASE("a restart makes the wait begin again, and even the right PIN has to wait") {
    DemoDevice board;
    REQUIRE_OK(board.files.write_durably(board.folder.pin_state(), "{\"failures\":6}\n",
                                         FileMode::shared));
    for (int restart = 0; restart < 2; ++restart) {
        Walked kiosk(board.temp.path(), board.temp.path() / "kiosk.log");
        type_try(kiosk, "1001", "73920418");
        kiosk.step("shows 试得太多了");
        kiosk.tap("写好了");
        kiosk.step("shows 试得太多了");
        REQUIRE_FALSE(kiosk.shows("您好，代办员小陈"));
        kiosk.end();
        REQUIRE(failures(board) == 6);
    }
}

TEST_CASE("a wait counts down before the eyes of who waits, and then ends") {
    DemoDevice board;
    REQUIRE_OK(board.files.write_durably(board.folder.pin_state(), "{\"failures\":3}\n",
                                         FileMode::shared));
    Walked kiosk(board.temp.path(), board.temp.path() / "kiosk.log");
    type_try(kiosk, "1001", "73920418");
    for (int i = 0; i < 100 && kiosk.shows("试得太多了"); ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        kiosk.program().say("wait 0 您好");
        REQUIRE(kiosk.program().line());
    }
    REQUIRE_FALSE(kiosk.shows("试得太多了"));
    kiosk.tap("写好了");
    kiosk.step("wait 5 您好，代办员小陈");
    kiosk.end();
    REQUIRE(failures(board) == 0);
}
