// What is asked, with its help below it, or on a low screen behind "？" beside it.

#include <algorithm>
#include <array>
#include <cmath>

#include "kiosk/ui/widgets/parts.h"

namespace hall::kiosk::ui {

namespace {

constexpr float question_title_line_height = 1.25F;

TouchId id_of_help(const Question& question) {
    return id_of(question.id, 3);
}

// The title and, at its right, the button that opens the help.
void draw_beside(Frame& frame, const Question& question) {
    UiState& state = frame.state();
    const Measures& m = state.measures;
    const Theme& theme = frame.theme();
    const float side = std::max(m.target_least, std::ceil(static_cast<float>(m.heading)));
    const float width = frame.flow().width() - side - m.gap;
    const TextBlock& title = lay_out(frame, question.title, true,
                                     {.em_px = m.heading,
                                      .wrap_px = std::max(1, static_cast<int>(width)),
                                      .line_height = question_title_line_height,
                                      .phrases = true,
                                      .balanced = true});
    const Box row = next_box(frame, std::max(side, static_cast<float>(title.height_px())));
    const Box text = {row.x0, row.y0, row.x0 + width, row.y1};
    paint_text_middle(frame, title, text, Align::left, {theme.ink, theme.ink});
    record_text(frame, AccessRole::heading, question.title, text, {m.heading, theme.ink, false});

    const float y = row.y0 + std::floor((row.height() - side) / 2);
    const Box box = {row.x1 - side, y, row.x1, y + side};
    const std::string_view label = frame("ui.what_is_meant");
    const Tap tap = touch(frame, label, box);
    const ControlLook look = look_of(frame, ButtonStyle::plain, "services", true, tap.held);
    paint_framed(frame, box, outline_of(frame, box, look), look.fill);
    const TextBlock& sign = lay_out(frame, "？", true, {.em_px = std::max(m.least, m.body)});
    paint_text_middle(frame, sign, box, Align::middle, {look.ink, look.ink});
    record(frame, {.role = AccessRole::button,
                   .label = label,
                   .box = box,
                   .text_mm = mm_of(frame, sign.em_px),
                   .ink = look.ink,
                   .paper = look.fill,
                   .edge = look.edge});
    use_box(frame, row, m.gap_least, BoxUse::heading);
    if (!tap.tapped) return;
    state.places.at(id_of_help(question), state.frame).page = 1;
    state.again = true;
}

}  // namespace

void question(Frame& frame, const Question& question) {
    const bool behind = frame.view().landscape() && !question.help.empty();
    if (behind) {
        draw_beside(frame, question);
        return;
    }
    heading(frame, question.title);
    if (!question.help.empty()) small_print(frame, question.help);
}

void question_help(Frame& frame, const Question& question) {
    UiState& state = frame.state();
    if (!frame.view().landscape() || question.help.empty()) return;
    Place& place = state.places.at(id_of_help(question), state.frame);
    if (place.page == 0) return;
    const std::array<Button, 1> buttons = {
        {{.label = frame("ui.understood"), .style = ButtonStyle::primary}}};
    if (!dialog(frame, {.title = question.title, .text = question.help, .buttons = buttons}))
        return;
    state.places.at(id_of_help(question), state.frame).page = 0;
    state.again = true;
}

}  // namespace hall::kiosk::ui
