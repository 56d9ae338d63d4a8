#include "sync/rules/form.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "sync/core/utf8.h"
#include "sync/rules/id_number.h"
#include "sync/rules/money.h"
#include "sync/rules/phone.h"

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

std::vector<std::string> split(std::string_view values) {
    std::vector<std::string> parts;
    while (!values.empty()) {
        const std::size_t comma = std::min(values.find(','), values.size());
        if (comma > 0) parts.emplace_back(values.substr(0, comma));
        values.remove_prefix(std::min(comma + 1, values.size()));
    }
    return parts;
}

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
    field.minimum = number_of(schema, "minimum");
    field.maximum = number_of(schema, "maximum");
    field.whole = string_or(schema, "type") != "number";
    field.length_max = static_cast<std::size_t>(
        std::clamp<std::int64_t>(integer_or(schema, "maxLength", 60), 1, 2000));
    return field;
}

// The values an answer to a condition's field can be compared with.
bool holds(const ShowIf& condition, const Answers& answers) {
    const auto answer = answers.find(condition.field);
    if (answer == answers.end() || answer->second.empty()) return false;
    const std::vector<std::string> given = split(answer->second);
    return std::any_of(condition.is.begin(), condition.is.end(), [&](const std::string& wanted) {
        return std::find(given.begin(), given.end(), wanted) != given.end();
    });
}

