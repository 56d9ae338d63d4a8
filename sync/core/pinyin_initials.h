// Pinyin of a text, and the initials people type for it: xmtxb for 小麦条锈病.
//
// Readings are the usual ones of pinyin_readings.h, corrected by a short list of words (银行 has
// hang, 重庆 chong). What is read in two ways elsewhere gives a second string of initials, so that
// who types the one or the other finds it. Text is UTF-8; bytes that are none are skipped, like
// punctuation. Latin letters and digits stand for themselves, in lower case; full-width ones too.
// Pure; any thread; the same on every machine.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hall {

// "xiao'mai'tiao'xiu'bing": syllables with ' between them. A run of letters or digits is one
// syllable. A character without a known reading gives nothing.
std::string spelling_of(std::string_view text);

// The same as a list, one entry a syllable.
std::vector<std::string> syllables_of(std::string_view text);

inline constexpr std::size_t initials_variants_max = 8;

// The usual string first; others where single characters are read in another usual way, nearest
// first, at most initials_variants_max in all. Never empty, but may be {""}.
std::vector<std::string> initials_of(std::string_view text);

}  // namespace hall
