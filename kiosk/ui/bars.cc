// The frame that is the same on every screen: where I am and how to read it at the top,
// the four places at the foot or, on a wide screen, in a column at the right.

#include <algorithm>
#include <array>
#include <cmath>

#include "kiosk/ui/parts.h"

namespace hall::ui {

namespace {

constexpr std::size_t place_count = 4;
using PlaceLabels = std::array<std::string_view, place_count>;

constexpr float title_line_height = 1.3F;
constexpr float bar_label_of_body = 1.1F;  // the four places are a little larger than text

// Of the screen's width, at most.
constexpr float column_share = 0.24F;
constexpr float top_buttons_share = 0.52F;

// On a screen lower than this the keyboard needs the place of the top bar.
constexpr float low_screen_mm = 110;

constexpr int title_lines_upright = 3;
constexpr int title_lines_wide = 2;

struct Bars {
    Box top;
    Box places;  // the bottom bar, or the column
};

float bar_padding(Frame& frame) {
    const Measures& m = frame.state().measures;
    return std::max(std::ceil(m.gap * 0.8F), m.gap_least);
}

int bar_label_px(Frame& frame) {
    const Measures& m = frame.state().measures;
    const float em = static_cast<float>(m.text_unscaled(frame.theme().body_mm)) * bar_label_of_body;
    return static_cast<int>(em * m.text_scale);
}

struct BarButton {
    std::string_view label;
    FramePlace place = FramePlace::none;
    Box box;
    int em_px = 0;
    bool strong = false;
    ControlLook look;
};

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

// --- The top bar

struct TopButtons {
    std::array<std::string_view, 2> labels;
    std::array<float, 2> widths{};
    std::size_t count = 0;
    int em_px = 0;
    float height = 0;
    float total = 0;  // with the gaps between them
};

TopButtons plan_top_buttons(Frame& frame, const ScreenFrame& options, float width) {
    const Measures& m = frame.state().measures;
    TopButtons plan;
    plan.labels[plan.count++] = frame("ui.bigger");
    if (options.read_aloud) plan.labels[plan.count++] = frame("ui.read_aloud");
    const float inner = 2 * (m.border + m.padding * 0.6F);
    const float room = width * top_buttons_share;
    plan.em_px = m.text(frame.theme().body_mm);
    for (;; --plan.em_px) {
        // In one line as long as that is possible.
        const float wrap = plan.em_px > m.least ? 4 * room : room / 2;
        plan.total = static_cast<float>(plan.count - 1) * m.gap;
        plan.height = m.target;
        for (std::size_t i = 0; i < plan.count; ++i) {
            const TextBlock& block = lay_out_label(frame, plan.labels[i], false, plan.em_px, wrap);
            plan.widths[i] =
                std::max(m.target, std::ceil(static_cast<float>(block.width_px) + inner));
            plan.height = std::max(plan.height, static_cast<float>(block.height_px()) + inner);
            plan.total += plan.widths[i];
        }
        if (plan.total <= room || plan.em_px <= m.least) return plan;
    }
}

FrameTap draw_top_buttons(Frame& frame, const TopButtons& plan, const Box& bar,
                          std::string_view tint) {
    const Measures& m = frame.state().measures;
    FrameTap tapped = FrameTap::none;
    const ControlLook look = look_of(frame, ButtonStyle::plain, tint, true, false);
    const float right = frame.view().landscape() ? bar_padding(frame) : m.margin;
    float x = bar.x1 - right - plan.total;
    const float y = bar.y0 + std::floor((bar.height() - plan.height) / 2);
    for (std::size_t i = 0; i < plan.count; ++i) {
        const Box box = {x, y, x + plan.widths[i], y + plan.height};
        const FramePlace place = i == 0 ? FramePlace::bigger : FramePlace::none;
        if (bar_button(frame, {plan.labels[i], place, box, plan.em_px, false, look}, tint)) {
            tapped = i == 0 ? FrameTap::bigger : FrameTap::read_aloud;
        }
        x += plan.widths[i] + m.gap;
    }
    return tapped;
}

struct Headline {
    const TextBlock* title = nullptr;     // null: too long for the bar
    const TextBlock* subtitle = nullptr;  // null: none, or no room
    int title_em = 0;
    int subtitle_em = 0;

