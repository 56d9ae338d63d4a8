#include "sync/core/json.h"

#include <simdjson.h>

#include <cmath>

namespace hall {

namespace {

constexpr std::int64_t integer_max = std::int64_t{1} << 53;

Error refuse(std::string message) {
    return Error(Errc::corrupt, std::move(message));
}

// Copies what the parser found into a value that lives on, and refuses on the way what
// two readers could understand differently.
class StrictCopy {
  public:
    explicit StrictCopy(int depth_max) : depth_max_(depth_max) {}

    Result<Json> copy(const simdjson::dom::element& element, int depth = 0) const {
        using Type = simdjson::dom::element_type;
        switch (element.type()) {
            case Type::OBJECT:
                return copy_object(element.get_object().value_unsafe(), depth);
            case Type::ARRAY:
                return copy_array(element.get_array().value_unsafe(), depth);
            case Type::STRING:
                return Json(std::string(element.get_string().value_unsafe()));
            case Type::INT64:
                return copy_integer(element.get_int64().value_unsafe());
            case Type::UINT64:
                return refuse("an integer above 2^53");
            case Type::DOUBLE:
                return copy_fraction(element.get_double().value_unsafe());
            case Type::BOOL:
                return Json(element.get_bool().value_unsafe());
            case Type::NULL_VALUE:
                break;
        }
        return Json();
    }

  private:
    Result<Json> copy_object(const simdjson::dom::object& object, int depth) const {
        if (depth >= depth_max_) return Error(Errc::exhausted, "JSON nested too deep");
        Json copied = Json::object();
        auto& members = copied.get_ref<Json::object_t&>();
        for (const auto& [name, value] : object) {
            Json member = TRY(copy(value, depth + 1));
            // Members mostly come sorted, so the end is where the next one goes.
            const std::size_t before = members.size();
            members.emplace_hint(members.end(), std::string(name), std::move(member));
            if (members.size() == before) {
                return refuse("the member \"" + std::string(name) + "\" stands twice");
            }
        }
        return copied;
    }

    Result<Json> copy_array(const simdjson::dom::array& array, int depth) const {
        if (depth >= depth_max_) return Error(Errc::exhausted, "JSON nested too deep");
        Json copied = Json::array();
        auto& elements = copied.get_ref<Json::array_t&>();
        for (const simdjson::dom::element& element : array) {
            elements.push_back(TRY(copy(element, depth + 1)));
        }
        return copied;
    }

    static Result<Json> copy_integer(std::int64_t value) {
        if (value < -integer_max) return refuse("an integer below -2^53");
        if (value > integer_max) return refuse("an integer above 2^53");
        if (value < 0) return Json(value);
        return Json(static_cast<std::uint64_t>(value));
    }

    static Result<Json> copy_fraction(double value) {
        // An integer too long for 64 bits may arrive here as a fraction. At 2^53 itself a double
        // no longer tells a number from the one after it, so none with a point may stand there.
        if (!std::isfinite(value) || std::abs(value) >= static_cast<double>(integer_max)) {
            return refuse("a number outside ±2^53");
        }
        return Json(value);
    }

