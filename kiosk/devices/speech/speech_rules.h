// The rules of spoken text, by subject. Each looks at one place of a text and, if what stands
// there is of its subject, tells the words and where it ends. They are tried in the order in
// which they stand here. Pure; any thread.

#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "kiosk/devices/speech/characters.h"

namespace hall::kiosk {

struct Said {
    std::size_t end = 0;  // the first character that was not taken
    std::string words;
};

// Web and mail addresses, slip numbers and codes (K7M-0012X, 7KQ2-M9XD-4TRW), standards
// (GB 11643), Roman numerals before a classifier, versions (V2.1), words and abbreviations.
std::optional<Said> latin_said(const Characters& text, std::size_t at);

// 2026-11-30, 2026/11, 2026年, 11/30, 2026-2027年, 3-5月, 1日-7日; impossible dates are none.
std::optional<Said> date_said(const Characters& text, std::size_t at);

// 8:30, 14:05:09, 8:30-12:00.
std::optional<Said> time_said(const Characters& text, std::size_t at);

// Identity numbers, mobile and landline telephones, short numbers of public services, place
// codes, bank cards, what follows a word such as 编号, room numbers.
std::optional<Said> code_said(const Characters& text, std::size_t at);

// Fractions, ratios, and numbers with sign, currency, scale and unit, alone or as a range.
std::optional<Said> amount_said(const Characters& text, std::size_t at);

// --- What several of them use

// A number as it is written: 1,234.05.
struct WrittenNumber {
    std::size_t end = 0;
    std::string whole;     // digits only
    std::string fraction;  // digits behind the point, may be empty
};
std::optional<WrittenNumber> number_at(const Characters& text, std::size_t at);

// The length of what separates the ends of a range at `at` (- ~ — 至 到, with spaces), or 0.
std::size_t range_sign(const Characters& text, std::size_t at);

// A unit after which one asks "for each": 亩, 人, kg. The length of the unit, or 0.
struct UnitName {
    std::size_t length = 0;
    std::string_view words;
};
UnitName latin_unit(const Characters& text, std::size_t at);
std::size_t han_unit(const Characters& text, std::size_t at);

// Whether a single 2 before `at` is 两 (2个) and not 二 (2月).
bool is_counted(const Characters& text, std::size_t at);

}  // namespace hall::kiosk
