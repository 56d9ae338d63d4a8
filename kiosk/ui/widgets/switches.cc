// Two buttons with what they change between them: the period switch and the stepper.

#include <algorithm>
#include <cmath>

#include "kiosk/ui/frame/spoken.h"
#include "kiosk/ui/widgets/parts.h"

namespace hall::kiosk::ui {

namespace {

constexpr float switch_label_line_height = 1.22F;
constexpr float usual_value_em = 3.6F;

struct Side {
    std::string_view label;
    Direction direction = Direction::left;
    bool enabled = true;
    std::string_view accent;
    int em_px = 0;
};

float side_padding(Frame& frame) {
    const Measures& m = frame.state().measures;
    return m.border + m.padding * 0.35F;
}

float arrow_px(Frame& frame) {
    return std::floor(static_cast<float>(frame.state().measures.body) * 0.65F);
}

// What the arrow leaves of a side button's width.
float side_room(Frame& frame, float width) {
    return width - 2 * side_padding(frame) - 1.4F * arrow_px(frame);
}

const TextBlock& side_label(Frame& frame, std::string_view label, float width, int em_px) {
    return lay_out_label(frame, label, false, em_px, side_room(frame, width));
}

// A button with an arrow at its outer side.
bool draw_side(Frame& frame, const Side& side, const Box& box) {
    const Tap tap = touch(frame, side.label, box, side.enabled);
    const ControlLook look =
        look_of(frame, ButtonStyle::plain, side.accent, side.enabled, tap.held);
    paint_framed(frame, box, outline_of(frame, box, look), look.fill);
    const TextBlock& label = side_label(frame, side.label, box.width(), side.em_px);
    const float arrow = arrow_px(frame);
    const float between = std::floor(arrow * 0.4F);
    const float both = arrow + between + static_cast<float>(label.width_px);
    const float x = std::floor(box.x0 + (box.width() - both) / 2);
    const bool left = side.direction == Direction::left;
    const float arrow_x = left ? x : x + both - arrow;
    paint_arrow(frame, {arrow_x, box.y0, arrow_x + arrow, box.y1}, side.direction, look.ink);
    const float text_x = left ? x + arrow + between : x;
    const Box text = {text_x, box.y0, text_x + static_cast<float>(label.width_px), box.y1};
    paint_text_middle(frame, label, text, Align::middle, {look.ink, look.ink});
    record(frame, {.role = AccessRole::button,
                   .label = side.label,
                   .box = box,
                   .text_mm = mm_of(frame, side.em_px),
                   .ink = look.ink,
                   .paper = look.fill,
                   .edge = look.edge,
                   .enabled = side.enabled});
    return tap.tapped;
}

// Smaller rather than on two lines: 三 / 季度 reads as two things.
const TextBlock& now_label(Frame& frame, const PeriodSwitch& period, float width) {
    const Measures& m = frame.state().measures;
    const float room = width - 2 * side_padding(frame);
    const int em_px = fit_labels(frame, {.labels = {&period.now, 1},
                                         .strong = true,
                                         .em_wanted = m.body,
                                         .em_least = m.small,
                                         .width = room,
                                         .height = 4 * m.target,
                                         .rather_small = true});
    return lay_out_label(frame, period.now, true, em_px, room);
}

void draw_now(Frame& frame, const PeriodSwitch& period, const Box& box) {
    const Measures& m = frame.state().measures;
    const Tint accent = frame.theme().accent(period.accent);
    const Colour ink = frame.theme().on_deep;
    paint_round(frame, box, m.radius(box.height()), accent.deep);
    const TextBlock& now = now_label(frame, period, box.width());
    paint_text_middle(frame, now, box, Align::middle, {ink, ink});
    record(frame, {.role = AccessRole::heading,
                   .label = period.now,
                   .box = box,
                   .text_mm = mm_of(frame, now.em_px),
                   .ink = ink,
                   .paper = accent.deep});
}

float height_for(Frame& frame, std::initializer_list<const TextBlock*> blocks) {
    const Measures& m = frame.state().measures;
    float height = m.target;
    for (const TextBlock* block : blocks) {
        height = std::max(height, static_cast<float>(block->height_px()) + 2 * side_padding(frame));
    }
    return std::ceil(height);
}

bool fits_beside(const TextBlock& block) {
    return !block.word_broken && block.lines.size() <= 2;
}

// --- Stepper

bool draw_sign(Frame& frame, const Stepper& stepper, bool plus, const Box& box) {
    const Measures& m = frame.state().measures;
    const std::string_view label = frame(plus ? "ui.more" : "ui.less");
    const bool enabled = plus ? stepper.can_more : stepper.can_less;
    const Tap tap = touch(frame, label, box, enabled);
    const ControlLook look = look_of(frame, ButtonStyle::plain, "services", enabled, tap.held);
    paint_framed(frame, box, outline_of(frame, box, look), look.fill);
    paint_sign(frame, box, plus, std::floor(m.target * 0.2F), look.ink);
    record(frame, {.role = AccessRole::button,
                   .label = label,
                   .value = stepper.label,
                   .box = box,
                   .edge = look.edge,
                   .enabled = enabled});
    return tap.tapped;
}

struct StepperPlan {
    const TextBlock* label = nullptr;
    const TextBlock* value = nullptr;
    float sign_width = 0;
    float value_width = 0;
    bool one_row = false;
};

StepperPlan plan_stepper(Frame& frame, const Stepper& stepper) {
    const Measures& m = frame.state().measures;
    const float width = frame.flow().width();
    StepperPlan plan;
    plan.sign_width = std::ceil(m.target * 1.3F);
    const float signs = 2 * (plan.sign_width + m.gap);
    const TextBlock& flat = lay_out(frame, stepper.value, true, {.em_px = m.heading});
    plan.value_width =
        std::max(static_cast<float>(flat.width_px), 2.F * static_cast<float>(m.body));
    // Wide enough that steppers below each other have their buttons in line.
    const float usual = usual_value_em * static_cast<float>(m.heading);
    if (plan.value_width < usual && usual < width * 0.3F) plan.value_width = usual;
    const float label_room = width - signs - plan.value_width - m.gap;
    plan.label = &lay_out(frame, stepper.label, true,
                          {.em_px = m.body,
                           .wrap_px = std::max(1, static_cast<int>(label_room)),
                           .line_height = switch_label_line_height});
    plan.one_row =
        plan.label->lines.size() <= 1 && static_cast<float>(plan.label->width_px) <= label_room;
    if (!plan.one_row) {
        plan.label = &lay_out(frame, stepper.label, true,
                              {.em_px = m.body,
                               .wrap_px = static_cast<int>(width),
                               .line_height = switch_label_line_height});
        plan.value_width = width - signs;
    }
    plan.value = &lay_out_label(frame, stepper.value, true, m.heading, plan.value_width);
    return plan;
}

}  // namespace

int period_switch(Frame& frame, const PeriodSwitch& period) {
    const Measures& m = frame.state().measures;
    const float width = frame.flow().width();
    const float third = std::floor((width - 2 * m.gap) / 3);
    const float half = std::floor((width - m.gap) / 2);
    const std::string_view labels[] = {period.earlier, period.later};
    const auto fit = [&](float side) {
        return fit_labels(frame, {.labels = labels,
                                  .em_wanted = m.body,
                                  .width = side_room(frame, side),
                                  .height = 4 * m.target,
                                  .rather_small = frame.view().landscape()});
    };
    int em_px = fit(third);
    const TextBlock& now = now_label(frame, period, third);
    const bool one_row = now.lines.size() <= 1 &&
                         fits_beside(side_label(frame, period.earlier, third, em_px)) &&
                         fits_beside(side_label(frame, period.later, third, em_px));
    if (!one_row) em_px = fit(half);
    const float side = one_row ? third : half;
    if (!one_row) {
        const Box box = next_box(frame, height_for(frame, {&now_label(frame, period, width)}));
        draw_now(frame, period, box);
        use_box(frame, box, m.gap);
    }
    float height = height_for(frame, {&side_label(frame, period.earlier, side, em_px),
                                      &side_label(frame, period.later, side, em_px)});
    if (one_row) height = std::max(height, height_for(frame, {&now}));
    const Box row = next_box(frame, height);
    int moved = 0;
    const Side earlier = {period.earlier, Direction::left, period.has_earlier, period.accent,
                          em_px};
    const Side later = {period.later, Direction::right, period.has_later, period.accent, em_px};
    if (draw_side(frame, earlier, {row.x0, row.y0, row.x0 + side, row.y1})) moved = -1;
    if (one_row) {
        draw_now(frame, period, {row.x0 + third + m.gap, row.y0, row.x1 - third - m.gap, row.y1});
    }
    if (draw_side(frame, later, {row.x1 - side, row.y0, row.x1, row.y1})) moved = +1;
    use_box(frame, row, m.gap);
    return moved;
}

int stepper(Frame& frame, const Stepper& stepper) {
    const Measures& m = frame.state().measures;
    const Theme& theme = frame.theme();
    const StepperPlan plan = plan_stepper(frame, stepper);
    const float label_height = static_cast<float>(plan.label->height_px());
    const TextLook label_look = {m.body, theme.ink, false};
    if (!plan.one_row) {
        const Box box = next_box(frame, label_height);
        paint_text(frame, *plan.label, box, Align::left, {theme.ink, theme.ink});
        record_text(frame, AccessRole::text, stepper.label, box, label_look);
        use_box(frame, box, text_gap(frame));
    }
    const float height = std::max(std::ceil(m.target), static_cast<float>(plan.value->height_px()));
    const Box row = next_box(frame, height);
    const Box plus = {row.x1 - plan.sign_width, row.y0, row.x1, row.y1};
    const Box value = {plus.x0 - m.gap - plan.value_width, row.y0, plus.x0 - m.gap, row.y1};
    const Box minus = {value.x0 - m.gap - plan.sign_width, row.y0, value.x0 - m.gap, row.y1};
    if (plan.one_row) {
        const Box label = {row.x0, row.y0, minus.x0 - m.gap, row.y1};
        paint_text_middle(frame, *plan.label, label, Align::left, {theme.ink, theme.ink});
        record_text(frame, AccessRole::text, stepper.label, label, label_look);
    }
    int moved = 0;
    if (draw_sign(frame, stepper, false, minus)) moved = -1;
    paint_text_middle(frame, *plan.value, value, Align::middle, {theme.ink, theme.ink});
    {
        const SpokenScope answer(frame, spoken_as_answer(frame));
        record_text(frame, AccessRole::text, stepper.value, value, {m.heading, theme.ink, false});
    }
    if (draw_sign(frame, stepper, true, plus)) moved = +1;
    use_box(frame, row, m.gap);
    return moved;
}

}  // namespace hall::kiosk::ui
