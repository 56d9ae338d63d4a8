#include "sync/rules/form_check.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "sync/rules/form.h"
#include "sync/rules/form_field_check.h"

namespace hall {

namespace {

constexpr std::string_view known_keywords[] = {"$schema",
                                               "$id",
                                               "$comment",
                                               "type",
                                               "title",
                                               "description",
                                               "properties",
                                               "required",
                                               "examples",
                                               "default",
                                               "additionalProperties"};
// Of what people may write in all; the rest of an event is envelope, box and base64.
constexpr std::size_t answers_bytes_max = 96 << 10;

// The answers a page needs to be shown: of each field one of these.
using Needs = std::map<std::string, std::set<std::string>>;

class FormCheck {
  public:
    FormCheck(const Json& form, Date today)
        : form_(form),
          schema_(object_or_empty(form, "schema")),
          properties_(object_or_empty(schema_, "properties")),
          fields_(object_or_empty(form, "fields")),
          today_(today) {}

    Findings run() && {
        check_keywords();
        check_fields();
        check_pages();
        check_required();
        if (!refuses(findings_)) check_filled_in();
        return std::move(findings_);
    }

  private:
    void refuse(std::string path, std::string code, std::string place, std::string message,
                std::string suggestion = {}) {
        findings_.push_back({.path = std::move(path),
                             .row = {},
                             .code = std::move(code),
                             .severity = Severity::refuse,
                             .place = std::move(place),
                             .message = std::move(message),
                             .suggestion = std::move(suggestion)});
    }

    std::string place_of_field(const std::string& name) const {
        return field_location(name, string_or(object_or_empty(fields_, name), "label"));
    }

    static std::string path_of_page(std::size_t page, const Json& entry) {
        return "第" + std::to_string(page + 1) + "页“" + string_or(entry, "title") + "”";
    }

    void check_keywords() {
        if (string_or(schema_, "type", "object") != "object") {
            refuse("/form/schema/type", "wrong_type", "schema", "type 要写 object");
        }
        for (const auto& [keyword, value] : schema_.items()) {
            if (std::find(std::begin(known_keywords), std::end(known_keywords), keyword) ==
                std::end(known_keywords)) {
                refuse("/form/schema/" + keyword, "unknown_keyword", "schema",
                       "不能用“" + keyword + "”", "请只用说明里列出的写法");
            }
        }
    }

    void check_fields() {
        for (const auto& [name, hints] : fields_.items()) {
            const auto property = properties_.find(name);
            if (property == properties_.end()) {
                refuse("/form/fields/" + name, "unknown_field", place_of_field(name),
                       "schema 的 properties 里没有它");
                continue;
            }
            check_field_schema(name, hints, *property, findings_);
        }
        for (const auto& [name, property] : properties_.items()) {
            if (!fields_.contains(name)) {
                refuse("/form/schema/properties/" + name, "unknown_field", place_of_field(name),
                       "fields 里没有写它的名称和填法，没有人填得到它");
            }
        }
    }

    void check_pages() {
        const Json& pages = array_or_empty(form_, "pages");
        for (std::size_t page = 0; page < pages.size(); ++page) {
            check_conditions(page, pages[page]);
            check_page_fields(page, pages[page]);
        }
        for (const auto& [name, hints] : fields_.items()) {
            if (page_of_.count(name) == 0) {
                refuse("/form/fields/" + name, "on_no_page", place_of_field(name),
                       "没有放在任何一页上，没有人填得到它", "请放到一页的 fields 里，或者删掉");
            }
        }
    }

    void check_page_fields(std::size_t page, const Json& entry) {
        const Json& names = array_or_empty(entry, "fields");
        for (std::size_t i = 0; i < names.size(); ++i) {
            const std::string path =
                "/form/pages/" + std::to_string(page) + "/fields/" + std::to_string(i);
            const auto name = names[i].is_string() ? names[i].get<std::string>() : std::string();
            if (!fields_.contains(name)) {
                refuse(path, "unknown_field", path_of_page(page, entry),
                       "没有叫“" + name + "”的字段");
            } else if (!page_of_.emplace(name, page).second) {
                refuse(path, "field_twice", path_of_page(page, entry),
                       place_of_field(name) + "在第" + std::to_string(page_of_[name] + 1) +
                           "页已经问过了",
                       "一个字段只能放在一页上，只放一次");
            }
        }
    }

    void check_conditions(std::size_t page, const Json& entry) {
        const Json& conditions = array_or_empty(entry, "show_if");
        Needs& needs = needs_.emplace_back();
        for (std::size_t i = 0; i < conditions.size(); ++i) {
            const std::string path =
                "/form/pages/" + std::to_string(page) + "/show_if/" + std::to_string(i);
            const std::string name = string_or(conditions[i], "field");
            const auto asked = page_of_.find(name);
            if (page == 0) {
                refuse(path, "condition", path_of_page(page, entry), "第一页不能有条件");
            } else if (asked == page_of_.end()) {
                refuse(path, "condition", path_of_page(page, entry),
                       "条件里的“" + name + "”在这一页之前还没有问过", "条件只能看前面的页");
            } else {
                check_condition(path, path_of_page(page, entry), name, conditions[i]);
                if (!add_needs(needs, asked->second, name, conditions[i])) {
                    refuse(path, "never_shown", path_of_page(page, entry),
                           "几个条件不可能同时成立，这一页永远不会出现");
                }
            }
        }
    }

