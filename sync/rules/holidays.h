// Days off: those of a year as the State Council announces them, and those of the law for a
// year nobody has announced yet. Pure.

#pragma once

#include <set>

#include "sync/core/clock.h"
#include "sync/core/json.h"
#include "sync/core/result.h"

namespace hall {

// One year's announcement, as the document "calendar-2027" says it.
struct HolidayYear {
    int year = 0;
    std::set<Date> off;   // all days of the holidays, weekends among them
    std::set<Date> work;  // Saturdays and Sundays worked in exchange
};

// Fails with `refused`, in Chinese: a date that does not exist, of another year (but for
// December before and January after, which an announcement may touch), or both off and
// worked; a weekday worked in exchange; a day of the law that is missing.
Result<HolidayYear> holiday_year_of(const Json& body);

// "calendar-2027"
std::string calendar_id(int year);

// The eleven to thirteen days of 《全国年节及纪念日放假办法》 (State Council decree 795, in
// force since 2025): 1 January; New Year's Eve and the first three days of the lunar year;
// Qingming; 1 and 2 May; Dragon Boat; Mid-Autumn; 1 to 3 October. Which weekday makes up for
// one of them on a weekend is for the announcement to say. Lunar days: 1900 to 2100.
bool is_statutory_holiday(Date date);

}  // namespace hall
