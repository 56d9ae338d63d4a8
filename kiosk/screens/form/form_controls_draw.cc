#include "kiosk/screens/form/form_controls.h"

#include <algorithm>

#include "kiosk/screens/form/form_attachments.h"
#include "kiosk/screens/phrases.h"
#include "kiosk/ui/widgets/widgets.h"
#include "sync/rules/id_number.h"

namespace hall::kiosk {

namespace {

const Answer& answer_to(const FieldView& view) {
    return answer_in(view.model.answers, view.field.name);
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

std::string place_name(const FormModel& model, const std::string& code) {
    if (!model.places) return code;
    for (const Town& town : model.places->towns) {
        for (const Village& village : town.villages) {
            if (village.code == code) return town.name + village.name;
        }
    }
    return code;
}

DisplayWords display_words(const FormModel& model, const ui::UiStrings& strings) {
    return {strings["form.yes"], strings["form.no"],
            [&model](const std::string& code) { return place_name(model, code); }};
}

// --- One control each

void draw_choice(const FieldView& view, ui::Frame& frame, FormIntents& intents) {
    const FormModel& model = view.model;
    const FormField& field = view.field;
    std::vector<ui::Choice> offered;
    for (const auto& [value, label] : field.choices) {
        offered.push_back({label, {}, answer_to(view).text() == value, false, model.accent});
    }
    if (const auto tapped = ui::choices(frame, offered))
        intents.send(Answered{field.name, field.choices[*tapped].first});
}

void draw_choices(const FieldView& view, ui::Frame& frame, FormIntents& intents) {
    const FormModel& model = view.model;
    const FormField& field = view.field;
    const AnswerList& ticked = answer_to(view).list();
    std::vector<ui::Choice> offered;
    for (const auto& [value, label] : field.choices) {
        offered.push_back({label, {}, contains_value(ticked, value), true, model.accent});
    }
    if (const auto tapped = ui::choices(frame, offered))
        intents.send(Answered{field.name, toggled(ticked, field.choices[*tapped].first)});
}

void draw_yes_no(const FieldView& view, ui::Frame& frame, FormIntents& intents) {
    const FormModel& model = view.model;
    const FormField& field = view.field;
    const std::string_view answer = answer_to(view).text();
    const DisplayWords words = display_words(model, frame.strings());
    constexpr const char* values[] = {"yes", "no"};
    const std::string labels[] = {model.form->display(field, values[0], words),
                                  model.form->display(field, values[1], words)};
    const ui::Choice offered[] = {{labels[0], {}, answer == values[0], false, model.accent},
                                  {labels[1], {}, answer == values[1], false, model.accent}};
    if (const auto tapped = ui::choices(frame, offered))
        intents.send(Answered{field.name, values[*tapped]});
}

void draw_count(const FieldView& view, ui::Frame& frame, FormIntents& intents) {
    const FormField& field = view.field;
    const auto [least, most] = count_range(field);
    const int now = count_shown(field, answer_to(view).text());
    const int step =
        ui::stepper(frame, {field.label, std::to_string(now), now > least, now < most});
    if (step != 0) intents.send(Answered{field.name, std::to_string(now + step)});
}

void draw_date(const FieldView& view, ui::Frame& frame, FormIntents& intents) {
    const FormModel& model = view.model;
    const FormField& field = view.field;
    constexpr int years_ahead = 5;  // for days to come
    const Result<Date> today = parse_date(view.chrome.today);
    const Result<Date> given = parse_date(answer_to(view).text());
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
        intents.send(Answered{field.name, date_text(*date)});
}

// Most who stand here live here: their village is one touch. For the others first the town,
// then the village: two short lists in place of one of 223.
void draw_place(const FieldView& view, ui::Frame& frame, FormIntents& intents) {
    const FormModel& model = view.model;
    const FormField& field = view.field;
    const ui::UiStrings& strings = frame.strings();
    const std::string answer(answer_to(view).text());
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
                intents.send(Answered{field.name, model.own_village});
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
        intents.send(Answered{field.name, town->villages[*tapped].code});
}

using Grouped = std::string (*)(const std::string& text);

std::string as_typed(const std::string& text) {
    return text;
}

// Long numbers in groups, as they stand on a card or are said on the telephone.
std::string id_in_groups(const std::string& text) {
    return in_groups(text, {6, 4, 4, 4});
}

std::string phone_in_groups(const std::string& text) {
    return text.starts_with('1') ? in_groups(text, {3, 4, 4}) : text;
}

std::string masked_id(const std::string& text) {
    return masked_id_number(text);
}

void draw_typed(const FieldView& view, ui::Frame& frame, FormIntents& intents);

// --- The table

struct ControlDrawing {
    Control control;
    // Of what is not drawn yet: none.
    void (*draw)(const FieldView&, ui::Frame&, FormIntents&) = nullptr;
    // Of what is typed; none: words.
    std::optional<KeyboardKind> keyboard = KeyboardKind::digits;
    bool names_itself = false;  // needs no line with its label above it
    Grouped grouped = as_typed;
    Grouped on_review = as_typed;  // before it is grouped
};

constexpr ControlDrawing drawings[] = {
    {.control = Control::choice, .draw = draw_choice},
    {.control = Control::choices, .draw = draw_choices},
    {.control = Control::yes_no, .draw = draw_yes_no},
    {.control = Control::number, .draw = draw_typed, .keyboard = KeyboardKind::decimal},
    {.control = Control::money, .draw = draw_typed, .keyboard = KeyboardKind::decimal},
    {.control = Control::phone, .draw = draw_typed, .grouped = phone_in_groups},
    {.control = Control::id_number,
     .draw = draw_typed,
     .keyboard = KeyboardKind::id_number,
     .grouped = id_in_groups,
     .on_review = masked_id},
    {.control = Control::date, .draw = draw_date},
    {.control = Control::place, .draw = draw_place},
    {.control = Control::text, .draw = draw_typed, .keyboard = std::nullopt},
    {.control = Control::count, .draw = draw_count, .names_itself = true},
    {.control = Control::groups},
    {.control = Control::attachment},
    {.control = Control::photo, .draw = draw_photo},
    {.control = Control::voice, .draw = draw_voice}};

// A form may use what is drawn, and nothing else (Form::can_be_shown).
constexpr bool draws_what_forms_may_use() {
    if (std::size(drawings) != std::size(form_controls)) return false;
    for (std::size_t i = 0; i < std::size(drawings); ++i) {
        if (drawings[i].control != form_controls[i].control) return false;
        if ((drawings[i].draw != nullptr) != form_controls[i].drawn) return false;
    }
    return true;
}
static_assert(draws_what_forms_may_use(), "one row a row of form_controls, in its order");

const ControlDrawing& drawing_of(const FormField& field) {
    return drawings[static_cast<std::size_t>(field.control)];
}

void draw_typed(const FieldView& view, ui::Frame& frame, FormIntents& intents) {
    const ui::UiStrings& strings = frame.strings();
    const FormField& field = view.field;
    const std::string problem = problem_of(view.model, field, strings);
    const std::string hint_key = field.required ? "form.tap_to_type" : "form.tap_optional";
    const std::string typed = drawing_of(field).grouped(std::string(answer_to(view).text()));
    // A low screen has no room for a name beside what is wrong.
    const bool bare = view.alone || (frame.view().landscape() && !problem.empty());
    if (ui::field(frame, {.label = field.label,
                          .value = typed,
                          .hint = strings[hint_key],
                          .error = problem,
                          .focused = view.model.focused == field.name,
                          .bare = bare})) {
        intents.send(Focus{field.name});
    }
}

}  // namespace

void draw_field(const FieldView& view, ui::Frame& frame, FormIntents& intents) {
    const ControlDrawing& drawing = drawing_of(view.field);
    CHECK(drawing.draw != nullptr);
    // What is typed has its name and what is wrong within its own lines.
    if (!is_typed(view.field.control)) {
        const std::string problem = problem_of(view.model, view.field, frame.strings());
        if (!view.alone && !drawing.names_itself) ui::subheading(frame, view.field.label);
        if (!problem.empty()) ui::check_line(frame, problem, ui::Tone::warn);
    }
    drawing.draw(view, frame, intents);
}

std::optional<KeyboardKind> keyboard_for(const FormField& field) {
    return drawing_of(field).keyboard;
}

std::string answer_on_review(const FormModel& model, const FormField& field,
                             const ui::UiStrings& strings) {
    const Answer& answer = answer_in(model.answers, field.name);
    if (answer.empty()) return {};
    if (answer.shape() == AnswerShape::attachment) return attachment_on_review(answer, strings);
    const ControlDrawing& drawing = drawing_of(field);
    const std::string shown = model.form->display(field, answer, display_words(model, strings));
    return drawing.grouped(drawing.on_review(shown));
}

}  // namespace hall::kiosk
