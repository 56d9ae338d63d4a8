// Working days, in which offices promise: Monday to Friday, but for the holidays and the
// days worked in exchange that the State Council announces each year and the county
// publishes, and in years without an announcement but for the holidays of the law. Pure.

#pragma once

#include <optional>
#include <set>

#include "sync/core/clock.h"
#include "sync/core/result.h"
#include "sync/rules/holidays.h"

namespace hall::platform {

class WorkCalendar {
  public:
    // Nothing announced: weekends and the holidays of the law.
    WorkCalendar() = default;

    // From now on the year is as announced.
    void add(const HolidayYear& year);

    bool is_working_day(Date date) const;

    // The last day on which a promise of `days` working days is kept, if the matter came
    // in on `received`: that day itself does not count. REQUIRES: 0 < days <= 1000.
    Date due(Date received, int days) const;

    // Working days from `today` to `due`: 0 on the day itself, negative once it is over; 0, too,
    // where nothing but days off have passed since.
    int days_left(Date today, Date due) const;

    // True if the year was announced.
    bool covers(int year) const { return years_.count(year) != 0; }

    // The year whose announcement is missing and should be here by now: this one, or in
    // December the next. Announcements come in November.
    std::optional<int> missing_year(Date today) const;

    bool operator==(const WorkCalendar&) const = default;

  private:
    std::set<int> years_;
    std::set<Date> off_;
    std::set<Date> work_;
};

}  // namespace hall::platform
