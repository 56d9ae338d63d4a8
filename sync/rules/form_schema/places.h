// Where in a form or in its answers something stands, as a JSON pointer (RFC 6901) and in words.
// Pure.

#pragma once

#include <string>
#include <string_view>

#include "sync/core/json.h"

namespace hall {

// A member's name as a pointer writes it: ~ as ~0, / as ~1.
std::string pointer_token(std::string_view name);

// "「家庭成员」里的「姓名」": titles on the way to `path` in a schema; the last names where there
// are none. "整张表" for the root.
std::string place_in_schema(const Json& schema, std::string_view path);

}  // namespace hall
