// The top bar of an upright screen: where I am, how fresh it is, and how to read it.

#include <algorithm>
#include <array>
#include <cmath>

#include "kiosk/ui/widgets/bars.h"
#include "kiosk/ui/widgets/parts.h"

namespace hall::kiosk::ui {

namespace {

constexpr float top_bar_title_line_height = 1.3F;
constexpr std::size_t title_lines_max = 3;
constexpr std::size_t subtitle_lines_max = 2;

// Of the screen's width, at most.
constexpr float top_buttons_share = 0.52F;

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

// The place of 读给我听 is as wide while it says 停.
FrameTap draw_top_buttons(Frame& frame, const TopButtons& plan, const Box& bar,
                          const ScreenFrame& options) {
    const std::string_view accent = options.accent;
    const Measures& m = frame.state().measures;
    FrameTap tapped = FrameTap::none;
    const ControlLook look = look_of(frame, ButtonStyle::plain, accent, true, false);
    float x = bar.x1 - m.margin - plan.total;
    const float y = bar.y0 + std::floor((bar.height() - plan.height) / 2);
    for (std::size_t i = 0; i < plan.count; ++i) {
        const Box box = {x, y, x + plan.widths[i], y + plan.height};
        const ReadingSlot slot =
            i == 0 ? bigger_slot(frame, options) : read_aloud_slot(frame, options);
        if (bar_button(frame, {slot.label, slot.place, box, plan.em_px, false, look, m.border + 2},
                       accent)) {
            tapped = slot.tap;
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

// The largest size at which the title takes few lines and no more height than there is. A
// title that does not even fit at the least size stands above the content in place of the
// bar, a line below it that finds no room at the content's end.
const TextBlock* fit_title(Frame& frame, std::string_view title, float width, float height,
                           int& em_px) {
    const Measures& m = frame.state().measures;
    const TextBlock& flat = lay_out(frame, title, true, {.em_px = m.least});
    for (std::size_t lines = 1; lines <= title_lines_max; ++lines) {
        const bool shrinks = lines == title_lines_max;
        const int least = shrinks ? m.least : std::max(m.least, m.title * 7 / 10);
        // No larger size than this can fit, whatever the breaks.
        const float largest = static_cast<float>(lines) * static_cast<float>(m.least) *
                              (width + 1) / static_cast<float>(std::max(1, flat.width_px));
        for (em_px = std::min(m.title, static_cast<int>(largest) + 2); em_px >= least; --em_px) {
            const TextBlock& block = lay_out(frame, title, true,
                                             {.em_px = em_px,
                                              .wrap_px = static_cast<int>(width),
                                              .line_height = top_bar_title_line_height,
                                              .phrases = true,
                                              .balanced = lines > 1});
            if (block.lines.size() <= lines && !block.word_broken &&
                static_cast<float>(block.height_px()) <= height)
                return &block;
        }
    }
    em_px = m.least;
    return nullptr;
}

Headline plan_headline(Frame& frame, const ScreenFrame& options, float width, float height) {
    const Measures& m = frame.state().measures;
    Headline plan;
    plan.title = fit_title(frame, options.title, width, height, plan.title_em);
    if (options.subtitle.empty()) return plan;
    for (std::size_t lines = 1; lines <= subtitle_lines_max; ++lines) {
        for (plan.subtitle_em = m.small; plan.subtitle_em >= m.least; --plan.subtitle_em) {
            const TextBlock& block = lay_out(frame, options.subtitle, false,
                                             {.em_px = plan.subtitle_em,
                                              .wrap_px = static_cast<int>(width),
                                              .line_height = top_bar_title_line_height,
                                              .phrases = true});
            if (block.lines.size() > lines) continue;
            plan.subtitle = &block;
            if (plan.height() <= height) return plan;
            plan.subtitle = nullptr;
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
    if (plan.subtitle == nullptr) {
        frame.state().subtitle_kept = options.subtitle;
        frame.state().pass.subtitle_left_over = !options.subtitle.empty();
        return;
    }
    const Box box = {place.x0, y, place.x1, y + static_cast<float>(plan.subtitle->height_px())};
    paint_text(frame, *plan.subtitle, box, Align::left, {theme.ink_soft, theme.ink_soft});
    record_text(frame, AccessRole::text, options.subtitle, box,
                {plan.subtitle_em, theme.ink_soft, true});
}

}  // namespace

FrameTap draw_top_bar(Frame& frame, const ScreenFrame& options, Box& bar, float height_max) {
    const Measures& m = frame.state().measures;
    const float padding = bar_padding(frame);
    const TopButtons buttons = plan_top_buttons(frame, options, bar.width());
    const float x1 = bar.x1 - m.margin - buttons.total - m.gap;
    const Headline headline = plan_headline(frame, options, x1 - m.margin, height_max - padding);
    const float height = std::max(buttons.height + 2 * padding, headline.height() + padding);
    bar.y1 = bar.y0 + std::ceil(height);
    paint_box(frame, bar, frame.theme().card);
    paint_box(frame, {bar.x0, bar.y1 - m.shadow, bar.x1, bar.y1}, frame.theme().line);
    draw_headline(frame, options, headline, {m.margin, bar.y0, x1, bar.y1});
    return draw_top_buttons(frame, buttons, bar, options);
}

}  // namespace hall::kiosk::ui
