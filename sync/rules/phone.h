// Telephone numbers as people in China write them. Pure; any thread.

#pragma once

#include <string>
#include <string_view>

namespace hall {

// A mobile number (11 digits from 13 to 19), or a landline with its area code
// (0 and 2 or 3 digits, then 7 or 8), with or without dashes and spaces.
bool is_phone_number(std::string_view text);

// True for seven or eight digits as a landline has them within its area: what is missing is
// the area code.
bool lacks_area_code(std::string_view text);

// "138****5678": what may be shown.
std::string masked_phone_number(std::string_view text);

}  // namespace hall