    float height() const {
        return static_cast<float>((title != nullptr ? title->height_px() : 0) +
                                  (subtitle != nullptr ? subtitle->height_px() : 0));
    }
};

// The largest size at which the title takes few lines; on a wide screen it rather shrinks
// than take height from the content. A title that does not even fit at the least size
// stands above the content in place of the bar.
const TextBlock* fit_title(Frame& frame, std::string_view title, float width, int& em_px) {
    const Measures& m = frame.state().measures;
    const bool wide = frame.view().landscape();
    const int lines_max = wide ? title_lines_wide : title_lines_upright;
    const int wanted =
        wide ? std::min(m.title, static_cast<int>(m.target / title_line_height)) : m.title;
    const TextBlock& flat = lay_out(frame, title, true, {.em_px = m.least});
    for (int lines = 1; lines <= lines_max; ++lines) {
        const bool shrinks = wide || lines == lines_max;
        const int least = shrinks ? m.least : std::max(m.least, wanted * 7 / 10);
        // No larger size than this can fit, whatever the breaks.
        const float largest = static_cast<float>(lines * m.least) * (width + 1) /
                              static_cast<float>(std::max(1, flat.width_px));
        for (em_px = std::min(wanted, static_cast<int>(largest) + 2); em_px >= least; --em_px) {
            const TextBlock& block = lay_out(frame, title, true,
                                             {.em_px = em_px,
                                              .wrap_px = static_cast<int>(width),
                                              .line_height = title_line_height,
                                              .phrases = true,
                                              .balanced = lines > 1});
            if (static_cast<int>(block.lines.size()) <= lines && !block.word_broken) return &block;
        }
    }
    em_px = m.least;
    return nullptr;
}

Headline plan_headline(Frame& frame, const ScreenFrame& options, float width, float height) {
    const Measures& m = frame.state().measures;
    Headline plan;
    plan.title = fit_title(frame, options.title, width, plan.title_em);
    if (options.subtitle.empty()) return plan;
    const bool wide = frame.view().landscape();
    const std::size_t lines_max = wide ? 1 : 2;
    for (std::size_t lines = 1; lines <= lines_max; ++lines) {
        for (plan.subtitle_em = m.small; plan.subtitle_em >= m.least; --plan.subtitle_em) {
            const TextBlock& block = lay_out(frame, options.subtitle, false,
                                             {.em_px = plan.subtitle_em,
                                              .wrap_px = static_cast<int>(width),
                                              .line_height = title_line_height,
                                              .phrases = true});
            if (block.lines.size() > lines) continue;
            plan.subtitle = &block;
            // A low screen keeps its height for the content.
            if (wide && plan.height() > height) plan.subtitle = nullptr;
            return plan;
        }
    }
    return plan;
}

void draw_headline(Frame& frame, const ScreenFrame& options, const Headline& plan,
                   const Box& place) {
    const Theme& theme = frame.theme();
    float y = place.y0 + std::floor((place.height() - plan.height()) / 2);
    const Box screen = {0, 0, static_cast<float>(frame.view().width_px),
                        static_cast<float>(frame.view().height_px)};
    const int title_em = plan.title != nullptr ? plan.title_em : 0;
    if (plan.title != nullptr) {
        paint_text(frame, *plan.title, {place.x0, y, place.x1, place.y1}, Align::left,
                   {theme.ink, theme.ink});
        y += static_cast<float>(plan.title->height_px());
    } else {
        frame.state().title_kept = options.title;
        frame.state().pass.title_left_over = true;
    }
    record(frame, {.role = AccessRole::screen,
                   .label = options.title,
                   .value = options.subtitle,
                   .box = screen,
                   .text_mm = mm_of(frame, title_em),
                   .ink = theme.ink,
                   .paper = theme.card});
    if (plan.subtitle == nullptr) return;
    const Box box = {place.x0, y, place.x1, y + static_cast<float>(plan.subtitle->height_px())};
    paint_text(frame, *plan.subtitle, box, Align::left, {theme.ink_soft, theme.ink_soft});
    record_text(frame, AccessRole::text, options.subtitle, box,
                {plan.subtitle_em, theme.ink_soft, true});
}

FrameTap draw_top_bar(Frame& frame, const ScreenFrame& options, Box& bar) {
    const Measures& m = frame.state().measures;
    const float padding = bar_padding(frame);
    const TopButtons buttons = plan_top_buttons(frame, options, bar.width());
    const float right = frame.view().landscape() ? padding : m.margin;
    const float x1 = bar.x1 - right - buttons.total - m.gap;
    const Headline headline =
        plan_headline(frame, options, x1 - m.margin, buttons.height + padding);
    const float height = std::max(buttons.height + 2 * padding, headline.height() + padding);
    bar.y1 = bar.y0 + std::ceil(height);
    paint_box(frame, bar, frame.theme().card);
    paint_box(frame, {bar.x0, bar.y1 - m.shadow, bar.x1, bar.y1}, frame.theme().line);
    draw_headline(frame, options, headline, {m.margin, bar.y0, x1, bar.y1});
    return draw_top_buttons(frame, buttons, bar, options.tint);
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
    return frame.state().keyboard_shown && view.landscape() &&
           static_cast<float>(view.height_px) / view.px_per_mm < low_screen_mm;
}

}  // namespace

FrameTap screen_frame(Frame& frame, const ScreenFrame& options) {
    Pass& pass = frame.state().pass;
    const Measures& m = frame.state().measures;
    const Box screen = pass.clip;
    const bool wide = frame.view().landscape();
    const PlaceLabels labels = {options.first, options.second, frame("ui.help"),
                                frame("ui.finish")};
    paint_box(frame, screen, frame.theme().ground);

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
