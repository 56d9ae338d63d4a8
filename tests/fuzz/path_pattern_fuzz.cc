// Path patterns of delegations: a pattern without wildcards matches itself alone, a path
// has as many parts as its pattern, and nothing takes for ever.

#include "sync/wire/path_pattern.h"

#include <algorithm>

#include "sync/core/check.h"
#include "tests/fuzz/input.h"

using namespace hall;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    std::string_view input = fuzz::text_of(bytes, size);
    const std::string_view path = fuzz::take_text(input);
    const std::string_view pattern = input;
    const bool matches = tuf::matches_path_pattern(path, pattern);
    if (matches) {
        CHECK(std::count(path.begin(), path.end(), '/') ==
              std::count(pattern.begin(), pattern.end(), '/'));
    }
    // Bytes that are no character stand for each other, so the rule is for plain text.
    const bool plain = std::all_of(pattern.begin(), pattern.end(), [](char c) {
        return c > 0 && c != '*' && c != '?' && c != '[';
    });
    if (plain) CHECK(matches == (path == pattern));
    return 0;
}
