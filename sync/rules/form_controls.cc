#include "sync/rules/form_controls.h"

#include <algorithm>

namespace hall {

const FormControl* form_control_named(std::string_view name) {
    const auto* const found =
        std::find_if(std::begin(form_controls), std::end(form_controls),
                     [&](const FormControl& control) { return control.name == name; });
    return found == std::end(form_controls) ? nullptr : found;
}

Result<FormField> parse_field(const std::string& name, const FieldDescription& description) {
    const auto& [hints, schema] = description;
    FormField field;
    field.name = name;
    field.label = TRY_IN(name, string_member(hints, "label"));
    const std::string named = TRY_IN(name, string_member(hints, "control"));
    const FormControl* control = form_control_named(named);
    if (control == nullptr) {
        return Error(Errc::corrupt, "form: unknown control of \"" + name + "\"");
    }
    field.control = control->control;
    field.personal = bool_or(hints, "personal", false);
    field.future = bool_or(hints, "future", false);
    field.required = bool_or(hints, "required", false);
    field.length_max = static_cast<std::size_t>(
        std::clamp<std::int64_t>(integer_or(schema, "maxLength", 60), 1, 2000));
    field.length_min = static_cast<std::size_t>(
        std::clamp<std::int64_t>(integer_or(schema, "minLength", 0), 0, 2000));
    TRY(control->parse(description, field));
    return field;
}

std::optional<AnswerProblem> check_answer(const FormField& field, const Answer& answer,
                                          Date today) {
    if (answer.empty()) {
        return field.required ? std::optional(AnswerProblem::missing) : std::nullopt;
    }
    const FormControl& control = form_control(field.control);
    if (answer.shape() != control.shape) return AnswerProblem::format;
    return control.check(field, answer, today);
}

Result<Json> answer_to_json(const FormField& field, const Answer& answer) {
    const FormControl& control = form_control(field.control);
    if (answer.shape() != control.shape) {
        return Error(Errc::refused, field.name + ": an answer to another question");
    }
    return control.to_json(field, answer);
}

std::size_t typed_characters_max(const FormField& field) {
    const std::size_t own = form_control(field.control).characters_max;
    return own == 0 ? field.length_max : own;
}

std::size_t answer_bytes_max(const FormField& field) {
    constexpr std::size_t character_bytes_max = 4;
    const FormControl& control = form_control(field.control);
    if (control.typed && control.characters_max == 0) return field.length_max * character_bytes_max;
    std::size_t each = 0;
    for (const FormField& inner : field.fields) each += answer_bytes_max(inner);
    const double groups = std::clamp(field.maximum.value_or(0), 0.0, 1000.0);
    return each * static_cast<std::size_t>(groups);
}

}  // namespace hall
