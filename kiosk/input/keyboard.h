// The plain on-screen keyboard: digits, ID numbers, letters. Chinese comes with the
// input methods; until then choices and pickers do that work.

#pragma once

#include <optional>
#include <string_view>

#include "kiosk/ui/frame.h"

namespace hall {

enum class KeyboardKind {
    digits,     // 0-9
    decimal,    // 0-9 and the point
    id_number,  // 0-9 and X
    letters,    // A-Z and 0-9: slip numbers and codes
};

struct KeyPress {
    char character = 0;  // 0: none
    bool erase = false;  // 删字
    bool clear = false;  // 重写
    bool done = false;   // 写好了
};

// Draws the keyboard at the foot of the content area, in the frame's flow. Keys are at
// least 15 mm with gaps of 3 mm.
std::optional<KeyPress> keyboard(ui::Frame& frame, KeyboardKind kind, bool done_enabled);

// How high keyboard() will be, so that a scroll area can leave room for it.
float keyboard_height(ui::Frame& frame, KeyboardKind kind);

}  // namespace hall
