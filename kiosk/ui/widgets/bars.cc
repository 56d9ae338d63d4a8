// The frame that is the same on every screen: where I am and how to read it at the top,
// the four places at the foot or, on a wide screen (low_bars.cc), in a column at the right.

#include <algorithm>
#include <array>
#include <cmath>

#include "kiosk/ui/widgets/bars.h"
#include "kiosk/ui/widgets/parts.h"

namespace hall::kiosk::ui {

namespace {

constexpr std::size_t place_count = bar_slot_count;

constexpr float bar_label_of_body = 1.1F;  // the four places are a little larger than text

// Of an upright screen's height, for the bar at the foot and the one at the top, at most.
constexpr float foot_share = 0.09F;
constexpr float top_share = chrome_share_max - foot_share;
constexpr float foot_padding = 4;  // of its buttons, at least

// On a wide screen lower than this, and in an upright one's low layout, the keyboard needs
// the place of the top bar.
constexpr float low_screen_mm = 110;
constexpr float low_region_mm = 220;

// --- The four places

constexpr std::array<FrameTap, place_count> place_taps = {FrameTap::first, FrameTap::second,
                                                          FrameTap::help, FrameTap::finish};
constexpr std::array<BarSlot, place_count> frame_places = {BarSlot::first, BarSlot::second,
                                                           BarSlot::help, BarSlot::finish};

// What the places say on this screen and what they say on others: all share one size, so
// that no place moves or shrinks when the screen changes.
class AllLabels {
  public:
    AllLabels(Frame& frame, const BarLabels& shown) {
        for (const std::string_view label : shown) add(label);
        for (const char* key : frame_label_keys) add(frame(key));
    }

    std::span<const std::string_view> labels() const { return std::span(labels_).first(count_); }

  private:
    // An empty place has nothing to fit.
    void add(std::string_view label) {
        if (!label.empty()) labels_[count_++] = label;
    }

