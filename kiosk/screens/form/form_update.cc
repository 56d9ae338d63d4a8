#include "kiosk/screens/form/form.h"
#include "kiosk/screens/form/form_attachments.h"

#include "kiosk/app/update_step.h"
#include "sync/wire/seal.h"

namespace hall::kiosk {

namespace {

// A page whose one question is typed shows the keyboard at once.
void open_page(FormModel& form, std::size_t page) {
    form.page = page;
    const std::vector<std::string>& fields = form.form->pages()[page].fields;
    if (fields.size() == 1 && is_typed(form.form->field(fields.front()).control))
        form.focused = fields.front();
}

// A number by plus and minus is answered by what it shows.
void take_answers_as_shown(FormModel& form) {
    for (const std::string& name : form.form->pages()[form.page].fields) {
        const FormField& field = form.form->field(name);
        if (!answer_in(form.answers, name).empty()) continue;
        auto shown = form_control(field.control).as_shown(field);
        if (shown) form.answers[name] = std::move(*shown);
    }
}

void judge_focused(FormModel& form, const Date& today) {
    if (form.focused.empty()) return;
    const Answer& answer = answer_in(form.answers, form.focused);
    if (answer.empty()) return;
    const auto problem = form.form->check(form.form->field(form.focused), answer, today);
    if (problem) form.problems[form.focused] = *problem;
}

void next_page(FormModel& form, const Date& today) {
    if (form.sent || form.reviewing) return;
    form.focused.clear();
    take_answers_as_shown(form);
    form.problems = form.form->check_page(form.page, form.answers, today);
    if (!form.problems.empty()) return;
    form.place_town.clear();
    const auto next = form.editing_from_review ? form.form->first_bad_page(form.answers, today)
                                               : form.form->next_page(form.page, form.answers);
    if (next) {
        open_page(form, *next);
    } else {
        form.reviewing = true;
        form.editing_from_review = false;
    }
}

struct FormUpdater {
    FormModel& form;
    UpdateStep& step;

    void operator()(const Answered& intent) {
        if (form.sent || !form.form->has_field(intent.field)) return;
        form.answers[intent.field] = intent.value;
        form.problems.erase(intent.field);
        form.pictures.erase(intent.field);
        form.place_town.clear();
    }

    void operator()(const ChooseTown& intent) { form.place_town = intent.town; }

    void operator()(const NextPage&) { next_page(form, step.today()); }

    void operator()(const PreviousPage&) {
        if (form.sent) return;
        form.focused.clear();
        if (!step_back(form)) step.leave_form();
    }

    void operator()(const EditPage& intent) {
        if (form.sent || intent.page >= form.form->pages().size()) return;
        form.reviewing = false;
        form.editing_from_review = true;
        open_page(form, intent.page);
    }

    // Only a form under review, whole and not yet sent, is sent. The second of two quick
    // taps finds it sent.
    void operator()(const Submit&) {
        if (!form.reviewing || form.sent) return;
        if (const auto bad = form.form->first_bad_page(form.answers, step.today())) {
            form.reviewing = false;
            form.page = *bad;
            form.problems = form.form->check_page(*bad, form.answers, step.today());
            return;
        }
        form.sent = true;
        step.ask(SubmitForm{});
    }

    void operator()(const OpenCamera& intent) { open_camera(form, intent.field, step); }
    void operator()(const OpenRecorder& intent) { open_recorder(form, intent.field, step); }

    void operator()(const SubmitFailed& intent) {
        form.sent = false;
        form.broken = intent.form_broken;
        form.no_memory = intent.no_memory;
        if (!intent.form_broken) ++form.failures;
    }
};

}  // namespace

void update_screen(FormModel& form, FormIntent& intent, UpdateStep& step) {
    std::visit(FormUpdater{form, step}, intent);
}

bool step_back(FormModel& form) {
    if (form.sent) return false;
    form.problems.clear();
    form.place_town.clear();
    if (form.editing_from_review) {
        form.editing_from_review = false;
        form.reviewing = true;
        return true;
    }
    if (form.reviewing) {
        form.reviewing = false;
        return true;
    }
    const auto previous = form.form->previous_page(form.page, form.answers);
    if (previous) form.page = *previous;
    return previous.has_value();
}

std::string field_in_focus(const FormModel& form) {
    return form.focused;
}

TextLine text_line(FormModel& form) {
    if (form.focused.empty()) return {};
    const FormField& field = form.form->field(form.focused);
    return {&form.answers[form.focused].typed_text(), typed_characters_max(field)};
}

void focus_on(FormModel& form, const std::string& field, UpdateStep& step) {
    if (form.sent) return;
    if (!form.focused.empty()) judge_focused(form, step.today());
    form.focused = form.form->has_field(field) ? field : std::string();
}

void text_changed(FormModel& form, const TextLine& line) {
    form.problems.erase(form.focused);
    if (line.text->empty()) form.answers.erase(form.focused);
}

// On a page of one question it is the way on, if the answer holds.
void typing_done(FormModel& form, UpdateStep& step) {
    const bool alone = form.form->pages()[form.page].fields.size() == 1;
    if (alone && !form.reviewing) {
        next_page(form, step.today());
    } else {
        judge_focused(form, step.today());
        form.focused.clear();
    }
}

}  // namespace hall::kiosk
