#include "sync/rules/form.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "sync/core/number.h"
#include "sync/rules/form_values.h"
#include "sync/rules/money.h"

namespace hall {

namespace {

constexpr std::size_t pages_max = 40;
constexpr std::size_t fields_max = 200;

// Shorter, and an elder is warned while reading; longer, and the next person reads along.
constexpr std::int64_t warn_s_min = 15;
constexpr std::int64_t warning_s_min = 20;
constexpr std::int64_t wipe_s_max = 900;

constexpr std::pair<std::string_view, Control> controls[] = {
    {"choice", Control::choice}, {"choices", Control::choices},     {"yes_no", Control::yes_no},
    {"number", Control::number}, {"money", Control::money},         {"phone", Control::phone},
    {"date", Control::date},     {"id_number", Control::id_number}, {"place", Control::place},
    {"text", Control::text},     {"count", Control::count}};

std::optional<double> number_of(const Json& object, std::string_view name) {
    const auto found = object.find(name);
    if (found == object.end() || !found->is_number()) return std::nullopt;
    return found->get<double>();
}

Error broken(std::string_view what, std::string_view name) {
    return Error(Errc::corrupt, "form: " + std::string(what) + " \"" + std::string(name) + "\"");
}

Result<FormField> read_field(const std::string& name, const Json& hints, const Json& schema) {
    FormField field;
    field.name = name;
    field.label = TRY_IN(name, string_member(hints, "label"));
    const std::string control = TRY_IN(name, string_member(hints, "control"));
    const auto known = std::find_if(std::begin(controls), std::end(controls),
                                    [&](const auto& entry) { return entry.first == control; });
    if (known == std::end(controls)) return broken("unknown control of", name);
    field.control = known->second;
    field.personal = bool_or(hints, "personal", false);
    field.future = bool_or(hints, "future", false);
    field.required = bool_or(hints, "required", false);
    // Labels stand in an object; the order of the schema's enum is the order shown.
    const Json& labels = object_or_empty(hints, "choices");
    const Json& one = field.control == Control::choices ? object_or_empty(schema, "items") : schema;
    for (const Json& value : array_or_empty(one, "enum")) {
        if (!value.is_string()) return broken("a choice that is no text in", name);
        const auto text = value.get<std::string>();
        field.choices.emplace_back(text, string_or(labels, text, text));
    }
    if (field.control == Control::yes_no && labels.contains("yes") && labels.contains("no")) {
        field.choices = {{"yes", string_or(labels, "yes")}, {"no", string_or(labels, "no")}};
    }
    const bool choosing = field.control == Control::choice || field.control == Control::choices;
    if (choosing && field.choices.empty()) return broken("no choices for", name);
    const bool ticks = field.control == Control::choices;
    field.minimum = number_of(schema, ticks ? "minItems" : "minimum");
    field.maximum = number_of(schema, ticks ? "maxItems" : "maximum");
    field.whole = string_or(schema, "type") != "number";
    field.length_max = static_cast<std::size_t>(
        std::clamp<std::int64_t>(integer_or(schema, "maxLength", 60), 1, 2000));
    field.length_min = static_cast<std::size_t>(
        std::clamp<std::int64_t>(integer_or(schema, "minLength", 0), 0, 2000));
    return field;
}

// A condition's value as an answer would say it.
std::string condition_value(const Json& value) {
    return answer_of(value).value_or(std::string());
}

Result<std::optional<IdleTimes>> read_idle_times(const Json& form) {
    const Json& idle = object_or_empty(form, "idle");
    if (idle.empty()) return std::optional<IdleTimes>();
    const std::int64_t warn_s = integer_or(idle, "warn_s", 0);
    const std::int64_t wipe_s = integer_or(idle, "wipe_s", 0);
    if (warn_s < warn_s_min || wipe_s < warn_s + warning_s_min || wipe_s > wipe_s_max) {
        return Error(Errc::corrupt, "form: idle times out of range");
    }
    return std::optional(IdleTimes{static_cast<int>(warn_s), static_cast<int>(wipe_s)});
}

}  // namespace

CountRange count_range(const FormField& field) {
    constexpr double counted_max = 1'000'000;
    constexpr double most_usual = 99;
    const double least = std::clamp(field.minimum.value_or(0), -counted_max, counted_max);
    const double most = std::clamp(field.maximum.value_or(most_usual), -counted_max, counted_max);
    const int first = static_cast<int>(std::ceil(least));
    return {first, std::max(first, static_cast<int>(std::floor(most)))};
}

int count_shown(const FormField& field, std::string_view answer) {
    const CountRange range = count_range(field);
    return std::clamp(parse_number<int>(answer).value_or(range.least), range.least, range.most);
}

std::string number_text(double value) {
    std::array<char, 400> text{};  // the largest double has 309 digits
    const auto [end, error] =
        std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    return error == std::errc{} ? std::string(text.data(), end) : std::string();
}

bool is_typed(Control control) {
    return control == Control::number || control == Control::money || control == Control::phone ||
           control == Control::id_number || control == Control::text;
}

std::string_view words_key_of(AnswerProblem problem) {
    switch (problem) {
        case AnswerProblem::missing:
            return "problem.missing";
        case AnswerProblem::not_a_choice:
            return "problem.not_a_choice";
        case AnswerProblem::not_a_number:
            return "problem.not_a_number";
        case AnswerProblem::too_small:
            return "problem.too_small";
        case AnswerProblem::too_large:
            return "problem.too_large";
        case AnswerProblem::too_short:
            return "problem.too_short";
        case AnswerProblem::too_long:
            return "problem.too_long";
        case AnswerProblem::too_few:
            return "problem.too_few";
        case AnswerProblem::too_many:
            return "problem.too_many";
        case AnswerProblem::format:
            return "problem.format";
        case AnswerProblem::phone:
            return "problem.phone";
        case AnswerProblem::phone_area:
            return "problem.phone_area";
        case AnswerProblem::id_length:
            return "problem.id_length";
        case AnswerProblem::id_date:
            return "problem.id_date";
        case AnswerProblem::id_check:
            return "problem.id_check";
        case AnswerProblem::date:
            return "problem.date";
        case AnswerProblem::date_future:
            return "problem.date_future";
        case AnswerProblem::place:
            return "problem.place";
        case AnswerProblem::characters:
            return "problem.characters";
    }
    return "problem.missing";
}

Result<Form> Form::parse(std::string_view json) {
    const Json document = TRY_IN("form", parse_json(json));
    const Json& schema = *TRY_IN("form", member(document, "schema"));
    const Json& properties = object_or_empty(schema, "properties");
    Form form(TRY_IN("form", Schema::compile(schema)));
    form.title_ = TRY_IN("form", string_member(document, "title"));
    form.result_ = string_or(document, "result");
    form.kind_ = string_or(document, "kind", "request");
    form.to_ = string_or(document, "to", "county");
    form.version_ = integer_or(document, "version", 1);
    form.idle_times_ = TRY(read_idle_times(document));

    const Json& fields = object_or_empty(document, "fields");
    if (fields.size() > fields_max) return Error(Errc::corrupt, "form: too many fields");
    for (const auto& [name, hints] : fields.items()) {
        const auto property = properties.find(name);
        if (property == properties.end()) return broken("no schema for", name);
        form.fields_.emplace(name, TRY_IN("form", read_field(name, hints, *property)));
        form.field_schemas_.emplace(name, TRY_IN(name, Schema::compile(*property)));
    }
    for (const Json& name : array_or_empty(schema, "required")) {
        const auto field =
            name.is_string() ? form.fields_.find(name.get<std::string>()) : form.fields_.end();
        if (field == form.fields_.end())
            return Error(Errc::corrupt, "form: a required field is missing");
        field->second.required = true;
    }

    std::vector<std::string> seen;
    for (const Json& entry : array_or_empty(document, "pages")) {
        FormPage page;
        page.title = TRY_IN("form page", string_member(entry, "title"));
        page.help = string_or(entry, "help");
        for (const Json& condition : array_or_empty(entry, "show_if")) {
            ShowIf show_if{TRY_IN("show_if", string_member(condition, "field")), {}};
            if (std::find(seen.begin(), seen.end(), show_if.field) == seen.end()) {
                return broken("a condition on a later field", show_if.field);
            }
            for (const Json& value : array_or_empty(condition, "is")) {
                show_if.is.push_back(condition_value(value));
            }
            page.show_if.push_back(std::move(show_if));
        }
        for (const Json& name : array_or_empty(entry, "fields")) {
            const auto text = name.is_string() ? name.get<std::string>() : std::string();
            if (form.fields_.find(text) == form.fields_.end()) return broken("unknown field", text);
            page.fields.push_back(text);
            form.page_of_field_.emplace(text, form.pages_.size());
        }
        if (page.fields.empty()) return broken("a page without fields", page.title);
        seen.insert(seen.end(), page.fields.begin(), page.fields.end());
        form.pages_.push_back(std::move(page));
    }
    if (form.pages_.empty() || form.pages_.size() > pages_max) {
        return Error(Errc::corrupt, "form: no pages, or too many");
    }
    if (!form.pages_.front().show_if.empty()) {
        return Error(Errc::corrupt, "form: the first page has a condition");
    }
    return form;
}

const FormField& Form::field(std::string_view name) const {
    const auto found = fields_.find(name);
    CHECK(found != fields_.end());
    return found->second;
}

bool Form::has_field(std::string_view name) const {
    return fields_.find(name) != fields_.end();
}

// Conditions look back only, so that one pass from the first page on decides all.
std::vector<bool> Form::shown_pages(const Answers& answers) const {
    std::vector<bool> shown(pages_.size());
    for (std::size_t page = 0; page < pages_.size(); ++page) {
        const std::vector<ShowIf>& conditions = pages_[page].show_if;
        shown[page] =
            std::all_of(conditions.begin(), conditions.end(), [&](const ShowIf& condition) {
                const auto answer = answers.find(condition.field);
                return answer != answers.end() && shown[page_of_field_.at(condition.field)] &&
                       says_one_of(field(condition.field), answer->second, condition.is);
            });
    }
    return shown;
}

bool Form::shown(std::size_t page, const Answers& answers) const {
    CHECK(page < pages_.size());
    return shown_pages(answers)[page];
}

std::optional<std::size_t> Form::next_page(std::size_t page, const Answers& answers) const {
    const std::vector<bool> shown = shown_pages(answers);
    for (std::size_t i = page + 1; i < pages_.size(); ++i) {
        if (shown[i]) return i;
    }
    return std::nullopt;
}

std::optional<std::size_t> Form::previous_page(std::size_t page, const Answers& answers) const {
    const std::vector<bool> shown = shown_pages(answers);
    for (std::size_t i = page; i > 0; --i) {
        if (shown[i - 1]) return i - 1;
    }
    return std::nullopt;
}

std::size_t Form::first_page(const Answers&) const {
    return 0;  // parse() refuses a condition on the first page
}

std::size_t Form::step_of(std::size_t page, const Answers& answers) const {
    const std::vector<bool> shown = shown_pages(answers);
    const auto end = shown.begin() + static_cast<std::ptrdiff_t>(std::min(page + 1, shown.size()));
    return static_cast<std::size_t>(std::count(shown.begin(), end, true));
}

std::size_t Form::step_count(const Answers& answers) const {
    return step_of(pages_.size() - 1, answers);
}

std::optional<AnswerProblem> Form::check(const FormField& field, std::string_view answer,
                                         Date today) const {
    if (answer.empty()) {
        return field.required ? std::optional(AnswerProblem::missing) : std::nullopt;
    }
    if (const auto problem = check_control(field, answer, today)) return problem;
    return check_schema(field, answer);
}

// Whatever else the field's schema asks for is found where it can still be repaired, and not
// when the whole form is handed in.
std::optional<AnswerProblem> Form::check_schema(const FormField& field,
                                                std::string_view answer) const {
    const Result<Json> value = value_of(field, std::string(answer));
    if (!value.ok()) return AnswerProblem::characters;
    const auto schema = field_schemas_.find(field.name);
    if (schema == field_schemas_.end() || schema->second.check(value.value()).ok()) {
        return std::nullopt;
    }
    return AnswerProblem::format;
}

std::map<std::string, AnswerProblem> Form::check_page(std::size_t page, const Answers& answers,
                                                      Date today) const {
    std::map<std::string, AnswerProblem> problems;
    for (const std::string& name : pages_[page].fields) {
        const auto answer = answers.find(name);
        const std::string_view text = answer == answers.end() ? std::string_view() : answer->second;
        if (const auto problem = check(field(name), text, today)) problems.emplace(name, *problem);
    }
    return problems;
}

std::optional<std::size_t> Form::first_bad_page(const Answers& answers, Date today) const {
    const std::vector<bool> shown = shown_pages(answers);
    for (std::size_t page = 0; page < pages_.size(); ++page) {
        if (shown[page] && !check_page(page, answers, today).empty()) return page;
    }
    return std::nullopt;
}

Result<Json> Form::body_of(const Answers& answers) const {
    Json body = Json::object();
    const std::vector<bool> shown = shown_pages(answers);
    for (std::size_t page = 0; page < pages_.size(); ++page) {
        if (!shown[page]) continue;
        for (const std::string& name : pages_[page].fields) {
            const auto answer = answers.find(name);
            if (answer == answers.end() || answer->second.empty()) continue;
            body[name] = TRY(value_of(field(name), answer->second));
        }
    }
    TRY(schema_.check(body));
    return body;
}

Result<Answers> Form::answers_of(const Json& body) const {
    TRY(schema_.check(body));
    Answers answers;
    for (const auto& [name, value] : body.items()) {
        const std::optional<std::string> answer = answer_of(value);
        if (has_field(name) && answer) answers[name] = *answer;
    }
    return answers;
}

std::string Form::display(const FormField& field, std::string_view answer, std::string_view yes,
                          std::string_view no) const {
    const auto label_of = [&](std::string_view value) {
        for (const auto& [known, label] : field.choices) {
            if (known == value) return label;
        }
        return std::string(value);
    };
    switch (field.control) {
        case Control::choice:
            return label_of(answer);
        case Control::yes_no:
            if (answer.empty()) return {};
            return field.choices.empty() ? std::string(answer == "yes" ? yes : no)
                                         : label_of(answer);
        case Control::choices: {
            std::string text;
            for (const std::string& value : split_values(answer)) {
                if (!text.empty()) text.append("、");
                text.append(label_of(value));
            }
            return text;
        }
        case Control::money: {
            const Result<Fen> amount = parse_yuan(answer);
            return amount.ok() ? yuan_text(amount.value()) : std::string(answer);
        }
        default:
            return std::string(answer);
    }
}

std::string toggled(std::string_view values, std::string_view value) {
    std::vector<std::string> parts = split_values(values);
    const auto found = std::find(parts.begin(), parts.end(), value);
    if (found != parts.end())
        parts.erase(found);
    else
        parts.emplace_back(value);
    return join_values(parts);
}

bool contains_value(std::string_view values, std::string_view value) {
    const std::vector<std::string> parts = split_values(values);
    return std::find(parts.begin(), parts.end(), value) != parts.end();
}

}  // namespace hall
