#include "kiosk/input/key_queue.h"

namespace hall::kiosk {

namespace {

bool moves(Key key) {
    return key != Key::enter && key != Key::escape && key != Key::digit;
}

}  // namespace

void KeyQueue::press(KeyStroke stroke, bool repeated) {
    if (repeated && !moves(stroke.key)) return;
    if (strokes_.size() == strokes_max) strokes_.pop_front();
    strokes_.push_back(stroke);
}

std::optional<KeyStroke> KeyQueue::next() {
    if (strokes_.empty()) return std::nullopt;
    const KeyStroke stroke = strokes_.front();
    strokes_.pop_front();
    return stroke;
}

}  // namespace hall::kiosk