    // Every value that a condition waits for can be given.
    void check_condition(const std::string& path, const std::string& place, const std::string& name,
                         const Json& condition) {
        for (const Json& value : array_or_empty(condition, "is")) {
            if (can_be_said(name, value)) continue;
            refuse(path, "condition_value", place,
                   "条件要“" + name + "”等于" + json_line(value) + "，可是没有人能这样回答",
                   "请核对选项的值；是和不是写 true 和 false");
        }
        if (array_or_empty(condition, "is").empty()) {
            refuse(path, "condition_value", place, "条件没有写等于什么，这一页永远不会出现");
        }
    }

    ChoicesIn choices_of(const std::string& field) const {
        const FormControl* control =
            form_control_named(string_or(object_or_empty(fields_, field), "control"));
        return control == nullptr ? ChoicesIn::nothing : control->choices;
    }

    bool can_be_said(const std::string& name, const Json& value) const {
        const Json& property = object_or_empty(properties_, name);
        const auto among = [&](const Json& schema) {
            const Json& choices = array_or_empty(schema, "enum");
            return std::find(choices.begin(), choices.end(), value) != choices.end();
        };
        switch (choices_of(name)) {
            case ChoicesIn::yes_and_no:
                return value.is_boolean() || value == "yes" || value == "no";
            case ChoicesIn::schema:
                return among(property);
            case ChoicesIn::items:
                return among(object_or_empty(property, "items"));
            case ChoicesIn::nothing:
                break;
        }
        // What is typed is held against the field once the form is known to be readable.
        return value.is_number() || (value.is_string() && value != "");
    }

    // Takes the condition in, and all that the page of its field waits for. False if that
    // leaves some field without an answer.
    bool add_needs(Needs& needs, std::size_t asked, const std::string& name,
                   const Json& condition) const {
        std::set<std::string> wanted;
        for (const Json& value : array_or_empty(condition, "is")) {
            wanted.insert(condition_text(value));
        }
        Needs more = asked < needs_.size() ? needs_[asked] : Needs();
        const bool first = add_need(more, name, wanted);
        bool possible = first;
        for (const auto& [field, values] : more) {
            possible = add_need(needs, field, values) && possible;
        }
        return possible;
    }

    bool add_need(Needs& needs, const std::string& name,
                  const std::set<std::string>& wanted) const {
        // Of tick boxes several can be ticked at once.
        if (choices_of(name) == ChoicesIn::items) return true;
        const auto known = needs.find(name);
        if (known == needs.end()) {
            needs.emplace(name, wanted);
            return true;
        }
        std::set<std::string> both;
        std::set_intersection(known->second.begin(), known->second.end(), wanted.begin(),
                              wanted.end(), std::inserter(both, both.end()));
        known->second = both;
        return !both.empty();
    }

    void check_required() {
        const Json& required = array_or_empty(schema_, "required");
        for (std::size_t i = 0; i < required.size(); ++i) {
            const std::string path = "/form/schema/required/" + std::to_string(i);
            const auto name =
                required[i].is_string() ? required[i].get<std::string>() : std::string();
            const auto page = page_of_.find(name);
            if (page == page_of_.end()) {
                refuse(path, "required_not_asked", place_of_field(name),
                       "是必填的，可是没有一页问它，表永远交不上去",
                       "请放到一页的 fields 里，或者从 required 里去掉");
                continue;
            }
            const Json& entry = array_or_empty(form_, "pages")[page->second];
            if (array_or_empty(entry, "show_if").empty()) continue;
            refuse(path, "required_not_asked", place_of_field(name),
                   "是必填的，可是它在" + path_of_page(page->second, entry) +
                       "，这一页有时不出现，表就交不上去",
                   "请从 required 里去掉，在 fields 的这个字段里写 \"required\": true");
        }
    }

    // The form as a villager would meet it.
    void check_filled_in() {
        const Result<Form> form = Form::parse(json_line(form_));
        if (!form.ok()) {
            refuse("/form", "unreadable", "表单", "读不出来：" + form.error().message());
            return;
        }
        for (const FormPage& page : form.value().pages()) {
            for (const std::string& name : page.fields) {
                check_field_answers(form.value(), form.value().field(name), today_, findings_);
            }
        }
        check_typed_conditions(form.value());
        check_size(form.value());
    }

    void check_typed_conditions(const Form& form) {
        for (std::size_t page = 0; page < form.pages().size(); ++page) {
            for (const ShowIf& condition : form.pages()[page].show_if) {
                const FormField& field = form.field(condition.field);
                const bool list = form_control(field.control).shape == AnswerShape::list;
                for (const std::string& value : condition.is) {
                    const Answer answer = list ? Answer(AnswerList{value}) : Answer(value);
                    if (!form.check(field, answer, today_)) continue;
                    refuse("/form/pages/" + std::to_string(page) + "/show_if", "condition_value",
                           "第" + std::to_string(page + 1) + "页“" + form.pages()[page].title + "”",
                           "条件要“" + field.name + "”等于“" + value + "”，可是没有人能这样回答");
                }
            }
        }
    }

    void check_size(const Form& form) {
        std::size_t bytes = 0;
        for (const FormPage& page : form.pages()) {
            for (const std::string& name : page.fields) {
                bytes += answer_bytes_max(form.field(name));
            }
        }
        if (bytes <= answers_bytes_max) return;
        refuse("/form/schema/properties", "too_large", "表单",
               "要填的文字太多，全部填满了就交不上去", "请把各个字段的最长长度 maxLength 减小");
    }

    const Json& form_;
    const Json& schema_;
    const Json& properties_;
    const Json& fields_;
    const Date today_;
    std::map<std::string, std::size_t> page_of_;
    std::vector<Needs> needs_;  // by page
    Findings findings_;
};

}  // namespace

Findings check_form(const Json& form, Date today) {
    return FormCheck(form, today).run();
}

}  // namespace hall