    std::array<std::string_view, place_count + frame_other_labels> labels_;
    std::size_t count_ = 0;
};

FrameTap draw_bottom_bar(Frame& frame, const ScreenFrame& options, const BarLabels& labels,
                         Box& bar) {
    const Measures& m = frame.state().measures;
    const float padding = bar_padding(frame);
    const float width =
        std::floor((bar.width() - 2 * m.margin - (place_count - 1) * m.gap) / place_count);
    const float inner = 2 * (m.border + m.padding / 3);
    const AllLabels all(frame, labels);
    const float least = std::ceil(m.target * 1.15F);
    // However large the text, the content keeps its share of the screen.
    const float most =
        std::floor(static_cast<float>(frame.view().height_px) * foot_share) - 2 * padding;
    const int em_px =
        fit_labels(frame, {.labels = all.labels(),
                           .strong = true,
                           .em_wanted = bar_label_px(frame, true),
                           .width = width - inner,
                           .height = std::max(most, least) - 2 * (m.border + foot_padding)});
    float text_height = 0;
    for (const std::string_view label : all.labels()) {
        const TextBlock& block = lay_out_label(frame, label, true, em_px, width - inner);
        text_height = std::max(text_height, static_cast<float>(block.height_px()));
    }
    const float height = std::max(least, std::min(text_height + 2 * m.padding, most));
    bar.y0 = bar.y1 - height - 2 * padding;
    paint_box(frame, bar, frame.theme().card);
    paint_box(frame, {bar.x0, bar.y0, bar.x1, bar.y0 + m.shadow}, frame.theme().line);
    std::array<Box, place_count> boxes;
    for (std::size_t i = 0; i < place_count; ++i) {
        const float x = m.margin + static_cast<float>(i) * (width + m.gap);
        const bool last = i + 1 == place_count;
        boxes[i] = {x, bar.y0 + padding, last ? bar.x1 - m.margin : x + width, bar.y1 - padding};
    }
    return draw_places(frame, options, labels, boxes, em_px, m.border + 2);
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
    const Viewport& view = frame.view();
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

// `all` with its margins, `box` without.
void open_content(Frame& frame, const Box& all, const Box& box) {
    Pass& pass = frame.state().pass;
    frame.access().set_content(all);
    pass.paper = frame.theme().background;
    pass.zone = Zone::content;
    pass.content = box;
    pass.flow = {box.x0, box.x1, box.y0};
    pass.last_bottom = box.y0;
}

}  // namespace

bool bar_button(Frame& frame, const BarButton& button, std::string_view accent) {
    const Box& box = button.box;
    const Tap tap = touch(frame, button.label, box);
    const ControlLook look =
        tap.held ? look_of(frame, ButtonStyle::plain, accent, true, true) : button.look;
    paint_framed(frame, box, outline_of(frame, box, look), look.fill);
    const TextBlock& block = lay_out_label(frame, button.label, button.strong, button.em_px,
                                           box.width() - 2 * button.inner);
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

bool reads_from_bar(Frame& frame) {
    const Measures& m = frame.state().measures;
    const float six = 6 * m.target_least + 6 * m.gap;
    return !frame.view().landscape() || frame.state().pass.region.height() >= six;
}

ReadingSlot read_aloud_slot(Frame& frame, const ScreenFrame& options) {
    if (options.speaking) return {frame("ui.stop_reading"), BarSlot::read_aloud, FrameTap::stop};
    return {frame("ui.read_aloud"), BarSlot::read_aloud, FrameTap::read_aloud};
}

ReadingSlot bigger_slot(Frame& frame, const ScreenFrame& options) {
    const bool both = options.read_aloud && !reads_from_bar(frame);
    if (both && options.speaking) return read_aloud_slot(frame, options);
    return {frame(both ? "ui.bigger_and_read" : "ui.bigger"), BarSlot::bigger, FrameTap::bigger};
}

int bar_label_px(Frame& frame, bool grows) {
    const Measures& m = frame.state().measures;
    const float em = static_cast<float>(m.text_unscaled(frame.theme().body_mm)) * bar_label_of_body;
    return static_cast<int>(grows ? em * m.text_scale : em);
}

FrameTap draw_places(Frame& frame, const ScreenFrame& options, const BarLabels& labels,
                     const std::array<Box, place_count>& boxes, int em_px, float inner) {
    FrameTap tapped = FrameTap::none;
    for (std::size_t i = 0; i < place_count; ++i) {
        if (labels[i].empty()) continue;
        const bool primary = i == 0 && options.first_primary;
        frame.state().pass.escape_next =
            (i == 0 && options.first_goes_back) || (i == 1 && options.second_goes_back);
        const ControlLook look = look_of(frame, primary ? ButtonStyle::primary : ButtonStyle::plain,
                                         options.accent, true, false);
        if (bar_button(frame, {labels[i], frame_places[i], boxes[i], em_px, true, look, inner},
                       options.accent)) {
            tapped = place_taps[i];
        }
    }
    return tapped;
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
    const BarLabels labels = {options.first, options.second, frame("ui.help"), frame("ui.finish")};
    paint_box(frame, pass.clip, frame.theme().background);
    pass.zone = Zone::top;
    draw_above(frame, {pass.clip.x0, pass.clip.y0, pass.clip.x1, screen.y0});

    pass.paper = frame.theme().card;
    frame.state().focus.screen(id_of(options.title));
    const bool with_top = !keyboard_takes_top_bar(frame);
    if (wide) {
        LowBars bars{screen, screen, {}};
        const FrameTap tapped = draw_low_bars(frame, options, labels, with_top, bars);
        const float distance = std::floor(m.gap / 2);
        open_content(
            frame, {screen.x0, bars.line.y1, bars.column.x0, screen.y1},
            {screen.x0 + m.gap_least, bars.line.y1 + distance,
             bars.column.x0 - m.gap_least + std::floor(m.gap * 0.25F), screen.y1 - distance});
        return tapped;
    }
    Box places = screen;
    pass.zone = Zone::places;
    const FrameTap slot_tap = draw_bottom_bar(frame, options, labels, places);
    Box top = {screen.x0, screen.y0, screen.x1, screen.y0};
    pass.zone = Zone::top;
    FrameTap top_tap = FrameTap::none;
    if (with_top) {
        const float most = std::floor(static_cast<float>(frame.view().height_px) * top_share);
        top_tap = draw_top_bar(frame, options, top, most);
    } else {
        record_title_only(frame, options);
    }
    const float distance = std::max(m.gap_least, std::floor(m.gap * 1.2F));
    open_content(frame, {screen.x0, top.y1, screen.x1, places.y0},
                 {m.margin, top.y1 + distance, screen.x1 - m.margin, places.y0 - distance});
    return slot_tap != FrameTap::none ? slot_tap : top_tap;
}

}  // namespace hall::kiosk::ui
