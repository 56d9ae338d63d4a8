// Characters of ASCII, whatever the locale of the process is. Pure.

#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace hall {

constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

constexpr bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// True if there is at least one character and each is a digit.
constexpr bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

// True if the text is exactly so many digits.
constexpr bool is_digits(std::string_view text, std::size_t count) {
    return text.size() == count && std::all_of(text.begin(), text.end(), is_digit);
}

}  // namespace hall
