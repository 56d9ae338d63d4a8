#include "kiosk/ui/frame/scroll.h"

#include <algorithm>
#include <cmath>

namespace hall::kiosk::ui {

namespace {

constexpr float decay_per_s = 3;       // of the velocity, once the finger has left
constexpr float velocity_min = 20;     // slower than this is standing still
constexpr float velocity_max = 12000;  // a touch screen that jumps must not throw a list away
constexpr float smoothing = 0.6F;      // weight of the newest movement in the velocity
constexpr double rest_s = 0.1;         // a finger that rested this long does not throw
constexpr double step_s_max = 0.05;    // longest time that one frame may stand for
constexpr float glide_per_s = 12;      // of the way that is left
constexpr float glide_end_px = 1;

}  // namespace

float Scroller::offset_max() const {
    return std::max(0.F, std::ceil(size_.content_px - size_.area_px));
}

void Scroller::resize(ScrollSize size) {
    size_ = size;
    const float inside = std::clamp(offset_, 0.F, offset_max());
    if (inside != offset_) {
        offset_ = inside;
        velocity_ = 0;
    }
    if (goal_) goal_ = std::clamp(*goal_, 0.F, offset_max());
}

void Scroller::hold(double now_s) {
    velocity_ = 0;
    goal_.reset();
    dragged_s_ = now_s;
    held_ = true;
}

void Scroller::drag(float down_px, double now_s) {
    if (!held_) hold(now_s);
    offset_ = std::clamp(offset_ - down_px, 0.F, offset_max());
    const double passed_s = now_s - dragged_s_;
    if (down_px == 0) {
        if (passed_s > rest_s) velocity_ = 0;
        return;
    }
    const float newest = -down_px / static_cast<float>(std::max(passed_s, 0.001));
    velocity_ = smoothing * newest + (1 - smoothing) * velocity_;
    velocity_ = std::clamp(velocity_, -velocity_max, velocity_max);
    dragged_s_ = now_s;
}

void Scroller::release(double now_s) {
    if (now_s - dragged_s_ > rest_s || std::abs(velocity_) < velocity_min) velocity_ = 0;
    held_ = false;
    stepped_s_ = now_s;
}

void Scroller::glide_to(float offset) {
    velocity_ = 0;
    const float goal = std::clamp(offset, 0.F, offset_max());
    if (goal != offset_) goal_ = goal;
}

void Scroller::jump(float top_px) {
    velocity_ = 0;
    goal_.reset();
    offset_ = std::clamp(top_px, 0.F, offset_max());
}

void Scroller::reveal(float top_px, float bottom_px) {
    const bool fits = bottom_px - top_px <= size_.area_px;
    float wanted = target();
    if (!fits || bottom_px > wanted + size_.area_px) {
        wanted = bottom_px - size_.area_px;
    } else if (top_px < wanted) {
        wanted = top_px;
    }
    if (wanted != target()) glide_to(wanted);
}

// The velocity falls off exponentially, so the way between two moments is the same
// however many frames lie between them.
void Scroller::step(double now_s) {
    const double passed_s = stepped_s_ < 0 ? 0 : std::min(now_s - stepped_s_, step_s_max);
    stepped_s_ = now_s;
    if (passed_s <= 0 || held_) return;
    const float passed = static_cast<float>(passed_s);
    if (goal_) {
        offset_ += (*goal_ - offset_) * (1 - std::exp(-glide_per_s * passed));
        if (std::abs(*goal_ - offset_) < glide_end_px) {
            offset_ = *goal_;
            goal_.reset();
        }
        return;
    }
    if (velocity_ == 0) return;
    const float left = std::exp(-decay_per_s * passed);
    offset_ += velocity_ * (1 - left) / decay_per_s;
    velocity_ *= left;
    const float inside = std::clamp(offset_, 0.F, offset_max());
    if (inside != offset_ || std::abs(velocity_) < velocity_min) velocity_ = 0;
    offset_ = inside;
}

int Scroller::offset_px() const {
    return static_cast<int>(std::lround(offset_));
}

}  // namespace hall::kiosk::ui
