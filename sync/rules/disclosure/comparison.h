// Comparisons over time and between villages: what must agree from one table to the next, how a
// village's quarters went, what is usual for villages of its size, and what is overdue. Pure;
// any thread.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sync/rules/disclosure/kinds.h"
#include "sync/rules/disclosure/sums.h"

namespace hall {

struct SumsOfPeriod {
    Period period;
    TableSums sums;
};

// The opening must be what the period before closed with. Code "carry_over".
Findings check_carry_over(const SumsOfPeriod& before, const SumsOfPeriod& now);

// A year must be its quarters (or months, or halves): incomes and spendings add up, it opens as
// the first and closes as the last. Nothing is judged unless all parts of the year are there, in
// any order. Code "year".
Findings check_year(const std::vector<SumsOfPeriod>& parts, const SumsOfPeriod& year);

// One period beside the one before it and the same of last year; changes in tenths of a percent,
// nothing where there is no figure or it was 0.
struct PeriodComparison {
    Period period;
    Fen income = 0;
    Fen spending = 0;
    std::optional<int> income_since_last;
    std::optional<int> spending_since_last;
    std::optional<int> income_since_last_year;
    std::optional<int> spending_since_last_year;
};

// By period, the oldest first. Periods without income and spending are left out.
std::vector<PeriodComparison> compare_periods(std::vector<SumsOfPeriod> periods);

struct VillageFigure {
    std::string village;  // its code
    int people = 0;
    Fen amount = 0;
};

struct MedianOfVillages {
    Fen median = 0;  // of an even number the mean of the middle two, rounded down
    std::size_t villages = 0;
};

// Of the other villages with 0.75 to 1.33 times as many people. Nothing below `villages_min` of
// them: then the figure would tell of single villages.
std::optional<MedianOfVillages> median_of_similar(const std::vector<VillageFigure>& all,
                                                  const VillageFigure& own,
                                                  std::size_t villages_min = 3);

// The last period of the kind's usual sort that has ended by `today`; nothing for kinds without
// periods.
std::optional<Period> last_ended_period(const DisclosureKind& kind, Date today);

struct DueState {
    Period period;
    Date due;
    int days_left = 0;  // negative: overdue by so many days
};

// What is to be published next: the last ended period if it is not among `published`, else the
// one that runs now.
std::optional<DueState> due_state(const DisclosureKind& kind, const std::vector<Period>& published,
                                  Date today);

}  // namespace hall
