#include "platform/desk/working_days.h"

namespace hall::platform {

void WorkCalendar::add(const HolidayYear& year) {
    years_.insert(year.year);
    off_.insert(year.off.begin(), year.off.end());
    work_.insert(year.work.begin(), year.work.end());
}

bool WorkCalendar::is_working_day(Date date) const {
    if (work_.count(date) != 0) return true;
    if (off_.count(date) != 0) return false;
    // 1970-01-01 was a Thursday; 0 is Monday here.
    const std::int64_t weekday = ((days_of(date) + 3) % 7 + 7) % 7;
    return weekday < 5 && (covers(date.year) || !is_statutory_holiday(date));
}

Date WorkCalendar::due(Date received, int days) const {
    CHECK(days > 0 && days <= 1000);
    std::int64_t day = days_of(received);
    while (days > 0) {
        ++day;
        if (is_working_day(date_of_days(day))) --days;
    }
    return date_of_days(day);
}

int WorkCalendar::days_left(Date today, Date due_date) const {
    const std::int64_t from = days_of(std::min(today, due_date));
    const std::int64_t to = days_of(std::max(today, due_date));
    int count = 0;
    for (std::int64_t day = from + 1; day <= to; ++day) {
        if (is_working_day(date_of_days(day))) ++count;
    }
    return today <= due_date ? count : -count;
}

std::optional<int> WorkCalendar::missing_year(Date today) const {
    constexpr int december = 12;
    if (!covers(today.year)) return today.year;
    if (today.month == december && !covers(today.year + 1)) return today.year + 1;
    return std::nullopt;
}

}  // namespace hall::platform
