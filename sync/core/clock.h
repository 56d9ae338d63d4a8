// Clock: the two times a program can ask for. Injected, so that a test or the
// simulator decides what time it is.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sync/core/result.h"

namespace hall {

class Clock {
  public:
    virtual ~Clock() = default;

    // Milliseconds since 1970-01-01 UTC as the machine believes. May be wrong by
    // decades and may jump; never raise a time floor from it.
    virtual std::int64_t wall_ms() const = 0;

    // Milliseconds since some start; never goes back while the machine is up.
    virtual std::int64_t mono_ms() const = 0;
};

// CLOCK_REALTIME and CLOCK_BOOTTIME. Any thread.
class SystemClock final : public Clock {
  public:
    std::int64_t wall_ms() const override;
    std::int64_t mono_ms() const override;
};

// A calendar date in the proleptic Gregorian calendar.
struct Date {
    int year = 1970;
    int month = 1;  // 1..12
    int day = 1;    // 1..31

    auto operator<=>(const Date&) const = default;
};

// Days since 1970-01-01, negative before it, and back. Any year of int range.
std::int64_t days_of(Date date);
Date date_of_days(std::int64_t days);

// True if the date exists (29 February only in leap years). Years 1 to 9999.
bool date_exists(Date date);

// The date at a place `offset_minutes` east of Greenwich. China is 480 all year.
inline constexpr int china_offset_minutes = 480;
Date date_at(std::int64_t wall_ms, int offset_minutes = china_offset_minutes);

// "2026-11-23T09:00:00Z" (RFC 3339, UTC, whole seconds), as on the wire.
std::string utc_text(std::int64_t wall_ms);

// Parses exactly that form, years 1970 to 9999. Fails with `corrupt`.
Result<std::int64_t> parse_utc_ms(std::string_view text);

// "2026-11-23". Fails with `corrupt` on any other form or a date that does not exist.
std::string date_text(Date date);
Result<Date> parse_date(std::string_view text);

}  // namespace hall
