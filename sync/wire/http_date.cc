#include "sync/wire/http_date.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <iterator>

#include "sync/core/ascii.h"
#include "sync/core/clock.h"

namespace hall {

namespace {

constexpr std::string_view weekdays[] = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
constexpr std::string_view months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// 1970-01-01, day 0, was a Thursday.
std::string_view weekday_of(Date date) {
    return weekdays[((days_of(date) % 7) + 7) % 7];
}

}  // namespace

std::string http_date_text(std::int64_t wall_ms) {
    const Date date = date_at(wall_ms, 0);
    const std::string utc = utc_text(wall_ms);
    char text[48];
    std::snprintf(text, sizeof text, "%s, %02d %s %04d %s GMT",
                  std::string(weekday_of(date)).c_str(), date.day,
                  std::string(months[date.month - 1]).c_str(), date.year,
                  utc.substr(11, 8).c_str());
    return text;
}

Result<std::int64_t> parse_http_date_ms(std::string_view text) {
    const Error malformed(Errc::corrupt, "not a date of HTTP");
    if (text.size() != 29) return malformed;
    const auto month = std::find(std::begin(months), std::end(months), text.substr(8, 3));
    if (month == std::end(months)) return malformed;
    const auto number = static_cast<int>(month - std::begin(months)) + 1;
    const std::string digits = {static_cast<char>('0' + number / 10),
                                static_cast<char>('0' + number % 10)};
    const std::string utc = std::string(text.substr(12, 4)) + '-' + digits + '-' +
                            std::string(text.substr(5, 2)) + 'T' + std::string(text.substr(17, 8)) +
                            'Z';
    const Result<std::int64_t> parsed = parse_utc_ms(utc);
    if (!parsed.ok()) return malformed;
    // Written again it must be the same: weekday, spaces and zone with it.
    if (http_date_text(parsed.value()) != text) return malformed;
    return parsed.value();
}

std::int64_t retry_after_ms(std::string_view header, std::int64_t now_ms) {
    constexpr std::int64_t most_ms = 86'400'000;
    if (all_digits(header)) {
        std::int64_t seconds = 0;
        const auto parsed = std::from_chars(header.data(), header.data() + header.size(), seconds);
        // More digits than a number can have are a long time, too.
        if (parsed.ec != std::errc{}) return most_ms;
        return std::min(seconds, most_ms / 1000) * 1000;
    }
    const Result<std::int64_t> at_ms = parse_http_date_ms(header);
    if (!at_ms.ok()) return 0;
    return std::clamp<std::int64_t>(at_ms.value() - now_ms, 0, most_ms);
}

}  // namespace hall
