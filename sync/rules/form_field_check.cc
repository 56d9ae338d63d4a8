#include "sync/rules/form_field_check.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "sync/rules/form_controls.h"
#include "sync/rules/pattern.h"

namespace hall {

namespace {

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
    FieldSchema(const std::string& name, const FormControl& control, const Json& hints,
                const Json& schema, Findings& findings)
        : name_(name),
          label_(string_or(hints, "label", name)),
          control_(control),
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
        for (SchemaComplaint& each : control_.judge_schema(schema_)) {
            refuse(std::move(each.code), std::move(each.message), std::move(each.suggestion));
        }
        if (!control_.drawn) {
            refuse("not_drawn", "“" + name_of_control() + "”这种填法机器上还显示不出来",
                   "请换一种填法");
        }
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

    std::string name_of_control() const { return std::string(control_.name); }

    std::optional<double> number(std::string_view keyword) const {
        return number_in(schema_, keyword);
    }

    bool several() const { return control_.choices == ChoicesIn::items; }

    const Json& one_choice() const {
        return several() ? object_or_empty(schema_, "items") : schema_;
    }

    bool chooses() const { return several() || control_.choices == ChoicesIn::schema; }

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
        if (&schema == &schema_ && several()) check_keywords(one_choice());
    }

    void check_type() {
        const std::string type = string_or(schema_, "type");
        const auto& types = control_.schema_types;
        if (type.empty() || std::find(types.begin(), types.end(), type) == types.end()) {
            refuse("wrong_type", "“" + name_of_control() + "”这种填法的 type 要写 " +
                                     std::string(types.front()) + "，现在是“" + type + "”");
        }
        if (several() && string_or(one_choice(), "type", "string") != "string") {
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
        if (control_.choices == ChoicesIn::nothing) return;
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
        const std::optional<double> fewest = number("minItems");
        const auto count = static_cast<double>(array_or_empty(one_choice(), "enum").size());
        if (several() && fewest && *fewest > count) {
            refuse("bounds", "至少要选" + number_text(*fewest) + "个，可是只有" +
                                 number_text(count) + "个选项");
        }
        const std::optional<double> most = number("maxItems");
        if (several() && most && *most < 1) refuse("bounds", "最多选0个，什么也选不了");
    }

    const std::string& name_;
    const std::string label_;
    const FormControl& control_;
    const Json& hints_;
    const Json& schema_;
    Findings& findings_;
};

Finding impossible(const FormField& field, std::string message) {
    return {.path = schema_path(field.name),
            .row = {},
            .code = "no_answer",
            .severity = Severity::refuse,
            .place = field_location(field.name, field.label),
            .message = std::move(message),
            .suggestion = "请看看 pattern、长度和大小的要求"};
}

}  // namespace

std::string field_location(const std::string& name, const std::string& label) {
    return label.empty() || label == name ? "字段“" + name + "”"
                                          : "字段“" + label + "”（" + name + "）";
}

void check_field_schema(const std::string& name, const Json& hints, const Json& schema,
                        Findings& findings) {
    const std::string named = string_or(hints, "control");
    const FormControl* control = form_control_named(named);
    if (control == nullptr) {
        findings.push_back({.path = "/form/fields/" + name,
                            .row = {},
                            .code = "unknown_control",
                            .severity = Severity::refuse,
                            .place = field_location(name, string_or(hints, "label", name)),
                            .message = "没有“" + named + "”这种填法",
                            .suggestion = "请核对 control"});
        return;
    }
    FieldSchema(name, *control, hints, schema, findings).check();
}

void check_field_answers(const Form& form, const FormField& field, Date today, Findings& findings) {
    const LikelyAnswers likely = form_control(field.control).likely(field, today);
    const bool taken =
        std::any_of(likely.any_of.begin(), likely.any_of.end(),
                    [&](const Answer& answer) { return !form.check(field, answer, today); });
    if (!likely.any_of.empty() && !taken) {
        const std::string example(likely.any_of.front().text());
        findings.push_back(impossible(field, "照常填（比如" + example + "）交不上去"));
        return;
    }
    for (const auto& [answer, refused] : likely.each_of) {
        if (form.check(field, answer, today)) findings.push_back(impossible(field, refused));
    }
}

}  // namespace hall
