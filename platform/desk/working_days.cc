#include "platform/desk/working_days.h"

#include "sync/core/json.h"

namespace hall {

namespace {

Result<std::set<Date>> dates_of(const Json& json, std::string_view name) {
    std::set<Date> dates;
    for (const Json& date : array_or_empty(json, name)) {
        if (!date.is_string()) return Error(Errc::corrupt, "calendar: a date that is no text");
        dates.insert(TRY_IN("calendar", parse_date(date.get_ref<const std::string&>())));
    }
    return dates;
}

}  // namespace

Result<WorkCalendar> WorkCalendar::parse(std::string_view json) {
    const Json parsed = TRY_IN("calendar", parse_json(json));
    WorkCalendar calendar;
    calendar.off_ = TRY(dates_of(parsed, "off"));
    calendar.work_ = TRY(dates_of(parsed, "work"));
    return calendar;
}

bool WorkCalendar::is_working_day(Date date) const {
    if (work_.count(date) != 0) return true;
    if (off_.count(date) != 0) return false;
    // 1970-01-01 was a Thursday; 0 is Monday here.
    const std::int64_t weekday = ((days_of(date) + 3) % 7 + 7) % 7;
    return weekday < 5;
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

}  // namespace hall
