// UTF-8 (RFC 3629), strict: no overlong forms, no surrogates, nothing past U+10FFFF.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hall {

inline constexpr char32_t replacement_character = 0xFFFD;

// Takes one character off the front of `text`. Bytes that are no character give
// U+FFFD and move on by one byte, so a loop always ends.
// REQUIRES: !text.empty().
char32_t next_character(std::string_view& text);

bool is_utf8(std::string_view text);

// Number of characters (code points).
std::size_t character_count(std::string_view text);

void append_utf8(std::string& text, char32_t character);

// The longest start of `text` with at most `characters` characters.
std::string_view prefix_of(std::string_view text, std::size_t characters);

// True for characters that a table of Chinese text holds one a cell: the CJK
// ideographs of all planes (Unicode blocks Unified Ideographs and Extensions A to H,
// compatibility ideographs, and U+3007 〇).
bool is_han(char32_t character);

}  // namespace hall
