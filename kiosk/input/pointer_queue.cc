#include "kiosk/input/pointer_queue.h"

#include <algorithm>

namespace hall::kiosk {

void PointerQueue::move(float x, float y) {
    bool down = steps_.empty() ? now_.down : steps_.back().sample.down;
    add({.sample = {.x = x, .y = y, .down = down}, .transition = false});
}

void PointerQueue::press(float x, float y) {
    add({.sample = {.x = x, .y = y, .down = true}, .transition = true});
}

void PointerQueue::release(float x, float y) {
    add({.sample = {.x = x, .y = y, .down = false}, .transition = true});
}

void PointerQueue::add(Step step) {
    bool down_before = steps_.empty() ? now_.down : steps_.back().sample.down;
    // A second press without a release (or the reverse) is where the finger is, no more.
    if (step.transition && step.sample.down == down_before) step.transition = false;
    if (!step.transition && !steps_.empty() && !steps_.back().transition) {
        steps_.back() = step;
        return;
    }
    if (steps_.size() == steps_max) make_room();
    steps_.push_back(step);
}

void PointerQueue::make_room() {
    auto move = std::find_if(steps_.begin(), steps_.end(),
                             [](const Step& step) { return !step.transition; });
    if (move != steps_.end()) {
        steps_.erase(move);
        return;
    }
    // Only presses and releases, in turn: dropping the two oldest drops one whole tap.
    steps_.erase(steps_.begin(), steps_.begin() + 2);
}

PointerSample PointerQueue::next() {
    if (!steps_.empty()) {
        now_ = steps_.front().sample;
        steps_.pop_front();
    }
    return now_;
}

bool PointerQueue::pending() const {
    return std::any_of(steps_.begin(), steps_.end(),
                       [](const Step& step) { return step.transition; });
}

void PointerQueue::clear() {
    steps_ = {};  // with its memory
    now_ = {};
}

}  // namespace hall::kiosk
