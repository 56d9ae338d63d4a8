// Readings of Chinese characters in pinyin without tones (GB/T 16159), v for ü: 女 "nv". From a
// table made at build time of the Unicode Han database, some 41,000 characters of all planes
// (pinyin_table.cmake). Pure; any thread.

#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace hall {

// The readings of a character, the usual one first; empty for what is no Chinese character or
// has no known reading.
std::vector<std::string_view> readings_of(char32_t character);

// The usual reading, or empty.
std::string_view usual_reading_of(char32_t character);

// True for the 8,105 characters of 通用规范汉字表 (2013): written today, also in names and places.
bool is_standard_character(char32_t character);

// Every character with this reading ("zhe", "lv"): standard ones first, then the others of the
// first plane, then those beyond; by code point, which within a block is by radical and strokes.
std::vector<char32_t> characters_read(std::string_view syllable);

// The table, for those functions: syllables in order, and rows in order of characters:
// character << 10 | standard << 9 | place of the syllable.
std::span<const std::string_view> pinyin_syllables();
std::span<const std::uint32_t> pinyin_rows();

}  // namespace hall
