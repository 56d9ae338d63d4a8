// Path patterns of TUF delegations (specification section 4.5): shell wildcards that
// never reach across a '/'.

#pragma once

#include <string_view>

namespace hall::tuf {

// `*` any characters, `?` one, `[ab]`, `[a-z]`, `[!a]` one of a set; every part between
// slashes is matched by itself. There is no escape character, and a `[` without its `]`
// stands for itself, as in Python's fnmatch, which TUF's reference uses. The time is at
// worst the product of the lengths, whatever the pattern.
bool matches_path_pattern(std::string_view path, std::string_view pattern);

}  // namespace hall::tuf
