#include "sync/rules/form_field_check.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <set>

#include "sync/rules/form_values.h"
#include "sync/rules/id_number.h"
#include "sync/rules/pattern.h"
#include "sync/rules/pattern_reach.h"

namespace hall {

namespace {

constexpr double counted_max = 1'000'000;

// What a property may say. Other keywords (anyOf, not, $ref …) could make a field impossible
// in ways that nobody sees.
constexpr std::string_view known_keywords[] = {
    "type",      "title",     "description", "default",          "enum",
    "minLength", "maxLength", "pattern",     "format",           "minimum",
    "maximum",   "items",     "minItems",    "exclusiveMinimum", "exclusiveMaximum",
    "maxItems",  "examples",  "uniqueItems", "$comment"};

std::string schema_path(const std::string& name) {
    return "/form/schema/properties/" + name;
}

// One field's schema, looked at from its control.
class FieldSchema {
  public:
    FieldSchema(const std::string& name, const Json& hints, const Json& schema, Findings& findings)
        : name_(name),
          label_(string_or(hints, "label", name)),
          control_(string_or(hints, "control")),
          hints_(hints),
          schema_(schema),
          findings_(findings) {}

    void check() {
        check_keywords(schema_);
        check_type();
        check_choices();
        check_pattern();
        check_bounds("minLength", "maxLength", "最短长度", "最长长度");
        check_bounds("minItems", "maxItems", "最少个数", "最多个数");
        check_bounds("minimum", "maximum", "最小值", "最大值");
        check_lengths();
        if (control_ == "text") check_typed_text();
        if (control_ == "count") check_count();
        if (control_ == "number" || control_ == "money") check_typed_number();
    }

  private:
    void refuse(std::string code, std::string message, std::string suggestion = {}) {
        findings_.push_back({.path = schema_path(name_),
                             .row = {},
                             .code = std::move(code),
                             .severity = Severity::refuse,
                             .place = field_location(name_, label_),
                             .message = std::move(message),
                             .suggestion = std::move(suggestion)});
    }

    std::optional<double> number(std::string_view keyword) const {
        const auto found = schema_.find(keyword);
        if (found == schema_.end() || !found->is_number()) return std::nullopt;
        return found->get<double>();
    }

    const Json& one_choice() const {
        return control_ == "choices" ? object_or_empty(schema_, "items") : schema_;
    }

    bool chooses() const { return control_ == "choice" || control_ == "choices"; }

    void check_keywords(const Json& schema) {
        for (const auto& [keyword, value] : schema.items()) {
            const bool known = std::find(std::begin(known_keywords), std::end(known_keywords),
                                         keyword) != std::end(known_keywords);
            if (!known) {
                refuse("unknown_keyword", "不能用“" + keyword + "”", "请只用说明里列出的写法");
            }
            if (keyword == "format" && value != "date") {
                refuse("unknown_keyword", "“format”只能写 date");
            }
        }
        if (&schema == &schema_ && control_ == "choices") check_keywords(one_choice());
    }

    void check_type() {
        const std::string type = string_or(schema_, "type");
        const auto wants = [&](std::initializer_list<std::string_view> types) {
            if (std::find(types.begin(), types.end(), type) != types.end()) return;
            refuse("wrong_type", "“" + control_ + "”这种填法的 type 要写 " +
                                     std::string(*types.begin()) + "，现在是“" + type + "”");
        };
        if (control_ == "choices")
            wants({"array"});
        else if (control_ == "yes_no")
            wants({"boolean"});
        else if (control_ == "number")
            wants({"integer", "number"});
        else if (control_ == "count")
            wants({"integer"});
        else if (control_ == "money")
            wants({"number"});
        else
            wants({"string"});
        if (control_ == "choices" && string_or(one_choice(), "type", "string") != "string") {
            refuse("wrong_type", "选项的 type 要写 string");
        }
    }

    void check_choices() {
        const auto listed = one_choice().find("enum");
        const bool has_list = listed != one_choice().end() && listed->is_array();
        if (chooses() && (!has_list || listed->empty())) {
            refuse("no_choices", "没有选项", "请在 enum 里写出选项");
        }
        if (!chooses() && schema_.contains("enum")) {
            refuse("wrong_type", "只有选择题才能有 enum");
        }
        std::set<std::string> values;
        for (const Json& value : array_or_empty(one_choice(), "enum")) {
            if (!value.is_string()) {
                refuse("choice_value", "选项的值要写成文字，用引号括起来");
                continue;
            }
            const auto text = value.get<std::string>();
            if (text.empty()) refuse("choice_value", "有一个选项的值是空的");
            if (text.find(',') != std::string::npos) {
                refuse("choice_comma", "选项的值“" + text + "”里有逗号",
                       "值请换成别的写法，逗号可以写在 choices 的说明里");
            }
            if (!values.insert(text).second) refuse("choice_twice", "选项“" + text + "”写了两次");
        }
        check_labels(values);
    }

