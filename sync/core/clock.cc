#include "sync/core/clock.h"

#include <ctime>

#include <array>
#include <charconv>
#include <cstdio>

namespace hall {

namespace {

std::int64_t now_ms(clockid_t id) {
    timespec time{};
    CHECK(clock_gettime(id, &time) == 0);
    return static_cast<std::int64_t>(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
}

// Parses exactly `digits` decimal digits at `position`.
bool parse_digits(std::string_view text, std::size_t position, std::size_t digits, int& value) {
    if (position + digits > text.size()) return false;
    for (std::size_t i = position; i < position + digits; ++i) {
        if (text[i] < '0' || text[i] > '9') return false;
    }
    const char* begin = text.data() + position;
    return std::from_chars(begin, begin + digits, value).ec == std::errc{};
}

constexpr std::int64_t ms_a_day = 86'400'000;

std::int64_t floor_divide(std::int64_t value, std::int64_t by) {
    return value / by - (value % by < 0 ? 1 : 0);
}

}  // namespace

std::int64_t SystemClock::wall_ms() const {
    return now_ms(CLOCK_REALTIME);
}

std::int64_t SystemClock::mono_ms() const {
    return now_ms(CLOCK_BOOTTIME);
}

// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": days_from_civil.
std::int64_t days_of(Date date) {
    const std::int64_t year = date.year - (date.month <= 2 ? 1 : 0);
    const std::int64_t era = floor_divide(year, 400);
    const std::int64_t year_of_era = year - era * 400;
    const std::int64_t day_of_year =
        (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    const std::int64_t day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146'097 + day_of_era - 719'468;
}

// The inverse from the same source: civil_from_days.
Date date_of_days(std::int64_t days) {
    days += 719'468;
    const std::int64_t era = floor_divide(days, 146'097);
    const std::int64_t day_of_era = days - era * 146'097;
    const std::int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    const std::int64_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
    Date date;
    date.day = static_cast<int>(day_of_year - (153 * shifted_month + 2) / 5 + 1);
    date.month = static_cast<int>(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
    date.year = static_cast<int>(year_of_era + era * 400 + (date.month <= 2 ? 1 : 0));
    return date;
}

bool date_exists(Date date) {
    if (date.year < 1 || date.year > 9999 || date.month < 1 || date.month > 12) return false;
    if (date.day < 1 || date.day > 31) return false;
    return date_of_days(days_of(date)) == date;
}

Date date_at(std::int64_t wall_ms, int offset_minutes) {
    return date_of_days(floor_divide(wall_ms + std::int64_t{offset_minutes} * 60'000, ms_a_day));
}

std::string utc_text(std::int64_t wall_ms) {
    const Date date = date_at(wall_ms, 0);
    const std::int64_t second_of_day = floor_divide(wall_ms - days_of(date) * ms_a_day, 1000);
    std::array<char, 40> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%04d-%02d-%02dT%02d:%02d:%02dZ", date.year,
                  date.month, date.day, static_cast<int>(second_of_day / 3600),
                  static_cast<int>(second_of_day / 60 % 60), static_cast<int>(second_of_day % 60));
    return buffer.data();
}

Result<std::int64_t> parse_utc_ms(std::string_view text) {
    int hour = 0;
    int minute = 0;
    int second = 0;
    if (text.size() != 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' ||
        text[19] != 'Z' || !parse_digits(text, 11, 2, hour) || !parse_digits(text, 14, 2, minute) ||
        !parse_digits(text, 17, 2, second) || hour > 23 || minute > 59 || second > 59) {
        return Error(Errc::corrupt, "not a UTC time");
    }
    const Date date = TRY(parse_date(text.substr(0, 10)));
    if (date.year < 1970) return Error(Errc::corrupt, "a time before 1970");
    return days_of(date) * ms_a_day + (hour * 3600 + minute * 60 + second) * std::int64_t{1000};
}

std::string date_text(Date date) {
    std::array<char, 40> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%04d-%02d-%02d", date.year, date.month, date.day);
    return buffer.data();
}

Result<Date> parse_date(std::string_view text) {
    Date date;
    if (text.size() != 10 || text[4] != '-' || text[7] != '-' ||
        !parse_digits(text, 0, 4, date.year) || !parse_digits(text, 5, 2, date.month) ||
        !parse_digits(text, 8, 2, date.day) || !date_exists(date)) {
        return Error(Errc::corrupt, "not a date");
    }
    return date;
}

}  // namespace hall
