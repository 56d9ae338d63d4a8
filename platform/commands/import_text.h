// Text of a file that somebody made with whatever was at hand: Windows and Excel write byte
// order marks, carriage returns, UTF-16 and GBK. What can be read without a doubt is read,
// and it is said as what; the rest is named.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sync/core/result.h"

namespace hall::platform {

struct ImportText {
    std::string text;  // UTF-8 but for single bytes that are none, no byte order mark
    std::string said;  // what was done to it, in Chinese; empty: nothing
};

// Fails with `refused` and a sentence in Chinese.
Result<ImportText> import_text_of(std::string bytes);

// The lines by the numbers an editor shows. Blank ones are left out; none ends in '\r'.
struct ImportLine {
    std::size_t number = 0;
    std::string_view text;
};
std::vector<ImportLine> import_lines_of(std::string_view text);

}  // namespace hall::platform
