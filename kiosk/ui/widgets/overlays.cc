// Over everything: the dialog and the toast.

#include <algorithm>
#include <cmath>

#include "kiosk/ui/widgets/parts.h"
#include "kiosk/ui/widgets/scroll_area.h"

namespace hall::kiosk::ui {

namespace {

constexpr float overlay_title_line_height = 1.3F;
constexpr float dialog_share = 0.84F;       // of the screen's width
constexpr float dialog_share_wide = 0.72F;  // in landscape

struct DialogPlan {
    Box box;
    float inner_width = 0;
    float padding = 0;
    float title_height = 0;
    float text_height = 0;
    float buttons_height = 0;
    int title_px = 0;
    int text_px = 0;

    float height() const { return 2 * padding + title_height + text_height + buttons_height; }
};

const TextBlock& dialog_text(Frame& frame, std::string_view text, bool strong, int em_px,
                             float width) {
    return lay_out(frame, text, strong,
                   {.em_px = em_px,
                    .wrap_px = static_cast<int>(width),
                    .line_height = strong ? overlay_title_line_height : frame.theme().line_height});
}

// The measures in force while the dialog is drawn: a screen that is too low for large
// type gets smaller type rather than a dialog that has to be scrolled.
DialogPlan plan_dialog(Frame& frame, const Dialog& dialog, const Box& screen) {
    UiState& state = frame.state();
    const Measures& m = state.measures;
    DialogPlan plan;
    const float share = frame.view().landscape() ? dialog_share_wide : dialog_share;
    const float width = std::floor(screen.width() * share);
    plan.padding = m.padding + m.border;
    plan.inner_width = width - 2 * plan.padding;
    plan.title_px = m.heading;
    plan.text_px = m.body;
    const TextBlock& title =
        dialog_text(frame, dialog.title, true, plan.title_px, plan.inner_width);
    const TextBlock& text = dialog_text(frame, dialog.text, false, plan.text_px, plan.inner_width);
    plan.title_height =
        title.lines.empty() ? 0 : static_cast<float>(title.height_px()) + text_gap(frame);
    plan.text_height = static_cast<float>(text.height_px());
    const Flow before = frame.flow();
    frame.flow() = {0, plan.inner_width, 0};
    plan.buttons_height =
        dialog.buttons.empty() ? 0 : button_row_height(frame, dialog.buttons) + m.gap / 2;
    frame.flow() = before;
    return plan;
}

// Lowers the text step until the dialog fits the screen, down to 100 %.
DialogPlan fit_dialog(Frame& frame, const Dialog& dialog, const Box& screen) {
    UiState& state = frame.state();
    Viewport view = state.view;
    DialogPlan plan = plan_dialog(frame, dialog, screen);
    const float room = screen.height() - 2 * state.measures.margin;
    while (plan.height() > room && view.text_scale > 1) {
        view.text_scale = std::max(1.F, view.text_scale - 0.25F);
        state.measures = measures_of(state.theme, view);
        plan = plan_dialog(frame, dialog, screen);
    }
    const float height = std::min(std::ceil(plan.height()), room);
    const float width = plan.inner_width + 2 * plan.padding;
    const float x = std::floor((screen.width() - width) / 2);
    const float y = screen.y0 + std::floor((screen.height() - height) / 2);
    plan.box = {x, y, x + width, y + height};
    return plan;
}

void draw_dialog_text(Frame& frame, const Dialog& dialog, const DialogPlan& plan) {
    const Theme& theme = frame.theme();
    // Narrower than planned where it scrolls.
    const float width = frame.flow().width();
    const TextBlock& title = dialog_text(frame, dialog.title, true, plan.title_px, width);
    if (!title.lines.empty()) {
        const Box box = next_box(frame, static_cast<float>(title.height_px()));
        paint_text(frame, title, box, Align::left, {theme.ink, theme.ink});
        record_text(frame, AccessRole::heading, dialog.title, box,
                    {plan.title_px, theme.ink, false});
        use_box(frame, box, text_gap(frame));
    }
    const TextBlock& text = dialog_text(frame, dialog.text, false, plan.text_px, width);
    if (text.lines.empty()) return;
    const Box box = next_box(frame, static_cast<float>(text.height_px()));
    paint_text(frame, text, box, Align::left, {theme.ink, theme.ink});
    record_text(frame, AccessRole::text, dialog.text, box, {plan.text_px, theme.ink, false});
    use_box(frame, box, 0, BoxUse::text);
}

}  // namespace

std::optional<std::size_t> dialog(Frame& frame, const Dialog& dialog) {
    UiState& state = frame.state();
    Pass& pass = state.pass;
    const Theme& theme = frame.theme();
    const Measures measures = state.measures;
    const Box screen = pass.region;
    state.touch.cover();
    state.focus.cover();
    pass.title_left_over = false;
    pass.subtitle_left_over = false;
    const DialogPlan plan = fit_dialog(frame, dialog, screen);
    const Measures& m = state.measures;
    paint_veil(frame, pass.clip);
    paint_framed(frame, plan.box, {m.radius(m.target), m.border, theme.edge}, theme.card);
    record(frame, {.role = AccessRole::dialog,
                   .label = dialog.title.empty() ? dialog.text : dialog.title,
                   .box = plan.box});

    const Flow before = pass.flow;
    const Colour paper = pass.paper;
    pass.paper = theme.card;
    const Box inner = plan.box.inset(plan.padding);
    const bool whole = plan.height() <= plan.box.height() + 1;
    const float buttons = plan.buttons_height;
    pass.flow = {inner.x0, inner.x1, inner.y0};
    if (whole) {
        draw_dialog_text(frame, dialog, plan);
    } else {
        open_scroll(frame, id_of(dialog.title, 1),
                    {inner.x0, inner.y0, inner.x1, inner.y1 - buttons});
        draw_dialog_text(frame, dialog, plan);
        end_scroll(frame);
    }
    pass.flow = {inner.x0, inner.x1, inner.y1 - buttons + m.gap * 1.5F};
    std::optional<std::size_t> tapped;
    pass.escape_next = true;
    if (!dialog.buttons.empty()) tapped = button_row(frame, dialog.buttons);
    pass.flow = before;
    pass.paper = paper;
    state.measures = measures;
    return tapped;
}

void toast(Frame& frame, std::string_view text) {
    UiState& state = frame.state();
    const Measures& m = state.measures;
    const Theme& theme = frame.theme();
    const Box& content = state.pass.content;
    const float padding = m.padding;
    const TextBlock& block =
        lay_out_label(frame, text, true, m.body, content.width() - 2 * padding);
    if (block.lines.empty()) return;
    const float width = static_cast<float>(block.width_px) + 2 * padding;
    const float height = static_cast<float>(block.height_px()) + 2 * std::ceil(padding * 0.7F);
    const float x = std::floor(content.x0 + (content.width() - width) / 2);
    const Box box = {x, content.y1 - height, x + width, content.y1};
    paint_round(frame, box, m.radius(height), theme.ink);
    paint_text_middle(frame, block, box, Align::middle, {theme.on_deep, theme.on_deep});

    // What lies under it is out of sight, and a finger on it means nothing.
    state.access.cover(box);
    touch(frame, {}, box, false);
    record(frame, {.role = AccessRole::text,
                   .label = text,
                   .box = box,
                   .text_mm = mm_of(frame, m.body),
                   .ink = theme.on_deep,
                   .paper = theme.ink});
}

}  // namespace hall::kiosk::ui
