// Whether any text that can be typed fits a pattern: a form that asks for "^[a-z]+$" on a
// keyboard of capitals, or for five digits in four characters, can never be handed in. Pure.

#pragma once

#include <cstddef>
#include <string_view>

namespace hall {

struct TypedLength {
    std::size_t min = 0;
    std::size_t max = 0;
};

// False only if no text of these characters (one byte each) and this many of them fits. What
// would take too long to find out, or is not understood here, counts as possible: Unicode
// properties, word boundaries.
// REQUIRES: Pattern::compile() takes the expression.
//
// The idea: the pattern becomes a nondeterministic automaton, and all sets of states that
// texts of n characters lead to are followed from n to n + 1, one character for each class
// of characters that the pattern does not tell apart. The work is bounded.
bool can_be_typed(std::string_view expression, std::string_view characters, TypedLength length);

}  // namespace hall
