#include "sync/rules/form_schema/answer_judge.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "sync/core/utf8.h"
#include "sync/rules/form_schema/chinese_texts.h"
#include "sync/rules/form_schema/form_schema.h"
#include "sync/rules/form_schema/places.h"
#include "sync/rules/form_schema/text_formats.h"
#include "sync/rules/id_number.h"
#include "sync/rules/pattern.h"

namespace hall {

namespace {

// A form of nested alternatives takes steps for each; one that takes more than this is no form.
constexpr std::size_t judge_steps_max = 2'000'000;

const Json no_hints = Json::object();

// Where in the answers the judge stands.
struct AnswerPlace {
    std::string path;   // JSON pointer
    std::string place;  // 「家庭成员」第2项的「姓名」
    std::string title;  // of the question at hand
    const Json* ui = &no_hints;
};

std::string number_words(const Json& number) {
    return number.dump();
}

bool is_whole(const Json& value) {
    if (value.is_number_integer()) return true;
    if (!value.is_number()) return false;
    const double number = value.get<double>();
    return std::isfinite(number) && std::floor(number) == number;
}

bool is_of_type(const Json& value, std::string_view type) {
    if (type == "string") return value.is_string();
    if (type == "number") return value.is_number();
    if (type == "integer") return is_whole(value);
    if (type == "boolean") return value.is_boolean();
    if (type == "array") return value.is_array();
    if (type == "object") return value.is_object();
    return type == "null" && value.is_null();
}

std::string type_words(std::string_view type) {
    if (type == "string") return "要填文字";
    if (type == "number") return "要填数字";
    if (type == "integer") return "要填整数，不带小数";
    if (type == "boolean") return "要选“是”或“不是”";
    if (type == "array") return "要一项一项地填";
    if (type == "object") return "要按里面的问题分开填";
    return "要空着";
}

// JSON Schema's equality: numbers by their value, whatever they are written as.
bool same_value(const Json& a, const Json& b) {
    if (a.is_number() && b.is_number()) return a.get<double>() == b.get<double>();
    if (a.is_array() && b.is_array())
        return a.size() == b.size() &&
               std::equal(a.begin(), a.end(), b.begin(),
                          [](const Json& x, const Json& y) { return same_value(x, y); });
    if (a.is_object() && b.is_object()) {
        if (a.size() != b.size()) return false;
        for (const auto& [name, value] : a.items()) {
            if (!b.contains(name) || !same_value(value, b.at(name))) return false;
        }
        return true;
    }
    return a == b;
}

class AnswerJudge {
  public:
    AnswerJudge(const Json& root, Date today) : root_(root), today_(today) {}

    Findings run(const Json& ui, const Json& answers) {
        judge(root_, answers,
              {.path = {}, .place = {}, .title = string_or(root_, "title"), .ui = &ui});
        if (steps_ > judge_steps_max)
            findings_.push_back({.path = {},
                                 .row = {},
                                 .code = "too_complex",
                                 .place = "整张表",
                                 .message = "表格的条件太多，判断不完",
                                 .suggestion = "把表格分成几张"});
        return std::move(findings_);
    }

  private:
    void add(const AnswerPlace& at, std::string code, std::string message,
             std::string suggestion = {}) {
        for (const Finding& known : findings_) {
            if (known.path == at.path && known.code == code && known.message == message) return;
        }
        findings_.push_back({.path = at.path,
                             .row = {},
                             .code = std::move(code),
                             .place = at.place.empty() ? "整张表" : at.place,
                             .message = std::move(message),
                             .suggestion = std::move(suggestion)});
    }

    // How many findings a schema would add, and what they are.
    Findings findings_of(const Json& schema, const Json& value, const AnswerPlace& at) {
        Findings kept = std::exchange(findings_, {});
        judge(schema, value, at);
        return std::exchange(findings_, std::move(kept));
    }
    bool holds(const Json& schema, const Json& value, const AnswerPlace& at) {
        return findings_of(schema, value, at).empty();
    }
    void append(Findings more) {
        for (Finding& finding : more) {
            const bool known = std::any_of(
                findings_.begin(), findings_.end(),
                [&](const Finding& f) { return f.path == finding.path && f.code == finding.code; });
            if (!known) findings_.push_back(std::move(finding));
        }
    }

