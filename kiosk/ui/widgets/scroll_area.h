// Scroll areas, for the widgets that need to know of them.

#pragma once

#include "kiosk/ui/access/access.h"
#include "kiosk/ui/frame/frame.h"
#include "kiosk/ui/frame/ui_state.h"

namespace hall::kiosk::ui {

// Opens a scroll area over this part of the screen; closed by end_scroll().
enum class ScrollKind {
    usual,
    reading,  // its type may be larger
};
void open_scroll(Frame& frame, std::uint64_t id, const Box& whole,
                 ScrollKind kind = ScrollKind::usual);

// This stretch of the screen as a stop of the scroll area it stands in.
PageStop page_stop(const OpenScroll& scroll, float y0, float y1);

// How much higher the next thing may be than it has to, at most `most`, where the open scroll
// area has room left: what can be tapped or looked at fills it. Nothing outside of one.
float grow(Frame& frame, float most);

// A page of the open scroll area shows this box whole. For places that hold several such;
// the text in it has been painted. Nothing outside of a scroll area.
void keep_whole(Frame& frame, const Box& box);

// Brings a box of the open scroll area into sight, when another thing than `id` was
// brought into sight before. Nothing outside of a scroll area.
void reveal_once(Frame& frame, std::uint64_t id, const Box& box);

// Brings this height of the screen to the top of the open scroll area: what stands there is
// new, and is read from its beginning. Nothing outside of a scroll area.
void scroll_to(Frame& frame, float y);

}  // namespace hall::kiosk::ui
