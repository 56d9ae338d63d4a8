#include "kiosk/canvas/frame_pacer.h"

namespace hall::kiosk::canvas {

namespace {

// Less than this is not worth a sleep.
constexpr double sleep_min_s = 0.0002;

}  // namespace

Pace FramePacer::next(double now_s, bool animating) const {
    if (!awake_ && !animating) return {.kind = Pace::Kind::wait};
    double early_s = next_frame_s_ - now_s;
    // A clock that went back must not put the screen to sleep.
    if (early_s < sleep_min_s || early_s > 2 * frame_s) return {.kind = Pace::Kind::draw};
    return {.kind = Pace::Kind::sleep, .seconds = early_s};
}

void FramePacer::drew(double now_s, bool painted) {
    bool answered_event = awake_;
    awake_ = false;
    // An event that changed nothing leaves the way free for the next one.
    if (painted || !answered_event) {
        next_frame_s_ = now_s + frame_s;
    } else {
        next_frame_s_ = now_s;
    }
}

}  // namespace hall::kiosk::canvas
