// Working days, in which offices promise: Monday to Friday, but for the holidays and the
// days worked in exchange that the State Council announces each year. Pure.

#pragma once

#include <set>
#include <string_view>

#include "sync/core/clock.h"
#include "sync/core/result.h"

namespace hall {

class WorkCalendar {
  public:
    // {"off":["2026-01-01",…],"work":["2026-01-04",…]}. Fails with `corrupt`.
    static Result<WorkCalendar> parse(std::string_view json);

    // Monday to Friday in years the announcement does not cover.
    bool is_working_day(Date date) const;

    // The last day on which a promise of `days` working days is kept, if the matter came
    // in on `received`: that day itself does not count. REQUIRES: 0 < days <= 1000.
    Date due(Date received, int days) const;

    // Working days from `today` to `due`: 0 on the day itself, negative once it is over; 0, too,
    // where nothing but days off have passed since.
    int days_left(Date today, Date due) const;

  private:
    std::set<Date> off_;
    std::set<Date> work_;
};

}  // namespace hall
