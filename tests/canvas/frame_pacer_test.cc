#include "kiosk/canvas/frame_pacer.h"

#include <cmath>

#include "tests/catch.h"

using hall::kiosk::canvas::FramePacer;
using hall::kiosk::canvas::Pace;

namespace {

// Runs the loop of a program over made-up time and counts what it does.
struct Loop {
    FramePacer pacer;
    double now_s = 0;
    int frames = 0;
    int wake_ups = 0;

    // Lives until `end_s`; an event arrives every `event_s` (never, if 0).
    void run(double end_s, double event_s, bool animating) {
        double event_at_s = event_s > 0 ? now_s : end_s + 1;
        while (now_s < end_s) {
            while (event_at_s <= now_s) {
                pacer.wake();
                event_at_s += event_s;
            }
            Pace pace = pacer.next(now_s, animating);
            if (pace.kind == Pace::Kind::draw) {
                ++frames;
                pacer.drew(now_s, true);
            } else {
                ++wake_ups;
                if (pace.kind == Pace::Kind::wait && event_at_s > end_s) --wake_ups;
                now_s = pace.kind == Pace::Kind::sleep ? now_s + pace.seconds : event_at_s;
            }
        }
        now_s = end_s;
    }
};

}  // namespace

TEST_CASE("the first frame is drawn at once") {
    FramePacer pacer;
    REQUIRE(pacer.next(100, false).kind == Pace::Kind::draw);
}

TEST_CASE("a program at rest asks for no wake-up") {
    Loop loop;
    loop.run(1000, 0, false);
    REQUIRE(loop.frames == 1);
    REQUIRE(loop.wake_ups == 0);
}

TEST_CASE("an animation gets sixty frames a second and no more") {
    Loop loop;
    loop.run(10, 0, true);
    REQUIRE(loop.frames >= 599);
    REQUIRE(loop.frames <= 601);
    REQUIRE(loop.wake_ups <= 601);
}

TEST_CASE("a thousand events a second are sixty frames and sixty wake-ups") {
    Loop loop;
    loop.run(10, 0.001, false);
    REQUIRE(loop.frames <= 601);
    REQUIRE(loop.frames >= 500);
    REQUIRE(loop.wake_ups <= 1202);
}

TEST_CASE("a tap after a rest is answered at once") {
    FramePacer pacer;
    pacer.drew(5, true);
    REQUIRE(pacer.next(5.001, false).kind == Pace::Kind::wait);
    pacer.wake();
    REQUIRE(pacer.next(7, false).kind == Pace::Kind::draw);
}

TEST_CASE("an event that painted nothing does not delay the next") {
    FramePacer pacer;
    pacer.drew(5, false);
    pacer.wake();
    REQUIRE(pacer.next(5.001, false).kind == Pace::Kind::draw);
}

TEST_CASE("an event right after a frame waits for the next frame's time, deaf to others") {
    FramePacer pacer;
    pacer.drew(5, true);
    pacer.wake();
    Pace pace = pacer.next(5.004, false);
    REQUIRE(pace.kind == Pace::Kind::sleep);
    REQUIRE(std::fabs(pace.seconds - (FramePacer::frame_s - 0.004)) < 1e-9);
}

TEST_CASE("a clock that goes back does not stop the screen") {
    FramePacer pacer;
    pacer.drew(1000, true);
    pacer.wake();
    REQUIRE(pacer.next(3, false).kind == Pace::Kind::draw);
}
