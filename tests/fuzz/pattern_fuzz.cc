// Patterns of forms and the texts they are held against: a pattern, a zero byte, and a text.

#include "sync/rules/pattern.h"

#include "sync/core/utf8.h"
#include "sync/rules/pattern_reach.h"
#include "tests/fuzz/input.h"

using namespace hall;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    constexpr std::string_view keys = "ABCXYZ0189";
    std::string_view input = fuzz::text_of(bytes, size);
    const std::string_view expression = fuzz::take_text(input);
    if (!is_utf8(expression) || !is_utf8(input)) return 0;
    const Result<Pattern> pattern = Pattern::compile(expression);
    if (!pattern.ok()) {
        CHECK(pattern.error().code() == Errc::refused);
        return 0;
    }
    const bool fits = pattern.value().fits(input);
    // A text of these keys that fits is one that can be typed.
    const bool typed = input.find_first_not_of(keys) == std::string_view::npos;
    if (fits && typed) CHECK(can_be_typed(expression, keys, {input.size(), input.size()}));
    return 0;
}
