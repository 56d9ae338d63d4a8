#include "sync/rules/form_schema/schema_check.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "sync/rules/form_schema/form_schema.h"
#include "sync/rules/form_schema/places.h"
#include "sync/rules/pattern.h"

namespace hall {

namespace {

constexpr std::array<std::string_view, 7> type_names = {"null",   "boolean", "object", "array",
                                                        "number", "integer", "string"};

// Keywords of draft-07 that are judged here, and those that only describe.
constexpr std::string_view judged_keywords[] = {"$schema",
                                                "$id",
                                                "$comment",
                                                "title",
                                                "description",
                                                "default",
                                                "examples",
                                                "readOnly",
                                                "writeOnly",
                                                "type",
                                                "enum",
                                                "enumNames",
                                                "const",
                                                "multipleOf",
                                                "maximum",
                                                "exclusiveMaximum",
                                                "minimum",
                                                "exclusiveMinimum",
                                                "maxLength",
                                                "minLength",
                                                "pattern",
                                                "format",
                                                "items",
                                                "additionalItems",
                                                "maxItems",
                                                "minItems",
                                                "uniqueItems",
                                                "contains",
                                                "maxProperties",
                                                "minProperties",
                                                "required",
                                                "properties",
                                                "additionalProperties",
                                                "dependencies",
                                                "propertyNames",
                                                "if",
                                                "then",
                                                "else",
                                                "allOf",
                                                "anyOf",
                                                "oneOf",
                                                "not",
                                                "contentEncoding",
                                                "contentMediaType",
                                                "definitions",
                                                "$defs"};

// Of later drafts and of other dialects: they would be passed over in silence.
constexpr std::pair<std::string_view, std::string_view> lacking_keywords[] = {
    {"patternProperties", "用 properties 写出每个问题"},
    {"$dynamicRef", "用 $ref 引用 definitions 里的内容"},
    {"$recursiveRef", "用 $ref 引用 definitions 里的内容"},
    {"dependentRequired", "用 dependencies"},
    {"dependentSchemas", "用 dependencies"},
    {"prefixItems", "用 items 写成列表"},
    {"unevaluatedProperties", "用 additionalProperties"},
    {"unevaluatedItems", "用 additionalItems"},
    {"minContains", "用 contains 和 minItems"},
    {"maxContains", "用 contains 和 maxItems"},
    {"discriminator", "用 oneOf 和 const"},
    {"nullable", "不填就是空，不用写 nullable"}};

constexpr std::string_view known_formats[] = {
    "date",      "time",       "date-time", "email",    "idn-email", "uri",    "uri-reference",
    "url",       "data-url",   "phone",     "mobile",   "id-card",   "idcard", "id_number",
    "bank-card", "lunar-date", "money",     "textarea", "password",  "color",  "ipv4",
    "hostname",  "regex",      "uuid",      "place",    "place-code"};

bool is_number_pair(const Json& schema, const char* a, const char* b) {
    return schema.contains(a) && schema.contains(b) && schema.at(a).is_number() &&
           schema.at(b).is_number();
}

class SchemaChecker {
  public:
    explicit SchemaChecker(const Json& root) : root_(root) {}

    Findings run() {
        if (!root_.is_object()) {
            add({}, "type", "这不是一张表：最外面要是一个 JSON 对象",
                "写成 {\"type\":\"object\",\"properties\":{…}}");
            return std::move(findings_);
        }
        visit(root_, {}, false);
        const bool asks = questions_ > 0;
        if (!asks && findings_.empty())
            add({}, "properties", "这张表没有一个问题", "在 properties 里写上要问的");
        if (questions_ > form_questions_max)
            add({}, "questions", "问题太多：" + std::to_string(questions_) + "个，没有人填得完",
                "分成几张表，每张不超过" + std::to_string(form_questions_max) + "个");
        return std::move(findings_);
    }

  private:
    void add(const std::string& path, std::string code, std::string message, std::string suggestion,
             Severity severity = Severity::refuse) {
        findings_.push_back({.path = path,
                             .row = {},
                             .code = std::move(code),
                             .severity = severity,
                             .place = place_in_schema(root_, path),
                             .message = std::move(message),
                             .suggestion = std::move(suggestion)});
    }

