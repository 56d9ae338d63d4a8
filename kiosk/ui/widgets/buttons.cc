// Things to tap that stand in rows: buttons, tabs, chips, the period switch, the stepper.

#include <algorithm>
#include <cmath>

#include "kiosk/ui/widgets/parts.h"
#include "kiosk/ui/widgets/scroll_area.h"

namespace hall::kiosk::ui {

namespace {

// Labels side by side shrink to this share of their size, then they stand below each
// other. On a wide, low screen they shrink to the least there is: height is dear.
constexpr float row_em_share = 0.75F;

// How much higher a button alone may be where there is room, in targets.
constexpr float button_growth = 0.3F;

constexpr int label_lines_max = 2;  // side by side; a button alone takes what it needs

float button_padding(Frame& frame) {
    const Measures& m = frame.state().measures;
    return m.border + m.padding * 0.6F;
}

bool is_strong(const Button& button) {
    return button.style == ButtonStyle::primary;
}

const TextBlock& button_label(Frame& frame, const Button& button, float width, int em_px) {
    return lay_out_label(frame, button.label, is_strong(button), em_px,
                         width - 2 * button_padding(frame));
}

float button_height(Frame& frame, const Button& button, float width, int em_px) {
    const Measures& m = frame.state().measures;
    const float text = static_cast<float>(button_label(frame, button, width, em_px).height_px());
    return std::max(std::ceil(m.target * 1.1F), std::ceil(text + 2 * button_padding(frame)));
}

bool draw_button(Frame& frame, const Button& button, const Box& box, int em_px) {
    const Tap tap = touch(frame, button.label, box, button.enabled);
    const ControlLook look = look_of(frame, button.style, button.accent, button.enabled, tap.held);
    paint_framed(frame, box, outline_of(frame, box, look), look.fill);
    const TextBlock& label = button_label(frame, button, box.width(), em_px);
    paint_text_middle(frame, label, box, Align::middle, {look.ink, look.ink});
    record(frame, {.role = AccessRole::button,
                   .label = button.label,
                   .box = box,
                   .text_mm = mm_of(frame, em_px),
                   .ink = look.ink,
                   .paper = look.fill,
                   .edge = look.edge,
                   .enabled = button.enabled});
    return tap.tapped;
}

// --- Rows

struct RowPlan {
    bool side_by_side = true;
    int em_px = 0;
    float height = 0;  // of all of it
    float row_height = 0;
    float width_for_weight = 0;
};

float weight_of(std::span<const float> weights, std::size_t i) {
    return i < weights.size() ? weights[i] : 1.F;
}

// The size at which all labels fit beside each other.
int fit_row(Frame& frame, std::span<const Button> buttons, std::span<const float> weights,
            float width_for_weight) {
    const Measures& m = frame.state().measures;
    const bool wide = frame.view().landscape();
    const int least = wide ? m.least : static_cast<int>(row_em_share * static_cast<float>(m.body));
    int em_px = m.body;
    for (std::size_t i = 0; i < buttons.size(); ++i) {
        const float slot = std::floor(weight_of(weights, i) * width_for_weight);
        const std::string_view labels[] = {buttons[i].label};
        em_px = std::min(em_px, fit_labels(frame, {.labels = labels,
                                                   .strong = is_strong(buttons[i]),
                                                   .em_wanted = m.body,
                                                   .em_least = least,
                                                   .width = slot - 2 * button_padding(frame),
                                                   .height = 4 * m.target,
                                                   .lines_max = label_lines_max,
                                                   .rather_small = wide}));
    }
    return em_px;
}

RowPlan plan_row(Frame& frame, std::span<const Button> buttons, std::span<const float> weights) {
    const Measures& m = frame.state().measures;
    RowPlan plan;
    if (buttons.empty()) return plan;
    const float width = frame.flow().width();
    const float gaps = static_cast<float>(buttons.size() - 1) * m.gap;
    float sum = 0;
    for (std::size_t i = 0; i < buttons.size(); ++i) sum += weight_of(weights, i);
    plan.width_for_weight = (width - gaps) / sum;
    plan.em_px = fit_row(frame, buttons, weights, plan.width_for_weight);
    for (std::size_t i = 0; i < buttons.size(); ++i) {
        const float slot = std::floor(weight_of(weights, i) * plan.width_for_weight);
        const TextBlock& label = button_label(frame, buttons[i], slot, plan.em_px);
        const bool fits = slot >= m.target_least && !label.word_broken &&
                          static_cast<int>(label.lines.size()) <= label_lines_max;
        plan.side_by_side = plan.side_by_side && fits;
        plan.row_height =
            std::max(plan.row_height, button_height(frame, buttons[i], slot, plan.em_px));
    }
    plan.height = plan.row_height;
    if (!plan.side_by_side) {
        plan.height = gaps;
        for (const Button& button : buttons) {
            plan.height += button_height(frame, button, width, m.body);
        }
    }
    return plan;
}

// Boxes of one row: those of equal height that fill the width, left to right.
Box slot_of(const Box& row, const RowPlan& plan, float& x, float weight, float gap, bool last) {
    const float width = std::floor(weight * plan.width_for_weight);
    const Box box = {x, row.y0, last ? row.x1 : x + width, row.y1};
    x = box.x1 + gap;
    return box;
}

// --- Things that wrap like words

// Where things go one after the other, in rows.
class Wrapping {
  public:
    explicit Wrapping(Frame& frame) : frame_(frame), start_(next_box(frame, 0)) {
        x_ = start_.x0;
        y_ = start_.y0;
        // Scrolled past the top of the screen a row ends above 0.
        bottom_ = start_.y0;
    }

