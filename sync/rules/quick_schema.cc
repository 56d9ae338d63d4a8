#include "sync/rules/quick_schema.h"

#include <algorithm>
#include <string_view>

namespace hall {

namespace {

unsigned bit_of(Json::value_t type) {
    return 1U << static_cast<unsigned>(type);
}

// 0 for a name that is no type.
unsigned types_of(const std::string& name) {
    using Type = Json::value_t;
    const unsigned integer = bit_of(Type::number_integer) | bit_of(Type::number_unsigned);
    if (name == "object") return bit_of(Type::object);
    if (name == "array") return bit_of(Type::array);
    if (name == "string") return bit_of(Type::string);
    if (name == "boolean") return bit_of(Type::boolean);
    if (name == "null") return bit_of(Type::null);
    if (name == "integer") return integer;
    if (name == "number") return integer | bit_of(Type::number_float);
    return 0;
}

bool length_fits(const std::string& text, std::size_t min, std::size_t max) {
    // The library counts to the first NUL.
    if (text.find('\0') != std::string::npos) return false;
    // A character is one to four bytes.
    if (text.size() <= max && text.size() >= min * 4) return true;
    const auto characters = static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
    return characters >= min && characters <= max;
}

bool all_differ(const Json& array) {
    constexpr std::size_t items_max = 100;  // pairs grow with the square
    if (array.size() > items_max) return false;
    for (auto one = array.begin(); one != array.end(); ++one) {
        if (std::find(array.begin(), one, *one) != one) return false;
    }
    return true;
}

}  // namespace

// Turns a schema into nodes. Any keyword it does not know ends the compiling.
struct QuickSchema::Compiler {
    const Json& root;
    std::vector<Node>& nodes;
    std::map<std::string, std::size_t> references;  // "#/definitions/x" → its node

    std::optional<std::size_t> add(const Json& schema) {
        if (!schema.is_object()) return std::nullopt;
        if (schema.contains("$ref")) return refer(schema);
        const std::size_t place = nodes.size();
        nodes.emplace_back();
        Node node;
        for (const auto& [keyword, value] : schema.items()) {
            if (!take(node, keyword, value)) return std::nullopt;
        }
        nodes[place] = std::move(node);
        return place;
    }

    // A reference stands alone, and leads to a definition beside the root.
    std::optional<std::size_t> refer(const Json& schema) {
        constexpr std::string_view prefix = "#/definitions/";
        if (schema.size() != 1 || !schema["$ref"].is_string()) return std::nullopt;
        const std::string reference = schema["$ref"].get<std::string>();
        if (!reference.starts_with(prefix)) return std::nullopt;
        const auto known = references.find(reference);
        if (known != references.end()) return known->second;
        const Json& definitions = object_or_empty(root, "definitions");
        const auto found = definitions.find(reference.substr(prefix.size()));
        // A definition that leads to itself would never end.
        if (found == definitions.end() || !found->is_object() || found->contains("$ref")) {
            return std::nullopt;
        }
        references[reference] = nodes.size();
        return add(*found);
    }

    bool take(Node& node, const std::string& keyword, const Json& value) {
        if (keyword == "$schema" || keyword == "title" || keyword == "description" ||
            keyword == "definitions") {
            return true;
        }
        if (keyword == "type") return take_type(node, value);
        if (keyword == "minLength") return take_size(node.length_min, value);
        if (keyword == "maxLength") return take_size(node.length_max, value);
        if (keyword == "minItems") return take_size(node.items_min, value);
        if (keyword == "maxItems") return take_size(node.items_max, value);
        if (keyword == "minimum") return take_number(node.min, value);
        if (keyword == "maximum") return take_number(node.max, value);
        if (keyword == "enum") return take_allowed(node, value);
        if (keyword == "required") return take_required(node, value);
        if (keyword == "properties") return take_properties(node, value);
        if (keyword == "items") return take_items(node, value);
        if (keyword == "additionalProperties") return take_others(node, value);
        if (keyword == "uniqueItems" && value.is_boolean()) {
            node.unique = value.get<bool>();
            return true;
        }
        return false;
    }

    static bool take_type(Node& node, const Json& value) {
        node.types = value.is_string() ? types_of(value.get<std::string>()) : 0;
        return node.types != 0;
    }

    static bool take_size(std::size_t& size, const Json& value) {
        if (!value.is_number_unsigned() || value.get<std::uint64_t>() > 1'000'000'000) return false;
        size = value.get<std::size_t>();
        return true;
    }

    static bool take_number(double& number, const Json& value) {
        if (!value.is_number()) return false;
        number = value.get<double>();
        return true;
    }

    static bool take_allowed(Node& node, const Json& value) {
        if (!value.is_array() || value.empty()) return false;
        node.allowed.assign(value.begin(), value.end());
        return std::all_of(value.begin(), value.end(),
                           [](const Json& each) { return each.is_string() || each.is_boolean(); });
    }

    static bool take_required(Node& node, const Json& value) {
        if (!value.is_array()) return false;
        for (const Json& name : value) {
            if (!name.is_string()) return false;
            node.required.push_back(name.get<std::string>());
        }
        return true;
    }

    bool take_properties(Node& node, const Json& value) {
        if (!value.is_object()) return false;
        for (const auto& [name, schema] : value.items()) {
            const std::optional<std::size_t> place = add(schema);
            if (!place) return false;
            node.properties[name] = *place;
        }
        return true;
    }

    bool take_others(Node& node, const Json& value) {
        if (value.is_boolean()) {
            node.others = value.get<bool>();
            return true;
        }
        const std::optional<std::size_t> place = add(value);
        if (place) node.others_node = *place;
        return place.has_value();
    }

    bool take_items(Node& node, const Json& value) {
        const std::optional<std::size_t> place = add(value);
        if (place) node.items = *place;
        return place.has_value();
    }
};

std::optional<QuickSchema> QuickSchema::compile(const Json& schema) {
    QuickSchema quick;
    Compiler compiler{schema, quick.nodes_, {}};
    if (!compiler.add(schema)) return std::nullopt;
    return quick;
}

bool QuickSchema::fits(std::size_t place, const Json& value) const {
    const Node& node = nodes_[place];
    if ((node.types & bit_of(value.type())) == 0) return false;
    if (!node.allowed.empty() &&
        std::find(node.allowed.begin(), node.allowed.end(), value) == node.allowed.end()) {
        return false;
    }
    if (value.is_object()) return fits_object(node, value);
    if (value.is_array()) return fits_array(node, value);
    if (value.is_string()) {
        return length_fits(value.get_ref<const std::string&>(), node.length_min, node.length_max);
    }
    if (value.is_number()) {
        const double number = value.get<double>();
        return number >= node.min && number <= node.max;
    }
    return true;
}

bool QuickSchema::fits_object(const Node& node, const Json& value) const {
    const auto has = [&](const std::string& name) { return value.contains(name); };
    if (!std::all_of(node.required.begin(), node.required.end(), has)) return false;
    for (auto member = value.begin(); member != value.end(); ++member) {
        const auto property = node.properties.find(member.key());
        const bool named = property != node.properties.end();
        if (!named && !node.others) return false;
        const std::size_t place = named ? property->second : node.others_node;
        if (place != none && !fits(place, *member)) return false;
    }
    return true;
}

bool QuickSchema::fits_array(const Node& node, const Json& value) const {
    if (value.size() < node.items_min || value.size() > node.items_max) return false;
    if (node.unique && !all_differ(value)) return false;
    return node.items == none || std::all_of(value.begin(), value.end(), [&](const Json& each) {
               return fits(node.items, each);
           });
}

}  // namespace hall