    // `asked`: a question of its own, not a condition on one.
    void visit(const Json& schema, const std::string& path, bool asked) {
        if (schema.is_boolean()) {
            if (asked && !schema.get<bool>())
                add(path, "false", "这个问题怎么答都不对（false）", "去掉这个问题，或者写上类型");
            return;
        }
        if (!schema.is_object()) {
            add(path, "type", "这里要是一个 JSON 对象",
                "写成 {\"type\":\"string\",\"title\":\"…\"}");
            return;
        }
        keywords(schema, path);
        type(schema, path, asked);
        limits(schema, path);
        choices(schema, path);
        texts(schema, path);
        members(schema, path);
        elements(schema, path);
        conditions(schema, path);
    }

    void keywords(const Json& schema, const std::string& path) {
        for (const auto& item : schema.items()) {
            const std::string& name = item.key();
            for (const auto& [lacking, instead] : lacking_keywords) {
                if (name == lacking)
                    add(path + "/" + pointer_token(name), "unsupported", "还不支持“" + name + "”",
                        std::string(instead));
            }
            const bool known = std::find(std::begin(judged_keywords), std::end(judged_keywords),
                                         name) != std::end(judged_keywords);
            const bool ours = name.starts_with("ui:") || name.starts_with("x-");
            const bool told = std::any_of(std::begin(lacking_keywords), std::end(lacking_keywords),
                                          [&](const auto& row) { return row.first == name; });
            if (!known && !ours && !told)
                add(path + "/" + pointer_token(name), "unsupported",
                    "不认识“" + name + "”，它不起作用", "检查有没有写错", Severity::warn);
        }
    }

    void type(const Json& schema, const std::string& path, bool asked) {
        if (schema.contains("type")) {
            const Json& type = schema.at("type");
            const Json list = type.is_array() ? type : Json::array({type});
            for (const Json& name : list) {
                const bool known =
                    name.is_string() &&
                    std::find(type_names.begin(), type_names.end(),
                              name.get_ref<const std::string&>()) != type_names.end();
                if (!known)
                    add(path + "/type", "type", "没有这种类型：" + name.dump(),
                        "用 string、number、integer、boolean、array 或 object");
            }
            if (list.empty()) add(path + "/type", "type", "没有写类型", "写上 string 等");
        } else if (asked && !says_what(schema)) {
            add(path, "type", "没有写是什么类型，不知道怎么问", "写上 \"type\":\"string\" 等");
        }
        if (!asked) return;
        ++questions_;
        const std::string title = string_or(schema, "title");
        if (title.find_first_not_of(" \t\n") == std::string::npos)
            add(path, "title", "没有题目（title），屏幕上只能显示它的名字", "写上 \"title\":\"…\"",
                Severity::warn);
    }

    // Without a type it is still clear what is asked.
    static bool says_what(const Json& schema) {
        for (const char* name :
             {"enum", "const", "properties", "items", "oneOf", "anyOf", "allOf"}) {
            if (schema.contains(name)) return true;
        }
        return false;
    }

    void limits(const Json& schema, const std::string& path) {
        for (const char* name :
             {"minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"}) {
            if (!schema.contains(name)) continue;
            const Json& value = schema.at(name);
            const bool whole =
                value.is_number() && value.get<double>() >= 0 &&
                value.get<double>() ==
                    static_cast<double>(static_cast<std::int64_t>(value.get<double>()));
            if (!whole) add(path + "/" + name, name, "这里要是不小于0的整数", "改成整数");
        }
        for (const char* name : {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}) {
            if (schema.contains(name) && !schema.at(name).is_number())
                add(path + "/" + name, name, "这里要是一个数（draft-07）", "改成数");
        }
        if (schema.contains("multipleOf") &&
            (!schema.at("multipleOf").is_number() || schema.at("multipleOf").get<double>() <= 0))
            add(path + "/multipleOf", "multipleOf", "倍数要大于0", "改成大于0的数");
        const auto crossed = [&](const char* least, const char* most, bool equal_too) {
            if (!is_number_pair(schema, least, most)) return;
            const double a = schema.at(least).get<double>();
            const double b = schema.at(most).get<double>();
            if (a > b || (equal_too && a >= b))
                add(path + "/" + least, least, "最小的比最大的还大，怎么填都不对",
                    "把两个数对调或改正");
        };
        crossed("minimum", "maximum", false);
        crossed("exclusiveMinimum", "maximum", true);
        crossed("minimum", "exclusiveMaximum", true);
        crossed("exclusiveMinimum", "exclusiveMaximum", true);
        crossed("minLength", "maxLength", false);
        crossed("minItems", "maxItems", false);
        crossed("minProperties", "maxProperties", false);
        whole_between(schema, path);
    }

