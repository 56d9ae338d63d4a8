// Display: 大字, how the screen is shown. It stands in place of the screen on top, not on the
// stack.

#pragma once

#include <string>
#include <variant>

#include "kiosk/screens/screen.h"

namespace hall::kiosk {

// How this person wants the screen; gone with the session.
struct Display {
    int text_step = 0;  // 0, 1, 2: 100, 150, 200 %
    bool high_contrast = false;
    bool low = false;      // everything to tap within reach of those who sit
    std::string language;  // zh-CN or en; empty: as the kiosk was started

    bool operator==(const Display&) const = default;
};

// Heights of a screen's lower edge above the floor at which it can be used at all.
inline constexpr float foot_mm_min = 300;
inline constexpr float foot_mm_max = 1500;

// The panel that hangs there, as staff measured it.
struct Panel {
    float px_per_mm = 0;  // 0: as the display says
    float foot_mm = 900;  // of its lower edge above the floor
};

struct ChangeDisplay {
    Display display;
};
struct CloseDisplay {};

using DisplayIntent = std::variant<ChangeDisplay, CloseDisplay>;
using DisplayIntents = IntentsOf<DisplayIntent>;

void draw_display(const Chrome&, const Display&, const Panel&, ui::Frame&, DisplayIntents&);

}  // namespace hall::kiosk
