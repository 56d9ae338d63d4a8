// The keys of a keypad that somebody plugged in, or of two buttons for those who cannot
// touch a screen, handed to the widgets one a frame.
//
// No other key on a keyboard means anything to a kiosk. Pure; one thread.

#pragma once

#include <cstdint>
#include <deque>
#include <optional>

namespace hall::kiosk {

enum class Key : std::uint8_t {
    tab,  // on to the next thing; of two buttons, "next" (Tab or the space bar)
    back_tab,
    left,
    right,
    up,
    down,
    enter,   // choose; of two buttons, "choose"
    escape,  // back
    digit,
};

struct KeyStroke {
    Key key = Key::tab;
    int digit = 0;  // 0..9, of Key::digit

    bool operator==(const KeyStroke&) const = default;
};

class KeyQueue {
  public:
    // `repeated`: the key is being held down. A held key moves on; it never chooses, goes
    // back or types twice, because a trembling hand lets go late.
    void press(KeyStroke stroke, bool repeated = false);

    // The oldest key not yet taken.
    std::optional<KeyStroke> next();

    bool pending() const { return !strokes_.empty(); }

    // Forgets everything: the session ended.
    void clear() { strokes_ = {}; }  // with its memory

  private:
    static constexpr std::size_t strokes_max = 64;  // the oldest is dropped first
    std::deque<KeyStroke> strokes_;
};

}  // namespace hall::kiosk
