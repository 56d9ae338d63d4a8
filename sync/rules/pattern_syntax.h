// From the regular expressions of ECMA-262 (with the flag u) to those of RE2. Pure.

#pragma once

#include <string>
#include <string_view>

#include "sync/core/result.h"

namespace hall {

// The same pattern as RE2 writes it: `.` stops at the four line ends of ECMA-262, `\s` is
// every Unicode blank, `[^]` is anything, `\u4e00` a character, a named group a group.
// Fails with `refused`, in Chinese, on back references, look-around and escapes that
// ECMA-262 does not know. What neither of the two takes is left to RE2 to refuse.
// REQUIRES: `expression` is UTF-8.
Result<std::string> re2_syntax_of(std::string_view expression);

}  // namespace hall
