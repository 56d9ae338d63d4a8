// The frame that is the same on every screen: where I am and how to read it at the top,
// the four places at the foot or, on a wide screen, in a column at the right.

#include <algorithm>
#include <array>
#include <cmath>

#include "kiosk/ui/bars.h"
#include "kiosk/ui/parts.h"

namespace hall::ui {

namespace {

constexpr std::size_t place_count = 4;
using PlaceLabels = std::array<std::string_view, place_count>;

constexpr float bar_label_of_body = 1.1F;  // the four places are a little larger than text

// Of the screen's width, at most.
constexpr float column_share = 0.24F;

// On a wide screen lower than this, and in an upright one's low layout, the keyboard needs
// the place of the top bar.
constexpr float low_screen_mm = 110;
constexpr float low_region_mm = 220;

int bar_label_px(Frame& frame) {
    const Measures& m = frame.state().measures;
    const float em = static_cast<float>(m.text_unscaled(frame.theme().body_mm)) * bar_label_of_body;
    return static_cast<int>(em * m.text_scale);
}

// --- The four places

constexpr std::array<FrameTap, place_count> place_taps = {FrameTap::first, FrameTap::second,
                                                          FrameTap::help, FrameTap::finish};
constexpr std::array<FramePlace, place_count> frame_places = {FramePlace::first, FramePlace::second,
                                                              FramePlace::help, FramePlace::finish};

FrameTap draw_places(Frame& frame, const ScreenFrame& options, const PlaceLabels& labels,
                     const std::array<Box, place_count>& boxes, int em_px) {
    FrameTap tapped = FrameTap::none;
    for (std::size_t i = 0; i < place_count; ++i) {
        if (labels[i].empty()) continue;
        const bool primary = i == 0 && options.first_primary;
        frame.state().pass.escape_next = i == 0 && options.first_goes_back;
        const ControlLook look = look_of(frame, primary ? ButtonStyle::primary : ButtonStyle::plain,
                                         options.tint, true, false);
        if (bar_button(frame, {labels[i], frame_places[i], boxes[i], em_px, true, look},
                       options.tint)) {
            tapped = place_taps[i];
        }
    }
    return tapped;
}

// What the places say on this screen and what they say on others: all share one size, so
// that no place moves or shrinks when the screen changes.
class AllLabels {
  public:
    AllLabels(Frame& frame, const PlaceLabels& shown) {
        for (const std::string_view label : shown) add(label);
        for (const char* key : {"bar.back", "bar.home", "bar.search", "bar.my_matters"}) {
            add(frame(key));
        }
    }

    std::span<const std::string_view> labels() const { return std::span(labels_).first(count_); }

  private:
    // An empty place has nothing to fit.
    void add(std::string_view label) {
        if (!label.empty()) labels_[count_++] = label;
    }

