#include "kiosk/ui/widgets/live_widgets.h"

#include <algorithm>
#include <cmath>

#include "kiosk/ui/widgets/parts.h"

namespace hall::kiosk::ui {

namespace {

constexpr float live_height_share = 0.5F;  // of the content area
constexpr float live_empty_shape = 0.75F;  // height of a width, where no picture is yet
constexpr float on_sign_indent = 1.35F;    // of the disc
constexpr float on_sign_line_height = 1.4F;
constexpr float meter_height_mm = 9;
constexpr int meter_steps = 20;  // a bar that trembles by a pixel would be painted for nothing

// The largest box of these proportions that fits.
Box live_box(Frame& frame, float width, float height, float height_max) {
    const float room = frame.flow().width();
    const float scale = std::min(room / width, height_max / height);
    const float shown_width = std::max(1.F, std::floor(width * scale));
    const float shown_height = std::max(1.F, std::floor(height * scale));
    const Box place = next_box(frame, shown_height);
    const float x = std::floor(place.x0 + (place.width() - shown_width) / 2);
    return {x, place.y0, x + shown_width, place.y0 + shown_height};
}

}  // namespace

void live_picture(Frame& frame, const LivePicture& picture) {
    UiState& state = frame.state();
    const Measures& m = state.measures;
    const Theme& theme = frame.theme();
    const float height_max =
        std::max(m.target, picture.height_max_px > 0
                               ? picture.height_max_px
                               : std::floor(state.pass.content.height() * live_height_share));
    const bool ready = picture.shown != nullptr;
    Box box;
    if (ready) {
        const canvas::Image& image = picture.shown->image();
        box = live_box(frame, static_cast<float>(image.width), static_cast<float>(image.height),
                       height_max);
        if (picture.framed) paint_box(frame, box.inset(-m.border), theme.edge);
        paint_picture(frame, image, box);
    } else {
        // As wide as the column: the sentence has to fit whole.
        const float width = frame.flow().width();
        const TextBlock& text =
            lay_out_label(frame, picture.waiting, false, m.small, width - 2 * m.padding);
        const float text_height = static_cast<float>(text.height_px()) + 2 * m.padding;
        box = next_box(frame, std::ceil(std::max(text_height,
                                                 std::min(height_max, width * live_empty_shape))));
        paint_box(frame, box, theme.shade);
        paint_text_middle(frame, text, box.inset(m.padding), Align::middle, {theme.ink, theme.ink});
    }
    record(frame, {.role = AccessRole::picture,
                   .label = picture.label,
                   .value = ready ? std::string_view() : picture.waiting,
                   .box = box,
                   .text_mm = ready ? 0 : mm_of(frame, m.small),
                   .ink = theme.ink,
                   .paper = ready ? state.pass.paper : theme.shade,
                   .edge = no_edge,
                   .secondary = true});
    use_box(frame, {frame.flow().x0, box.y0, frame.flow().x1, box.y1}, m.gap);
}

void on_sign(Frame& frame, std::string_view text) {
    const Measures& m = frame.state().measures;
    const Colour ink = frame.theme().warn;
    const float disc = static_cast<float>(m.body);
    const float indent = std::ceil(disc * on_sign_indent);
    const TextBlock& block = lay_out(frame, text, true,
                                     {.em_px = m.body,
                                      .wrap_px = static_cast<int>(frame.flow().width() - indent),
                                      .line_height = on_sign_line_height});
    const Box box = next_box(frame, static_cast<float>(block.height_px()));
    const float middle = std::floor(box.y0 + static_cast<float>(block.line_px) / 2);
    paint_disc(frame, box.x0 + disc / 2, middle, std::floor(disc * 0.4F), ink);
    paint_text(frame, block, {box.x0 + indent, box.y0, box.x1, box.y1}, Align::left, {ink, ink});
    record_text(frame, AccessRole::text, text, box, {m.body, ink, false});
    use_box(frame, box, text_gap(frame));
}

void level_meter(Frame& frame, std::string_view label, double level) {
    const Measures& m = frame.state().measures;
    const Theme& theme = frame.theme();
    small_print(frame, label, Tone::normal);
    const Box box = next_box(frame, frame.px(meter_height_mm));
    const int step = static_cast<int>(std::lround(std::clamp(level, 0.0, 1.0) * meter_steps));
    const Outline outline = {std::floor(box.height() / 4), m.border, theme.edge};
    paint_framed(frame, box, outline, theme.card);
    const Box inside = box.inset(2 * m.border);
    const float filled = inside.width() * static_cast<float>(step) / meter_steps;
    if (step > 0)
        paint_box(frame, {inside.x0, inside.y0, std::floor(inside.x0 + filled), inside.y1},
                  theme.good);
    use_box(frame, box, m.gap);
}

}  // namespace hall::kiosk::ui