std::optional<double> parse_number(std::string_view text) {
    // from_chars for double takes "1e5" and "inf", which nobody types here.
    if (text.empty() || text.find_first_not_of("0123456789.-") != std::string_view::npos) {
        return std::nullopt;
    }
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<AnswerProblem> check_range(const FormField& field, double value) {
    if (field.minimum && value < *field.minimum) return AnswerProblem::too_small;
    if (field.maximum && value > *field.maximum) return AnswerProblem::too_large;
    return std::nullopt;
}

std::optional<AnswerProblem> check_number(const FormField& field, std::string_view answer) {
    const std::optional<double> value = parse_number(answer);
    if (!value || (field.whole && *value != std::floor(*value))) return AnswerProblem::not_a_number;
    return check_range(field, *value);
}

std::optional<AnswerProblem> check_money(const FormField& field, std::string_view answer) {
    const Result<Fen> amount = parse_yuan(answer);
    if (!amount.ok()) return AnswerProblem::not_a_number;
    return check_range(field, static_cast<double>(amount.value()) / 100);
}

std::optional<AnswerProblem> check_id(std::string_view answer, Date today) {
    switch (check_id_number(answer, today)) {
        case IdNumberProblem::none:
        // A villager with a card from a place we do not list is not turned away: typing
        // errors are what the check character finds.
        case IdNumberProblem::area:
            return std::nullopt;
        case IdNumberProblem::length:
            return AnswerProblem::id_length;
        case IdNumberProblem::date:
            return AnswerProblem::id_date;
        case IdNumberProblem::characters:
        case IdNumberProblem::check:
            break;
    }
    return AnswerProblem::id_check;
}

std::optional<AnswerProblem> check_date(const FormField& field, std::string_view answer,
                                        Date today) {
    const Result<Date> date = parse_date(answer);
    if (!date.ok()) return AnswerProblem::date;
    if (date.value() > today && !field.future) return AnswerProblem::date_future;
    return std::nullopt;
}

bool is_choice(const FormField& field, std::string_view value) {
    return std::any_of(field.choices.begin(), field.choices.end(),
                       [&](const auto& choice) { return choice.first == value; });
}

bool is_place_code(std::string_view text) {
    return text.size() == 12 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string number_text(const Json& value) {
    if (value.is_number_integer()) return std::to_string(value.get<std::int64_t>());
    return value.dump();
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
        case AnswerProblem::too_long:
            return "problem.too_long";
        case AnswerProblem::phone:
            return "problem.phone";
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
                if (value.is_boolean())
                    show_if.is.emplace_back(value.get<bool>() ? "yes" : "no");
                else if (value.is_string())
                    show_if.is.push_back(value.get<std::string>());
                else if (value.is_number())
                    show_if.is.push_back(number_text(value));
            }
            page.show_if.push_back(std::move(show_if));
        }
        for (const Json& name : array_or_empty(entry, "fields")) {
            const auto text = name.is_string() ? name.get<std::string>() : std::string();
            if (form.fields_.find(text) == form.fields_.end()) return broken("unknown field", text);
            page.fields.push_back(text);
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

bool Form::shown(std::size_t page, const Answers& answers) const {
    CHECK(page < pages_.size());
    const std::vector<ShowIf>& conditions = pages_[page].show_if;
    return std::all_of(conditions.begin(), conditions.end(),
                       [&](const ShowIf& condition) { return holds(condition, answers); });
}

std::optional<std::size_t> Form::next_page(std::size_t page, const Answers& answers) const {
    for (std::size_t i = page + 1; i < pages_.size(); ++i) {
        if (shown(i, answers)) return i;
    }
    return std::nullopt;
}

std::optional<std::size_t> Form::previous_page(std::size_t page, const Answers& answers) const {
    for (std::size_t i = page; i > 0; --i) {
        if (shown(i - 1, answers)) return i - 1;
    }
    return std::nullopt;
}

std::size_t Form::first_page(const Answers&) const {
    return 0;  // parse() refuses a condition on the first page
}

std::size_t Form::step_of(std::size_t page, const Answers& answers) const {
    std::size_t step = 0;
    for (std::size_t i = 0; i <= page && i < pages_.size(); ++i) step += shown(i, answers) ? 1 : 0;
    return step;
}

std::size_t Form::step_count(const Answers& answers) const {
    return step_of(pages_.size() - 1, answers);
}

std::optional<AnswerProblem> Form::check(const FormField& field, std::string_view answer,
                                         Date today) const {
    if (answer.empty()) {
        return field.required ? std::optional(AnswerProblem::missing) : std::nullopt;
    }
    switch (field.control) {
        case Control::choice:
            if (!is_choice(field, answer)) return AnswerProblem::not_a_choice;
            break;
        case Control::choices:
            for (const std::string& value : split(answer)) {
                if (!is_choice(field, value)) return AnswerProblem::not_a_choice;
            }
            break;
        case Control::yes_no:
            if (answer != "yes" && answer != "no") return AnswerProblem::not_a_choice;
            break;
        case Control::number:
        case Control::count:
            return check_number(field, answer);
        case Control::money:
            return check_money(field, answer);
        case Control::phone:
            if (!is_phone_number(answer)) return AnswerProblem::phone;
            break;
        case Control::id_number:
            return check_id(answer, today);
        case Control::date:
            return check_date(field, answer, today);
        case Control::place:
            if (!is_place_code(answer)) return AnswerProblem::place;
            break;
        case Control::text:
            if (!is_utf8(answer)) return AnswerProblem::characters;
            if (character_count(answer) > field.length_max) return AnswerProblem::too_long;
            break;
    }
    return std::nullopt;
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
    for (std::size_t page = 0; page < pages_.size(); ++page) {
        if (shown(page, answers) && !check_page(page, answers, today).empty()) return page;
    }
    return std::nullopt;
}

Result<Json> Form::body_of(const Answers& answers) const {
    Json body = Json::object();
    for (std::size_t page = 0; page < pages_.size(); ++page) {
        if (!shown(page, answers)) continue;
        for (const std::string& name : pages_[page].fields) {
            const auto answer = answers.find(name);
            if (answer == answers.end() || answer->second.empty()) continue;
            const std::string& text = answer->second;
            // The schema's library counts characters and trusts them to be some.
            if (!is_utf8(text)) return Error(Errc::refused, name + ": not UTF-8");
            const FormField& asked = field(name);
            switch (asked.control) {
                case Control::choices:
                    body[name] = split(text);
                    break;
                case Control::yes_no:
                    body[name] = text == "yes";
                    break;
                case Control::number:
                case Control::count:
                case Control::money: {
                    std::string plain = text;
                    std::erase(plain, ',');
                    const std::optional<double> value = parse_number(plain);
                    if (!value) return Error(Errc::refused, name + ": not a number");
                    if (asked.whole && asked.control != Control::money) {
                        body[name] = static_cast<std::int64_t>(*value);
                    } else {
                        body[name] = *value;
                    }
                    break;
                }
                default:
                    body[name] = text;
                    break;
            }
        }
    }
    TRY(schema_.check(body));
    return body;
}

Result<Answers> Form::answers_of(const Json& body) const {
    TRY(schema_.check(body));
    Answers answers;
    for (const auto& [name, value] : body.items()) {
        if (!has_field(name)) continue;
        if (value.is_boolean()) {
            answers[name] = value.get<bool>() ? "yes" : "no";
        } else if (value.is_array()) {
            std::string joined;
            for (const Json& element : value) {
                if (!element.is_string()) continue;
                if (!joined.empty()) joined.push_back(',');
                joined.append(element.get_ref<const std::string&>());
            }
            answers[name] = joined;
        } else if (value.is_number()) {
            answers[name] = number_text(value);
        } else if (value.is_string()) {
            answers[name] = value.get<std::string>();
        }
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
            for (const std::string& value : split(answer)) {
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
    std::vector<std::string> parts = split(values);
    const auto found = std::find(parts.begin(), parts.end(), value);
    if (found != parts.end())
        parts.erase(found);
    else
        parts.emplace_back(value);
    std::string joined;
    for (const std::string& part : parts) {
        if (!joined.empty()) joined.push_back(',');
        joined.append(part);
    }
    return joined;
}

bool contains_value(std::string_view values, std::string_view value) {
    const std::vector<std::string> parts = split(values);
    return std::find(parts.begin(), parts.end(), value) != parts.end();
}

}  // namespace hall
