// Scroller: where a list stands, how the finger moves it and how it runs out.
//
// Pure: time and distances are passed in. Pixels; the offset grows as later content comes
// into sight.

#pragma once

#include <optional>

namespace hall::kiosk::ui {

struct ScrollSize {
    float content_px = 0;
    float area_px = 0;
};

class Scroller {
  public:
    // Says how much there is to see; the offset is brought into it.
    void resize(ScrollSize size);

    // A finger is laid on the content: it stands still.
    void hold(double now_s);
    bool held() const { return held_; }

    // The finger that holds the content moved by this much; down is positive.
    void drag(float down_px, double now_s);

    // The finger left: the content runs on if it was moving.
    void release(double now_s);

    // Glides until this is at the top of the area, or the content ends.
    void go(float top_px) { glide_to(top_px); }

    // Glides until this stretch of the content is in sight; its end, if it is too long.
    void reveal(float top_px, float bottom_px);

    // Stands at once with this at the top of the area.
    void jump(float top_px);

    // Moves by itself until now. `now_s` never goes back; a long pause counts as a short
    // one, so that nothing jumps.
    void step(double now_s);

    int offset_px() const;
    // Where it will stand when it has arrived.
    float goal_px() const { return target(); }
    bool moving() const { return velocity_ != 0 || goal_.has_value(); }
    bool overflows() const { return size_.content_px > size_.area_px + 0.5F; }
    bool at_start() const { return target() <= 0.5F; }
    bool at_end() const { return target() >= offset_max() - 0.5F; }

  private:
    float offset_max() const;
    float target() const { return goal_.value_or(offset_); }
    void glide_to(float offset);

    ScrollSize size_;
    float offset_ = 0;
    float velocity_ = 0;         // pixels a second
    std::optional<float> goal_;  // of a glide
    double stepped_s_ = -1;
    double dragged_s_ = -1;  // when the finger last moved, or was laid on
    bool held_ = false;
};

}  // namespace hall::kiosk::ui
