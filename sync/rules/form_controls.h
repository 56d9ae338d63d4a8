// Form controls: how a question can be answered. One table, one row a control, and nothing else
// in sync/ and platform/ asks which control a field has. The kiosk draws them by a table of its
// own (kiosk/screens/form/form_controls_draw.cc).
//
// A new control is an enumerator and a row here, and a row there. Its functions stand beside
// those of its kin: form_choices, form_numbers, form_texts, form_groups, form_attachments.
// Pure; any thread.

#pragma once

#include <array>
#include <cstdint>
#include <iterator>

#include "sync/core/clock.h"
#include "sync/core/result.h"
#include "sync/rules/form_attachments.h"
#include "sync/rules/form_choices.h"
#include "sync/rules/form_field.h"
#include "sync/rules/form_groups.h"
#include "sync/rules/form_numbers.h"
#include "sync/rules/form_texts.h"

namespace hall {

enum class Control : std::uint8_t {
    choice,   // one of some
    choices,  // any of some
    yes_no,
    number,  // whole, or with decimals if the schema says number
    money,   // yuan, two decimals
    phone,
    id_number,
    date,        // 2026-11-23
    place,       // 12-digit village code
    text,        // letters and digits
    count,       // whole, by plus and minus
    groups,      // the same fields several times
    attachment,  // a photo, a scan, a voice note, from a program that has them
    photo,       // taken here
    voice,       // recorded here
};

// Where a form lists the values that may be chosen.
enum class ChoicesIn : std::uint8_t { nothing, schema, items, yes_and_no };

struct FormControl {
    Control control;
    std::string_view name;  // as forms write it
    // An answer that is not empty and has the shape; the field's schema has the last word
    // (Form::check).
    std::optional<AnswerProblem> (*check)(const FormField&, const Answer&, Date today);

    AnswerShape shape = AnswerShape::text;
    bool drawn = true;               // the kiosk has a drawing; else no form may use it yet
    bool typed = false;              // key by key, not by choosing
    std::size_t characters_max = 0;  // of what is typed; 0: the field's length_max

    // The form, when it is read.
    ChoicesIn choices = ChoicesIn::nothing;
    Result<void> (*parse)(const FieldDescription&, FormField&) = parse_nothing;

    // To JSON as the schema asks for it: `refused` if it is no such answer. Back again: nothing
    // for a value that no answer becomes.
    Result<Json> (*to_json)(const FormField&, const Answer&) = text_to_json;
    std::optional<Answer> (*from_json)(const FormField&, const Json&) = text_from_json;

    std::string (*display)(const FormField&, const Answer&, const DisplayWords&) = display_text;
    // True if the answer says what a page's condition waits for.
    bool (*says)(const FormField&, const Answer&, std::string_view wanted) = says_text;
    // What the screen shows before anyone touches it, and so is the answer of who goes on.
    std::optional<Answer> (*as_shown)(const FormField&) = shows_no_answer;

