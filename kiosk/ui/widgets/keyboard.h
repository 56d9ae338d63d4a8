// The plain on-screen keyboard: digits, ID numbers, letters. Chinese comes with the
// input methods; until then choices and pickers do that work.

#pragma once

#include <optional>
#include <string_view>

#include "kiosk/ui/frame/frame.h"

namespace hall::kiosk {

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

// Draws the keyboard: letters at the foot of the content area; digits as a block of three by
// four, the words beside it, near the field they are written to: below what was scrolled
// last, or on a low screen at the right of it. Keys are at least 15 mm with gaps of 3 mm.
std::optional<KeyPress> keyboard(ui::Frame& frame, KeyboardKind kind, bool done_enabled);

// Makes room for keyboard(): what follows is narrower where it will stand at the right; else
// it is how high it will be, so that a scroll area can leave room for it.
float room_for_keyboard(ui::Frame& frame, KeyboardKind kind);

}  // namespace hall::kiosk
