#include "kiosk/ui/frame/paint.h"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "kiosk/ui/frame/ui_state.h"
#include "kiosk/ui/widgets/scroll_area.h"

namespace hall::kiosk::ui {

namespace {

constexpr int veil_alpha = 150;  // of 255

// Of the frame around the focus. Together they fit into a gap of 3 mm.
constexpr float focus_dark_mm = 1.25F;
constexpr float focus_light_mm = 0.5F;
constexpr float spoken_gap_mm = 0.6F;
constexpr float spoken_line_mm = 0.9F;

ImU32 packed(Colour colour, int alpha = 255) {
    return IM_COL32((colour >> 16) & 255, (colour >> 8) & 255, colour & 255, alpha);
}

ImVec2 top_left(const Box& box) {
    return {box.x0, box.y0};
}

ImVec2 bottom_right(const Box& box) {
    return {box.x1, box.y1};
}

bool hidden(Frame& frame, const Box& box) {
    return box.empty() || intersection(box, frame.state().pass.clip).empty();
}

ImDrawFlags flags_of(Corners corners) {
    switch (corners) {
        case Corners::top:
            return ImDrawFlags_RoundCornersTop;
        case Corners::bottom:
            return ImDrawFlags_RoundCornersBottom;
        case Corners::right:
            return ImDrawFlags_RoundCornersRight;
        case Corners::none:
            return ImDrawFlags_RoundCornersNone;
        case Corners::all:
            break;
    }
    return ImDrawFlags_RoundCornersAll;
}

// One glyph of a line that is about to be painted.
struct Quad {
    const Glyph* glyph = nullptr;
    float x = 0;
    float y = 0;
    ImU32 colour = 0;
};

void add_quad(ImDrawList& draw, const canvas::GlyphSheet& sheet, const Quad& quad) {
    const canvas::SheetSlot& slot = quad.glyph->slot;
    const float width = static_cast<float>(slot.width);
    const float height = static_cast<float>(slot.height);
    const float u = 1.F / static_cast<float>(sheet.width());
    const float v = 1.F / static_cast<float>(sheet.height());
    draw.PrimReserve(6, 4);
    draw.PrimRectUV(
        {quad.x, quad.y}, {quad.x + width, quad.y + height},
        {static_cast<float>(slot.u) * u, static_cast<float>(slot.v) * v},
        {static_cast<float>(slot.u + slot.width) * u, static_cast<float>(slot.v + slot.height) * v},
        quad.colour);
}

struct LinePlace {
    float x = 0;
    float base_y = 0;
};

void paint_line(Frame& frame, const TextBlock& block, const TextLine& line, LinePlace place,
                Inks inks) {
    UiState& state = frame.state();
    for (std::uint32_t i = line.first; i < line.first + line.count; ++i) {
        const PlacedGlyph& placed = block.glyphs[i];
        const Glyph* glyph =
            state.fonts.glyph(placed.character, {block.em_px, placed.strong}, state.sheet);
        if (glyph == nullptr) {
            state.pass.sheet_full = true;
            continue;
        }
        if (glyph->slot.width == 0) continue;
        const int middle = placed.mark ? glyph->slot.width / 2 : -glyph->left;
        const Quad quad = {glyph, place.x + static_cast<float>(placed.x - middle),
                           place.base_y - static_cast<float>(glyph->top),
                           packed(placed.strong ? inks.strong : inks.plain)};
        add_quad(*state.draw, state.sheet, quad);
    }
}

// The widget that is recorded next has this line of text on it.
void add_inked(Frame& frame, const Box& line) {
    if (line.empty()) return;
    Box& inked = frame.state().pass.inked;
    if (inked.empty()) {
        inked = line;
        return;
    }
    inked = {std::min(inked.x0, line.x0), std::min(inked.y0, line.y0), std::max(inked.x1, line.x1),
             std::max(inked.y1, line.y1)};
}

}  // namespace

void paint_box(Frame& frame, const Box& box, Colour colour) {
    if (hidden(frame, box)) return;
    frame.state().draw->AddRectFilled(top_left(box), bottom_right(box), packed(colour));
}

void paint_round(Frame& frame, const Box& box, float radius, Colour colour, Corners corners) {
    if (hidden(frame, box)) return;
    frame.state().draw->AddRectFilled(top_left(box), bottom_right(box), packed(colour), radius,
                                      flags_of(corners));
}

void paint_framed(Frame& frame, const Box& box, const Outline& outline, Colour fill) {
    if (outline.edge != fill)
        paint_round(frame, box, outline.radius, outline.edge, outline.corners);
    const float border = outline.edge == fill ? 0 : outline.border;
    paint_round(frame, box.inset(border), std::max(0.F, outline.radius - border), fill,
                outline.corners);
}

void paint_raised(Frame& frame, const Box& box, const Outline& outline, Colour fill, float shadow) {
    const Box below = {box.x0, box.y0 + shadow, box.x1, box.y1 + shadow};
    paint_round(frame, below, outline.radius, outline.edge);
    paint_framed(frame, box, outline, fill);
}

float side_bar_width(const Outline& outline) {
    return outline.border + std::max(4.F, std::ceil(outline.radius * 0.4F));
}

void paint_side_bar(Frame& frame, const Box& box, const Outline& outline, Colour fill, Colour bar) {
    const Box inner = box.inset(outline.border);
    const float radius = std::max(0.F, outline.radius - outline.border);
    paint_round(frame, inner, radius, bar);
    paint_round(frame, {box.x0 + side_bar_width(outline), inner.y0, inner.x1, inner.y1}, radius,
                fill, Corners::right);
}

void paint_disc(Frame& frame, float x, float y, float radius, Colour colour) {
    if (hidden(frame, {x - radius, y - radius, x + radius, y + radius})) return;
    frame.state().draw->AddCircleFilled({x, y}, radius, packed(colour));
}

void paint_arrow(Frame& frame, const Box& box, Direction direction, Colour colour) {
    if (hidden(frame, box)) return;
    const ImVec2 m = {(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2};
    const float side = std::min(box.width(), box.height());
    const float half = side * 0.5F;
    const float depth = side * 0.32F;
    ImDrawList& draw = *frame.state().draw;
    switch (direction) {
        case Direction::up:
            draw.AddTriangleFilled({m.x, m.y - depth}, {m.x + half, m.y + depth},
                                   {m.x - half, m.y + depth}, packed(colour));
            break;
        case Direction::down:
            draw.AddTriangleFilled({m.x, m.y + depth}, {m.x - half, m.y - depth},
                                   {m.x + half, m.y - depth}, packed(colour));
            break;
        case Direction::left:
            draw.AddTriangleFilled({m.x - depth, m.y}, {m.x + depth, m.y - half},
                                   {m.x + depth, m.y + half}, packed(colour));
            break;
        case Direction::right:
            draw.AddTriangleFilled({m.x + depth, m.y}, {m.x - depth, m.y + half},
                                   {m.x - depth, m.y - half}, packed(colour));
            break;
    }
}

void paint_path(Frame& frame, std::span<const Point> points, float thickness, Colour colour) {
    ImDrawList& draw = *frame.state().draw;
    for (const Point& point : points) draw.PathLineTo({point.x, point.y});
    draw.PathStroke(packed(colour), 0, thickness);
}

void paint_picture(Frame& frame, const canvas::Image& image, const Box& box) {
    if (hidden(frame, box)) return;
    // ImGui passes the address on to the canvas, which reads only.
    auto* texture = const_cast<canvas::Image*>(&image);
    frame.state().draw->AddImage(texture, top_left(box), bottom_right(box));
}

void paint_sign(Frame& frame, const Box& box, bool plus, float half, Colour colour) {
    const float thick = std::max(2.F, std::floor(half * 0.28F));
    const float x = std::floor((box.x0 + box.x1) / 2);
    const float y = std::floor((box.y0 + box.y1) / 2);
    paint_box(frame, {x - half, y - thick, x + half, y + thick}, colour);
    if (plus) paint_box(frame, {x - thick, y - half, x + thick, y + half}, colour);
}

void paint_tick(Frame& frame, const Box& box, Colour colour) {
    if (hidden(frame, box)) return;
    const float w = box.width();
    const float h = box.height();
    const std::array<ImVec2, 3> points = {
        ImVec2(box.x0 + 0.12F * w, box.y0 + 0.55F * h),
        ImVec2(box.x0 + 0.40F * w, box.y0 + 0.82F * h),
        ImVec2(box.x0 + 0.90F * w, box.y0 + 0.20F * h),
    };
    frame.state().draw->AddPolyline(points.data(), static_cast<int>(points.size()), packed(colour),
                                    0, std::max(2.F, std::round(h * 0.14F)));
}

void paint_veil(Frame& frame, const Box& box) {
    frame.state().draw->AddRectFilled(top_left(box), bottom_right(box), packed(0, veil_alpha));
}

float focus_reach(Frame& frame) {
    return frame.px(focus_light_mm) * 2 + frame.px(focus_dark_mm);
}

void paint_focus(Frame& frame, const Box& box, float radius) {
    const Theme& theme = frame.theme();
    const float light = frame.px(focus_light_mm);
    const float dark = frame.px(focus_dark_mm);
    const auto ring = [&](Colour colour, float inner, float width) {
        const Box line = box.inset(-inner - width / 2);
        frame.state().draw->AddRect(top_left(line), bottom_right(line), packed(colour),
                                    radius + inner + width / 2, ImDrawFlags_RoundCornersAll, width);
    };
    ring(theme.card, 0, 2 * light + dark);
    ring(theme.ink, light, dark);
}

float spoken_reach(Frame& frame) {
    return frame.px(spoken_gap_mm) + frame.px(spoken_line_mm);
}

void paint_spoken(Frame& frame, const Box& box) {
    const Theme& theme = frame.theme();
    const Colour colour = theme.accent("services").deep;
    const float gap = frame.px(spoken_gap_mm);
    const float line = frame.px(spoken_line_mm);
    const Box middle = box.inset(-gap - line / 2);
    frame.state().draw->AddRect(top_left(middle), bottom_right(middle), packed(colour), gap + line,
                                ImDrawFlags_RoundCornersAll, line);
    const Box outer = box.inset(-gap - line);
    paint_box(frame, {outer.x0, outer.y0 + line, outer.x0 + 2 * line, outer.y1 - line}, colour);
}

void paint_text(Frame& frame, const TextBlock& block, const Box& box, Align align, Inks inks) {
    Pass& pass = frame.state().pass;
    const Box& clip = pass.clip;
    pass.word_broken = pass.word_broken || block.word_broken;
    float y = std::floor(box.y0);
    for (const TextLine& line : block.lines) {
        const float bottom = y + static_cast<float>(block.line_px);
        const float room = box.width() - static_cast<float>(line.width_px);
        const float x = align == Align::left     ? box.x0
                        : align == Align::middle ? box.x0 + room / 2
                                                 : box.x0 + room;
        const float em = static_cast<float>(block.em_px);
        const float top = y + (static_cast<float>(block.line_px) - em) / 2;
        add_inked(frame, {x, top, x + static_cast<float>(line.width_px), top + em});
        if (pass.scroll) frame.state().stops.add_line(page_stop(*pass.scroll, y, bottom));
        // What is drawn of a letter lies within its em; the leading may be cut.
        const bool seen = top + em > clip.y0 + 1 && top < clip.y1 - 1;
        if (pass.scroll && seen && (top < clip.y0 - 1 || top + em > clip.y1 + 1))
            pass.line_cut = true;
        if (bottom > clip.y0 && y < clip.y1) {
            paint_line(frame, block, line,
                       {std::floor(x + 0.5F), y + static_cast<float>(block.ascent_px())}, inks);
        }
        y = bottom;
    }
}

void paint_text_middle(Frame& frame, const TextBlock& block, const Box& box, Align align,
                       Inks inks) {
    const float room = box.height() - static_cast<float>(block.height_px());
    paint_text(frame, block, {box.x0, box.y0 + std::floor(room / 2), box.x1, box.y1}, align, inks);
}

void split_layers(Frame& frame) {
    frame.state().draw->ChannelsSplit(2);
    frame.state().draw->ChannelsSetCurrent(1);
}

void lower_layer(Frame& frame) {
    frame.state().draw->ChannelsSetCurrent(0);
}

void join_layers(Frame& frame) {
    frame.state().draw->ChannelsMerge();
}

Box narrow_clip(Frame& frame, const Box& box) {
    UiState& state = frame.state();
    const Box before = state.pass.clip;
    state.pass.clip = intersection(before, box);
    state.draw->PushClipRect(top_left(state.pass.clip), bottom_right(state.pass.clip), true);
    return before;
}

void restore_clip(Frame& frame, const Box& before) {
    frame.state().draw->PopClipRect();
    frame.state().pass.clip = before;
}

}  // namespace hall::kiosk::ui
