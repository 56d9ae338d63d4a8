// Forms: how far one is, and what was typed.

#include <algorithm>
#include <charconv>
#include <cmath>

#include "kiosk/ui/widgets/parts.h"
#include "kiosk/ui/widgets/scroll_area.h"
#include "sync/core/utf8.h"

namespace hall::kiosk::ui {

namespace {

constexpr float label_line_height = 1.35F;
constexpr int digits_max = 12;

std::string_view text_of(int number, char (&buffer)[digits_max]) {
    const auto end = std::to_chars(buffer, buffer + digits_max, number);
    return {buffer, end.ptr};
}

// What stands in the box: the value, dots for a secret one, the hint if there is none.
std::string_view shown_text(const Field& field, std::string& scratch) {
    if (field.value.empty()) return field.hint;
    if (!field.secret) return field.value;
    scratch.clear();
    for (std::size_t left = character_count(field.value); left > 0; --left) scratch += "●";
    return scratch;
}

void paint_caret(Frame& frame, const TextBlock& text, const Box& box, bool empty) {
    const Measures& m = frame.state().measures;
    const float em = static_cast<float>(m.heading);
    const bool none = empty || text.lines.empty();
    const float x = box.x0 + (none ? 0 : static_cast<float>(text.lines.back().width_px) + 2);
    const float height = static_cast<float>(text.height_px());
    const float last = box.y0 + (box.height() + height) / 2 - static_cast<float>(text.line_px);
    const float y = none ? box.y0 + (box.height() - em) / 2
                         : last + (static_cast<float>(text.line_px) - em) / 2;
    paint_box(frame, {x, std::floor(y), x + m.border + 1, std::floor(y + em)},
              frame.theme().accent("services").deep);
}

}  // namespace

void steps(Frame& frame, int step, int count, std::string_view accent) {
    if (count < 1) return;
    UiState& state = frame.state();
    const Measures& m = state.measures;
    const Theme& theme = frame.theme();
    char step_digits[digits_max];
    char count_digits[digits_max];
    state.scratch.clear();
    frame.strings().append(state.scratch, "ui.step",
                           {text_of(step, step_digits), text_of(count, count_digits)});

    const float bar = std::max(4.F, m.px(2.5F));
    const float gap =
        std::min(m.gap, std::floor(frame.flow().width() / (4.F * static_cast<float>(count))));
    const TextBlock& text =
        lay_out(frame, state.scratch, false,
                {.em_px = m.small, .wrap_px = static_cast<int>(frame.flow().width())});
    const Box box = next_box(frame, bar + text_gap(frame) + static_cast<float>(text.height_px()));
    const float width =
        (box.width() - static_cast<float>(count - 1) * gap) / static_cast<float>(count);
    for (int i = 0; i < count; ++i) {
        const float x = std::floor(box.x0 + static_cast<float>(i) * (width + gap));
        paint_round(frame, {x, box.y0, std::floor(x + width), box.y0 + bar}, bar / 2,
                    i < step ? theme.accent(accent).deep : theme.line);
    }
    paint_text(frame, text, {box.x0, box.y0 + bar + text_gap(frame), box.x1, box.y1}, Align::left,
               {theme.ink_soft, theme.ink_soft});
    record(frame, {.role = AccessRole::progress,
                   .label = state.scratch,
                   .box = box,
                   .text_mm = mm_of(frame, m.small),
                   .ink = theme.ink_soft,
                   .paper = state.pass.paper,
                   .secondary = true});
    use_box(frame, box, text_gap(frame));
}

bool field(Frame& frame, const Field& field) {
    UiState& state = frame.state();
    const Measures& m = state.measures;
    const Theme& theme = frame.theme();
    // What is wrong stands above the box, where no keyboard hides it.
    const float top = frame.flow().y;
    if (!field.error.empty()) check_line(frame, field.error, Tone::warn);
    const int width = static_cast<int>(frame.flow().width());
    const TextBlock& label =
        lay_out(frame, field.label, true,
                {.em_px = m.body, .wrap_px = width, .line_height = label_line_height});
    const bool empty = field.value.empty();
    const float inset = m.border + m.padding;
    const TextBlock& text =
        lay_out(frame, shown_text(field, state.scratch), false,
                {.em_px = empty ? m.body : m.heading,
                 .wrap_px = static_cast<int>(static_cast<float>(width) - 2 * inset),
                 .line_height = label_line_height});
    const float label_height =
        field.bare ? 0 : static_cast<float>(label.height_px()) + std::floor(m.gap * 0.4F);
    const float box_height =
        std::max(std::ceil(m.target * 1.1F),
                 static_cast<float>(text.height_px()) + 2 * m.border + m.padding);
    const Box whole = next_box(frame, label_height + box_height);
    const Box box = {whole.x0, whole.y0 + label_height, whole.x1, whole.y1};

    const Tap tap = touch(frame, field.label, whole);
    ControlLook look = look_of_choice(frame, "services", false, tap.held);
    if (field.focused) look = {theme.card, theme.accent("services").deep, theme.ink, m.border + 1};
    if (!field.error.empty()) look.edge = theme.warn;
    if (!field.bare) paint_text(frame, label, whole, Align::left, {theme.ink, theme.ink});
    paint_framed(frame, box, outline_of(frame, box, look), look.fill);
    const Colour ink = empty ? theme.ink_soft : theme.ink;
    const Box inner = {box.x0 + inset, box.y0, box.x1 - inset, box.y1};
    if (!empty || !field.focused) paint_text_middle(frame, text, inner, Align::left, {ink, ink});
    if (field.focused) paint_caret(frame, text, inner, empty);

    record(frame, {.role = AccessRole::field,
                   .label = field.label,
                   .value = field.value,
                   .box = whole,
                   .text_mm = mm_of(frame, m.body),
                   .ink = ink,
                   .paper = look.fill,
                   .edge = look.edge,
                   .selected = field.focused,
                   .secret = field.secret});
    if (field.focused) reveal_once(frame, id_of(field.label), {whole.x0, top, whole.x1, whole.y1});
    use_box(frame, whole, m.gap);
    return tap.tapped;
}

}  // namespace hall::kiosk::ui
