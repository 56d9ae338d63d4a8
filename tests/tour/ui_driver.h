// UiDriver: uses the kiosk as a person does, by what is written on it. The tour and the
// tests of screens walk with it; it sees the access tree and the finger, nothing else.

#pragma once

#include <string>
#include <string_view>

#include "kiosk/app/stage.h"
#include "sync/core/result.h"

namespace hall::kiosk {

class UiDriver {
  public:
    // `stage` must outlive the driver.
    explicit UiDriver(Stage& stage) : stage_(&stage) {}

    // Lets the kiosk draw until nothing moves, at most two seconds of its own time, which runs
    // as fast as frames can be drawn.
    Result<void> settle();

    // Touches what bears this label, first turning pages until it is in sight. `nth`
    // counts among equals. Fails with `not_found` and says what was there instead.
    Result<void> tap(std::string_view label, int nth = 0);

    // Touches the keys of the keyboard on the screen, one after the other. Of an input panel
    // those of digits and letters, and Chinese by pinyin.
    Result<void> type(std::string_view text);

    // Touches one key of it, first turning its pages until it is there.
    Result<void> press_key(std::string_view key);

    // Touches what is offered for what is composed, first turning pages until it is there. False
    // if it is not offered.
    Result<bool> choose_candidate(std::string_view text);

    // A stroke in the writing square, between two places in shares of it. Fails with `not_found`
    // if there is none.
    struct Share {
        float x = 0;
        float y = 0;
    };
    Result<void> write_stroke(Share from, Share to);

    bool shows(std::string_view text) const { return stage_->access().shows(text); }

    // Something with this label can be tapped, in sight or not.
    bool offers(std::string_view label) const { return find(label, 0) != nullptr; }

    // Lets time pass, as the window's loop does, until the text is in sight. Fails with
    // `unavailable` after seconds_max.
    Result<void> wait_for(std::string_view text, double seconds_max);

    // The label of the first thing that can be tapped and contains `part`; empty if none.
    std::string label_with(std::string_view part) const;

    // Turns a page of the scrolling area. Fails with `not_found` at the end.
    Result<void> page_down();
    Result<void> page_up();

    Stage& stage() { return *stage_; }

    // How often it has touched the screen, and how many of those turned a page.
    struct Touches {
        int all = 0;
        int pages = 0;
    };
    const Touches& touches() const { return touches_; }

  private:
    const ui::AccessNode* find(std::string_view label, int nth) const;
    Result<bool> touch(std::string_view label, int nth);
    Result<void> touch_at(const ui::Box& box);
    Result<void> write_with(std::string_view tab);
    Result<void> type_by_pinyin(std::string_view text);
    Result<void> frame();

    Stage* stage_;
    Touches touches_;
    double shown_s_ = 0;  // of the last frame; runs ahead while things move
};

}  // namespace hall::kiosk
