// JSON, as this project accepts and signs it. simdjson does the parsing and
// nlohmann::json holds the value; what is ours is what must be refused and the two
// canonical ways to write a value down.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "sync/core/result.h"

namespace hall {

using Json = nlohmann::json;  // objects keep their members sorted by name, bytewise

struct JsonLimits {
    std::size_t bytes_max = std::size_t{64} << 20;
    int depth_max = 64;
};

// The parser for everything that is signed or comes from outside. Fails with
// `corrupt` on a byte order mark, invalid UTF-8 (also as \u escapes), members that
// stand twice, numbers outside ±2^53 in whatever notation (docs/decisions/0004), or
// bytes after the value; and with `exhausted` past the limits.
Result<Json> parse_json(std::string_view text, JsonLimits limits = {});

// The same for many texts in a row: keeps its memory from one to the next. One thread.
class JsonParser {
  public:
    JsonParser();
    JsonParser(JsonParser&&) noexcept;
    JsonParser& operator=(JsonParser&&) noexcept;
    ~JsonParser();

    Result<Json> parse(std::string_view text, JsonLimits limits = {});

  private:
    struct Memory;
    std::unique_ptr<Memory> memory_;
};

// "Canonical JSON" of OLPC, over which TUF signs: sorted members, no white space,
// only quote and backslash escaped. Fails with `corrupt` on a fraction, which the
// form does not have.
Result<std::string> canonical_json(const Json& value);

// One line of UTF-8 without white space, members sorted.
std::string json_line(const Json& value);

// --- Reading members without exceptions. Each fails with `corrupt` and names the member.

Result<const Json*> member(const Json& object, std::string_view name);
Result<std::string> string_member(const Json& object, std::string_view name);
Result<std::int64_t> integer_member(const Json& object, std::string_view name);

// The member if it is there and of the type, else the fallback.
std::string string_or(const Json& object, std::string_view name, std::string_view fallback = {});
std::int64_t integer_or(const Json& object, std::string_view name, std::int64_t fallback);
bool bool_or(const Json& object, std::string_view name, bool fallback);

// The member if it is an array (object), else an empty one.
const Json& array_or_empty(const Json& object, std::string_view name);
const Json& object_or_empty(const Json& object, std::string_view name);

}  // namespace hall
