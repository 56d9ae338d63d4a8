// Identity numbers of Chinese citizens (GB 11643-1999): 17 digits and a check
// character. Pure; any thread.

#pragma once

#include <string>
#include <string_view>

#include "sync/core/clock.h"
#include "sync/core/result.h"

namespace hall {

enum class IdNumberProblem {
    none,
    length,      // not 18 characters
    characters,  // not 17 digits and a digit or X
    area,        // the first two digits name no province (GB/T 2260)
    date,        // the birthday does not exist or lies after `today`
    check,       // the check character does not fit: probably a slip of the finger
};

// `today` bounds the birthday; birthdays before 1800 are `date`. A lower-case x counts
// as X. Of the area only the province is judged, and last: counties come and go.
IdNumberProblem check_id_number(std::string_view text, Date today);

// The check character for 17 digits (ISO 7064 MOD 11-2). REQUIRES: 17 digits.
char id_check_character(std::string_view digits);

// The birthday in a number. REQUIRES: check_id_number() found nothing.
Date birthday_of(std::string_view id_number);

// "110105********123X": what may be shown. Shorter text is covered whole.
std::string masked_id_number(std::string_view id_number);

}  // namespace hall
