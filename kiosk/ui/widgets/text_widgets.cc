// Text: headings, paragraphs, sentences, and the card around them.

#include <algorithm>
#include <array>
#include <cmath>

#include "kiosk/ui/widgets/parts.h"
#include "sync/core/check.h"

namespace hall::kiosk::ui {

namespace {

constexpr float heading_line_height = 1.3F;
constexpr float text_small_line_height = 1.4F;
constexpr float subheading_of_body = 1.1F;

// Of the content's width, for the labels of two columns.
constexpr float label_column_share = 0.36F;

// A column of values narrower than this many characters is a strip of words.
constexpr int value_em_least = 8;

// A heading stands close to what it is about.
float heading_gap(Frame& frame) {
    return std::round(frame.state().measures.gap * 0.5F);
}

struct TextWidget {
    AccessRole role = AccessRole::text;
    TextShape shape;
    Colour ink = 0;
    bool strong = false;
    bool secondary = false;
    float gap = 0;  // after it
    BoxUse use = BoxUse::text;
};

void draw_text(Frame& frame, std::string_view text, TextWidget widget) {
    widget.shape.wrap_px = static_cast<int>(frame.flow().width());
    const TextBlock& block = lay_out(frame, text, widget.strong, widget.shape);
    if (block.lines.empty()) return;
    const Box box = next_box(frame, static_cast<float>(block.height_px()));
    paint_text(frame, block, box, Align::left, {widget.ink, widget.ink});
    record_text(frame, widget.role, text, box, {widget.shape.em_px, widget.ink, widget.secondary});
    use_box(frame, box, widget.gap, widget.use);
}

// A text in two columns, or one above the other where there is no room.
struct Columns {
    const TextBlock* label = nullptr;
    const TextBlock* value = nullptr;
    float value_x = 0;  // from the left
    bool stacked = false;
};

Columns plan_columns(Frame& frame, std::string_view label, std::string_view value) {
    const Measures& m = frame.state().measures;
    const float width = frame.flow().width();
    const float label_width = std::floor(width * label_column_share) - m.gap;
    Columns plan;
    plan.label = &lay_out(frame, label, false,
                          {.em_px = m.small,
                           .wrap_px = static_cast<int>(label_width),
                           .line_height = text_small_line_height,
                           .balanced = true});
    const auto lay_out_value = [&](float left) -> const TextBlock& {
        return lay_out(frame, value, false,
                       {.em_px = m.body,
                        .wrap_px = static_cast<int>(left),
                        .line_height = text_small_line_height});
    };
    plan.value_x = label_width + m.gap;
    plan.value = &lay_out_value(width - plan.value_x);
    const bool narrow = width - plan.value_x < static_cast<float>(value_em_least * m.body);
    plan.stacked = plan.label->word_broken || plan.label->lines.size() > 2 ||
                   plan.value->word_broken || narrow;
    if (plan.stacked) {
        plan.label = &lay_out(frame, label, false,
                              {.em_px = m.small,
                               .wrap_px = static_cast<int>(width),
                               .line_height = text_small_line_height});
        plan.value_x = 0;
        plan.value = &lay_out_value(width);
    }
    return plan;
}

}  // namespace

void heading(Frame& frame, std::string_view text) {
    const Measures& m = frame.state().measures;
    draw_text(frame, text,
              {.role = AccessRole::heading,
               .shape = {.em_px = m.heading,
                         .line_height = heading_line_height,
                         .phrases = true,
                         .balanced = true},
               .ink = frame.theme().ink,
               .strong = true,
               .gap = heading_gap(frame),
               .use = BoxUse::heading});
}

void subheading(Frame& frame, std::string_view text) {
    const Measures& m = frame.state().measures;
    const auto em_px = static_cast<int>(static_cast<float>(m.body) * subheading_of_body);
    draw_text(frame, text,
              {.role = AccessRole::heading,
               .shape = {.em_px = em_px, .line_height = heading_line_height, .balanced = true},
               .ink = frame.theme().ink,
               .strong = true,
               .gap = heading_gap(frame),
               .use = BoxUse::heading});
}

void paragraph(Frame& frame, std::string_view text, Tone tone) {
    const Measures& m = frame.state().measures;
    draw_text(frame, text,
              {.shape = {.em_px = m.body, .line_height = m.line_height},
               .ink = colour_of(frame, tone),
               .gap = text_gap(frame)});
}

void small_print(Frame& frame, std::string_view text, Tone tone) {
    const Measures& m = frame.state().measures;
    draw_text(frame, text,
              {.shape = {.em_px = m.small, .line_height = text_small_line_height, .phrases = true},
               .ink = colour_of(frame, tone),
               .secondary = true,
               .gap = text_gap(frame)});
}

void sentence(Frame& frame, std::span<const Piece> pieces, std::string_view accent) {
    UiState& state = frame.state();
    const Measures& m = state.measures;
    constexpr std::size_t parts_max = 64;
    std::array<TextPart, parts_max> parts;
    state.scratch.clear();
    const std::size_t count = std::min(pieces.size(), parts_max);
    for (std::size_t i = 0; i < count; ++i) {
        parts[i] = {pieces[i].text, pieces[i].strong};
        state.scratch += pieces[i].text;
    }
    CHECK(pieces.size() <= parts_max);
    const TextBlock& block = lay_out(frame, std::span(parts).first(count),
                                     {.em_px = m.body,
                                      .wrap_px = static_cast<int>(frame.flow().width()),
                                      .line_height = m.line_height});
    if (block.lines.empty()) return;
    const Box box = next_box(frame, static_cast<float>(block.height_px()));
    const Colour ink = frame.theme().ink;
    paint_text(frame, block, box, Align::left, {ink, frame.theme().accent(accent).deep});
    record_text(frame, AccessRole::text, state.scratch, box, {m.body, ink, false});
    use_box(frame, box, text_gap(frame), BoxUse::text);
}

void key_value(Frame& frame, std::string_view label, std::string_view value) {
    const Measures& m = frame.state().measures;
    const Theme& theme = frame.theme();
    const Columns plan = plan_columns(frame, label, value);
    const float label_height = static_cast<float>(plan.label->height_px());
    const float value_height = static_cast<float>(plan.value->height_px());
    // The first lines stand on one base line.
    const float lower = plan.stacked || plan.value->lines.empty()
                            ? 0
                            : static_cast<float>(plan.value->ascent_px() - plan.label->ascent_px());
    const float label_end = label_height + std::max(0.F, lower);
    const float height =
        plan.stacked ? label_height + value_height : std::max(label_end, value_height);
    const Box box = next_box(frame, height);
    paint_text(frame, *plan.label, {box.x0, box.y0 + std::max(0.F, lower), box.x1, box.y1},
               Align::left, {theme.ink_soft, theme.ink_soft});
    const float value_y = plan.stacked ? box.y0 + label_height : box.y0;
    paint_text(frame, *plan.value, {box.x0 + plan.value_x, value_y, box.x1, box.y1}, Align::left,
               {theme.ink, theme.ink});
    record(frame, {.role = AccessRole::text,
                   .label = label,
                   .value = value,
                   .box = box,
                   .text_mm = mm_of(frame, m.small),
                   .ink = theme.ink_soft,
                   .paper = frame.state().pass.paper,
                   .secondary = true});
    use_box(frame, box, text_gap(frame));
}

void check_line(Frame& frame, std::string_view text, Tone tone) {
    const Measures& m = frame.state().measures;
    const Colour ink = colour_of(frame, tone);
    const float mark = static_cast<float>(m.body);
    const float indent = std::ceil(mark * 1.35F);
    const TextBlock& block = lay_out(frame, text, true,
                                     {.em_px = m.body,
                                      .wrap_px = static_cast<int>(frame.flow().width() - indent),
                                      .line_height = text_small_line_height});
    if (block.lines.empty()) return;
    const Box box = next_box(frame, static_cast<float>(block.height_px()));
    const float line = static_cast<float>(block.line_px);
    const float y = std::floor(box.y0 + (line - mark) / 2);
    const Box sign = {box.x0, y, box.x0 + mark, y + mark};
    if (tone == Tone::warn) {
        const TextBlock& bang = lay_out(frame, "!", true, {.em_px = m.body * 8 / 10});
        paint_disc(frame, sign.x0 + mark / 2, sign.y0 + mark / 2, mark / 2, ink);
        const Colour on = frame.theme().on_deep;
        paint_text_middle(frame, bang, sign, Align::middle, {on, on});
    } else {
        paint_tick(frame, sign, ink);
    }
    paint_text(frame, block, {box.x0 + indent, box.y0, box.x1, box.y1}, Align::left, {ink, ink});
    record_text(frame, AccessRole::text, text, box, {m.body, ink, false});
    use_box(frame, box, text_gap(frame));
}

void space(Frame& frame, float mm) {
    frame.flow().y += frame.px(mm);
}

// --- Cards

// The card's height is known at its end only: its paper is painted then, into the
// channel below what it holds.
void begin_card(Frame& frame, std::string_view accent) {
    UiState& state = frame.state();
    Pass& pass = state.pass;
    CHECK(!pass.card);
    const Measures& m = state.measures;
    OpenCard card;
    card.box = next_box(frame, 0);
    card.outside = pass.flow;
    card.has_bar = !accent.empty();
    card.bar = state.theme.accent(accent).deep;
    pass.card = card;
    pass.paper = state.theme.card;
    const float bar = card.has_bar ? m.padding / 2 : 0;
    pass.flow = {card.box.x0 + m.padding + bar, card.box.x1 - m.padding,
                 card.box.y0 + m.padding * 0.8F};
    pass.last_bottom = pass.flow.y;
    split_layers(frame);
}

void end_card(Frame& frame) {
    UiState& state = frame.state();
    Pass& pass = state.pass;
    CHECK(pass.card);
    const Measures& m = state.measures;
    const OpenCard card = *pass.card;
    pass.card.reset();
    Box box = card.box;
    box.y1 = std::ceil(pass.last_bottom + m.padding * 0.8F);
    lower_layer(frame);
    const float border = std::max(2.F, m.border - 1);
    const Outline outline = {m.radius(m.target), border, state.theme.line};
    paint_raised(frame, box, outline, state.theme.card, m.shadow);
    if (card.has_bar) paint_side_bar(frame, box, outline, state.theme.card, card.bar);
    join_layers(frame);
    pass.flow = card.outside;
    pass.paper = state.theme.background;
    use_box(frame, box, m.gap, BoxUse::group);
}

}  // namespace hall::kiosk::ui
