// Frame pacer: when to draw. Draws at once when something happens after a rest, at most
// 60 times a second while things happen or move, and asks for no wake-up at all when
// nothing does.
//
// Between two frames it sleeps instead of waiting for events: a finger that slides sends
// hundreds a second, and each would wake the program for nothing.
//
// Pure: time comes in as seconds since some start. One thread.

#pragma once

namespace hall::kiosk::canvas {

struct Pace {
    enum class Kind {
        draw,   // now
        sleep,  // for `seconds`, deaf to events; then ask again
        wait,   // for an event, however long that takes
    };
    Kind kind = Kind::wait;
    double seconds = 0;
};

class FramePacer {
  public:
    static constexpr double frame_s = 1.0 / 60;

    // Something happened: an event, a change of what is to be shown.
    void wake() { awake_ = true; }

    // What to do now. `animating`: something on the screen moves by itself.
    Pace next(double now_s, bool animating) const;

    // A frame was begun at `now_s`; what woke us before then is dealt with. `painted`:
    // something on the screen changed, so that the next frame has to keep its distance.
    void drew(double now_s, bool painted);

  private:
    bool awake_ = true;
    double next_frame_s_ = 0;
};

}  // namespace hall::kiosk::canvas
