#include "sync/core/json.h"

#include <cmath>
#include <set>
#include <vector>

#include "sync/core/utf8.h"

namespace hall {

namespace {

constexpr std::int64_t integer_max = std::int64_t{1} << 53;

// Builds the value while nlohmann's parser reports tokens, because only here is a
// second member of the same name still visible.
class StrictBuilder final : public nlohmann::json_sax<Json> {
  public:
    explicit StrictBuilder(int depth_max) : depth_max_(depth_max) {}

    bool null() override { return add(nullptr); }
    bool boolean(bool value) override { return add(value); }
    bool number_integer(number_integer_t value) override {
        if (value < -integer_max) return refuse(Errc::corrupt, "an integer below -2^53");
        return add(value);
    }
    bool number_unsigned(number_unsigned_t value) override {
        if (value > static_cast<number_unsigned_t>(integer_max)) {
            return refuse(Errc::corrupt, "an integer above 2^53");
        }
        return add(value);
    }
    bool number_float(number_float_t value, const string_t&) override {
        if (!std::isfinite(value)) return refuse(Errc::corrupt, "a number no double can hold");
        // An integer too long for 64 bits arrives here as a fraction. At 2^53 itself a double
        // no longer tells a number from the one after it, so none with a point may stand there.
        if (std::abs(value) >= static_cast<double>(integer_max)) {
            return refuse(Errc::corrupt, "a number outside ±2^53");
        }
        return add(value);
    }
    bool string(string_t& value) override { return add(std::move(value)); }
    bool binary(binary_t&) override { return refuse(Errc::corrupt, "binary"); }

    bool start_object(std::size_t) override { return open(Json::object()); }
    bool key(string_t& name) override {
        if (open_.back().names.count(name) != 0) {
            return refuse(Errc::corrupt, "the member \"" + name + "\" stands twice");
        }
        open_.back().names.insert(name);
        open_.back().name = std::move(name);
        return true;
    }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_array() override { return close(); }

    bool parse_error(std::size_t position, const std::string&,
                     const nlohmann::detail::exception&) override {
        return refuse(Errc::corrupt, "not JSON at byte " + std::to_string(position));
    }

    Result<Json> take() {
        if (error_) return *std::move(error_);
        return std::move(root_);
    }

  private:
    struct Open {
        Json value;
        std::set<std::string> names;
        std::string name;
    };

    bool refuse(Errc code, std::string message) {
        if (!error_) error_ = Error(code, std::move(message));
        return false;
    }

    bool open(Json value) {
        if (static_cast<int>(open_.size()) >= depth_max_) {
            return refuse(Errc::exhausted, "JSON nested too deep");
        }
        open_.push_back({std::move(value), {}, {}});
        return true;
    }

    bool close() {
        Json value = std::move(open_.back().value);
        open_.pop_back();
        return add(std::move(value));
    }

    bool add(Json value) {
        if (open_.empty()) {
            root_ = std::move(value);
        } else if (open_.back().value.is_object()) {
            open_.back().value[std::move(open_.back().name)] = std::move(value);
        } else {
            open_.back().value.push_back(std::move(value));
        }
        return true;
    }

    int depth_max_;
    std::vector<Open> open_;
    Json root_;
    std::optional<Error> error_;
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

Result<Json> parse_json(std::string_view text, JsonLimits limits) {
    if (text.size() > limits.bytes_max) return Error(Errc::exhausted, "JSON too long");
    // nlohmann skips a byte order mark and repairs nothing else; we accept neither.
    if (text.starts_with("\xEF\xBB\xBF"))
        return Error(Errc::corrupt, "JSON with a byte order mark");
    // It also takes a NUL for the end of the input.
    if (text.find('\0') != std::string_view::npos) return Error(Errc::corrupt, "JSON with a NUL");
    if (!is_utf8(text)) return Error(Errc::corrupt, "JSON that is not UTF-8");
    StrictBuilder builder(limits.depth_max);
    Json::sax_parse(text.begin(), text.end(), &builder);
    return builder.take();
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