    void judge(const Json& schema, const Json& value, const AnswerPlace& at) {
        if (++steps_ > judge_steps_max) return;
        if (schema.is_boolean()) {
            if (!schema.get<bool>()) add(at, "false", "这里不能填");
            return;
        }
        if (!schema.is_object()) return;
        if (!judge_type(schema, value, at)) return;
        judge_choice(schema, value, at);
        if (value.is_number()) judge_number(schema, value, at);
        if (value.is_string()) judge_text(schema, value, at);
        if (value.is_array()) judge_list(schema, value, at);
        if (value.is_object()) judge_members(schema, value, at);
        judge_alternatives(schema, value, at);
        judge_conditions(schema, value, at);
    }

    bool judge_type(const Json& schema, const Json& value, const AnswerPlace& at) {
        if (!schema.contains("type")) return true;
        const Json& type = schema.at("type");
        if (type.is_string()) {
            if (is_of_type(value, type.get_ref<const std::string&>())) return true;
            add(at, "type", type_words(type.get_ref<const std::string&>()));
            return false;
        }
        std::string words;
        for (const Json& one : type) {
            if (!one.is_string()) continue;
            if (is_of_type(value, one.get_ref<const std::string&>())) return true;
            words +=
                (words.empty() ? "" : "，或者") + type_words(one.get_ref<const std::string&>());
        }
        add(at, "type", words);
        return false;
    }

    void judge_choice(const Json& schema, const Json& value, const AnswerPlace& at) {
        if (schema.contains("enum")) {
            const Json& values = schema.at("enum");
            const bool among = std::any_of(values.begin(), values.end(),
                                           [&](const Json& one) { return same_value(one, value); });
            if (!among) add(at, "enum", "填的不在可选的里面", "请从里面选一个");
        }
        if (schema.contains("const") && !same_value(schema.at("const"), value)) {
            const Json& wanted = schema.at("const");
            if (wanted.is_boolean())
                add(at, "const",
                    wanted.get<bool>() ? "要选“是”（同意）才能交" : "要选“不是”才能交");
            else
                add(at, "const", "这里只能填“" + words_of_value(wanted) + "”");
        }
    }

    static std::string words_of_value(const Json& value) {
        return value.is_string() ? value.get<std::string>() : value.dump();
    }

    void judge_number(const Json& schema, const Json& value, const AnswerPlace& at) {
        const double number = value.get<double>();
        const auto limit = [&](const char* name, auto fits, const char* before, const char* after) {
            if (!schema.contains(name) || !schema.at(name).is_number()) return;
            if (!fits(number, schema.at(name).get<double>()))
                add(at, name, before + number_words(schema.at(name)) + after);
        };
        limit(
            "minimum", [](double a, double b) { return a >= b; }, "不能小于", "");
        limit(
            "maximum", [](double a, double b) { return a <= b; }, "不能大于", "");
        limit(
            "exclusiveMinimum", [](double a, double b) { return a > b; }, "要大于", "");
        limit(
            "exclusiveMaximum", [](double a, double b) { return a < b; }, "要小于", "");
        if (!schema.contains("multipleOf")) return;
        const double step = schema.at("multipleOf").get<double>();
        const double times = number / step;
        // Decimals are no binary fractions: 0.07 / 0.01 is 7.000000000000001.
        if (std::abs(times - std::round(times)) <= 1e-9 * std::max(1.0, std::abs(times))) return;
        if (step == 0.01) return add(at, "multipleOf", "最多两位小数");
        if (step == 1) return add(at, "multipleOf", "要填整数，不带小数");
        add(at, "multipleOf", "要是" + number_words(schema.at("multipleOf")) + "的倍数");
    }

