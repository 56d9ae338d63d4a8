// The finger: what the window reports, handed to the widgets one transition a frame,
// so that no tap is lost or lands where the finger went next, however slow a frame.
//
// Pure; one thread.

#pragma once

#include <cstdint>
#include <deque>

namespace hall::kiosk {

struct PointerSample {
    float x = -1e6F;  // pixels from the left; far outside when no finger was ever seen
    float y = -1e6F;
    bool down = false;
};

class PointerQueue {
  public:
    void move(float x, float y);
    void press(float x, float y);
    void release(float x, float y);

    // The finger at the next frame: moves are merged, but never across a press or a
    // release.
    PointerSample next();

    // True while next() would bring a press or a release not yet seen: run another
    // frame at once.
    bool pending() const;

    // Forgets everything: the session ended.
    void clear();

  private:
    struct Step {
        PointerSample sample;
        bool transition = false;
    };
    void add(Step step);
    void make_room();

    static constexpr std::size_t steps_max = 256;  // older moves are dropped first
    std::deque<Step> steps_;
    PointerSample now_;
};

}  // namespace hall::kiosk
