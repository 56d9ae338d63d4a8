// Syllables of pinyin as numbers, and which of them a typist may have meant: the sounds that
// Sichuan does not tell apart. Pure; any thread.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hall::kiosk {

// Place in pinyin_syllables() (sync/core/pinyin_readings.h), which is sorted: syllables with a
// common beginning are neighbours.
using SyllableId = std::uint16_t;

inline constexpr std::size_t syllable_letters_max = 6;

std::optional<SyllableId> syllable_id(std::string_view letters);

struct SyllableRange {
    SyllableId first = 0;
    SyllableId end = 0;  // one past the last; first == end: none
};

// Every syllable that begins with these letters.
SyllableRange syllables_from(std::string_view letters);

struct MeantSyllable {
    SyllableId id = 0;
    std::uint8_t changes = 0;  // sounds taken for others; 0: as typed
};

// What may be meant by a typed syllable: itself first, then z/zh c/ch s/sh n/l r/l f/h (also
// fa/hua, fei/hui), an/ang en/eng in/ing, at most one change at each end.
std::span<const MeantSyllable> meant_by(SyllableId typed);

// Letters as typed, in the spelling of the syllables: lower case, ü as v, ju for jv, lve for lue.
// Only a-z and ' are left.
std::string normal_letters(std::string_view typed);

// "xiao'mai'bing" as numbers; nothing if one of them is no syllable.
std::optional<std::vector<SyllableId>> syllable_ids(std::string_view spelling);

}  // namespace hall::kiosk
