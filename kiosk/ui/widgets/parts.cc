#include "kiosk/ui/widgets/parts.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "kiosk/ui/widgets/scroll_area.h"

namespace hall::kiosk::ui {

namespace {

constexpr float part_label_line_height = 1.22F;

// A label may shrink to this share of its size before it takes a second line.
constexpr float one_line_share = 0.66F;

bool fits(Frame& frame, const LabelFit& fit, int em_px, int lines) {
    return std::all_of(fit.labels.begin(), fit.labels.end(), [&](std::string_view label) {
        const TextBlock& block = lay_out_label(frame, label, fit.strong, em_px, fit.width);
        return !block.word_broken && static_cast<int>(block.lines.size()) <= lines &&
               static_cast<float>(block.height_px()) <= fit.height;
    });
}

// A widget's text reaches past it, and what comes next will lie over it.
bool holds(const Box& box, const Box& text) {
    constexpr float tolerance_px = 1;
    return text.x0 >= box.x0 - tolerance_px && text.y0 >= box.y0 - tolerance_px &&
           text.x1 <= box.x1 + tolerance_px && text.y1 <= box.y1 + tolerance_px;
}

int largest_fit(Frame& frame, const LabelFit& fit, int em_least, int lines) {
    for (int em_px = fit.em_wanted; em_px >= em_least; --em_px) {
        if (fits(frame, fit, em_px, lines)) return em_px;
    }
    return 0;
}

}  // namespace

Box next_box(Frame& frame, float height) {
    const Flow& flow = frame.flow();
    return {flow.x0, flow.y, flow.x1, flow.y + std::ceil(height)};
}

void use_box(Frame& frame, const Box& box, float gap) {
    use_box(frame, box, gap, BoxUse::item);
}

void use_box(Frame& frame, const Box& box, float gap, BoxUse use) {
    UiState& state = frame.state();
    frame.flow().y = box.y1 + gap;
    state.pass.last_bottom = box.y1;
    if (!state.pass.scroll) return;
    const PageStop stop = page_stop(*state.pass.scroll, box.y0, box.y1);
    switch (use) {
        case BoxUse::item:
            state.stops.add_item(stop);
            break;
        case BoxUse::heading:
            state.stops.add_heading(stop);
            break;
        case BoxUse::text:
            state.stops.flow_lines();
            break;
        case BoxUse::group:
            state.stops.add_group(stop);
            break;
    }
}

AccessNode& record(Frame& frame, const AccessNode& node) {
    Pass& pass = frame.state().pass;
    AccessNode& added = frame.access().add(node);
    added.scrolls = pass.scroll.has_value();
    added.line_cut = std::exchange(pass.line_cut, false);
    if (added.scrolls) added.room_px = pass.scroll->area.height();
    added.visible = added.scrolls ? intersection(added.box, pass.clip) : added.box;
    added.zone = pass.zone;
    added.area = added.scrolls ? pass.scroll->id : 0;
    if (added.spoken == SpokenAs::content) added.spoken = pass.spoken;
    added.around = pass.paper;
    if (is_tapped(node.role)) added.target = std::exchange(pass.target, 0);
    const Box inked = std::exchange(pass.inked, {});
    if (!inked.empty() && !holds(added.box, inked)) added.clipped = true;
    added.broken = std::exchange(pass.word_broken, false);
    return added;
}

void record_text(Frame& frame, AccessRole role, std::string_view label, const Box& box,
                 TextLook look) {
    record(frame, {.role = role,
                   .label = label,
                   .box = box,
                   .text_mm = mm_of(frame, look.em_px),
                   .ink = look.ink,
                   .paper = frame.state().pass.paper,
                   .secondary = look.secondary});
}

Tap touch(Frame& frame, std::string_view label, const Box& box, bool enabled) {
    UiState& state = frame.state();
    Pass& pass = state.pass;
    const TouchId id = id_of(label, ++pass.ordinal);
    const Box visible = pass.scroll ? intersection(box, pass.clip) : box;
    const TouchId area = pass.scroll ? pass.scroll->id : 0;
    pass.target = id;
    const bool tapped = state.touch.target(id, visible, area, enabled);
    if (std::exchange(pass.escape_next, false)) state.focus.escape(id);
    const bool chosen = state.focus.target({id, box, visible, area, pass.zone, enabled});
    return {tapped || chosen, state.touch.holds(id, visible)};
}

float mm_of(Frame& frame, int em_px) {
    return static_cast<float>(em_px) / frame.view().px_per_mm;
}

const TextBlock& lay_out(Frame& frame, std::string_view text, bool strong, TextShape shape) {
    const TextPart part = {text, strong};
    return lay_out(frame, std::span(&part, 1), shape);
}

const TextBlock& lay_out(Frame& frame, std::span<const TextPart> parts, TextShape shape) {
    UiState& state = frame.state();
    return state.texts.block(parts, shape, state.fonts);
}

const TextBlock& lay_out_whole(Frame& frame, std::string_view text, bool strong, TextShape shape) {
    const int least = frame.state().measures.least;
    for (;;) {
        const TextBlock& block = lay_out(frame, text, strong, shape);
        if (!block.word_broken || shape.em_px <= least) return block;
        // Widths go with the size, but are whole pixels: the last steps are single ones.
        const int fitting = shape.em_px * shape.wrap_px / std::max(1, block.narrowest_px);
        shape.em_px = std::max(least, std::min(shape.em_px - 1, fitting));
    }
}

const TextBlock& lay_out_label(Frame& frame, std::string_view text, bool strong, int em_px,
                               float wrap) {
    return lay_out(frame, text, strong,
                   {.em_px = em_px,
                    .wrap_px = std::max(1, static_cast<int>(wrap)),
                    .line_height = part_label_line_height,
                    .balanced = true});
}

int fit_labels(Frame& frame, const LabelFit& fit) {
    UiState& state = frame.state();
    const auto number = [](auto value) { return static_cast<std::uint64_t>(value); };
    std::uint64_t key = id_of({}, number(fit.em_wanted) << 32 | number(fit.em_least) << 16 |
                                      number(fit.lines_max) << 2 | (fit.rather_small ? 2U : 0U) |
                                      (fit.strong ? 1U : 0U));
    key = id_of({}, key + (number(fit.width) << 32 | number(fit.height)));
    for (const std::string_view label : fit.labels) key = id_of(label, key);
    if (const auto found = state.fitted.find(key); found != state.fitted.end()) {
        return found->second;
    }
    constexpr std::size_t fitted_max = 1024;
    if (state.fitted.size() >= fitted_max) state.fitted.clear();

    const int least = std::max(fit.em_least, state.measures.least);
    const int one_line_least =
        fit.rather_small
            ? least
            : std::max(least, static_cast<int>(one_line_share * static_cast<float>(fit.em_wanted)));
    int em_px = largest_fit(frame, fit, one_line_least, 1);
    for (int lines = 2; em_px == 0 && lines <= fit.lines_max; ++lines) {
        em_px = largest_fit(frame, fit, least, lines);
    }
    if (em_px == 0) em_px = least;
    state.fitted.emplace(key, em_px);
    return em_px;
}

ControlLook look_of(Frame& frame, ButtonStyle style, std::string_view accent_name, bool enabled,
                    bool held) {
    const Theme& theme = frame.theme();
    const Tint accent = theme.accent(accent_name);
    const float border = frame.state().measures.border;
    if (!enabled) return {theme.background, theme.line, theme.ink_soft, border};
    if (held) return {accent.pale, accent.deep, theme.ink, border};
    switch (style) {
        case ButtonStyle::primary:
            return {accent.deep, accent.deep, theme.on_deep, border};
        case ButtonStyle::warn:
            return {theme.card, theme.warn, theme.warn, border};
        case ButtonStyle::plain:
            break;
    }
    return {theme.card, theme.edge, theme.ink, border};
}

ControlLook look_of_choice(Frame& frame, std::string_view accent_name, bool selected, bool held) {
    const Theme& theme = frame.theme();
    const Tint accent = theme.accent(accent_name);
    const float border = frame.state().measures.border;
    if (selected || held) return {accent.pale, accent.deep, theme.ink, border};
    return {theme.card, theme.edge, theme.ink, border};
}

Outline outline_of(Frame& frame, const Box& box, const ControlLook& look) {
    return {.radius = frame.state().measures.radius(box.height()),
            .border = look.border,
            .edge = look.edge};
}

Colour colour_of(Frame& frame, Tone tone) {
    const Theme& theme = frame.theme();
    switch (tone) {
        case Tone::soft:
            return theme.ink_soft;
        case Tone::good:
            return theme.good;
        case Tone::warn:
            return theme.warn;
        case Tone::normal:
            break;
    }
    return theme.ink;
}

float text_gap(Frame& frame) {
    return std::round(frame.state().measures.gap * 0.8F);
}

}  // namespace hall::kiosk::ui
