// Days of the lunar calendar as people write them: 1953年闰二月初五, 农历一九五三年腊月廿三. Pure.

#pragma once

#include <string_view>

#include "sync/core/result.h"
#include "sync/rules/calendar.h"

namespace hall {

// Figures may be Chinese or Arabic. Fails with `corrupt` and says in Chinese what is the matter:
// no such month or day, a leap month that the year has not, a day 30 of a month of 29.
Result<LunarDate> parse_lunar_date(std::string_view text);

}  // namespace hall