    std::array<std::string_view, place_count + 4> labels_;
    std::size_t count_ = 0;
};

FrameTap draw_bottom_bar(Frame& frame, const ScreenFrame& options, const PlaceLabels& labels,
                         Box& bar) {
    const Measures& m = frame.state().measures;
    const float padding = bar_padding(frame);
    const float width =
        std::floor((bar.width() - 2 * m.margin - (place_count - 1) * m.gap) / place_count);
    const float inner = 2 * (m.border + m.padding / 3);
    const AllLabels all(frame, labels);
    const int em_px = fit_labels(frame, {.labels = all.labels(),
                                         .strong = true,
                                         .em_wanted = bar_label_px(frame),
                                         .width = width - inner,
                                         .height = 3 * m.target});
    float text_height = 0;
    for (const std::string_view label : all.labels()) {
        const TextBlock& block = lay_out_label(frame, label, true, em_px, width - inner);
        text_height = std::max(text_height, static_cast<float>(block.height_px()));
    }
    const float height = std::max(std::ceil(m.target * 1.15F), text_height + 2 * m.padding);
    bar.y0 = bar.y1 - height - 2 * padding;
    paint_box(frame, bar, frame.theme().card);
    paint_box(frame, {bar.x0, bar.y0, bar.x1, bar.y0 + m.shadow}, frame.theme().line);
    std::array<Box, place_count> boxes;
    for (std::size_t i = 0; i < place_count; ++i) {
        const float x = m.margin + static_cast<float>(i) * (width + m.gap);
        const bool last = i + 1 == place_count;
        boxes[i] = {x, bar.y0 + padding, last ? bar.x1 - m.margin : x + width, bar.y1 - padding};
    }
    return draw_places(frame, options, labels, boxes, em_px);
}

FrameTap draw_column(Frame& frame, const ScreenFrame& options, const PlaceLabels& labels,
                     Box& bar) {
    const Measures& m = frame.state().measures;
    const float padding = bar_padding(frame);
    const float height =
        std::floor((bar.height() - 2 * padding - (place_count - 1) * m.gap) / place_count);
    const float inner = 2 * (m.border + m.padding / 2);
    const float width_max = std::floor(bar.width() * column_share) - 2 * padding;
    const AllLabels all(frame, labels);
    const LabelFit fit = {.labels = all.labels(),
                          .strong = true,
                          .em_wanted = bar_label_px(frame),
                          .width = width_max - inner,
                          .height = height - 2 * m.border};
    const int em_px = fit_labels(frame, fit);
    float width = m.target * 1.4F;
    for (const std::string_view label : all.labels()) {
        const TextBlock& block = lay_out_label(frame, label, true, em_px, fit.width);
        width = std::max(width, static_cast<float>(block.width_px) + inner);
    }
    bar.x0 = bar.x1 - std::ceil(width) - 2 * padding;
    paint_box(frame, bar, frame.theme().card);
    paint_box(frame, {bar.x0, bar.y0, bar.x0 + m.shadow, bar.y1}, frame.theme().line);
    std::array<Box, place_count> boxes;
    float y = bar.y0 + padding;
    for (Box& box : boxes) {
        box = {bar.x0 + padding, y, bar.x1 - padding, y + height};
        y += height + m.gap;
    }
    return draw_places(frame, options, labels, boxes, em_px);
}

// While someone types on a low screen there is no top bar; the screen is still named for
// those who listen.
void record_title_only(Frame& frame, const ScreenFrame& options) {
    const Box screen = {0, 0, static_cast<float>(frame.view().width_px),
                        static_cast<float>(frame.view().height_px)};
    record(frame, {.role = AccessRole::screen,
                   .label = options.title,
                   .value = options.subtitle,
                   .box = screen});
}

bool keyboard_takes_top_bar(Frame& frame) {
    const View& view = frame.view();
    const float height_mm = frame.state().pass.region.height() / view.px_per_mm;
    const float least_mm = view.landscape() ? low_screen_mm : low_region_mm;
    return frame.state().keyboard_shown && height_mm < least_mm;
}

// In the low layout the upper part of the screen says why it is empty, for the next
// person, who may stand.
void draw_above(Frame& frame, const Box& above) {
    if (above.empty()) return;
    const Theme& theme = frame.theme();
    const Measures& m = frame.state().measures;
    const std::string_view text = frame("ui.low_note");
    const TextBlock& block =
        lay_out_label(frame, text, false, m.small, above.width() - 2 * m.margin);
    const float height = static_cast<float>(block.height_px());
    const Box box = {above.x0 + m.margin, above.y1 - height - m.gap, above.x1 - m.margin,
                     above.y1 - m.gap};
    paint_text(frame, block, box, Align::middle, {theme.ink_soft, theme.ink_soft});
    record_text(frame, AccessRole::text, text, box, {m.small, theme.ink_soft, true});
}

}  // namespace

bool bar_button(Frame& frame, const BarButton& button, std::string_view tint) {
    const Box& box = button.box;
    const Tap tap = touch(frame, button.label, box);
    const ControlLook look =
        tap.held ? look_of(frame, ButtonStyle::plain, tint, true, true) : button.look;
    paint_framed(frame, box, outline_of(frame, box, look), look.fill);
    const float inner = frame.state().measures.border + 2;
    const TextBlock& block =
        lay_out_label(frame, button.label, button.strong, button.em_px, box.width() - 2 * inner);
    paint_text_middle(frame, block, box, Align::middle, {look.ink, look.ink});
    record(frame,
           {.role = AccessRole::button,
            .label = button.label,
            .box = box,
            .text_mm = mm_of(frame, button.em_px),
            .ink = look.ink,
            .paper = look.fill,
            .edge = look.edge,
            .place = button.place,
            .clipped = block.word_broken || static_cast<float>(block.height_px()) > box.height()});
    return tap.tapped;
}

float bar_padding(Frame& frame) {
    const Measures& m = frame.state().measures;
    return std::max(std::ceil(m.gap * 0.8F), m.gap_least);
}

FrameTap screen_frame(Frame& frame, const ScreenFrame& options) {
    Pass& pass = frame.state().pass;
    const Measures& m = frame.state().measures;
    const Box screen = pass.region;
    const bool wide = frame.view().landscape();
    const PlaceLabels labels = {options.first, options.second, frame("ui.help"),
                                frame("ui.finish")};
    paint_box(frame, pass.clip, frame.theme().ground);
    pass.zone = Zone::top;
    draw_above(frame, {pass.clip.x0, pass.clip.y0, pass.clip.x1, screen.y0});

    Box places = screen;
    pass.paper = frame.theme().card;
    pass.zone = Zone::places;
    frame.state().focus.screen(id_of(options.title));
    const FrameTap place_tap = wide ? draw_column(frame, options, labels, places)
                                    : draw_bottom_bar(frame, options, labels, places);
    Box top = {screen.x0, screen.y0, wide ? places.x0 : screen.x1, screen.y0};
    pass.zone = Zone::top;
    FrameTap top_tap = FrameTap::none;
    if (keyboard_takes_top_bar(frame)) {
        record_title_only(frame, options);
    } else {
        top_tap = draw_top_bar(frame, options, top);
    }

    pass.paper = frame.theme().ground;
    pass.zone = Zone::content;
    const float distance = std::max(m.gap_least, std::floor(m.gap * (wide ? 0.8F : 1.2F)));
    pass.content = {m.margin, top.y1 + distance, wide ? places.x0 - distance : screen.x1 - m.margin,
                    wide ? screen.y1 - std::ceil(distance / 2) : places.y0 - distance};
    pass.flow = {pass.content.x0, pass.content.x1, pass.content.y0};
    pass.last_bottom = pass.content.y0;
    return place_tap != FrameTap::none ? place_tap : top_tap;
}

}  // namespace hall::ui
