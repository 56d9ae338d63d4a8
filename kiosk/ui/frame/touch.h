// Touch: which of the things on the screen the finger means.
//
// A tap is a press and a release inside the same thing. What was pressed is decided at
// the end of the frame of the press, when all of the frame is known: a dialog drawn last
// hides what lies below. One transition of the finger a frame (PointerQueue).
//
// A press that moves further than the finger trembles is no tap: inside a scroll area it
// becomes scrolling. Pure; one thread.

#pragma once

#include <cstdint>
#include <vector>

#include "kiosk/input/pointer_queue.h"
#include "kiosk/ui/access/access.h"

namespace hall::kiosk::ui {

using TouchId = std::uint64_t;  // 0: none

struct TouchSlop {
    float scroll_px = 12;   // movement that turns a press into scrolling
    float tremble_px = 40;  // movement that a press outside of scroll areas survives
};

class Touch {
  public:
    void begin(const PointerSample& finger, TouchSlop slop);

    // Something that can be tapped stands here in this frame, `area` being the scroll
    // area it lies in. True if the finger has just tapped it.
    bool target(TouchId id, const Box& visible, TouchId area, bool enabled);

    // The finger lies on it now: draw it pressed.
    bool holds(TouchId id, const Box& visible) const;

    // A scroll area stands here. `moving`: it runs by itself, so that a finger laid on it
    // stops it and taps nothing.
    void area(TouchId id, const Box& box, bool moving);

    // The finger scrolls this area; by how much since the last frame, down positive, and
    // for pictures also to the right.
    bool scrolls(TouchId id) const { return scrolling_ && area_ == id && id != 0; }
    float moved_px() const { return moved_px_; }
    float moved_right_px() const { return moved_right_px_; }
    // The finger lies on this area or has just left it.
    bool touches(TouchId id) const { return area_ == id && id != 0; }
    bool released() const { return released_; }
    // Where the finger is, and where it came down.
    float x() const { return x_; }
    float y() const { return y_; }
    float press_x() const { return press_x_; }
    float press_y() const { return press_y_; }

    // From here on everything lies above what came before, which is out of reach.
    void cover();

    // Decides what a press meant. True if something is now drawn differently.
    bool end();

    void forget();

  private:
    struct Target {
        TouchId id = 0;
        Box visible;
        TouchId area = 0;
        bool enabled = true;
    };
    struct Area {
        TouchId id = 0;
        Box box;
        bool moving = false;
    };

    bool inside(const Box& box) const { return box.contains(x_, y_); }
    void press();
    bool still_there() const;

    float x_ = -1e6F;
    float y_ = -1e6F;
    bool down_ = false;
    bool pressed_ = false;   // in this frame
    bool released_ = false;  // in this frame
    float press_x_ = 0;
    float press_y_ = 0;
    TouchId held_ = 0;
    TouchId area_ = 0;
    bool scrolling_ = false;
    float moved_px_ = 0;
    float moved_right_px_ = 0;
    std::vector<Target> targets_;
    std::vector<Area> areas_;
};

}  // namespace hall::kiosk::ui
