#include "kiosk/screens/form/form.h"

#include <algorithm>

#include "kiosk/screens/open_screen.h"
#include "kiosk/screens/phrases.h"
#include "kiosk/screens/typing.h"
#include "kiosk/ui/widgets/keyboard.h"
#include "kiosk/ui/widgets/widgets.h"
#include "sync/rules/id_number.h"

namespace hall::kiosk {

namespace {

std::string answer_to(const FormModel& model, const std::string& field) {
    const auto found = model.answers.find(field);
    return found == model.answers.end() ? std::string() : found->second;
}

// What is wrong with a field, in words; empty if nothing is.
std::string problem_of(const FormModel& model, const FormField& field,
                       const ui::UiStrings& strings) {
    const auto found = model.problems.find(field.name);
    if (found == model.problems.end()) return {};
    const auto bound = [](const std::optional<double>& value) {
        return value ? number_text(*value) : std::string();
    };
    return strings.with(words_key_of(found->second), {bound(field.minimum), bound(field.maximum)});
}

KeyboardKind keyboard_for(Control control) {
    switch (control) {
        case Control::number:
        case Control::money:
            return KeyboardKind::decimal;
        case Control::id_number:
            return KeyboardKind::id_number;
        case Control::text:
            return KeyboardKind::letters;
        default:
            return KeyboardKind::digits;
    }
}

// Long numbers in groups, as they stand on a card or are said on the telephone.
std::string spaced(const FormField& field, const std::string& answer) {
    if (field.control == Control::id_number) return in_groups(answer, {6, 4, 4, 4});
    if (field.control == Control::phone && answer.starts_with('1'))
        return in_groups(answer, {3, 4, 4});
    return answer;
}

std::string place_name(const FormModel& model, const std::string& code) {
    if (!model.places) return code;
    for (const Town& town : model.places->towns) {
        for (const Village& village : town.villages) {
            if (village.code == code) return town.name + village.name;
        }
    }
    return code;
}

std::string shown_answer(const FormModel& model, const FormField& field,
                         const ui::UiStrings& strings) {
    const std::string answer = answer_to(model, field.name);
    if (answer.empty()) return {};
    if (field.control == Control::place) return place_name(model, answer);
    if (field.control == Control::id_number) return spaced(field, masked_id_number(answer));
    return spaced(field,
                  model.form->display(field, answer, strings["form.yes"], strings["form.no"]));
}

// --- One control each

void draw_choices(const FormModel& model, const FormField& field, ui::Frame& frame,
                  FormIntents& intents) {
    const std::string answer = answer_to(model, field.name);
    const bool several = field.control == Control::choices;
    std::vector<ui::Choice> offered;
    for (const auto& [value, label] : field.choices) {
        const bool selected = several ? contains_value(answer, value) : answer == value;
        offered.push_back({label, {}, selected, several, model.accent});
    }
    if (const auto tapped = ui::choices(frame, offered)) {
        const std::string& value = field.choices[*tapped].first;
        intents.send(Answer{field.name, several ? toggled(answer, value) : value});
    }
}

void draw_yes_no(const FormModel& model, const FormField& field, ui::Frame& frame,
                 FormIntents& intents) {
    const std::string answer = answer_to(model, field.name);
    constexpr const char* values[] = {"yes", "no"};
    const std::string labels[] = {
        model.form->display(field, values[0], frame("form.yes"), frame("form.no")),
        model.form->display(field, values[1], frame("form.yes"), frame("form.no"))};
    const ui::Choice offered[] = {{labels[0], {}, answer == values[0], false, model.accent},
                                  {labels[1], {}, answer == values[1], false, model.accent}};
    if (const auto tapped = ui::choices(frame, offered))
        intents.send(Answer{field.name, values[*tapped]});
}

void draw_count(const FormModel& model, const FormField& field, ui::Frame& frame,
                FormIntents& intents) {
    const std::string answer = answer_to(model, field.name);
    const auto [least, most] = count_range(field);
    const int now = count_shown(field, answer);
    const int step =
        ui::stepper(frame, {field.label, std::to_string(now), now > least, now < most});
    if (step != 0) intents.send(Answer{field.name, std::to_string(now + step)});
}

void draw_date(const Chrome& chrome, const FormModel& model, const FormField& field,
               ui::Frame& frame, FormIntents& intents) {
    constexpr int years_ahead = 5;  // for days to come
    const Result<Date> today = parse_date(chrome.today);
    const Result<Date> given = parse_date(answer_to(model, field.name));
    ui::DatePicker picker{.id = field.name, .accent = model.accent};
    if (given.ok()) picker.value = given.value();
    picker.latest = today.ok() ? today.value() : Date{2026, 12, 31};
    if (field.future) {
        picker.earliest = picker.latest;
        picker.latest = {picker.latest.year + years_ahead, 12, 31};
    }
    // A birthday is found by the age, what was bought or lost among the days just past, what is
    // planned among those to come.
    if (today.ok() && field.personal)
        picker.ages_on = today.value();
    else if (today.ok())
        picker.near = today.value();
    if (const auto date = ui::date_picker(frame, picker))
        intents.send(Answer{field.name, date_text(*date)});
}

// Most who stand here live here: their village is one touch. For the others first the town,
// then the village: two short lists in place of one of 223.
void draw_place(const FormModel& model, const FormField& field, ui::Frame& frame,
                FormIntents& intents) {
    const ui::UiStrings& strings = frame.strings();
    const std::string answer = answer_to(model, field.name);
    if (!model.places) return;
    if (!answer.empty() && model.place_town.empty()) {
        ui::key_value(frame, field.label, place_name(model, answer));
        if (ui::button(frame,
                       {strings["form.other_place"], ui::ButtonStyle::plain, model.accent})) {
            intents.send(ChooseTown{answer.substr(0, 9)});
        }
        return;
    }
    constexpr std::size_t columns = 3;
    std::vector<ui::Cell> cells;
    const auto town =
        std::find_if(model.places->towns.begin(), model.places->towns.end(),
                     [&](const Town& candidate) { return candidate.code == model.place_town; });
    if (town == model.places->towns.end()) {
        const std::string own = place_name(model, model.own_village);
        if (own != model.own_village) {
            const std::string label = strings.with("form.own_village", {own});
            if (ui::choice(frame, {label, {}, false, false, model.accent}))
                intents.send(Answer{field.name, model.own_village});
            ui::subheading(frame, strings["form.other_villages"]);
        }
        for (const Town& candidate : model.places->towns) cells.push_back({candidate.name});
        if (const auto tapped = ui::cells(frame, cells, columns, model.accent))
            intents.send(ChooseTown{model.places->towns[*tapped].code});
        return;
    }
    if (ui::button(frame, {strings["form.other_town"], ui::ButtonStyle::plain, model.accent}))
        intents.send(ChooseTown{});
    for (const Village& village : town->villages)
        cells.push_back({village.name, {}, village.code == answer});
    if (const auto tapped = ui::cells(frame, cells, columns, model.accent))
        intents.send(Answer{field.name, town->villages[*tapped].code});
}

void draw_field(const Chrome& chrome, const FormModel& model, const FormField& field, bool alone,
                ui::Frame& frame, FormIntents& intents) {
    const ui::UiStrings& strings = frame.strings();
    const std::string problem = problem_of(model, field, strings);
    if (is_typed(field.control)) {
        const bool focused = model.focused == field.name;
        const std::string hint_key = field.required ? "form.tap_to_type" : "form.tap_optional";
        const std::string typed = spaced(field, answer_to(model, field.name));
        if (ui::field(frame, {.label = field.label,
                              .value = typed,
                              .hint = strings[hint_key],
                              .error = problem,
                              .focused = focused,
                              // A low screen has no room for a name beside what is wrong.
                              .bare = alone || (frame.view().landscape() && !problem.empty())})) {
            intents.send(Focus{field.name});
        }
        return;
    }
    if (!alone && field.control != Control::count) ui::subheading(frame, field.label);
    if (!problem.empty()) ui::check_line(frame, problem, ui::Tone::warn);
    switch (field.control) {
        case Control::choice:
        case Control::choices:
            draw_choices(model, field, frame, intents);
            break;
        case Control::yes_no:
            draw_yes_no(model, field, frame, intents);
            break;
        case Control::count:
            draw_count(model, field, frame, intents);
            break;
        case Control::date:
            draw_date(chrome, model, field, frame, intents);
            break;
        case Control::place:
            draw_place(model, field, frame, intents);
            break;
        default:
            break;
    }
}

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
    for (const std::string& name : page.fields) {
        const FormField& field = form.field(name);
        // The question above already says what a single answer is about.
        const bool alone = page.fields.size() == 1 && !(named && is_typed(field.control));
        draw_field(chrome, model, field, alone, frame, intents);
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
    for (std::size_t i = 0; i < form.pages().size(); ++i) {
        if (!form.shown(i, model.answers)) continue;
        for (const std::string& name : form.pages()[i].fields) {
            const FormField& field = form.field(name);
            const std::string answer = shown_answer(model, field, strings);
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
    const KeyboardKind kind =
        typing ? keyboard_for(model.form->field(model.focused).control) : KeyboardKind::digits;
    const ui::Button buttons[] = {{strings["form.previous"], ui::ButtonStyle::plain, model.accent},
                                  {strings[on], ui::ButtonStyle::primary, model.accent}};
    const float weights[] = {1, 1.7F};
    // The way on stands in the same place on every page; the keyboard takes it while
    // someone types.
    float below = 0;
    if (typing)
        below = room_for_keyboard(frame, kind);
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
    if (typing) send_keys(keyboard(frame, kind, true), intents);
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
