#include "kiosk/input/handwriting/ink.h"

#include <string.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace hall::kiosk {
namespace {

void wipe(Stroke& stroke) {
    if (stroke.data() != nullptr) explicit_bzero(stroke.data(), stroke.capacity() * sizeof(InkPoint));
    stroke.clear();
}

// Appends without leaving a copy behind where the vector moves to a larger place.
void append(Stroke& stroke, InkPoint point) {
    if (stroke.size() == stroke.capacity()) {
        Stroke larger;
        larger.reserve(std::max<std::size_t>(64, stroke.size() * 2));
        larger.assign(stroke.begin(), stroke.end());
        wipe(stroke);
        stroke.swap(larger);
    }
    stroke.push_back(point);
}

}  // namespace

Ink& Ink::operator=(const Ink& other) {
    if (this != &other) *this = Ink(other);
    return *this;
}

Ink& Ink::operator=(Ink&& other) noexcept {
    if (this == &other) return *this;
    clear();
    strokes_.swap(other.strokes_);
    points_ = std::exchange(other.points_, 0);
    open_ = std::exchange(other.open_, false);
    return *this;
}

Ink::~Ink() { clear(); }

bool Ink::begin_stroke() {
    open_ = strokes_.size() < strokes_max;
    if (open_) strokes_.emplace_back();
    return open_;
}

bool Ink::add(InkPoint point) {
    if (!open_ || points_ >= points_max) return false;
    if (!std::isfinite(point.x) || !std::isfinite(point.y)) return false;
    point.x = std::clamp(point.x, 0.0f, 1.0f);
    point.y = std::clamp(point.y, 0.0f, 1.0f);
    append(strokes_.back(), point);
    ++points_;
    return true;
}

void Ink::remove_last_stroke() {
    open_ = false;
    if (strokes_.empty()) return;
    points_ -= strokes_.back().size();
    wipe(strokes_.back());
    strokes_.pop_back();
}

void Ink::clear() {
    for (Stroke& stroke : strokes_) wipe(stroke);
    strokes_.clear();
    points_ = 0;
    open_ = false;
}

}  // namespace hall::kiosk
