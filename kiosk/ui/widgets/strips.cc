// Small things at the edges of the content: the line that says who is at work, and the corner
// for those who know of it.

#include <algorithm>
#include <cmath>

#include "kiosk/ui/widgets/parts.h"

namespace hall::kiosk::ui {

bool strip(Frame& frame, const Strip& strip) {
    const Measures& m = frame.state().measures;
    const Theme& theme = frame.theme();
    const float padding = std::ceil(m.padding / 2);
    const float width = frame.flow().width() - 2 * padding;
    // On a wide screen height is dear: there it is as small as text may be.
    const int em_wanted = frame.view().landscape() ? m.least : m.small;
    const std::string_view labels[] = {strip.text};
    const int em_px = fit_labels(frame, {.labels = labels,
                                         .strong = true,
                                         .em_wanted = em_wanted,
                                         .width = width,
                                         .height = 2 * m.target,
                                         .rather_small = true});
    const TextBlock& text = lay_out_label(frame, strip.text, true, em_px, width);
    const float height = static_cast<float>(text.height_px()) + padding;
    // What is tapped is as high as anything that is; what is only read takes less.
    const Box box = next_box(frame, strip.leads ? std::max(m.target, height) : height);
    const Tap tap = strip.leads ? touch(frame, strip.text, box) : Tap{};
    const Colour deep = theme.accent(strip.accent).deep;
    const Colour fill = tap.held ? theme.ink : deep;
    paint_round(frame, box, m.radius(box.height()), fill);
    paint_text_middle(frame, text, box, Align::middle, {theme.on_deep, theme.on_deep});
    record(frame, {.role = strip.leads ? AccessRole::button : AccessRole::text,
                   .label = strip.text,
                   .box = box,
                   .text_mm = mm_of(frame, em_px),
                   .ink = theme.on_deep,
                   .paper = fill,
                   .edge = fill});
    frame.flow().y = box.y1 + m.gap_least;
    frame.state().pass.content.y0 = frame.flow().y;
    frame.state().pass.last_bottom = frame.flow().y;
    return tap.tapped;
}

bool corner(Frame& frame, std::string_view label) {
    const Measures& m = frame.state().measures;
    const float padding = m.border + m.padding / 2;
    const TextBlock& text =
        lay_out_label(frame, label, false, m.small, frame.flow().width() - 2 * padding);
    const float height =
        std::max(m.target, std::ceil(static_cast<float>(text.height_px()) + padding));
    const Box place = next_box(frame, height);
    const float width =
        std::max(m.target, std::ceil(static_cast<float>(text.width_px) + 2 * padding));
    const Box box = {place.x1 - width, place.y0, place.x1, place.y1};
    const Tap tap = touch(frame, label, box);
    ControlLook look = look_of(frame, ButtonStyle::plain, "services", true, tap.held);
    look.ink = tap.held ? look.ink : frame.theme().ink_soft;
    paint_framed(frame, box, outline_of(frame, box, look), look.fill);
    paint_text_middle(frame, text, box, Align::middle, {look.ink, look.ink});
    record(frame, {.role = AccessRole::button,
                   .label = label,
                   .box = box,
                   .text_mm = mm_of(frame, m.small),
                   .ink = look.ink,
                   .paper = look.fill,
                   .edge = look.edge});
    use_box(frame, place, m.gap);
    return tap.tapped;
}

}  // namespace hall::kiosk::ui