    // The form, before it is published (form_check.h).
    std::array<std::string_view, 2> schema_types = {"string"};
    std::vector<SchemaComplaint> (*judge_schema)(const Json& schema) = no_complaints;
    LikelyAnswers (*likely)(const FormField&, Date today) = no_likely_answers;
};

inline constexpr FormControl form_controls[] = {
    {.control = Control::choice,
     .name = "choice",
     .check = check_choice,
     .choices = ChoicesIn::schema,
     .parse = parse_choice,
     .display = display_choice,
     .likely = each_choice},
    {.control = Control::choices,
     .name = "choices",
     .check = check_choices,
     .shape = AnswerShape::list,
     .choices = ChoicesIn::items,
     .parse = parse_choices,
     .to_json = list_to_json,
     .from_json = list_from_json,
     .display = display_choices,
     .says = says_among,
     .schema_types = {"array"},
     .likely = each_of_choices},
    {.control = Control::yes_no,
     .name = "yes_no",
     .check = check_yes_no,
     .choices = ChoicesIn::yes_and_no,
     .parse = parse_yes_no,
     .to_json = yes_no_to_json,
     .from_json = yes_no_from_json,
     .display = display_yes_no,
     .schema_types = {"boolean"},
     .likely = yes_and_no},
    {.control = Control::number,
     .name = "number",
     .check = check_number,
     .typed = true,
     .characters_max = 12,
     .parse = parse_number,
     .to_json = number_to_json,
     .from_json = number_from_json,
     .says = says_number,
     .schema_types = {"integer", "number"},
     .judge_schema = judge_typed_number,
     .likely = likely_numbers},
    {.control = Control::money,
     .name = "money",
     .check = check_money,
     .typed = true,
     .characters_max = 12,
     .parse = parse_money,
     .to_json = number_to_json,
     .from_json = number_from_json,
     .display = display_money,
     .says = says_number,
     .schema_types = {"number"},
     .judge_schema = judge_typed_number,
     .likely = likely_numbers},
    {.control = Control::phone,
     .name = "phone",
     .check = check_phone,
     .typed = true,
     .characters_max = 13,
     .likely = likely_phones},
    {.control = Control::id_number,
     .name = "id_number",
     .check = check_id,
     .typed = true,
     .characters_max = 18,
     .likely = likely_id_numbers},
    {.control = Control::date, .name = "date", .check = check_date, .likely = likely_dates},
    {.control = Control::place, .name = "place", .check = check_place, .display = display_place},
    {.control = Control::text,
     .name = "text",
     .check = check_text,
     .typed = true,
     .judge_schema = judge_typed_text},
    {.control = Control::count,
     .name = "count",
     .check = check_number,
     .parse = parse_number,
     .to_json = number_to_json,
     .from_json = number_from_json,
     .says = says_number,
     .as_shown = least_counted,
     .schema_types = {"integer"},
     .judge_schema = judge_count,
     .likely = both_ends_counted},
    {.control = Control::groups,
     .name = "groups",
     .check = check_groups,
     .shape = AnswerShape::groups,
     .drawn = false,
     .parse = parse_groups,
     .to_json = groups_to_json,
     .from_json = groups_from_json,
     .display = display_groups,
     .says = says_nothing,
     .schema_types = {"array"}},
    {.control = Control::attachment,
     .name = "attachment",
     .check = check_attachment,
     .shape = AnswerShape::attachment,
     .drawn = false,
     .parse = parse_attachment,
     .to_json = attachment_to_json,
     .from_json = attachment_from_json,
     .display = display_attachment,
     .says = says_nothing,
     .schema_types = {"object"}},
    {.control = Control::photo,
     .name = "photo",
     .check = check_attachment,
     .shape = AnswerShape::attachment,
     .parse = parse_photo,
     .to_json = attachment_to_json,
     .from_json = attachment_from_json,
     .display = display_attachment,
     .says = says_nothing,
     .schema_types = {"object"}},
    {.control = Control::voice,
     .name = "voice",
     .check = check_attachment,
     .shape = AnswerShape::attachment,
     .parse = parse_voice,
     .to_json = attachment_to_json,
     .from_json = attachment_from_json,
     .display = display_attachment,
     .says = says_nothing,
     .schema_types = {"object"}}};

// The row of a control is where its number says.
constexpr bool rows_in_order() {
    for (std::size_t i = 0; i < std::size(form_controls); ++i) {
        if (static_cast<std::size_t>(form_controls[i].control) != i) return false;
        if (form_controls[i].check == nullptr) return false;
    }
    return true;
}
static_assert(rows_in_order(), "one row an enumerator of Control, in its order");

constexpr const FormControl& form_control(Control control) {
    return form_controls[static_cast<std::size_t>(control)];
}

// Entered key by key on a keyboard, not by choosing.
constexpr bool is_typed(Control control) {
    return form_control(control).typed;
}

// Nothing: there is no control of this name.
const FormControl* form_control_named(std::string_view name);

// --- A field, by its row

// Fails with `corrupt`: no label, an unknown control, no choices where some are needed.
Result<FormField> parse_field(const std::string& name, const FieldDescription& description);

// What control and shape can say of an answer.
std::optional<AnswerProblem> check_answer(const FormField& field, const Answer& answer, Date today);

//   refused  it is of another shape, no UTF-8, or no number where one is asked
// REQUIRES: !answer.empty().
Result<Json> answer_to_json(const FormField& field, const Answer& answer);

// How many keys it may take, and how many bytes of an event: 0 if that is little.
std::size_t typed_characters_max(const FormField& field);
std::size_t answer_bytes_max(const FormField& field);

}  // namespace hall
