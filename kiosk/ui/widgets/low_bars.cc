// The bars of a wide screen, which is low: a column of places at the right, and one line that
// says where I am. Together they leave the content four fifths of the screen, however large
// the text: what is read there stands still, what is looked for does not.

#include <algorithm>
#include <array>
#include <cmath>

#include "kiosk/ui/widgets/bars.h"
#include "kiosk/ui/widgets/parts.h"

namespace hall::kiosk::ui {

namespace {

// Of the screen's width, for the column: three characters of 6 mm on a seven-inch panel. It
// is wider only where its words would break otherwise, and the line at the top gives way.
constexpr float column_share = 0.135F;

// Of an em, for the one line at the top, where there is room for it.
constexpr float line_height_roomy = 1.3F;
constexpr float tight_roominess = 0.3F;
constexpr float line_height_least = 1.06F;

struct Column {
    std::array<Box, frame_slots_max> boxes;
    int em_px = 0;
};

// The content's distance from the column's buttons is the least gap between targets; the column
// keeps some of it.
float column_padding(Frame& frame) {
    return std::floor(frame.state().measures.gap * 0.25F);
}

float border_and_padding(Frame& frame) {
    const Measures& m = frame.state().measures;
    // On the smallest screens three characters take all there is.
    const float roomy = std::max(0.F, m.roominess - tight_roominess);
    return m.border + std::floor(roomy * m.padding / 2);
}

// What says how to read the screen is lower than the four places; `reading_slots` of it have
// their room whether shown or not, so that no place moves.
Column plan_column(Frame& frame, std::span<const std::string_view> shown, std::size_t reading_slots,
                   std::span<const std::string_view> labels, Box& bar) {
    const Measures& m = frame.state().measures;
    const float side = column_padding(frame);
    const float end = std::floor(m.gap / 2);
    const auto extra = static_cast<float>(reading_slots);
    const float count = extra + static_cast<float>(bar_slot_count);
    const float all = bar.height() - 2 * end - (count - 1) * m.gap;
    const float small = std::max(m.target_least, std::floor(std::min(all / count, m.target)));
    const float large = std::floor((all - extra * small) / static_cast<float>(bar_slot_count));
    const float inner = 2 * border_and_padding(frame);
    const float room = std::floor(bar.width() * column_share) - 2 * side;
    Column column;
    column.em_px = fit_labels(frame, {.labels = labels,
                                      .strong = true,
                                      .em_wanted = bar_label_px(frame, false),
                                      .width = room - inner,
                                      .height = small - 2 * m.border});
    float width = m.target_least;
    for (const std::string_view label : labels) {
        const TextBlock& flat = lay_out(frame, label, true, {.em_px = column.em_px});
        width = std::max(width, std::min(room, static_cast<float>(flat.width_px) + inner));
        width = std::max(width, static_cast<float>(flat.narrowest_px) + inner);
    }
    bar.x0 = bar.x1 - std::ceil(width) - 2 * side;
    // One alone takes the room of both.
    const std::size_t reading = shown.size() - bar_slot_count;
    const float reading_height =
        reading == reading_slots ? small : extra * small + (extra - 1) * m.gap;
    float y = bar.y0 + end;
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const bool last = i + 1 == shown.size();
        const float bottom = last ? bar.y1 - end : y + (i < reading ? reading_height : large);
        column.boxes[i] = {bar.x0 + side, y, bar.x1 - side, bottom};
        y = bottom + m.gap;
    }
    return column;
}

// How high the line may be, so that both bars are a fifth of the screen at most.
float line_room(const Box& screen, float column_width) {
    const float chrome = screen.width() * screen.height() * chrome_share_max;
    const float left = chrome - column_width * screen.height();
    return std::floor(std::max(0.F, left / (screen.width() - column_width)));
}

// Of what stands beside the title as much as there is room for: a long date gives way to
// how fresh the content is, never the other way round.
const TextBlock* fit_subtitle(Frame& frame, std::string_view text, float width) {
    constexpr std::string_view between = "　";
    const int em_px = frame.state().measures.least;
    for (;;) {
        const TextBlock& block = lay_out(frame, text, false, {.em_px = em_px});
        if (block.lines.size() <= 1 && static_cast<float>(block.width_px) <= width) return &block;
        const std::size_t at = text.find(between);
        if (at == std::string_view::npos) return nullptr;
        text.remove_prefix(at + between.size());
    }
}

void record_screen(Frame& frame, const ScreenFrame& options, int em_px) {
    const Theme& theme = frame.theme();
    const Box screen = {0, 0, static_cast<float>(frame.view().width_px),
                        static_cast<float>(frame.view().height_px)};
    record(frame, {.role = AccessRole::screen,
                   .label = options.title,
                   .value = options.subtitle,
                   .box = screen,
                   .text_mm = mm_of(frame, em_px),
                   .ink = theme.ink,
                   .paper = theme.card});
}

// A title that finds no room stands above the content, in place of the line.
void leave_title(Frame& frame, const ScreenFrame& options) {
    frame.state().title_kept = options.title;
    frame.state().pass.title_left_over = true;
    record_screen(frame, options, 0);
}

const TextBlock* fit_title(Frame& frame, std::string_view title, float width, float height) {
    const Measures& m = frame.state().measures;
    const int most = std::clamp(static_cast<int>(height / line_height_roomy), m.least,
                                m.text_unscaled(frame.theme().title_mm));
    for (int em_px = most; em_px >= m.least; --em_px) {
        const TextBlock& block = lay_out(frame, title, true, {.em_px = em_px});
        if (block.lines.size() <= 1 && static_cast<float>(block.width_px) <= width) return &block;
    }
    return nullptr;
}

void draw_line(Frame& frame, const ScreenFrame& options, Box& bar, float room) {
    const Measures& m = frame.state().measures;
    const Theme& theme = frame.theme();
    const float wanted =
        std::ceil(static_cast<float>(m.text_unscaled(theme.title_mm)) * line_height_roomy);
    const float height = std::min(wanted, room);
    const float x0 = bar.x0 + m.gap_least;
    const float x1 = bar.x1 - m.gap_least;
    const bool has_room = height >= static_cast<float>(m.least) * line_height_least;
    const TextBlock* title = has_room ? fit_title(frame, options.title, x1 - x0, height) : nullptr;
    if (title == nullptr) {
        leave_title(frame, options);
        return;
    }
    bar.y1 = bar.y0 + height;
    paint_box(frame, bar, theme.card);
    paint_text_middle(frame, *title, {x0, bar.y0, x1, bar.y1}, Align::left, {theme.ink, theme.ink});
    record_screen(frame, options, title->em_px);
    const float left = x0 + static_cast<float>(title->width_px) + m.gap_least;
    const TextBlock* subtitle =
        options.subtitle.empty() ? nullptr : fit_subtitle(frame, options.subtitle, x1 - left);
    if (subtitle == nullptr) {
        frame.state().subtitle_kept = options.subtitle;
        frame.state().pass.subtitle_left_over = !options.subtitle.empty();
        return;
    }
    const Box box = {left, bar.y0, x1, bar.y1};
    paint_text_middle(frame, *subtitle, box, Align::left, {theme.ink_soft, theme.ink_soft});
    record_text(frame, AccessRole::text, options.subtitle, box,
                {subtitle->em_px, theme.ink_soft, true});
}

}  // namespace

