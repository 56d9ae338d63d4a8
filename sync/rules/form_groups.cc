#include "sync/rules/form_groups.h"

#include <algorithm>

#include "sync/rules/form_controls.h"

namespace hall {

namespace {

constexpr std::size_t fields_max = 20;

Error broken(std::string_view what, const FormField& field) {
    return Error(Errc::corrupt, "form: " + std::string(what) + " \"" + field.name + "\"");
}

const FormField* field_named(const FormField& groups, std::string_view name) {
    const auto found = std::find_if(groups.fields.begin(), groups.fields.end(),
                                    [&](const FormField& field) { return field.name == name; });
    return found == groups.fields.end() ? nullptr : &*found;
}

std::optional<AnswerProblem> check_group(const FormField& groups, const Answers& answers,
                                         Date today) {
    for (const FormField& field : groups.fields) {
        const auto problem = check_answer(field, answer_in(answers, field.name), today);
        if (problem) return problem;
    }
    return std::nullopt;
}

Result<Json> group_to_json(const FormField& groups, const Answers& answers) {
    Json json = Json::object();
    for (const auto& [name, answer] : answers) {
        const FormField* field = field_named(groups, name);
        if (field == nullptr) return Error(Errc::refused, groups.name + ": no field " + name);
        if (!answer.empty()) json[name] = TRY(answer_to_json(*field, answer));
    }
    return json;
}

Answers group_from_json(const FormField& groups, const Json& json) {
    Answers answers;
    for (const FormField& field : groups.fields) {
        const auto value = json.find(field.name);
        if (value == json.end()) continue;
        auto answer = form_control(field.control).from_json(field, *value);
        if (answer) answers.emplace(field.name, std::move(*answer));
    }
    return answers;
}

}  // namespace

Result<void> parse_groups(const FieldDescription& description, FormField& field) {
    const auto& [hints, schema] = description;
    field.minimum = number_in(schema, "minItems");
    field.maximum = number_in(schema, "maxItems");
    const Json& items = object_or_empty(schema, "items");
    const Json& properties = object_or_empty(items, "properties");
    const Json& required = array_or_empty(items, "required");
    for (const Json& inner : array_or_empty(hints, "fields")) {
        const std::string name = TRY_IN(field.name, string_member(inner, "name"));
        const auto property = properties.find(name);
        if (property == properties.end()) return broken("no schema for a field of", field);
        if (field_named(field, name) != nullptr) return broken("a field twice in", field);
        // Looked at before it is read: groups in groups in groups would be read without end.
        if (string_or(inner, "control") == form_control(Control::groups).name) {
            return broken("groups within", field);
        }
        FormField read = TRY_IN(field.name, parse_field(name, {inner, *property}));
        if (std::find(required.begin(), required.end(), name) != required.end()) {
            read.required = true;
        }
        field.fields.push_back(std::move(read));
    }
    if (field.fields.empty() || field.fields.size() > fields_max) {
        return broken("no fields, or too many, in", field);
    }
    return {};
}

std::optional<AnswerProblem> check_groups(const FormField& field, const Answer& answer,
                                          Date today) {
    const auto count = static_cast<double>(answer.groups().size());
    if (field.minimum && count < *field.minimum) return AnswerProblem::too_few;
    if (field.maximum && count > *field.maximum) return AnswerProblem::too_many;
    for (const Answers& group : answer.groups()) {
        if (const auto problem = check_group(field, group, today)) return problem;
    }
    return std::nullopt;
}

Result<Json> groups_to_json(const FormField& field, const Answer& answer) {
    Json json = Json::array();
    for (const Answers& group : answer.groups()) json.push_back(TRY(group_to_json(field, group)));
    return json;
}

std::optional<Answer> groups_from_json(const FormField& field, const Json& value) {
    if (!value.is_array()) return std::nullopt;
    AnswerGroups groups;
    for (const Json& group : value) {
        if (!group.is_object()) return std::nullopt;
        groups.push_back(group_from_json(field, group));
    }
    return Answer(std::move(groups));
}

std::string display_groups(const FormField& field, const Answer& answer,
                           const DisplayWords& words) {
    std::string text;
    for (const Answers& group : answer.groups()) {
        std::string said;
        for (const FormField& inner : field.fields) {
            const Answer& given = answer_in(group, inner.name);
            if (given.empty()) continue;
            if (!said.empty()) said.append("、");
            said.append(inner.label + " " +
                        form_control(inner.control).display(inner, given, words));
        }
        if (!text.empty() && !said.empty()) text.append("；");
        text.append(said);
    }
    return text;
}

bool says_nothing(const FormField&, const Answer&, std::string_view) {
    return false;
}

}  // namespace hall
