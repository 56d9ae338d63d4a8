#include "kiosk/ui/frame/touch.h"

#include <algorithm>
#include <cmath>

namespace hall::kiosk::ui {

namespace {

// Content follows from where the finger passed the threshold.
float past(float way, float threshold) {
    return std::copysign(std::max(0.F, std::abs(way) - threshold), way);
}

}  // namespace

void Touch::begin(const PointerSample& finger, TouchSlop slop) {
    const float before_x = x_;
    const float before_y = y_;
    pressed_ = finger.down && !down_;
    released_ = !finger.down && down_;
    x_ = finger.x;
    y_ = finger.y;
    down_ = finger.down;
    targets_.clear();
    areas_.clear();
    moved_px_ = 0;
    moved_right_px_ = 0;
    if (pressed_) {
        press_x_ = x_;
        press_y_ = y_;
        return;
    }
    if (!down_ && !released_) return;

    const float away = std::max(std::abs(x_ - press_x_), std::abs(y_ - press_y_));
    if (scrolling_) {
        moved_px_ = y_ - before_y;
        moved_right_px_ = x_ - before_x;
    } else if (area_ != 0 && away > slop.scroll_px) {
        held_ = 0;
        scrolling_ = true;
        moved_px_ = past(y_ - press_y_, slop.scroll_px);
        moved_right_px_ = past(x_ - press_x_, slop.scroll_px);
    }
    if (away > slop.tremble_px) held_ = 0;
}

bool Touch::target(TouchId id, const Box& visible, TouchId area, bool enabled) {
    targets_.push_back({id, visible, area, enabled});
    return released_ && enabled && held_ == id && inside(visible);
}

bool Touch::holds(TouchId id, const Box& visible) const {
    return down_ && held_ == id && inside(visible);
}

void Touch::area(TouchId id, const Box& box, bool moving) {
    areas_.push_back({id, box, moving});
}

void Touch::cover() {
    targets_.clear();
    areas_.clear();
}

void Touch::press() {
    held_ = 0;
    area_ = 0;
    scrolling_ = false;
    bool stops = false;
    for (const Area& area : areas_) {
        if (!inside(area.box)) continue;
        area_ = area.id;
        stops = area.moving;
    }
    for (const Target& target : targets_) {
        if (!inside(target.visible)) continue;
        held_ = target.enabled ? target.id : 0;
        // A button beside or above an area is not part of it.
        if (target.area != area_) area_ = 0;
    }
    if (stops && area_ != 0) held_ = 0;
}

bool Touch::still_there() const {
    return std::any_of(targets_.begin(), targets_.end(),
                       [&](const Target& target) { return target.id == held_ && target.enabled; });
}

bool Touch::end() {
    if (pressed_) {
        press();
        return held_ != 0;
    }
    if (released_) {
        held_ = 0;
        area_ = 0;
        scrolling_ = false;
        return false;
    }
    if (held_ != 0 && !still_there()) {
        held_ = 0;
        return true;
    }
    return false;
}

void Touch::forget() {
    held_ = 0;
    area_ = 0;
    scrolling_ = false;
    moved_px_ = 0;
    moved_right_px_ = 0;
    targets_.clear();
    areas_.clear();
}

}  // namespace hall::kiosk::ui