    int depth_max_;
};

void append_canonical_string(std::string& out, const std::string& text) {
    out.push_back('"');
    for (const char c : text) {
        if (c == '"' || c == '\\') out.push_back('\\');
        out.push_back(c);
    }
    out.push_back('"');
}

Result<void> append_canonical(std::string& out, const Json& value) {
    switch (value.type()) {
        case Json::value_t::null:
            out.append("null");
            return {};
        case Json::value_t::boolean:
            out.append(value.get<bool>() ? "true" : "false");
            return {};
        case Json::value_t::number_integer:
            out.append(std::to_string(value.get<std::int64_t>()));
            return {};
        case Json::value_t::number_unsigned:
            out.append(std::to_string(value.get<std::uint64_t>()));
            return {};
        case Json::value_t::string:
            append_canonical_string(out, value.get_ref<const std::string&>());
            return {};
        case Json::value_t::array: {
            out.push_back('[');
            bool first = true;
            for (const Json& element : value) {
                if (!first) out.push_back(',');
                first = false;
                TRY(append_canonical(out, element));
            }
            out.push_back(']');
            return {};
        }
        case Json::value_t::object: {
            out.push_back('{');
            bool first = true;
            for (const auto& [name, element] : value.items()) {
                if (!first) out.push_back(',');
                first = false;
                append_canonical_string(out, name);
                out.push_back(':');
                TRY(append_canonical(out, element));
            }
            out.push_back('}');
            return {};
        }
        case Json::value_t::number_float:
        case Json::value_t::binary:
        case Json::value_t::discarded:
            break;
    }
    return Error(Errc::corrupt, "canonical JSON has no fractions");
}

Error missing(std::string_view name, std::string_view type) {
    return Error(Errc::corrupt, "no " + std::string(type) + " \"" + std::string(name) + "\"");
}

const Json* find(const Json& object, std::string_view name) {
    if (!object.is_object()) return nullptr;
    const auto found = object.find(name);
    return found == object.end() ? nullptr : &*found;
}

}  // namespace

struct JsonParser::Memory {
    simdjson::dom::parser parser;
};

JsonParser::JsonParser() : memory_(std::make_unique<Memory>()) {}
JsonParser::JsonParser(JsonParser&&) noexcept = default;
JsonParser& JsonParser::operator=(JsonParser&&) noexcept = default;
JsonParser::~JsonParser() = default;

Result<Json> JsonParser::parse(std::string_view text, JsonLimits limits) {
    if (text.size() > limits.bytes_max) return Error(Errc::exhausted, "JSON too long");
    // Newer versions of the library skip a byte order mark; we never accept one.
    if (text.starts_with("\xEF\xBB\xBF")) return refuse("JSON with a byte order mark");
    simdjson::dom::element root;
    const simdjson::error_code error = memory_->parser.parse(text.data(), text.size()).get(root);
    if (error == simdjson::DEPTH_ERROR) return Error(Errc::exhausted, "JSON nested too deep");
    if (error == simdjson::MEMALLOC || error == simdjson::CAPACITY) {
        return Error(Errc::exhausted, "JSON too long for this machine");
    }
    if (error != simdjson::SUCCESS) {
        return refuse(std::string("not JSON: ") + simdjson::error_message(error));
    }
    return StrictCopy(limits.depth_max).copy(root);
}

Result<Json> parse_json(std::string_view text, JsonLimits limits) {
    return JsonParser().parse(text, limits);
}

Result<std::string> canonical_json(const Json& value) {
    std::string out;
    TRY(append_canonical(out, value));
    return out;
}

std::string json_line(const Json& value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<const Json*> member(const Json& object, std::string_view name) {
    const Json* found = find(object, name);
    if (found == nullptr) return missing(name, "member");
    return found;
}

Result<std::string> string_member(const Json& object, std::string_view name) {
    const Json* found = find(object, name);
    if (found == nullptr || !found->is_string()) return missing(name, "string");
    return found->get<std::string>();
}

Result<std::int64_t> integer_member(const Json& object, std::string_view name) {
    const Json* found = find(object, name);
    if (found == nullptr || !found->is_number_integer()) return missing(name, "integer");
    return found->get<std::int64_t>();
}

std::string string_or(const Json& object, std::string_view name, std::string_view fallback) {
    const Json* found = find(object, name);
    if (found == nullptr || !found->is_string()) return std::string(fallback);
    return found->get<std::string>();
}

std::int64_t integer_or(const Json& object, std::string_view name, std::int64_t fallback) {
    const Json* found = find(object, name);
    if (found == nullptr || !found->is_number_integer()) return fallback;
    return found->get<std::int64_t>();
}

bool bool_or(const Json& object, std::string_view name, bool fallback) {
    const Json* found = find(object, name);
    if (found == nullptr || !found->is_boolean()) return fallback;
    return found->get<bool>();
}

const Json& array_or_empty(const Json& object, std::string_view name) {
    static const Json empty = Json::array();
    const Json* found = find(object, name);
    return found != nullptr && found->is_array() ? *found : empty;
}

const Json& object_or_empty(const Json& object, std::string_view name) {
    static const Json empty = Json::object();
    const Json* found = find(object, name);
    return found != nullptr && found->is_object() ? *found : empty;
}

}  // namespace hall