    void judge_text(const Json& schema, const Json& value, const AnswerPlace& at) {
        const std::string& text = value.get_ref<const std::string&>();
        if (text.size() > form_answer_bytes_max)
            return add(at, "too_long", "写得太长", "写短一些，或者分开写");
        if (has_hidden_signs(text))
            return add(at, "characters", "里面有看不见的符号", "删掉，重新写一遍");
        // What the text is about says better what is wrong than how long it is.
        const TextKind kind = text_kind_of(schema, at.title, string_or(*at.ui, "ui:widget"));
        if (const std::optional<TextProblem> problem = text_problem(kind, text, today_))
            return add(at, problem->code, problem->message, problem->suggestion);
        const std::size_t count = character_count(text);
        const std::int64_t least = integer_or(schema, "minLength", 0);
        const std::int64_t most = integer_or(schema, "maxLength", -1);
        const std::size_t before = findings_.size();
        if (static_cast<std::int64_t>(count) < least) {
            if (text.empty())
                add(at, "minLength", "还没有填");
            else
                add(at, "minLength", "写得太短，至少" + std::to_string(least) + "个字");
        }
        if (most >= 0 && static_cast<std::int64_t>(count) > most)
            add(at, "maxLength", "写得太长，最多" + std::to_string(most) + "个字");
        judge_form_of_text(schema, text, at, before);
    }

    // Pattern and format: in general words, if nothing better was said.
    void judge_form_of_text(const Json& schema, const std::string& text, const AnswerPlace& at,
                            std::size_t before) {
        if (schema.contains("pattern") && findings_.size() == before &&
            !pattern_fits(schema.at("pattern").get_ref<const std::string&>(), text))
            add(at, "pattern", "格式不对", string_or(schema, "description"));
        const std::string_view complaint = format_complaint(string_or(schema, "format"), text);
        if (!complaint.empty() && findings_.size() == before)
            add(at, "format", std::string(complaint));
        if (string_or(schema, "contentEncoding") == "base64" && !is_base64(text))
            add(at, "contentEncoding", "这里要放照片或文件，不能写字");
    }

    bool pattern_fits(const std::string& expression, const std::string& text) {
        const auto known = patterns_.find(expression);
        if (known != patterns_.end()) return known->second.fits(text);
        Result<Pattern> pattern = Pattern::compile(expression);
        if (!pattern.ok()) return true;  // told when the form was read
        return patterns_.emplace(expression, std::move(pattern).value()).first->second.fits(text);
    }

    // Control characters, and marks that turn the direction of what follows.
    static bool has_hidden_signs(std::string_view text) {
        while (!text.empty()) {
            const char32_t c = next_character(text);
            const bool control = (c < 0x20 && c != U'\n' && c != U'\r' && c != U'\t') ||
                                 c == 0x7F || (c >= 0x80 && c < 0xA0);
            const bool turns = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
                               c == 0x200E || c == 0x200F || c == 0xFEFF;
            if (control || turns) return true;
        }
        return false;
    }

    AnswerPlace element(const AnswerPlace& at, std::size_t i) const {
        const std::string number = std::to_string(i + 1);
        return {at.path + "/" + std::to_string(i), at.place + "第" + number + "项", at.title,
                &object_or_empty(*at.ui, "items")};
    }

    void judge_list(const Json& schema, const Json& value, const AnswerPlace& at) {
        const auto size = static_cast<std::int64_t>(value.size());
        const std::int64_t least = integer_or(schema, "minItems", 0);
        const std::int64_t most = integer_or(schema, "maxItems", -1);
        if (size < least) add(at, "minItems", "至少要有" + std::to_string(least) + "项");
        if (most >= 0 && size > most) add(at, "maxItems", "最多" + std::to_string(most) + "项");
        if (bool_or(schema, "uniqueItems", false)) judge_unique(value, at);
        if (schema.contains("contains")) {
            const bool any = std::any_of(value.begin(), value.end(), [&](const Json& one) {
                return holds(schema.at("contains"), one, at);
            });
            if (!any) add(at, "contains", "少了必须有的一项");
        }
        if (!schema.contains("items")) return;
        const Json& items = schema.at("items");
        for (std::size_t i = 0; i < value.size(); ++i) {
            if (!items.is_array()) {
                judge(items, value[i], element(at, i));
            } else if (i < items.size()) {
                AnswerPlace there = element(at, i);
                if (const std::string title = string_or(items[i], "title"); !title.empty()) {
                    there.title = title;
                    there.place = at.place + "里的「" + title + "」";
                }
                judge(items[i], value[i], there);
            } else if (schema.contains("additionalItems")) {
                const Json& more = schema.at("additionalItems");
                if (more.is_boolean() && !more.get<bool>())
                    return add(at, "additionalItems",
                               "填多了，只要" + std::to_string(items.size()) + "项");
                judge(more, value[i], element(at, i));
            }
        }
    }

