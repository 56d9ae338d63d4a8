// The picture of a card, for measuring how large the pixels are.

#include <algorithm>
#include <cmath>

#include "kiosk/ui/widgets/parts.h"

namespace hall::kiosk::ui {

namespace {

constexpr float card_shape = 53.98F / 85.6F;  // ISO/IEC 7810, ID-1
constexpr float height_share = 0.34F;         // of the content's height, at most
constexpr float edge_mm = 1;

}  // namespace

void size_card(Frame& frame, float width_px, std::string_view label) {
    const Measures& m = frame.state().measures;
    const Theme& theme = frame.theme();
    const float room = frame.state().pass.content.height() * height_share;
    const float height = std::max(m.target, std::min(std::floor(width_px * card_shape), room));
    const Box place = next_box(frame, height);
    const float x = std::floor(place.x0 + (place.width() - width_px) / 2);
    const Box card = {x, place.y0, x + width_px, place.y1};
    // Straight sides of ink: what is compared is their outer edges.
    paint_box(frame, card, theme.card);
    const float edge = frame.px(edge_mm);
    paint_box(frame, {card.x0, card.y0, card.x0 + edge, card.y1}, theme.ink);
    paint_box(frame, {card.x1 - edge, card.y0, card.x1, card.y1}, theme.ink);
    const std::string_view labels[] = {label};
    const float text_width = width_px - 4 * edge;
    const int em_px = fit_labels(frame, {.labels = labels,
                                         .em_wanted = m.small,
                                         .width = text_width,
                                         .height = card.height(),
                                         .lines_max = 3});
    const TextBlock& text = lay_out_label(frame, label, false, em_px, text_width);
    paint_text_middle(frame, text, card, Align::middle, {theme.ink, theme.ink});
    record(frame, {.role = AccessRole::picture,
                   .label = label,
                   .box = card,
                   .text_mm = mm_of(frame, em_px),
                   .ink = theme.ink,
                   .paper = theme.card,
                   .edge = theme.ink,
                   .secondary = true});
    use_box(frame, place, m.gap);
}

}  // namespace hall::kiosk::ui
