// The input panel: what a text is written with: by hand, by pinyin, in digits and letters. It
// stands at the foot of the content, in the same place whatever it is written with, and never
// over what it writes into.

#pragma once

#include <cstddef>
#include <optional>

#include "kiosk/input/composition.h"
#include "kiosk/input/handwriting/ink.h"
#include "kiosk/ui/frame/frame.h"

namespace hall::kiosk {

struct InputPanel {
    const Composition& composition;
    bool handwriting = false;  // this machine can read it
};

// What was meant; all that is there, in this order.
struct PanelPress {
    std::optional<InputMode> mode;
    std::optional<std::size_t> candidate;  // taken over
    std::optional<Ink> ink;                // the character as it is written now; empty: rubbed out
    std::optional<std::size_t> page;       // of the candidates
    char character = 0;                    // to be written as it is; 0: none
    char letter = 0;                       // of pinyin, a-z; 0: none
    bool erase = false;                    // 删字
    bool clear = false;                    // 重写: all of the field
    bool give_up = false;                  // 重写: what is being composed
    bool done = false;                     // 写好了
};

// How much of the content it takes up at its foot, for begin_scroll().
float room_for_input_panel(ui::Frame& frame);

// At the foot of the content.
std::optional<PanelPress> input_panel(ui::Frame& frame, const InputPanel& panel);

}  // namespace hall::kiosk
