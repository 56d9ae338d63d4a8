#include "kiosk/ui/frame/scroll.h"

#include "tests/catch.h"

namespace hall::kiosk::ui {

namespace {

Scroller long_list() {
    Scroller scroller;
    scroller.resize({5000, 1000});
    return scroller;
}

// A flick upwards: 20 px a frame for some frames, then the finger leaves.
double flick(Scroller& scroller, double now_s) {
    scroller.hold(now_s);
    for (int i = 0; i < 6; ++i) scroller.drag(-20, now_s += 1.0 / 60);
    scroller.release(now_s);
    return now_s;
}

int run_out(Scroller& scroller, double now_s, double frame_s) {
    int frames = 0;
    while (scroller.moving() && frames < 10000) {
        scroller.step(now_s += frame_s);
        ++frames;
    }
    return scroller.offset_px();
}

}  // namespace

TEST_CASE("content follows the finger and stays within its ends") {
    Scroller scroller = long_list();
    scroller.hold(0);
    scroller.drag(-300, 0.1);
    REQUIRE(scroller.offset_px() == 300);
    scroller.drag(100, 0.2);
    REQUIRE(scroller.offset_px() == 200);
    scroller.drag(9000, 0.3);
    REQUIRE(scroller.offset_px() == 0);
    REQUIRE(scroller.at_start());
    scroller.drag(-9000, 0.4);
    REQUIRE(scroller.offset_px() == 4000);
    REQUIRE(scroller.at_end());
}

TEST_CASE("after a flick the content runs on and comes to rest") {
    Scroller scroller = long_list();
    const double now_s = flick(scroller, 10);
    const int left_at = scroller.offset_px();
    REQUIRE(scroller.moving());
    const int rest = run_out(scroller, now_s, 1.0 / 60);
    REQUIRE(rest > left_at + 100);
    REQUIRE(rest < 4000);
    REQUIRE_FALSE(scroller.moving());
}

TEST_CASE("how far it runs does not depend on the frame rate") {
    Scroller fast = long_list();
    Scroller slow = long_list();
    const int fast_rest = run_out(fast, flick(fast, 10), 1.0 / 120);
    const int slow_rest = run_out(slow, flick(slow, 10), 1.0 / 25);
    REQUIRE(std::abs(fast_rest - slow_rest) <= 10);
}

TEST_CASE("a jump stops what moves and stays within the content") {
    Scroller scroller = long_list();
    scroller.go(850);
    scroller.step(0);
    scroller.step(0.02);
    scroller.jump(120);
    REQUIRE(scroller.offset_px() == 120);
    REQUIRE_FALSE(scroller.moving());
    scroller.jump(-40);
    REQUIRE(scroller.offset_px() == 0);
    scroller.jump(9000);
    REQUIRE(scroller.offset_px() == 4000);
}

TEST_CASE("a finger that rested before it left throws nothing") {
    Scroller scroller = long_list();
    scroller.hold(0);
    scroller.drag(-200, 0.02);
    scroller.drag(0, 0.5);
    scroller.release(0.5);
    REQUIRE_FALSE(scroller.moving());
}

TEST_CASE("a finger laid on running content stops it") {
    Scroller scroller = long_list();
    double now_s = flick(scroller, 10);
    scroller.step(now_s += 0.02);
    REQUIRE(scroller.moving());
    scroller.hold(now_s);
    REQUIRE_FALSE(scroller.moving());
    const int at = scroller.offset_px();
    scroller.step(now_s + 0.02);
    REQUIRE(scroller.offset_px() == at);
}

TEST_CASE("a long pause between frames makes nothing jump") {
    Scroller scroller = long_list();
    double now_s = flick(scroller, 10);
    const int before = scroller.offset_px();
    scroller.step(now_s + 3600);
    REQUIRE(scroller.offset_px() - before < 120);
}

TEST_CASE("it glides to where it is sent, and no further than the content") {
    Scroller scroller = long_list();
    scroller.step(0);
    scroller.go(850);
    REQUIRE(scroller.goal_px() == 850);
    REQUIRE(run_out(scroller, 0, 1.0 / 60) == 850);
    scroller.go(9000);
    REQUIRE(scroller.at_end());
    REQUIRE(run_out(scroller, 100, 1.0 / 60) == 4000);
    scroller.go(-20);
    REQUIRE(scroller.at_start());
    REQUIRE(run_out(scroller, 200, 1.0 / 60) == 0);
}

TEST_CASE("what is to be seen is brought into sight") {
    Scroller scroller = long_list();
    scroller.step(0);
    scroller.reveal(100, 200);
    REQUIRE_FALSE(scroller.moving());
    scroller.reveal(1800, 2000);
    REQUIRE(run_out(scroller, 0, 1.0 / 60) == 1000);
    scroller.reveal(400, 500);
    REQUIRE(run_out(scroller, 100, 1.0 / 60) == 400);
    // Too long for the area: its end.
    scroller.reveal(1000, 2500);
    REQUIRE(run_out(scroller, 200, 1.0 / 60) == 1500);
}

TEST_CASE("content that got shorter is scrolled back to its end") {
    Scroller scroller = long_list();
    scroller.hold(0);
    scroller.drag(-9000, 0.1);
    scroller.resize({1500, 1000});
    REQUIRE(scroller.offset_px() == 500);
    scroller.resize({800, 1000});
    REQUIRE(scroller.offset_px() == 0);
    REQUIRE_FALSE(scroller.overflows());
    REQUIRE(scroller.at_start());
    REQUIRE(scroller.at_end());
}

}  // namespace hall::kiosk::ui
