// The form of the packed readings, which pinyin_table_tool.cc writes and pinyin_readings.cc
// reads: numbers are 32 bits, little endian, unless said.
//
//   magic "HPR1", number of syllables, of characters, of words, of 16-bit units
//   syllables    8 bytes each, filled with zeros: "chuang2"
//   characters   sorted: code point, syllable << 8 | cost
//   words        sorted by their characters: place of the first unit << 8 | cost
//   units        of each word: its length, its characters, its syllables
//
// A cost is 8 times the negative natural logarithm of a word's share of all text, at most 255.

#pragma once

#include <cstddef>
#include <cstdint>

namespace hall::kiosk {

inline constexpr std::uint32_t pinyin_magic = 0x31525048;  // "HPR1"
inline constexpr std::size_t pinyin_header_bytes = 20;
inline constexpr std::size_t pinyin_word_characters_max = 8;
inline constexpr int pinyin_cost_steps = 8;

}  // namespace hall::kiosk
