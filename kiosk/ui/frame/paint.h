// Paint: flat shapes and laid-out text into the frame's draw list. For the files of this
// folder. What lies outside of the part that may be painted on costs nothing.

#pragma once

#include <span>

#include "kiosk/canvas/image.h"
#include "kiosk/ui/access/access.h"
#include "kiosk/ui/frame/frame.h"
#include "kiosk/ui/frame/theme.h"
#include "kiosk/ui/text/text.h"

namespace hall::kiosk::ui {

enum class Align : std::uint8_t { left, middle, right };

// Which corners are round.
enum class Corners : std::uint8_t { all, top, bottom, right, none };

struct Outline {
    float radius = 0;
    float border = 0;  // width of the edge, inside the box
    Colour edge = 0;
    Corners corners = Corners::all;
};

void paint_box(Frame& frame, const Box& box, Colour colour);
void paint_round(Frame& frame, const Box& box, float radius, Colour colour,
                 Corners corners = Corners::all);

// An edge and a fill: two filled shapes, which a software canvas paints faster than a line.
void paint_framed(Frame& frame, const Box& box, const Outline& outline, Colour fill);

// A framed box with a flat line of shadow under it, `shadow` high, below the box.
void paint_raised(Frame& frame, const Box& box, const Outline& outline, Colour fill, float shadow);

// A coloured bar along the left side of such a box, in place of its fill.
void paint_side_bar(Frame& frame, const Box& box, const Outline& outline, Colour fill, Colour bar);
// How wide that bar is.
float side_bar_width(const Outline& outline);

void paint_disc(Frame& frame, float x, float y, float radius, Colour colour);

// Plus or minus in the middle of the box, as bars: a font's signs are too thin to be seen
// from a distance.
void paint_sign(Frame& frame, const Box& box, bool plus, float half, Colour colour);

// A triangle that points up, down, left or right, in the middle of the box.
enum class Direction : std::uint8_t { up, down, left, right };
void paint_arrow(Frame& frame, const Box& box, Direction direction, Colour colour);

// A line through these points.
struct Point {
    float x = 0;
    float y = 0;
};
void paint_path(Frame& frame, std::span<const Point> points, float thickness, Colour colour);

// A picture over the whole box, which may be of another size. The image lives until the
// frame has been shown.
void paint_picture(Frame& frame, const canvas::Image& image, const Box& box);

// ✓, filling the box.
void paint_tick(Frame& frame, const Box& box, Colour colour);

// Over everything: darkens what was painted so far.
void paint_veil(Frame& frame, const Box& box);

// A frame around what the keys mean: a dark line between two light ones, so that it is seen
// on any background. It stands outside of the box, in the gap that all targets keep.
void paint_focus(Frame& frame, const Box& box, float radius);
// How far it reaches beyond the box.
float focus_reach(Frame& frame);

// A frame around what is being read aloud, with a bar at its left: seen beside a frame of the keys,
// and without its colour.
void paint_spoken(Frame& frame, const Box& box);
// How far it reaches beyond the box.
float spoken_reach(Frame& frame);

// Inks of a text: of its plain and of its strong parts.
struct Inks {
    Colour plain = 0;
    Colour strong = 0;
};

// The block's lines from the top of `box`, aligned between its sides.
void paint_text(Frame& frame, const TextBlock& block, const Box& box, Align align, Inks inks);

// The same, in the middle of the box's height.
void paint_text_middle(Frame& frame, const TextBlock& block, const Box& box, Align align,
                       Inks inks);

// Two layers: after split_layers() painting goes on the upper one, after lower_layer()
// on the lower, and join_layers() makes them one again.
void split_layers(Frame& frame);
void lower_layer(Frame& frame);
void join_layers(Frame& frame);

// Limits painting to a part of what may be painted on now; gives back the old limit for
// restore_clip().
Box narrow_clip(Frame& frame, const Box& box);
void restore_clip(Frame& frame, const Box& before);

}  // namespace hall::kiosk::ui