    void judge_unique(const Json& value, const AnswerPlace& at) {
        for (std::size_t i = 0; i < value.size(); ++i) {
            for (std::size_t k = 0; k < i; ++k) {
                if (++steps_ > judge_steps_max) return;
                if (same_value(value[i], value[k])) return add(at, "uniqueItems", "有两项是一样的");
            }
        }
    }

    AnswerPlace member(const Json& schema, const AnswerPlace& at, const std::string& name) const {
        const Json& properties = object_or_empty(schema, "properties");
        std::string title =
            properties.contains(name) ? string_or(properties.at(name), "title") : "";
        if (title.empty()) title = title_elsewhere(root_, name);
        if (title.empty()) title = name;
        std::string place =
            at.place.empty() ? "「" + title + "」" : at.place + "里的「" + title + "」";
        return {at.path + "/" + pointer_token(name), std::move(place), std::move(title),
                &object_or_empty(*at.ui, name)};
    }

    // The title that another place of the form gives to a question of this name: a condition names
    // a question without saying what it is called.
    static std::string title_elsewhere(const Json& schema, const std::string& name) {
        if (!schema.is_structured()) return {};
        if (schema.is_object() && schema.contains("properties")) {
            const Json& properties = schema.at("properties");
            if (properties.is_object() && properties.contains(name)) {
                const std::string title = string_or(properties.at(name), "title");
                if (!title.empty()) return title;
            }
        }
        for (const Json& part : schema) {
            const std::string title = title_elsewhere(part, name);
            if (!title.empty()) return title;
        }
        return {};
    }

    void judge_members(const Json& schema, const Json& value, const AnswerPlace& at) {
        const Json& properties = object_or_empty(schema, "properties");
        for (const Json& name : array_or_empty(schema, "required")) {
            if (name.is_string() && !value.contains(name.get_ref<const std::string&>()))
                add(member(schema, at, name.get<std::string>()), "required", "还没有填");
        }
        const auto size = static_cast<std::int64_t>(value.size());
        if (size < integer_or(schema, "minProperties", 0)) add(at, "minProperties", "填得太少");
        const std::int64_t most = integer_or(schema, "maxProperties", -1);
        if (most >= 0 && size > most) add(at, "maxProperties", "填得太多");
        for (const auto& [name, answer] : value.items()) {
            const AnswerPlace there = member(schema, at, name);
            if (properties.contains(name))
                judge(properties.at(name), answer, there);
            else if (schema.contains("additionalProperties"))
                extra(schema, answer, there);
            if (schema.contains("propertyNames") &&
                !holds(schema.at("propertyNames"), Json(name), there))
                add(there, "propertyNames", "表里没有这个问题");
        }
        for (const auto& [name, needed] : object_or_empty(schema, "dependencies").items()) {
            if (value.contains(name)) judge_dependency(schema, needed, name, value, at);
        }
        judge_person(properties, value, at);
    }

    void extra(const Json& schema, const Json& answer, const AnswerPlace& there) {
        const Json& more = schema.at("additionalProperties");
        if (more.is_boolean() && !more.get<bool>())
            add(there, "additionalProperties", "表里没有这个问题", "去掉它");
        else
            judge(more, answer, there);
    }

    void judge_dependency(const Json& schema, const Json& needed, const std::string& name,
                          const Json& value, const AnswerPlace& at) {
        if (!needed.is_array()) return judge(needed, value, at);
        for (const Json& other : needed) {
            if (!other.is_string() || value.contains(other.get_ref<const std::string&>())) continue;
            add(member(schema, at, other.get<std::string>()), "dependencies",
                "填了「" + member(schema, at, name).title + "」，这里也要填");
        }
    }

