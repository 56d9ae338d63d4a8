#include "kiosk/ui/widgets/ink_pad.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "kiosk/ui/widgets/parts.h"

namespace hall::kiosk::ui {

namespace {

constexpr double pause_s = 1;  // that ends a character
constexpr float pen_mm = 2;

void add_point(InkPad& pad, const Box& square, float x, float y, double now_s) {
    const float share_x = (x - square.x0) / square.width();
    const float share_y = (y - square.y0) / square.height();
    const Stroke& stroke = pad.ink.strokes().back();
    const float kept_x = std::clamp(share_x, 0.F, 1.F);
    const float kept_y = std::clamp(share_y, 0.F, 1.F);
    // A finger that rests adds nothing; nor does a frame that is drawn twice.
    if (!stroke.empty() && stroke.back().x == kept_x && stroke.back().y == kept_y) return;
    const double since_ms = std::max(0.0, now_s - pad.began_s) * 1000;
    pad.ink.add({share_x, share_y, static_cast<std::uint32_t>(since_ms)});
}

InkStep follow_finger(Frame& frame, const Box& square, bool readable) {
    UiState& state = frame.state();
    InkPad& pad = state.ink_pad;
    const Touch& touch = state.touch;
    const bool on = touch.touches(id_of("ink_pad"));
    InkStep step;
    if (on && !pad.down) {
        if (readable && pad.told && state.now_s - pad.ended_s >= pause_s) {
            pad.ink.clear();
            pad.told = false;
            step.next_character = true;
        }
        if (pad.ink.empty()) pad.began_s = state.now_s;
        pad.down = pad.ink.begin_stroke();
        if (pad.down) add_point(pad, square, touch.press_x(), touch.press_y(), state.now_s);
    }
    if (on && pad.down) add_point(pad, square, touch.x(), touch.y(), state.now_s);
    if (pad.down && (!on || touch.released())) {
        pad.down = false;
        pad.told = true;
        pad.ended_s = state.now_s;
        step.stroke = true;
    }
    return step;
}

// A light cross, as in the squares that children learn to write in.
void paint_square(Frame& frame, const Box& square, bool empty) {
    const Theme& theme = frame.theme();
    const Measures& m = frame.state().measures;
    const ControlLook look = look_of_choice(frame, "services", false, false);
    paint_framed(frame, square, outline_of(frame, square, look), theme.card);
    const float x = std::floor((square.x0 + square.x1) / 2);
    const float y = std::floor((square.y0 + square.y1) / 2);
    const Box inner = square.inset(m.border);
    paint_box(frame, {x, inner.y0, x + m.shadow, inner.y1}, theme.line);
    paint_box(frame, {inner.x0, y, inner.x1, y + m.shadow}, theme.line);
    if (!empty) return;
    const std::string_view hint = frame("input.write_here");
    const TextBlock& text = lay_out_label(frame, hint, false, m.least, inner.width());
    const Box line = {inner.x0, y - static_cast<float>(text.height_px()) - m.shadow, inner.x1, y};
    paint_text(frame, text, line, Align::middle, {theme.ink_soft, theme.ink_soft});
}

void paint_ink(Frame& frame, const Box& square) {
    const Colour ink = frame.theme().ink;
    const float pen = frame.px(pen_mm);
    std::vector<Point> line;
    for (const Stroke& stroke : frame.state().ink_pad.ink.strokes()) {
        line.clear();
        for (const InkPoint& point : stroke)
            line.push_back(
                {square.x0 + point.x * square.width(), square.y0 + point.y * square.height()});
        if (line.empty()) continue;
        if (line.size() > 1) paint_path(frame, line, pen, ink);
        for (const Point& end : {line.front(), line.back()})
            paint_disc(frame, end.x, end.y, pen / 2, ink);
    }
}

}  // namespace

InkStep ink_pad(Frame& frame, const Box& square, std::size_t strokes_known, bool readable) {
    UiState& state = frame.state();
    InkPad& pad = state.ink_pad;
    const float pen = frame.px(pen_mm);
    state.touch.area(id_of("ink_pad"), square, false);
    if (pad.told && !pad.down && strokes_known == 0) {
        pad.ink.clear();
        pad.told = false;
    }
    const InkStep step = follow_finger(frame, square, readable);
    paint_square(frame, square, pad.ink.empty());
    const Box before = narrow_clip(frame, square);
    paint_ink(frame, square.inset(pen / 2));
    restore_clip(frame, before);
    const ControlLook look = look_of_choice(frame, "services", false, false);
    record(frame, {.role = AccessRole::picture,
                   .label = frame("input.write_here"),
                   .box = square,
                   .text_mm = mm_of(frame, state.measures.least),
                   .ink = frame.theme().ink_soft,
                   .paper = frame.theme().card,
                   .edge = look.edge,
                   .secondary = true});
    return step;
}

void remove_last_stroke(Frame& frame) {
    InkPad& pad = frame.state().ink_pad;
    pad.ink.remove_last_stroke();
    pad.down = false;
    if (pad.ink.empty()) pad.told = false;
}

}  // namespace hall::kiosk::ui
