#include "sync/rules/holidays.h"

#include "sync/core/refused.h"
#include "sync/rules/calendar.h"

namespace hall {

namespace {

bool is_weekend(Date date) {
    // 1970-01-01 was a Thursday; 0 is Monday here.
    return ((days_of(date) + 3) % 7 + 7) % 7 >= 5;
}

// 清明, the fifth solar term: day = [Y × 0.2422 + C] − [Y / 4] with Y the year in its century
// and C = 4.81 in the 21st, 5.59 in the 20th; in other years the usual day.
Date qingming_of(int year) {
    constexpr int usual_day = 5;
    if (year < 1900 || year > 2099) return {year, 4, usual_day};
    const int in_century = year % 100;
    const int hundredths = year >= 2000 ? 48100 : 55900;
    return {year, 4, (in_century * 2422 + hundredths) / 10000 - in_century / 4};
}

bool is_lunar_holiday(Date date) {
    const std::optional<LunarDate> lunar = lunar_of(date);
    if (!lunar || lunar->leap) return false;
    if (lunar->month == 1 && lunar->day <= 3) return true;
    if (lunar->month == 5 && lunar->day == 5) return true;
    if (lunar->month == 8 && lunar->day == 15) return true;
    const std::optional<LunarDate> next = lunar_of(date_of_days(days_of(date) + 1));
    return next && next->month == 1 && next->day == 1 && !next->leap;
}

Result<std::set<Date>> dates_of(const Json& body, std::string_view name, int year) {
    constexpr int days_around = 31;
    const std::int64_t first = days_of({year, 1, 1}) - days_around;
    const std::int64_t last = days_of({year, 12, 31}) + days_around;
    std::set<Date> dates;
    for (const Json& date : array_or_empty(body, name)) {
        const std::string text = date.is_string() ? date.get<std::string>() : json_line(date);
        const Result<Date> day = parse_date(text);
        if (!day.ok()) return refused("“" + text + "”不是日期，要写成 2027-01-01 这样");
        const std::int64_t days = days_of(day.value());
        if (days < first || days > last) {
            return refused(text + " 不在" + std::to_string(year) + "年里");
        }
        dates.insert(day.value());
    }
    return dates;
}

}  // namespace

Result<HolidayYear> holiday_year_of(const Json& body) {
    constexpr int year_min = 2000;
    constexpr int year_max = 2100;
    const std::int64_t year = integer_or(body, "year", 0);
    if (year < year_min || year > year_max) return refused("year 要写成 2027 这样的年份");
    HolidayYear holidays{.year = static_cast<int>(year)};
    holidays.off = TRY(dates_of(body, "off", holidays.year));
    holidays.work = TRY(dates_of(body, "work", holidays.year));
    for (const Date date : holidays.work) {
        if (holidays.off.count(date) != 0) {
            return refused(date_text(date) + " 又放假又上班，请核对");
        }
        if (!is_weekend(date)) return refused(date_text(date) + " 不是周末，本来就上班");
    }
    const std::int64_t last = days_of({holidays.year, 12, 31});
    for (std::int64_t day = days_of({holidays.year, 1, 1}); day <= last; ++day) {
        const Date date = date_of_days(day);
        if (is_statutory_holiday(date) && holidays.off.count(date) == 0) {
            return refused("off 里没有 " + date_text(date) + "，这一天是法定假日");
        }
    }
    return holidays;
}

std::string calendar_id(int year) {
    return "calendar-" + std::to_string(year);
}

bool is_statutory_holiday(Date date) {
    if (date.month == 1 && date.day == 1) return true;
    if (date.month == 5 && date.day <= 2) return true;
    if (date.month == 10 && date.day <= 3) return true;
    return date == qingming_of(date.year) || is_lunar_holiday(date);
}

}  // namespace hall
