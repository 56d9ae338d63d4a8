#include "sync/rules/form_choices.h"

#include <algorithm>

#include "sync/core/utf8.h"
#include "sync/rules/form_texts.h"

namespace hall {

namespace {

Error broken(std::string_view what, const FormField& field) {
    return Error(Errc::corrupt, "form: " + std::string(what) + " \"" + field.name + "\"");
}

// Labels stand in an object; the order of the schema's enum is the order shown.
Result<void> read_choices(const Json& hints, const Json& listing_schema, FormField& field) {
    const Json& labels = object_or_empty(hints, "choices");
    for (const Json& value : array_or_empty(listing_schema, "enum")) {
        if (!value.is_string()) return broken("a choice that is no text in", field);
        const auto text = value.get<std::string>();
        field.choices.emplace_back(text, string_or(labels, text, text));
    }
    if (field.choices.empty()) return broken("no choices for", field);
    return {};
}

bool is_choice(const FormField& field, std::string_view value) {
    return std::any_of(field.choices.begin(), field.choices.end(),
                       [&](const auto& choice) { return choice.first == value; });
}

std::string label_of(const FormField& field, std::string_view value) {
    for (const auto& [known, label] : field.choices) {
        if (known == value) return label;
    }
    return std::string(value);
}

// Choices that make a whole answer with this one among them.
AnswerList list_with(const FormField& field, const std::string& value) {
    AnswerList values{value};
    const double least = field.minimum.value_or(0);
    for (const auto& [other, label] : field.choices) {
        if (static_cast<double>(values.size()) >= least) break;
        if (other != value) values.push_back(other);
    }
    return values;
}

std::string refused_choice(const std::string& value, const std::string& label) {
    return "选了“" + label + "”（" + value + "）也交不上去";
}

}  // namespace

Result<void> parse_choice(const FieldDescription& description, FormField& field) {
    return read_choices(description.hints, description.schema, field);
}

Result<void> parse_choices(const FieldDescription& description, FormField& field) {
    field.minimum = number_in(description.schema, "minItems");
    field.maximum = number_in(description.schema, "maxItems");
    return read_choices(description.hints, object_or_empty(description.schema, "items"), field);
}

Result<void> parse_yes_no(const FieldDescription& description, FormField& field) {
    const Json& labels = object_or_empty(description.hints, "choices");
    if (labels.contains("yes") && labels.contains("no")) {
        field.choices = {{"yes", string_or(labels, "yes")}, {"no", string_or(labels, "no")}};
    }
    return {};
}

std::optional<AnswerProblem> check_choice(const FormField& field, const Answer& answer, Date) {
    if (is_choice(field, answer.text())) return std::nullopt;
    return AnswerProblem::not_a_choice;
}

std::optional<AnswerProblem> check_choices(const FormField& field, const Answer& answer, Date) {
    for (const std::string& value : answer.list()) {
        if (!is_choice(field, value)) return AnswerProblem::not_a_choice;
    }
    const auto count = static_cast<double>(answer.list().size());
    if (field.minimum && count < *field.minimum) return AnswerProblem::too_few;
    if (field.maximum && count > *field.maximum) return AnswerProblem::too_many;
    return std::nullopt;
}

std::optional<AnswerProblem> check_yes_no(const FormField&, const Answer& answer, Date) {
    if (answer.text() == "yes" || answer.text() == "no") return std::nullopt;
    return AnswerProblem::not_a_choice;
}

Result<Json> list_to_json(const FormField& field, const Answer& answer) {
    for (const std::string& value : answer.list()) {
        if (!is_utf8(value)) return Error(Errc::refused, field.name + ": not UTF-8");
    }
    return Json(answer.list());
}

std::optional<Answer> list_from_json(const FormField&, const Json& value) {
    if (!value.is_array()) return std::nullopt;
    AnswerList list;
    for (const Json& element : value) {
        if (element.is_string()) list.push_back(element.get<std::string>());
    }
    return Answer(std::move(list));
}

Result<Json> yes_no_to_json(const FormField&, const Answer& answer) {
    return Json(answer.text() == "yes");
}

std::optional<Answer> yes_no_from_json(const FormField&, const Json& value) {
    if (!value.is_boolean()) return std::nullopt;
    return Answer(value.get<bool>() ? "yes" : "no");
}

std::string display_choice(const FormField& field, const Answer& answer, const DisplayWords&) {
    return label_of(field, answer.text());
}

std::string display_choices(const FormField& field, const Answer& answer, const DisplayWords&) {
    std::string text;
    for (const std::string& value : answer.list()) {
        if (!text.empty()) text.append("、");
        text.append(label_of(field, value));
    }
    return text;
}

std::string display_yes_no(const FormField& field, const Answer& answer,
                           const DisplayWords& words) {
    if (answer.empty()) return {};
    if (!field.choices.empty()) return label_of(field, answer.text());
    return std::string(answer.text() == "yes" ? words.yes : words.no);
}

bool says_among(const FormField&, const Answer& answer, std::string_view wanted) {
    return contains_value(answer.list(), wanted);
}

LikelyAnswers each_choice(const FormField& field, Date) {
    LikelyAnswers likely;
    for (const auto& [value, label] : field.choices) {
        likely.each_of.push_back({value, refused_choice(value, label)});
    }
    return likely;
}

LikelyAnswers each_of_choices(const FormField& field, Date) {
    LikelyAnswers likely;
    for (const auto& [value, label] : field.choices) {
        likely.each_of.push_back({list_with(field, value), refused_choice(value, label)});
    }
    return likely;
}

LikelyAnswers yes_and_no(const FormField&, Date) {
    constexpr const char* refused = "选“是”或“不是”交不上去";
    return {.any_of = {}, .each_of = {{"yes", refused}, {"no", refused}}};
}

}  // namespace hall