    // A whole number between 1.2 and 1.8 is none.
    void whole_between(const Json& schema, const std::string& path) {
        if (string_or(schema, "type") != "integer" || !is_number_pair(schema, "minimum", "maximum"))
            return;
        const double least = schema.at("minimum").get<double>();
        const double most = schema.at("maximum").get<double>();
        if (least <= most && std::ceil(least) > std::floor(most))
            add(path + "/minimum", "minimum", "这两个数中间没有整数，怎么填都不对",
                "改正最小和最大");
    }

    void choices(const Json& schema, const std::string& path) {
        if (schema.contains("enum")) {
            const Json& values = schema.at("enum");
            if (!values.is_array() || values.empty()) {
                add(path + "/enum", "enum", "没有一个可选的", "写上可选的项");
            } else if (schema.contains("const") && std::find(values.begin(), values.end(),
                                                             schema.at("const")) == values.end()) {
                add(path + "/const", "const", "要求的值不在可选的里面，怎么选都不对",
                    "改正 const 或 enum");
            } else if (!any_of_type(schema, values)) {
                add(path + "/enum", "enum", "可选的项和类型对不上，怎么选都不对",
                    "改正 type 或 enum");
            }
            const Json& names = array_or_empty(schema, "enumNames");
            if (values.is_array() && !names.empty() && names.size() != values.size())
                add(path + "/enumNames", "enumNames", "名称和可选的项不一样多", "一项写一个名称");
        }
        for (const char* name : {"oneOf", "anyOf", "allOf"}) {
            if (!schema.contains(name)) continue;
            if (!schema.at(name).is_array() || schema.at(name).empty())
                add(path + "/" + name, name, "这里要是一个列表，至少一项", "写上各项，或者去掉");
        }
    }

    static bool any_of_type(const Json& schema, const Json& values) {
        const std::string type = string_or(schema, "type");
        if (type.empty()) return true;
        return std::any_of(values.begin(), values.end(), [&](const Json& value) {
            if (type == "string") return value.is_string();
            if (type == "number") return value.is_number();
            if (type == "integer") return value.is_number();
            if (type == "boolean") return value.is_boolean();
            return true;
        });
    }

    void texts(const Json& schema, const std::string& path) {
        if (schema.contains("pattern")) {
            if (!schema.at("pattern").is_string()) {
                add(path + "/pattern", "pattern", "格式要求要是文字", "写成正则表达式");
            } else {
                const Result<Pattern> pattern =
                    Pattern::compile(schema.at("pattern").get_ref<const std::string&>());
                if (!pattern.ok())
                    add(path + "/pattern", "pattern",
                        "格式要求不能用：" + pattern.error().message(), "换一个简单的写法");
            }
        }
        const std::string format = string_or(schema, "format");
        if (!format.empty() && std::find(std::begin(known_formats), std::end(known_formats),
                                         format) == std::end(known_formats))
            add(path + "/format", "format", "不认识格式“" + format + "”，它不起作用",
                "去掉，或者用 pattern", Severity::warn);
    }

    void members(const Json& schema, const std::string& path) {
        if (schema.contains("properties")) {
            const Json& properties = schema.at("properties");
            if (!properties.is_object()) {
                add(path + "/properties", "properties", "这里要是一个 JSON 对象", "每个问题写一项");
                return;
            }
            const bool group = string_or(schema, "type") == "object" || path.empty();
            for (const auto& item : properties.items()) {
                const std::string& name = item.key();
                const Json& member = item.value();
                const std::string there = path + "/properties/" + pointer_token(name);
                // A member of a condition says something about a question asked elsewhere.
                visit(member, there, group && !in_condition_);
            }
        }
        required(schema, path);
        if (schema.contains("additionalProperties"))
            visit(schema.at("additionalProperties"), path + "/additionalProperties", false);
        if (schema.contains("propertyNames"))
            visit(schema.at("propertyNames"), path + "/propertyNames", false);
        for (const auto& item : object_or_empty(schema, "dependencies").items()) {
            const std::string& name = item.key();
            const Json& value = item.value();
            if (value.is_array()) continue;
            in_condition(
                [&] { visit(value, path + "/dependencies/" + pointer_token(name), false); });
        }
    }