    int rows() const { return rows_; }
    float height() const { return bottom_ - start_.y0; }

    // The place of the next thing, of at most the whole width.
    Box next(float width, float height) {
        const float gap = frame_.state().measures.gap;
        width = std::min(std::ceil(width), start_.width());
        if (x_ > start_.x0 && x_ + width > start_.x1) {
            x_ = start_.x0;
            y_ = bottom_ + gap;
            ++rows_;
        }
        const Box box = {x_, y_, x_ + width, y_ + height};
        x_ = box.x1 + gap;
        bottom_ = std::max(bottom_, box.y1);
        return box;
    }

    void end() {
        use_box(frame_, {start_.x0, start_.y0, start_.x1, bottom_}, frame_.state().measures.gap,
                BoxUse::group);
    }

  private:
    Frame& frame_;
    Box start_;
    float x_ = 0;
    float y_ = 0;
    float bottom_ = 0;
    int rows_ = 1;
};

struct Mark {
    std::string_view label;
    bool selected = false;
    bool filled = false;  // selected ones are filled with the deep accent
    bool ticked = false;  // selected ones have a tick
};

struct MarkPlan {
    const TextBlock* label = nullptr;
    float tick = 0;  // its side; 0: none
    float width = 0;
    float height = 0;
};

// The width leaves room for the tick, so that choosing moves nothing.
MarkPlan plan_mark(Frame& frame, const Mark& mark) {
    const Measures& m = frame.state().measures;
    const float padding = button_padding(frame);
    MarkPlan plan;
    plan.tick = mark.ticked ? static_cast<float>(m.body) : 0;
    const float side = padding + plan.tick / 2;
    const float room = frame.flow().width() - 2 * side;
    plan.label = &lay_out_label(frame, mark.label, mark.selected, m.body, room);
    // As wide as the heavier label, selected or not.
    const TextBlock& heavy = lay_out_label(frame, mark.label, true, m.body, room);
    plan.width =
        std::max(m.target * 1.2F,
                 static_cast<float>(std::max(plan.label->width_px, heavy.width_px)) + 2 * side);
    plan.height =
        std::max(m.target, std::ceil(static_cast<float>(plan.label->height_px()) + padding));
    return plan;
}

// One tab or chip.
bool draw_mark(Frame& frame, const Mark& mark, std::string_view accent, Wrapping& wrapping) {
    const Measures& m = frame.state().measures;
    const MarkPlan plan = plan_mark(frame, mark);
    const TextBlock& label = *plan.label;
    const float tick = plan.tick;
    const float padding = button_padding(frame);
    const Box box = wrapping.next(plan.width, plan.height);

    const Tap tap = touch(frame, mark.label, box);
    const bool deep = mark.selected && mark.filled && !tap.held;
    const ControlLook look = deep ? look_of(frame, ButtonStyle::primary, accent, true, false)
                                  : look_of_choice(frame, accent, mark.selected, tap.held);
    paint_framed(frame, box, outline_of(frame, box, look), look.fill);
    Box text = box;
    if (mark.ticked && mark.selected) {
        const float y = box.y0 + std::floor((box.height() - tick) / 2);
        paint_tick(frame, {box.x0 + padding * 0.5F, y, box.x0 + padding * 0.5F + tick, y + tick},
                   look.edge);
        // The label keeps its distance from the tick rather than the middle.
        text.x0 += padding * 0.5F + tick * 1.2F;
        text.x1 = text.x0 + static_cast<float>(label.width_px);
    }
    paint_text_middle(frame, label, text, Align::middle, {look.ink, look.ink});
    record(frame, {.role = AccessRole::choice,
                   .label = mark.label,
                   .box = box,
                   .text_mm = mm_of(frame, m.body),
                   .ink = look.ink,
                   .paper = look.fill,
                   .edge = look.edge,
                   .selected = mark.selected});
    keep_whole(frame, box);
    return tap.tapped;
}

// --- Tabs, not all of which may be in sight

// Of the content area, for tabs: what they lead to is seen as well. Two rows always, on a low
// screen one, and two where that small a screen has room for them.
constexpr float tabs_share = 0.45F;
constexpr int tab_rows_least = 2;

Mark tab_of(std::span<const std::string_view> labels, std::size_t i, std::size_t selected) {
    return {.label = labels[i], .selected = i == selected, .filled = true};
}

// The first `shown` are, and the selected one in place of the last of them.
bool is_shown(std::size_t i, std::size_t shown, std::size_t selected) {
    if (selected < shown) return i < shown;
    return i + 1 < shown || i == selected;
}

// How many of them, with one more tab for the others, leave room for what they lead to; all of
// them where they do.
std::size_t tabs_that_fit(Frame& frame, std::span<const std::string_view> labels,
                          std::size_t selected) {
    const float height_max = frame.state().pass.content.height() * tabs_share;
    const int rows_least = frame.view().landscape() ? 1 : tab_rows_least;
    const auto fit = [&](std::size_t shown) {
        Wrapping wrapping(frame);
        const auto place = [&](const Mark& mark) {
            const MarkPlan plan = plan_mark(frame, mark);
            wrapping.next(plan.width, plan.height);
        };
        for (std::size_t i = 0; i < labels.size(); ++i) {
            if (is_shown(i, shown, selected)) place(tab_of(labels, i, selected));
        }
        if (shown < labels.size()) place({frame("ui.more_tabs")});
        return wrapping.rows() <= rows_least || wrapping.height() <= height_max;
    };
    std::size_t shown = labels.size();
    while (shown > 1 && !fit(shown)) --shown;
    return shown;
}

}  // namespace

bool button(Frame& frame, const Button& button) {
    const int em_px = frame.state().measures.body;
    const float more = grow(frame, std::floor(frame.state().measures.target * button_growth));
    const Box box =
        next_box(frame, button_height(frame, button, frame.flow().width(), em_px) + more);
    const bool tapped = draw_button(frame, button, box, em_px);
    use_box(frame, box, frame.state().measures.gap);
    return tapped;
}

float button_row_height(Frame& frame, std::span<const Button> buttons,
                        std::span<const float> weights) {
    return plan_row(frame, buttons, weights).height + frame.state().measures.gap;
}

std::optional<std::size_t> button_row(Frame& frame, std::span<const Button> buttons,
                                      std::span<const float> weights) {
    const RowPlan plan = plan_row(frame, buttons, weights);
    const float gap = frame.state().measures.gap;
    std::optional<std::size_t> tapped;
    if (!plan.side_by_side) {
        for (std::size_t i = 0; i < buttons.size(); ++i) {
            if (button(frame, buttons[i])) tapped = i;
        }
        return tapped;
    }
    const Box row = next_box(frame, plan.row_height);
    float x = row.x0;
    for (std::size_t i = 0; i < buttons.size(); ++i) {
        const bool last = i + 1 == buttons.size();
        const Box box = slot_of(row, plan, x, weight_of(weights, i), gap, last);
        if (draw_button(frame, buttons[i], box, plan.em_px)) tapped = i;
    }
    use_box(frame, row, gap);
    return tapped;
}

std::optional<std::size_t> chips(Frame& frame, std::span<const Chip> chips,
                                 std::string_view accent) {
    std::optional<std::size_t> tapped;
    Wrapping wrapping(frame);
    for (std::size_t i = 0; i < chips.size(); ++i) {
        const Mark mark = {.label = chips[i].label, .selected = chips[i].selected, .ticked = true};
        if (draw_mark(frame, mark, accent, wrapping)) tapped = i;
    }
    wrapping.end();
    return tapped;
}

std::optional<std::size_t> tabs(Frame& frame, std::span<const std::string_view> labels,
                                std::size_t selected, std::string_view accent,
                                std::string_view id) {
    UiState& state = frame.state();
    const TouchId place = id_of(id);
    const bool open = id.empty() || state.places.at(place, state.frame).page != 0;
    const std::size_t shown = open ? labels.size() : tabs_that_fit(frame, labels, selected);
    std::optional<std::size_t> tapped;
    Wrapping wrapping(frame);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (!is_shown(i, shown, selected)) continue;
        if (draw_mark(frame, tab_of(labels, i, selected), accent, wrapping)) tapped = i;
    }
    if (shown < labels.size() && draw_mark(frame, {frame("ui.more_tabs")}, accent, wrapping)) {
        state.places.at(place, state.frame).page = 1;
        state.again = true;
    }
    wrapping.end();
    return tapped;
}

}  // namespace hall::kiosk::ui