    // An identity number says sex and birthday: they must be those that stand beside it.
    void judge_person(const Json& properties, const Json& value, const AnswerPlace& at) {
        std::string id;
        for (const auto& [name, schema] : properties.items()) {
            if (!value.contains(name) || !value.at(name).is_string()) continue;
            const AnswerPlace there = member({{"properties", properties}}, at, name);
            if (text_kind_of(schema, there.title, string_or(*there.ui, "ui:widget")) !=
                TextKind::id_number)
                continue;
            if (!id.empty()) return;  // two people's: whose sex it is nobody knows
            id = value.at(name).get<std::string>();
        }
        const IdNumberProblem problem = check_id_number(id, today_);
        if (problem != IdNumberProblem::none && problem != IdNumberProblem::area) return;
        const bool male = (id[16] - '0') % 2 == 1;
        const std::string born = id.substr(6, 4) + "-" + id.substr(10, 2) + "-" + id.substr(12, 2);
        for (const auto& [name, schema] : properties.items()) {
            if (!value.contains(name) || !value.at(name).is_string()) continue;
            const std::string& text = value.at(name).get_ref<const std::string&>();
            const AnswerPlace there = member({{"properties", properties}}, at, name);
            if (there.title.ends_with("性别")) {
                const bool says_male = text == "男" || text == "男性";
                const bool says_female = text == "女" || text == "女性";
                if ((says_male && !male) || (says_female && male))
                    add(there, "sex", "和身份证号对不上", "对着身份证看一看");
            }
            const bool birthday =
                there.title.find("出生") != std::string::npos || there.title.ends_with("生日");
            const Result<Date> date = parse_date(text);
            if (birthday && date.ok() && text != born)
                add(there, "birthday", "和身份证号里的出生日期对不上", "对着身份证看一看");
        }
    }

    void judge_alternatives(const Json& schema, const Json& value, const AnswerPlace& at) {
        for (const Json& part : array_or_empty(schema, "allOf")) judge(part, value, at);
        if (schema.contains("anyOf"))
            one_at_least(array_or_empty(schema, "anyOf"), value, at, "anyOf");
        if (schema.contains("oneOf")) {
            const Json& parts = array_or_empty(schema, "oneOf");
            const auto fitting = std::count_if(parts.begin(), parts.end(), [&](const Json& part) {
                return holds(part, value, at);
            });
            if (fitting == 0) one_at_least(parts, value, at, "oneOf");
            if (fitting > 1) add(at, "oneOf", "同时符合几种情况，只能符合一种");
        }
        if (schema.contains("not") && holds(schema.at("not"), value, at))
            add(at, "not", "这样填不行", string_or(schema, "description"));
    }

    // What the alternative that was most likely meant has to say.
    void one_at_least(const Json& parts, const Json& value, const AnswerPlace& at,
                      const char* code) {
        std::optional<Findings> nearest;
        std::size_t distance = 0;
        bool all_single = !value.is_structured();
        for (const Json& part : parts) {
            Findings found = findings_of(part, value, at);
            if (found.empty()) return;
            all_single = all_single && part.is_object() && part.contains("const");
            // One whose named answers are not those given was not meant.
            const std::size_t far = found.size() + (was_meant(part, value) ? 0 : 1000);
            if (nearest && far >= distance) continue;
            nearest = std::move(found);
            distance = far;
        }
        if (all_single) return add(at, code, "填的不在可选的里面", "请从里面选一个");
        if (!nearest || distance >= 1000) return add(at, code, "和哪一种情况都对不上");
        append(*std::move(nearest));
    }

    static bool was_meant(const Json& part, const Json& value) {
        if (!value.is_object() || !part.is_object()) return !value.is_structured();
        for (const auto& [name, member] : object_or_empty(part, "properties").items()) {
            if (!member.is_object() || !value.contains(name)) continue;
            if (member.contains("const") && !same_value(member.at("const"), value.at(name)))
                return false;
            const Json& values = array_or_empty(member, "enum");
            if (!values.empty() && std::none_of(values.begin(), values.end(), [&](const Json& one) {
                    return same_value(one, value.at(name));
                }))
                return false;
        }
        return true;
    }

    void judge_conditions(const Json& schema, const Json& value, const AnswerPlace& at) {
        if (!schema.contains("if")) return;
        const char* branch = holds(schema.at("if"), value, at) ? "then" : "else";
        if (schema.contains(branch)) judge(schema.at(branch), value, at);
    }

    const Json& root_;
    Date today_;
    Findings findings_;
    std::map<std::string, Pattern> patterns_;
    std::size_t steps_ = 0;
};

}  // namespace

Findings judge_answers(const Json& schema, const Json& ui, const Json& answers, Date today) {
    return AnswerJudge(schema, today).run(ui, answers);
}

}  // namespace hall