    // What must be answered must be asked: else the form can never be handed in.
    void required(const Json& schema, const std::string& path) {
        if (!schema.contains("required")) return;
        const Json& names = schema.at("required");
        if (!names.is_array()) {
            add(path + "/required", "required", "这里要是一个列表", "写成 [\"…\"]");
            return;
        }
        if (in_condition_) return;
        const Json& properties = object_or_empty(schema, "properties");
        for (const Json& name : names) {
            if (!name.is_string()) {
                add(path + "/required", "required", "列表里要是问题的名字", "写成 [\"…\"]");
                continue;
            }
            const std::string& wanted = name.get_ref<const std::string&>();
            if (properties.contains(wanted)) continue;
            if (asked_elsewhere(schema, wanted)) continue;
            add(path + "/required", "required",
                "“" + wanted + "”必须填，可是表里没有这个问题，永远交不了",
                "在 properties 里写上它，或者从 required 里去掉");
        }
    }

    static bool asked_elsewhere(const Json& schema, const std::string& name) {
        for (const char* list : {"allOf", "anyOf", "oneOf"}) {
            for (const Json& part : array_or_empty(schema, list)) {
                if (part.is_object() && (object_or_empty(part, "properties").contains(name) ||
                                         asked_elsewhere(part, name)))
                    return true;
            }
        }
        for (const char* part : {"then", "else"}) {
            if (object_or_empty(object_or_empty(schema, part), "properties").contains(name))
                return true;
        }
        for (const auto& item : object_or_empty(schema, "dependencies").items()) {
            const Json& part = item.value();
            if (part.is_object() && object_or_empty(part, "properties").contains(name)) return true;
        }
        return false;
    }

    void elements(const Json& schema, const std::string& path) {
        if (schema.contains("items")) {
            const Json& items = schema.at("items");
            if (items.is_array()) {
                for (std::size_t i = 0; i < items.size(); ++i)
                    visit(items[i], path + "/items/" + std::to_string(i), false);
                tuple_size(schema, path, items.size());
            } else {
                visit(items, path + "/items", false);
            }
        }
        for (const char* name : {"additionalItems", "contains"}) {
            if (schema.contains(name)) visit(schema.at(name), path + "/" + name, false);
        }
        unique_enough(schema, path);
    }

    void tuple_size(const Json& schema, const std::string& path, std::size_t count) {
        const bool closed = schema.contains("additionalItems") &&
                            schema.at("additionalItems").is_boolean() &&
                            !schema.at("additionalItems").get<bool>();
        const std::int64_t least = integer_or(schema, "minItems", 0);
        if (closed && least > static_cast<std::int64_t>(count))
            add(path + "/minItems", "minItems", "要填的比能填的多，怎么填都不对", "改小 minItems");
    }

    // Five different ones of three choices are none.
    void unique_enough(const Json& schema, const std::string& path) {
        if (!bool_or(schema, "uniqueItems", false)) return;
        const Json& values = array_or_empty(object_or_empty(schema, "items"), "enum");
        if (!values.empty() &&
            integer_or(schema, "minItems", 0) > static_cast<std::int64_t>(values.size()))
            add(path + "/minItems", "minItems", "要选的比可选的多，怎么选都不对", "改小 minItems");
    }

    void conditions(const Json& schema, const std::string& path) {
        in_condition([&] {
            for (const char* list : {"anyOf", "oneOf", "allOf"}) {
                const Json& parts = array_or_empty(schema, list);
                for (std::size_t i = 0; i < parts.size(); ++i)
                    visit(parts[i], path + "/" + list + "/" + std::to_string(i), false);
            }
            for (const char* part : {"if", "then", "else", "not"}) {
                if (schema.contains(part)) visit(schema.at(part), path + "/" + part, false);
            }
        });
        if ((schema.contains("then") || schema.contains("else")) && !schema.contains("if"))
            add(path, "if", "有 then 或 else，没有 if，不起作用", "写上 if", Severity::warn);
    }

    template <typename Work>
    void in_condition(Work work) {
        const bool before = in_condition_;
        in_condition_ = true;
        work();
        in_condition_ = before;
    }

    const Json& root_;
    Findings findings_;
    std::size_t questions_ = 0;
    bool in_condition_ = false;
};

}  // namespace

Findings check_form_schema(const Json& schema) {
    return SchemaChecker(schema).run();
}

}  // namespace hall