FrameTap draw_low_bars(Frame& frame, const ScreenFrame& options, const BarLabels& places,
                       bool with_line, LowBars& bars) {
    const Theme& theme = frame.theme();
    std::array<std::string_view, frame_slots_max> shown;
    std::array<std::string_view, frame_slots_max + frame_other_labels> labels;
    std::size_t count = 0;
    const bool room_for_six = reads_from_bar(frame);
    shown[count++] =
        frame(options.read_aloud && !room_for_six ? "ui.bigger_and_read" : "ui.bigger");
    if (options.read_aloud && room_for_six) shown[count++] = frame("ui.read_aloud");
    const std::size_t reading = count;
    const std::size_t reading_slots = room_for_six ? 2 : 1;
    for (const std::string_view label : places) shown[count++] = label;
    std::size_t label_count = 0;
    for (const std::string_view label : std::span(shown).first(count))
        if (!label.empty()) labels[label_count++] = label;
    if (reading < reading_slots) labels[label_count++] = frame("ui.read_aloud");
    for (const char* key : frame_label_keys) labels[label_count++] = frame(key);

    const Column column = plan_column(frame, std::span(shown).first(count), reading_slots,
                                      std::span(labels).first(label_count), bars.column);
    paint_box(frame, bars.column, theme.card);
    paint_box(frame, {bars.column.x0, bars.column.y0, bars.column.x0 + 2, bars.column.y1},
              theme.line);
    FrameTap tapped = FrameTap::none;
    frame.state().pass.zone = Zone::top;
    const ControlLook look = look_of(frame, ButtonStyle::plain, options.accent, true, false);
    const float inner = border_and_padding(frame);
    for (std::size_t i = 0; i < reading; ++i) {
        // The column is planned for 读给我听, which is longer than 停.
        const ReadingSlot slot =
            i == 0 ? bigger_slot(frame, options) : read_aloud_slot(frame, options);
        const BarButton button = {slot.label, slot.place, column.boxes[i], column.em_px, false,
                                  look,       inner};
        if (bar_button(frame, button, options.accent)) tapped = slot.tap;
    }
    frame.state().pass.zone = Zone::places;
    std::array<Box, bar_slot_count> boxes;
    std::copy_n(column.boxes.begin() + static_cast<std::ptrdiff_t>(reading), bar_slot_count,
                boxes.begin());
    const FrameTap slot_tap = draw_places(frame, options, places, boxes, column.em_px, inner);
    bars.line = {bars.column.x1 - bars.screen.width(), bars.screen.y0, bars.column.x0,
                 bars.screen.y0};
    frame.state().pass.zone = Zone::top;
    if (with_line)
        draw_line(frame, options, bars.line, line_room(bars.screen, bars.column.width()));
    else
        record_screen(frame, options, 0);
    return slot_tap != FrameTap::none ? slot_tap : tapped;
}

}  // namespace hall::kiosk::ui