    void check_labels(const std::set<std::string>& values) {
        if (!chooses() && control_ != "yes_no") return;
        for (const auto& [value, label] : object_or_empty(hints_, "choices").items()) {
            const bool known =
                chooses() ? values.count(value) != 0 : value == "yes" || value == "no";
            if (!known) {
                refuse("choice_unknown", "choices 里的“" + value + "”不在选项里", "请核对选项的值");
            }
        }
    }

    void check_pattern() {
        for (const Json* schema : {&schema_, &one_choice()}) {
            const std::string pattern = string_or(*schema, "pattern");
            if (pattern.empty()) continue;
            const Result<Pattern> compiled = Pattern::compile(pattern);
            if (!compiled.ok()) {
                refuse("pattern", "格式要求“" + pattern + "”不能用：" + compiled.error().message());
            }
            if (schema == &one_choice()) break;
        }
    }

    void check_bounds(const char* least, const char* most, const char* least_name,
                      const char* most_name) {
        const std::optional<double> from = number(least);
        const std::optional<double> to = number(most);
        if (from && to && *from > *to) {
            refuse("bounds", std::string(least_name) + number_text(*from) + "比" + most_name +
                                 number_text(*to) + "还大，怎么填都不对");
        }
    }

    void check_lengths() {
        const std::optional<double> longest = number("maxLength");
        if (longest && *longest < 1) refuse("bounds", "最长长度是0，什么也填不了");
        const std::optional<double> shortest = number("minLength");
        if (control_ == "text" && !longest && shortest && *shortest > usual_length_max) {
            refuse("bounds", "最短长度超过了60，请同时写明最长长度 maxLength");
        }
        const std::optional<double> fewest = number("minItems");
        const auto count = static_cast<double>(array_or_empty(one_choice(), "enum").size());
        if (control_ == "choices" && fewest && *fewest > count) {
            refuse("bounds", "至少要选" + number_text(*fewest) + "个，可是只有" +
                                 number_text(count) + "个选项");
        }
        const std::optional<double> most = number("maxItems");
        if (control_ == "choices" && most && *most < 1) refuse("bounds", "最多选0个，什么也选不了");
    }

    // Letters and digits, as the keyboard on the screen has them.
    void check_typed_text() {
        constexpr std::string_view keys = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        const std::string pattern = string_or(schema_, "pattern");
        if (pattern.empty() || !Pattern::compile(pattern).ok()) return;
        const auto length = [](double given) {
            return static_cast<std::size_t>(std::clamp(given, 1.0, 2000.0));
        };
        const TypedLength typed{length(number("minLength").value_or(1)),
                                length(number("maxLength").value_or(usual_length_max))};
        if (can_be_typed(pattern, keys, typed)) return;
        refuse("no_answer",
               "照“" + pattern + "”的格式和长度，用机器上的字母（大写）和数字键填不出来",
               "请看看 pattern 和长度的要求");
    }

    void check_count() {
        const std::optional<double> least = number("minimum");
        const std::optional<double> most = number("maximum");
        if (!least || !most) {
            refuse("bounds", "用加减来填的数要写明 minimum 和 maximum");
        } else if (std::abs(*least) > counted_max || std::abs(*most) > counted_max) {
            refuse("bounds", "用加减来填的数太大了", "请改用 number，用数字键来填");
        } else if (std::ceil(*least) > std::floor(*most)) {
            refuse("bounds", "最小值和最大值之间没有整数");
        }
    }

    // The keyboard has no minus, and no number past what can be kept exactly.
    void check_typed_number() {
        const double most = number("maximum").value_or(std::numeric_limits<double>::max());
        const double below =
            number("exclusiveMaximum").value_or(std::numeric_limits<double>::max());
        if (most < 0 || below <= 0) refuse("bounds", "最大值小于0，数字键上没有负号，填不了");
    }

    static constexpr double usual_length_max = 60;

