// Numbers as people and protocols write them.

#pragma once

#include <charconv>
#include <optional>
#include <string_view>

namespace hall {

// The text as a decimal number, if it is one from its first character to its last and
// fits: no blanks, no plus, a minus only for signed types. T: an integer type.
template <typename T>
std::optional<T> parse_number(std::string_view text) {
    T number{};
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    return error == std::errc{} && rest == end ? std::optional(number) : std::nullopt;
}

}  // namespace hall
