// Numbers that belong to one person, found in running text. Pure.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/clock.h"

namespace hall {

enum class PersonalNumber { id_number, bank_card, mobile };

struct FoundNumber {
    PersonalNumber kind = PersonalNumber::id_number;
    std::size_t begin = 0;  // in the text, as bytes
    std::size_t end = 0;
    std::string digits;  // without what stands between groups
};

// All of them, as they follow each other; in one piece or in the groups that people write
// (138 1234 5678), in full-width digits, too. A number inside a longer one is none.
std::vector<FoundNumber> personal_numbers_in(std::string_view text, Date today);

// "110105********123X", "622848*********0018", "138****5678".
std::string masked(const FoundNumber& number);

// The check digit of ISO/IEC 7812. REQUIRES: digits only.
bool fits_luhn(std::string_view digits);

}  // namespace hall