    const std::string& name_;
    const std::string label_;
    const std::string control_;
    const Json& hints_;
    const Json& schema_;
    Findings& findings_;
};

std::string date_in(Date today, int days) {
    return date_text(date_of_days(days_of(today) + days));
}

// Numbers a person could type between the bounds of a field.
std::vector<std::string> likely_numbers(const FormField& field) {
    std::vector<std::string> numbers;
    const double least = std::max(0.0, field.minimum.value_or(0));
    const double most = field.maximum.value_or(least + 100);
    for (const double value : {least, std::ceil(least), std::ceil(least) + 1, least + 0.01,
                               std::floor((least + most) / 2), (least + most) / 2, most,
                               std::floor(most), std::floor(most) - 1, most - 0.01}) {
        numbers.push_back(number_text(std::round(value * 100) / 100));
    }
    return numbers;
}

// Answers of which at least one must be taken; none: it cannot be said.
std::vector<std::string> likely_answers(const FormField& field, Date today) {
    switch (field.control) {
        case Control::number:
        case Control::money:
            return likely_numbers(field);
        case Control::phone:
            return {"13800000000", "19900000000"};
        case Control::id_number: {
            const std::string digits = "51068119490630001";
            return {digits + id_check_character(digits)};
        }
        case Control::date:
            if (field.future) return {date_in(today, 0), date_in(today, 1), date_in(today, 30)};
            return {date_in(today, 0), date_in(today, -1), date_in(today, -365), "1949-10-01"};
        default:
            return {};
    }
}

// Choices that make a whole answer with this one among them.
std::string answer_with(const FormField& field, const std::string& value) {
    std::vector<std::string> values{value};
    const double least = field.minimum.value_or(0);
    for (const auto& [other, label] : field.choices) {
        if (static_cast<double>(values.size()) >= least) break;
        if (other != value) values.push_back(other);
    }
    return join_values(values);
}

Finding impossible(const FormField& field, std::string message) {
    return {.path = schema_path(field.name),
            .row = {},
            .code = "no_answer",
            .severity = Severity::refuse,
            .place = field_location(field.name, field.label),
            .message = std::move(message),
            .suggestion = "请看看 pattern、长度和大小的要求"};
}

void check_offered(const Form& form, const FormField& field, Date today, Findings& findings) {
    for (const auto& [value, label] : field.choices) {
        const std::string answer =
            field.control == Control::choices ? answer_with(field, value) : value;
        if (!form.check(field, answer, today)) continue;
        findings.push_back(impossible(field, "选了“" + label + "”（" + value + "）也交不上去"));
    }
}

void check_counted(const Form& form, const FormField& field, Date today, Findings& findings) {
    const CountRange range = count_range(field);
    for (const int count : {range.least, range.most}) {
        if (!form.check(field, std::to_string(count), today)) continue;
        findings.push_back(impossible(field, "填“" + std::to_string(count) + "”交不上去"));
        return;
    }
}

}  // namespace

std::string field_location(const std::string& name, const std::string& label) {
    return label.empty() || label == name ? "字段“" + name + "”"
                                          : "字段“" + label + "”（" + name + "）";
}

void check_field_schema(const std::string& name, const Json& hints, const Json& schema,
                        Findings& findings) {
    FieldSchema(name, hints, schema, findings).check();
}

void check_field_answers(const Form& form, const FormField& field, Date today, Findings& findings) {
    if (field.control == Control::choice || field.control == Control::choices) {
        check_offered(form, field, today, findings);
        return;
    }
    if (field.control == Control::count) {
        check_counted(form, field, today, findings);
        return;
    }
    if (field.control == Control::yes_no) {
        for (const char* answer : {"yes", "no"}) {
            if (form.check(field, answer, today)) {
                findings.push_back(impossible(field, "选“是”或“不是”交不上去"));
            }
        }
        return;
    }
    const std::vector<std::string> answers = likely_answers(field, today);
    const bool taken = std::any_of(answers.begin(), answers.end(), [&](const std::string& answer) {
        return !form.check(field, answer, today);
    });
    if (!answers.empty() && !taken) {
        findings.push_back(impossible(field, "照常填（比如" + answers.front() + "）交不上去"));
        return;
    }
    // One person in eleven has an X at the end.
    const std::string digits = "51068119490630000";
    if (field.control == Control::id_number &&
        form.check(field, digits + id_check_character(digits), today)) {
        findings.push_back(impossible(field, "最后一位是X的身份证号交不上去"));
    }
}

}  // namespace hall
