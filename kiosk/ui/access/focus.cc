#include "kiosk/ui/access/focus.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace hall::kiosk::ui {

namespace {

// What stands askew counts as this much further away than what stands straight ahead.
constexpr float askew = 3;

float middle_x(const Box& box) {
    return (box.x0 + box.x1) / 2;
}

float middle_y(const Box& box) {
    return (box.y0 + box.y1) / 2;
}

// Between two stretches of a line; 0 if they overlap.
float distance(float a0, float a1, float b0, float b1) {
    return std::max({b0 - a1, a0 - b1, 0.F});
}

// How far one has to go from `a` in this direction to reach `b`; negative if it does not
// lie there.
float ahead(const Box& a, const Box& b, Key direction) {
    switch (direction) {
        case Key::left:
            return a.x0 - b.x1;
        case Key::right:
            return b.x0 - a.x1;
        case Key::up:
            return a.y0 - b.y1;
        default:
            return b.y0 - a.y1;
    }
}

float aside(const Box& a, const Box& b, Key direction) {
    const bool level = direction == Key::left || direction == Key::right;
    const float gap = level ? distance(a.y0, a.y1, b.y0, b.y1) : distance(a.x0, a.x1, b.x0, b.x1);
    const float middles =
        level ? std::abs(middle_y(a) - middle_y(b)) : std::abs(middle_x(a) - middle_x(b));
    return gap * askew + middles / 1000;  // of two things straight ahead, the straighter
}

}  // namespace

void Focus::begin(std::optional<KeyStroke> key, bool finger_down) {
    key_ = key;
    targets_.clear();
    escape_ = 0;
    screen_ = 0;
    digits_ = false;
    covered_ = false;
    moved_ = false;
    chosen_ = std::exchange(chosen_next_, 0);
    digit_ = std::exchange(digit_next_, std::nullopt);
    if (finger_down) shown_ = false;
}

bool Focus::target(const FocusTarget& target) {
    targets_.push_back(target);
    return chosen_ != 0 && target.id == chosen_ && target.enabled;
}

std::optional<int> Focus::take_digit() {
    digits_ = true;
    return std::exchange(digit_, std::nullopt);
}

void Focus::cover() {
    targets_.clear();
    escape_ = 0;
    digits_ = false;
    covered_ = true;
}

const FocusTarget* Focus::find(TouchId id) const {
    const auto found = std::find_if(targets_.begin(), targets_.end(),
                                    [&](const FocusTarget& target) { return target.id == id; });
    return id == 0 || found == targets_.end() ? nullptr : &*found;
}

// The first thing of the content that is in sight; without any, the first of all.
const FocusTarget* Focus::first() const {
    const auto worth = [](const FocusTarget& target) {
        return (target.visible.empty() ? 0 : 4) + (target.zone == Zone::content ? 2 : 0) +
               (target.zone == Zone::top ? 1 : 0);
    };
    const FocusTarget* best = nullptr;
    for (const FocusTarget& target : targets_) {
        if (!target.enabled) continue;
        if (best == nullptr || worth(target) > worth(*best)) best = &target;
    }
    return best;
}

const FocusTarget* Focus::nearest(const Box& box) const {
    const FocusTarget* best = nullptr;
    float best_away = std::numeric_limits<float>::max();
    for (const FocusTarget& target : targets_) {
        if (!target.enabled) continue;
        const float away =
            std::hypot(middle_x(target.box) - middle_x(box), middle_y(target.box) - middle_y(box));
        if (away >= best_away) continue;
        best = &target;
        best_away = away;
    }
    return best;
}

// In the same scroll area first, where things may be out of sight; then elsewhere, of
// what is in sight.
const FocusTarget* Focus::beside(const FocusTarget& from, Key direction) const {
    const FocusTarget* best = nullptr;
    for (const bool same_area : {true, false}) {
        float best_way = std::numeric_limits<float>::max();
        for (const FocusTarget& target : targets_) {
            if (!target.enabled || target.id == from.id) continue;
            if ((target.area == from.area) != same_area) continue;
            const Box& there = same_area ? target.box : target.visible;
            const Box& here = same_area || from.visible.empty() ? from.box : from.visible;
            if (there.empty()) continue;
            const float way = ahead(here, there, direction);
            if (way < -1) continue;
            const float all = way + aside(here, there, direction);
            if (all >= best_way) continue;
            best = &target;
            best_way = all;
        }
        if (best != nullptr) return best;
    }
    return nullptr;
}

const FocusTarget* Focus::next(const FocusTarget& from, int step) {
    order_.clear();
    for (const FocusTarget& target : targets_) {
        if (target.enabled || target.id == from.id) order_.push_back(&target);
    }
    std::stable_sort(order_.begin(), order_.end(),
                     [](const FocusTarget* a, const FocusTarget* b) { return a->zone < b->zone; });
    const auto here = std::find_if(order_.begin(), order_.end(), [&](const FocusTarget* target) {
        return target->id == from.id;
    });
    if (here == order_.end()) return nullptr;
    const auto count = static_cast<std::ptrdiff_t>(order_.size());
    const std::ptrdiff_t place = here - order_.begin() + step;
    return order_[static_cast<std::size_t>((place + count) % count)];
}

void Focus::go(const FocusTarget* target) {
    if (target == nullptr || target->id == focus_) return;
    focus_ = target->id;
    focus_box_ = target->box;
    moved_ = true;
}

// Where the focus is now that the screen may have changed under it.
void Focus::follow() {
    const bool other_screen = screen_ != screen_before_;
    if (covered_ && !covered_before_) {
        below_ = focus_;
        focus_ = 0;
    } else if (!covered_ && covered_before_) {
        focus_ = std::exchange(below_, 0);
    } else if (other_screen) {
        const FocusTarget* kept = find(focus_);
        if (kept == nullptr || kept->area == 0) focus_ = 0;
    }
    covered_before_ = covered_;
    screen_before_ = screen_;
    if (const FocusTarget* target = find(focus_)) {
        focus_box_ = target->box;
        return;
    }
    const bool lost = focus_ != 0 && !other_screen;
    focus_ = 0;
    go(lost ? nearest(focus_box_) : first());
}

void Focus::walk(Key key) {
    const FocusTarget* from = find(focus_);
    // The first key only shows where the focus is.
    if (!std::exchange(shown_, true) || from == nullptr) return;
    switch (key) {
        case Key::tab:
            go(next(*from, +1));
            break;
        case Key::back_tab:
            go(next(*from, -1));
            break;
        case Key::enter:
            if (from->enabled) chosen_next_ = focus_;
            break;
        default:
            go(beside(*from, key));
            break;
    }
}

// Keys are used after a finger: it may have scrolled far away from what had the focus.
void Focus::begin_here() {
    const FocusTarget* target = find(focus_);
    if (target == nullptr || target->visible.empty()) go(first());
    moved_ = true;
}

bool Focus::end() {
    const bool shown_before = shown_;
    follow();
    if (key_) {
        if (key_->key == Key::escape) {
            chosen_next_ = escape_;
        } else if (key_->key == Key::digit) {
            if (digits_) digit_next_ = key_->digit;
        } else {
            walk(key_->key);
        }
    }
    if (shown_ && !shown_before) begin_here();
    return (shown_ && moved_) || chosen_next_ != 0 || digit_next_.has_value();
}

const FocusTarget* Focus::framed() const {
    return shown_ ? find(focus_) : nullptr;
}

void Focus::forget() {
    *this = Focus();
}

}  // namespace hall::kiosk::ui
