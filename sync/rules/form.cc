#include "sync/rules/form.h"

#include <algorithm>

namespace hall {

namespace {

constexpr std::size_t pages_max = 40;
constexpr std::size_t fields_max = 200;

// Shorter, and an elder is warned while reading; longer, and the next person reads along.
constexpr std::int64_t warn_s_min = 15;
constexpr std::int64_t warning_s_min = 20;
constexpr std::int64_t wipe_s_max = 900;

Error broken(std::string_view what, std::string_view name) {
    return Error(Errc::corrupt, "form: " + std::string(what) + " \"" + std::string(name) + "\"");
}

// True if the answer says one of these, as the field's control compares.
bool says_one_of(const FormField& field, const Answer& answer,
                 const std::vector<std::string>& wanted) {
    const FormControl& control = form_control(field.control);
    return std::any_of(wanted.begin(), wanted.end(),
                       [&](const std::string& each) { return control.says(field, answer, each); });
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

std::string condition_text(const Json& value) {
    if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
    if (value.is_number_integer()) return std::to_string(value.get<std::int64_t>());
    if (value.is_number()) return number_text(value.get<double>());
    return value.is_string() ? value.get<std::string>() : std::string();
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
        form.fields_.emplace(name, TRY_IN("form", parse_field(name, {hints, *property})));
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
                show_if.is.push_back(condition_text(value));
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
                return shown[page_of_field_.at(condition.field)] &&
                       says_one_of(field(condition.field), answer_in(answers, condition.field),
                                   condition.is);
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

bool Form::can_be_shown() const {
    return std::all_of(fields_.begin(), fields_.end(), [](const auto& entry) {
        const FormField& field = entry.second;
        return form_control(field.control).drawn &&
               std::all_of(field.fields.begin(), field.fields.end(), [](const FormField& inner) {
                   const FormControl& control = form_control(inner.control);
                   // A photo for each of several is not asked: the camera gives one a question.
                   return control.drawn && control.shape != AnswerShape::attachment;
               });
    });
}

std::optional<AnswerProblem> Form::check(const FormField& field, const Answer& answer,
                                         Date today) const {
    if (const auto problem = check_answer(field, answer, today)) return problem;
    return answer.empty() ? std::nullopt : check_schema(field, answer);
}

// Whatever else the field's schema asks for is found where it can still be repaired, and not
// when the whole form is handed in.
std::optional<AnswerProblem> Form::check_schema(const FormField& field,
                                                const Answer& answer) const {
    const Result<Json> value = answer_to_json(field, answer);
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
        const auto problem = check(field(name), answer_in(answers, name), today);
        if (problem) problems.emplace(name, *problem);
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
            const Answer& answer = answer_in(answers, name);
            if (!answer.empty()) body[name] = TRY(answer_to_json(field(name), answer));
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
        const FormField& asked = field(name);
        auto answer = form_control(asked.control).from_json(asked, value);
        if (answer) answers[name] = std::move(*answer);
    }
    return answers;
}

std::string Form::display(const FormField& field, const Answer& answer,
                          const DisplayWords& words) const {
    return form_control(field.control).display(field, answer, words);
}

}  // namespace hall
