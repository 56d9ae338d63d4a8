// Calendar: the Chinese lunar calendar (农历, GB/T 33661-2017), because elders know their
// birthday by it. Pure; any thread.
//
// A lunar year has twelve months of 29 or 30 days, and in some years a leap month (闰月)
// that bears the number of the month before it.

#pragma once

#include <optional>
#include <span>

#include "sync/core/clock.h"

namespace hall {

// The years the table holds. The first begins on 1900-01-31, the last ends on 2101-01-28.
inline constexpr int lunar_year_min = 1900;
inline constexpr int lunar_year_max = 2100;

struct LunarDate {
    int year = lunar_year_min;  // the solar year that its first day lies in
    int month = 1;              // 1..12
    bool leap = false;          // 闰: the second month of this number
    int day = 1;                // 1..30

    bool operator==(const LunarDate&) const = default;
};

struct LunarMonth {
    int month = 1;
    bool leap = false;
    int days = 30;  // 29 or 30
};

// The months of a year as they follow each other: 12 of them, or 13.
class LunarYear {
  public:
    // REQUIRES: lunar_year_min <= year <= lunar_year_max.
    explicit LunarYear(int year);

    std::span<const LunarMonth> months() const& { return std::span(months_).first(count_); }
    std::span<const LunarMonth> months() const&& = delete;  // they would be gone
    Date first_day() const { return first_day_; }           // 春节

  private:
    LunarMonth months_[13];
    std::size_t count_ = 0;
    Date first_day_;
};

// False for a day 30 of a month of 29, for a leap month of another year, and outside of the
// table.
bool lunar_date_exists(LunarDate date);

// Nothing for a date that does not exist.
std::optional<Date> solar_of(LunarDate date);

// Nothing before 1900-01-31 and after 2101-01-28.
std::optional<LunarDate> lunar_of(Date date);

}  // namespace hall
