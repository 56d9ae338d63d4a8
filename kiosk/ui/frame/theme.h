// Theme: colours and measures as data (assets/theme/*.json). Millimetres, because an
// elder's finger and eye do not grow with the resolution.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sync/core/files.h"
#include "sync/core/result.h"

namespace hall::kiosk::ui {

using Colour = std::uint32_t;  // 0xRRGGBB

// The colour of a kind of board: deep enough for white text (7:1), and its pale accent
// for pressed and selected fills.
struct Tint {
    Colour deep = 0;
    Colour pale = 0;
};

struct Theme {
    Colour background = 0;  // behind everything
    Colour card = 0;        // cards, bars, buttons
    Colour line = 0;        // borders between things
    Colour edge = 0;        // borders of buttons and fields: 3:1 against card
    Colour ink = 0;         // text
    Colour ink_soft = 0;    // secondary text, still 7:1
    Colour shade = 0;       // table headers, totals
    Colour good = 0;        // 账对得上
    Colour warn = 0;        // overdue, wrong; never alone, always with words
    Colour on_deep = 0;     // text on a deep accent

    // by name: affairs, services, farming, goods, rating, photos. Unknown: services.
    Tint accent(std::string_view name) const;

    // Millimetres at 100 %. Text sizes are em heights and grow with the text step;
    // the others do not.
    float title_mm = 0;  // of a screen
    float heading_mm = 0;
    float body_mm = 0;
    float small_mm = 0;     // secondary, never below 6
    float margin_mm = 0;    // at the sides of the screen
    float gap_mm = 0;       // between targets, never below 3
    float target_mm = 0;    // least height of what is tapped, never below 15
    float padding_mm = 0;   // inside cards and buttons
    float line_height = 0;  // of text, in em
    float border_px = 0;
    float radius_of_height = 0;  // corner radius as a share of a control's height
    float radius_max_mm = 0;

    Tint accents[6];
};

// Fails with `not_found` or `corrupt`, naming the member. `name`: standard, contrast.
Result<Theme> load_theme(Files& files, const Path& assets, std::string_view name);

}  // namespace hall::kiosk::ui
