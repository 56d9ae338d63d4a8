// Scroll areas, for the widgets that need to know of them.

#pragma once

#include "kiosk/ui/access.h"
#include "kiosk/ui/frame.h"

namespace hall::ui {

// Opens a scroll area over this part of the screen; closed by end_scroll().
void open_scroll(Frame& frame, std::uint64_t id, const Box& whole);

// Brings a box of the open scroll area into sight, when another thing than `id` was
// brought into sight before. Nothing outside of a scroll area.
void reveal_once(Frame& frame, std::uint64_t id, const Box& box);

// Brings this height of the screen to the top of the open scroll area: what stands there is
// new, and is read from its beginning. Nothing outside of a scroll area.
void scroll_to(Frame& frame, float y);

}  // namespace hall::ui
