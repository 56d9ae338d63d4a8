// Parts: what every widget does the same way: takes its place in the flow, records
// itself, asks whether it was tapped. For the files of this folder.

#pragma once

#include <span>
#include <string_view>

#include "kiosk/ui/access/access.h"
#include "kiosk/ui/frame/frame.h"
#include "kiosk/ui/frame/paint.h"
#include "kiosk/ui/frame/ui_state.h"
#include "kiosk/ui/text/text.h"
#include "kiosk/ui/widgets/widgets.h"

namespace hall::kiosk::ui {

// The next place in the flow, as wide as it is.
Box next_box(Frame& frame, float height);

// That place is used; what follows keeps a distance of `gap`. A page of a scroll area
// shows it whole, if it is not higher than the area.
void use_box(Frame& frame, const Box& box, float gap);

// The same for other things than one that is seen as a whole.
enum class BoxUse {
    item,
    heading,  // stays with what follows
    text,     // a page may end between its lines
    group,    // of places that were used before, or of what said itself where pages end
};
void use_box(Frame& frame, const Box& box, float gap, BoxUse use);

// Adds the node, with what can be seen of it now.
AccessNode& record(Frame& frame, const AccessNode& node);

// A node of text on the paper that is below it now.
struct TextLook {
    int em_px = 0;
    Colour ink = 0;
    bool secondary = false;
};
void record_text(Frame& frame, AccessRole role, std::string_view label, const Box& box,
                 TextLook look);

// Whether a finger has just tapped it, or a key chosen it.
struct Tap {
    bool tapped = false;
    bool held = false;  // a finger lies on it
};
Tap touch(Frame& frame, std::string_view label, const Box& box, bool enabled = true);

float mm_of(Frame& frame, int em_px);

// --- Text, laid out for this frame

const TextBlock& lay_out(Frame& frame, std::string_view text, bool strong, TextShape shape);
const TextBlock& lay_out(Frame& frame, std::span<const TextPart> parts, TextShape shape);

// The same, as much smaller as it takes to break no word, down to 6 mm.
const TextBlock& lay_out_whole(Frame& frame, std::string_view text, bool strong, TextShape shape);

// A label of a button: lines of like length in its middle.
const TextBlock& lay_out_label(Frame& frame, std::string_view text, bool strong, int em_px,
                               float wrap);

// --- Labels that share one size and must fit a box

struct LabelFit {
    std::span<const std::string_view> labels;
    bool strong = false;
    int em_wanted = 0;
    int em_least = 0;  // 0: 6 mm
    float width = 0;   // of the text, without padding
    float height = 0;
    int lines_max = 2;
    bool rather_small = false;  // than in two lines
};
// The largest em height up to the wanted one at which all of them fit; the least one if
// there is none. One line is preferred as long as it is not much smaller.
int fit_labels(Frame& frame, const LabelFit& fit);

// --- Controls

struct ControlLook {
    Colour fill = 0;
    Colour edge = 0;
    Colour ink = 0;
    float border = 0;
};
ControlLook look_of(Frame& frame, ButtonStyle style, std::string_view accent, bool enabled,
                    bool held);
ControlLook look_of_choice(Frame& frame, std::string_view accent, bool selected, bool held);

Outline outline_of(Frame& frame, const Box& box, const ControlLook& look);

Colour colour_of(Frame& frame, Tone tone);

// The space between two lines of text, and above a heading.
float text_gap(Frame& frame);

}  // namespace hall::kiosk::ui
