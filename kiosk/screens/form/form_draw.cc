#include "kiosk/screens/form/form.h"
#include "kiosk/screens/form/form_controls.h"
#include "kiosk/screens/open_screen.h"
#include "kiosk/screens/typing.h"
#include "kiosk/ui/frame/spoken.h"
#include "kiosk/ui/widgets/input_panel.h"
#include "kiosk/ui/widgets/keyboard.h"
#include "kiosk/ui/widgets/widgets.h"

namespace hall::kiosk {

namespace {

// --- The two faces of a form

struct Step {
    int now = 1;
    int count = 1;
};

// The review is the last step.
Step step_of(const FormModel& model) {
    const int pages = static_cast<int>(model.form->step_count(model.answers));
    const int page = static_cast<int>(model.form->step_of(model.page, model.answers));
    return {model.reviewing ? pages + 1 : page, pages + 1};
}

bool is_typing(const FormModel& model) {
    return !model.focused.empty() && is_typed(model.form->field(model.focused).control);
}

// A wide screen is low: there the step stands in the bar.
void draw_steps(const FormModel& model, ui::Frame& frame) {
    const Step step = step_of(model);
    if (!frame.view().landscape()) ui::steps(frame, step.now, step.count, model.accent);
}

ui::Question question_of(const FormModel& model) {
    const FormPage& page = model.form->pages()[model.page];
    return {page.title, page.title, page.help};
}

void draw_page(const Chrome& chrome, const FormModel& model, ui::Frame& frame,
               FormIntents& intents) {
    const Form& form = *model.form;
    const FormPage& page = form.pages()[model.page];
    draw_steps(model, frame);
    // The keyboard leaves a low screen room for a name and what is typed, not for the question.
    const bool wide = frame.view().landscape();
    const bool named = wide && frame.view().text_scale > 1 && is_typing(model);
    if (!named) ui::question(frame, question_of(model));
    const ui::SpokenScope answers(frame, ui::SpokenAs::answers);
    for (const std::string& name : page.fields) {
        const FormField& field = form.field(name);
        // The question above already says what a single answer is about.
        const bool alone = page.fields.size() == 1 && !(named && is_typed(field.control));
        draw_field({chrome, model, field, alone}, frame, intents);
    }
}

void draw_review(const FormModel& model, ui::Frame& frame, FormIntents& intents) {
    const ui::UiStrings& strings = frame.strings();
    const Form& form = *model.form;
    draw_steps(model, frame);
    ui::heading(frame, strings["form.review"]);
    ui::small_print(frame, strings["form.review_line"]);
    if (model.broken) ui::check_line(frame, strings["form.broken"], ui::Tone::warn);
    if (model.failures > 0) {
        const std::string_view said = model.failures > 1 ? "form.failed_again"
                                      : model.no_memory  ? "form.failed_memory"
                                                         : "form.failed";
        ui::check_line(frame, strings[said], ui::Tone::warn);
    }
    const ui::SpokenScope answers(frame, ui::SpokenAs::answers);
    for (std::size_t i = 0; i < form.pages().size(); ++i) {
        if (!form.shown(i, model.answers)) continue;
        for (const std::string& name : form.pages()[i].fields) {
            const FormField& field = form.field(name);
            const std::string answer = answer_on_review(model, field, strings);
            const std::string_view shown =
                answer.empty() ? strings["form.not_answered"] : std::string_view(answer);
            if (ui::list_item(frame, {field.label, shown, strings["form.change"], model.accent})) {
                intents.send(EditPage{i});
            }
        }
    }
}

void send_next(const FormModel& model, FormIntents& intents) {
    if (model.reviewing)
        intents.send(Submit{});
    else
        intents.send(NextPage{});
}

}  // namespace

void draw_screen(const Chrome& chrome, const FormModel& model, ui::Frame& frame,
                 FormIntents& intents) {
    const ui::UiStrings& strings = frame.strings();
    const Step step = step_of(model);
    const std::string subtitle =
        frame.view().landscape()
            ? strings.with("ui.step", {std::to_string(step.now), std::to_string(step.count)})
            : model.line;
    const char* on = model.reviewing             ? "form.submit"
                     : model.editing_from_review ? "form.back_to_review"
                                                 : "form.next";
    // A wide screen is low: there the way on stands in the column, and the content has the rest.
    const bool low = frame.view().landscape();
    Opening opening{model.title, subtitle, model.accent};
    if (low) {
        opening.foot = Foot::form;
        opening.next = strings[on];
        opening.previous = strings["form.previous"];
    }
    const ui::FrameTap place = open_screen(chrome, opening, frame, intents);
    if (place == ui::FrameTap::first) send_next(model, intents);
    if (place == ui::FrameTap::second) intents.send(PreviousPage{});
    const bool typing = is_typing(model);
    const std::optional<KeyboardKind> kind =
        typing ? keyboard_for(model.form->field(model.focused)) : std::nullopt;
    const ui::Button buttons[] = {{strings["form.previous"], ui::ButtonStyle::plain, model.accent},
                                  {strings[on], ui::ButtonStyle::primary, model.accent}};
    const float weights[] = {1, 1.7F};
    // The way on stands in the same place on every page; the keyboard takes it while
    // someone types.
    float below = 0;
    if (typing)
        below = kind ? room_for_keyboard(frame, *kind) : room_for_input_panel(frame);
    else if (!low)
        below = ui::button_row_height(frame, buttons, weights);
    // The villages of a town are read from the beginning of their list.
    const std::string id = "form-" + model.document.id +
                           (model.reviewing ? "-review" : std::to_string(model.page)) +
                           model.place_town;
    ui::begin_scroll(frame, id, below);
    if (model.reviewing)
        draw_review(model, frame, intents);
    else
        draw_page(chrome, model, frame, intents);
    ui::end_scroll(frame);
    if (typing && kind) send_keys(keyboard(frame, *kind, true), intents);
    if (typing && !kind) write_with_panel(chrome, frame, intents);
    if (low && !model.reviewing) ui::question_help(frame, question_of(model));
    if (low || typing) return;
    if (const auto tapped = ui::button_row(frame, buttons, weights)) {
        if (*tapped == 0)
            intents.send(PreviousPage{});
        else
            send_next(model, intents);
    }
}

}  // namespace hall::kiosk
