// What is carried home: a QR code, and a number to be copied by hand.

#include <algorithm>
#include <cmath>

#include "kiosk/ui/widgets/parts.h"

namespace hall::kiosk::ui {

namespace {

constexpr int quiet_modules = 4;  // ISO/IEC 18004
constexpr float module_px_min = 5;
constexpr Colour qr_dark = 0x000000;
constexpr Colour qr_light = 0xFFFFFF;

constexpr float number_of_heading = 1.5F;
constexpr float number_tracking_em = 0.12F;
constexpr float number_line_height = 1.3F;

void paint_modules(Frame& frame, const QrSquare& square, float x, float y, float module) {
    for (int row = 0; row < square.side; ++row) {
        for (int column = 0; column < square.side;) {
            if (!square.at(column, row)) {
                ++column;
                continue;
            }
            const int start = column;
            while (column < square.side && square.at(column, row)) ++column;
            paint_box(
                frame,
                {x + static_cast<float>(start) * module, y + static_cast<float>(row) * module,
                 x + static_cast<float>(column) * module, y + static_cast<float>(row + 1) * module},
                qr_dark);
        }
    }
}

}  // namespace

void qr_code(Frame& frame, std::string_view payload, std::string_view label, float side_mm) {
    const QrSquare& square = frame.state().qr_codes.square(payload);
    if (square.side == 0) return;
    const auto modules = static_cast<float>(square.side + 2 * quiet_modules);
    const Measures& m = frame.state().measures;
    const TextBlock& caption = lay_out_label(frame, label, false, m.small, frame.flow().width());
    const float between = caption.lines.empty() ? 0 : std::floor(text_gap(frame) / 2);
    // A telephone must see all of it at once, and so it is no higher than a page.
    const float page = frame.state().pass.content.height() - between -
                       static_cast<float>(caption.height_px()) - 2 * m.gap;
    const float wanted = std::min({frame.px(side_mm), frame.flow().width(), page});
    const float module = std::max(module_px_min, std::floor(wanted / modules));
    const float side = module * modules;
    const Box place = next_box(frame, side + between + static_cast<float>(caption.height_px()));
    const float x = std::floor(place.x0 + std::max(0.F, (place.width() - side) / 2));
    paint_box(frame, {x, place.y0, x + side, place.y0 + side}, qr_light);
    const float quiet = module * quiet_modules;
    paint_modules(frame, square, x + quiet, place.y0 + quiet, module);
    const Colour ink = frame.theme().ink_soft;
    paint_text(frame, caption, {place.x0, place.y0 + side + between, place.x1, place.y1},
               Align::middle, {ink, ink});
    record(frame, {.role = AccessRole::picture,
                   .label = label,
                   .box = place,
                   .text_mm = mm_of(frame, m.small),
                   .ink = ink,
                   .paper = frame.state().pass.paper,
                   .secondary = true});
    use_box(frame, place, text_gap(frame));
}

void big_number(Frame& frame, std::string_view label, std::string_view number,
                std::string_view accent) {
    const Measures& m = frame.state().measures;
    const Theme& theme = frame.theme();
    small_print(frame, label);
    const int wrap = static_cast<int>(frame.flow().width());
    const auto shape_at = [&](int em_px, float tracking_em) {
        return TextShape{.em_px = em_px,
                         .wrap_px = wrap,
                         .line_height = number_line_height,
                         .tracking_px = static_cast<int>(static_cast<float>(em_px) * tracking_em)};
    };
    // Smaller and closer rather than on two lines: half a telephone number is a wrong one.
    int em_px = static_cast<int>(static_cast<float>(m.heading) * number_of_heading);
    const auto too_wide = [&](float tracking_em) {
        return lay_out(frame, number, true, shape_at(em_px, tracking_em)).lines.size() > 1;
    };
    while (em_px > m.small && too_wide(number_tracking_em)) --em_px;
    const float tracking_em = too_wide(number_tracking_em) ? 0 : number_tracking_em;
    const TextBlock& block = lay_out(frame, number, true, shape_at(em_px, tracking_em));
    if (block.lines.empty()) return;
    const Box box = next_box(frame, static_cast<float>(block.height_px()));
    const Colour ink = theme.accent(accent).deep;
    paint_text(frame, block, box, Align::left, {ink, ink});
    record_text(frame, AccessRole::text, number, box, {em_px, ink, false});
    use_box(frame, box, m.gap);
}

}  // namespace hall::kiosk::ui
