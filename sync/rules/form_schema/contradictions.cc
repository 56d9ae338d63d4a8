#include "sync/rules/form_schema/contradictions.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <string_view>

#include "sync/rules/form_schema/answer_judge.h"
#include "sync/rules/form_schema/places.h"
#include "sync/rules/pattern_reach.h"

namespace hall {

namespace {

// Days far from any birthday's bound: what is judged here is no person's.
constexpr Date contradiction_day{2100, 1, 1};
constexpr std::size_t date_characters = 10;  // 2026-03-01

using TypeSet = std::set<std::string>;

TypeSet types_of(const Json& schema) {
    static const TypeSet all = {"null",   "boolean", "object", "array",
                                "number", "integer", "string"};
    if (!schema.contains("type")) return all;
    TypeSet types;
    const Json& type = schema.at("type");
    for (const Json& name : type.is_array() ? type : Json::array({type})) {
        if (name.is_string()) types.insert(name.get<std::string>());
    }
    if (types.contains("number")) types.insert("integer");
    return types;
}

// What all must hold of one answer at once: the schema and the parts of its allOf.
void collect_demands(const Json& schema, std::vector<const Json*>& demands) {
    if (!schema.is_object()) return;
    demands.push_back(&schema);
    for (const Json& part : array_or_empty(schema, "allOf")) collect_demands(part, demands);
}

// The strongest of a limit among them.
std::optional<double> strongest(const std::vector<const Json*>& demands, const char* name,
                                bool largest) {
    std::optional<double> found;
    for (const Json* demand : demands) {
        if (!demand->contains(name) || !demand->at(name).is_number()) continue;
        const double value = demand->at(name).get<double>();
        if (!found || (largest ? value > *found : value < *found)) found = value;
    }
    return found;
}

// Of a pattern that fits texts in ASCII: whether it fits any of a length that is allowed. Whatever
// else it says counts as possible.
bool fits_some_length(const std::string& pattern, double least, std::optional<double> most) {
    constexpr std::size_t tried_max = 200;
    constexpr std::string_view ascii =
        " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`"
        "abcdefghijklmnopqrstuvwxyz{|}~";
    const bool plain = std::all_of(pattern.begin(), pattern.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (!plain || pattern.find("\\p") != pattern.npos || pattern.find("\\u") != pattern.npos)
        return true;
    const TypedLength wanted{static_cast<std::size_t>(std::max(0.0, least)),
                             most ? static_cast<std::size_t>(std::max(0.0, *most)) : tried_max};
    if (wanted.min > tried_max || wanted.max > tried_max || wanted.min > wanted.max) return true;
    return can_be_typed(pattern, ascii, wanted) || !can_be_typed(pattern, ascii, {0, tried_max});
}

class ContradictionFinder {
  public:
    explicit ContradictionFinder(const Json& root) : root_(root) {}

    Findings run() {
        visit(root_, {});
        return std::move(findings_);
    }

  private:
    void add(const std::string& path, const char* code, std::string message) {
        findings_.push_back({.path = path,
                             .row = {},
                             .code = code,
                             .place = place_in_schema(root_, path),
                             .message = std::move(message),
                             .suggestion = "改正其中一个要求"});
    }

    void visit(const Json& schema, const std::string& path) {
        if (!schema.is_object()) return;
        std::vector<const Json*> demands;
        collect_demands(schema, demands);
        check_types(demands, path);
        check_limits(demands, path);
        check_listed(demands, path);
        check_texts(demands, path);
        check_members(demands, path);
        for (const auto& item : object_or_empty(schema, "properties").items())
            visit(item.value(), path + "/properties/" + pointer_token(item.key()));
        if (schema.contains("items") && schema.at("items").is_object())
            visit(schema.at("items"), path + "/items");
    }

    void check_types(const std::vector<const Json*>& demands, const std::string& path) {
        TypeSet possible = types_of(*demands.front());
        for (const Json* demand : demands) {
            const TypeSet others = types_of(*demand);
            std::erase_if(possible,
                          [&](const std::string& type) { return !others.contains(type); });
        }
        if (possible.empty() && demands.size() > 1)
            add(path, "type", "几个要求的类型对不上，怎么填都不对");
    }

    // Within one schema this is told already (schema_check.h).
    void check_limits(const std::vector<const Json*>& demands, const std::string& path) {
        if (demands.size() < 2) return;
        const auto crossed = [&](const char* least, const char* most) {
            const std::optional<double> low = strongest(demands, least, true);
            const std::optional<double> high = strongest(demands, most, false);
            if (low && high && *low > *high) add(path, least, "最小的比最大的还大，怎么填都不对");
        };
        crossed("minimum", "maximum");
        crossed("minLength", "maxLength");
        crossed("minItems", "maxItems");
        crossed("minProperties", "maxProperties");
    }

    // Of what may be chosen, something must meet the other demands.
    void check_listed(const std::vector<const Json*>& demands, const std::string& path) {
        for (const Json* demand : demands) {
            Json values = array_or_empty(*demand, "enum");
            const char* code = "enum";
            if (demand->contains("const")) {
                values = Json::array({demand->at("const")});
                code = "const";
            }
            if (values.empty()) continue;
            const bool any = std::any_of(values.begin(), values.end(), [&](const Json& value) {
                return std::all_of(demands.begin(), demands.end(), [&](const Json* other) {
                    return judge_answers(*other, Json::object(), value, contradiction_day).empty();
                });
            });
            if (!any) return add(path, code, "可选的都不合别的要求，怎么选都不对");
        }
    }

    void check_texts(const std::vector<const Json*>& demands, const std::string& path) {
        const double least = strongest(demands, "minLength", true).value_or(0);
        const std::optional<double> most = strongest(demands, "maxLength", false);
        for (const Json* demand : demands) {
            if (string_or(*demand, "format") == "date" &&
                (least > date_characters || (most && *most < date_characters)))
                return add(path, "format", "日期要写10个字符（2026-03-01），和字数的要求对不上");
            const std::string pattern = string_or(*demand, "pattern");
            if (pattern.empty()) continue;
            if (!fits_some_length(pattern, least, most))
                return add(path, "pattern", "格式要求和字数的要求对不上，怎么写都不对");
        }
    }

    void check_members(const std::vector<const Json*>& demands, const std::string& path) {
        std::set<std::string> required;
        for (const Json* demand : demands) {
            for (const Json& name : array_or_empty(*demand, "required")) {
                if (name.is_string()) required.insert(name.get<std::string>());
            }
        }
        for (const Json* demand : demands) {
            const Json& properties = object_or_empty(*demand, "properties");
            for (const std::string& name : required) {
                const bool never = properties.contains(name) && properties.at(name).is_boolean() &&
                                   !properties.at(name).get<bool>();
                if (never) return add(path, "required", "“" + name + "”必须填，可是又不能填");
            }
            // "not": {"required": […]} of what must be answered.
            const Json& denied = object_or_empty(*demand, "not");
            const Json& names = array_or_empty(denied, "required");
            if (denied.size() == 1 && !names.empty() &&
                std::all_of(names.begin(), names.end(), [&](const Json& name) {
                    return name.is_string() && required.contains(name.get<std::string>());
                }))
                return add(path, "not", "必须填的，又说不能填");
            const bool closed = demand->contains("additionalProperties") &&
                                demand->at("additionalProperties").is_boolean() &&
                                !demand->at("additionalProperties").get<bool>();
            const double least = strongest(demands, "minProperties", true).value_or(0);
            if (closed && least > static_cast<double>(properties.size()))
                return add(path, "minProperties", "要填的比能填的多，怎么填都不对");
        }
    }

    const Json& root_;
    Findings findings_;
};

}  // namespace

Findings contradictions_in(const Json& schema) {
    return ContradictionFinder(schema).run();
}

}  // namespace hall
