#include "sync/rules/disclosure/comparison.h"

#include <algorithm>

#include "sync/rules/disclosure.h"

namespace hall {

namespace {

int parts_a_year(std::string_view kind) {
    if (kind == "month") return 12;
    if (kind == "quarter") return 4;
    return kind == "half" ? 2 : 0;
}

Finding compared(std::string code, std::string place, std::string message) {
    Finding finding = sheet_finding(std::move(code), Severity::refuse, 0, "", std::move(message),
                                    "请照账本核对，改正后再公布");
    finding.place = std::move(place);
    return finding;
}

std::string amounts_apart(Fen expected, Fen said) {
    return yuan_text(expected) + "元，这里写的是" + yuan_text(said) + "元，相差" +
           yuan_text(std::abs(expected - said)) + "元";
}

void compare_sum(const char* place, const char* what, std::optional<Fen> expected,
                 std::optional<Fen> said, Findings& findings) {
    if (!expected || !said || *expected == *said) return;
    findings.push_back(compared("year", place, what + amounts_apart(*expected, *said)));
}

std::optional<Fen> sum_of_parts(const std::vector<const SumsOfPeriod*>& parts,
                                std::optional<Fen> TableSums::*sum) {
    Fen total = 0;
    for (const SumsOfPeriod* part : parts) {
        if (!(part->sums.*sum)) return std::nullopt;
        total += *(part->sums.*sum);
    }
    return total;
}

// In tenths of a percent.
std::optional<int> change_between(std::optional<Fen> before, Fen now) {
    if (!before || *before == 0) return std::nullopt;
    const long double change = static_cast<long double>(now - *before) * 1000 /
                               static_cast<long double>(std::abs(*before));
    constexpr long double most = 1e6L;
    return static_cast<int>(std::clamp(change, -most, most) + (change < 0 ? -0.5L : 0.5L));
}

Period period_of_today(std::string_view kind, Date today) {
    Period period{std::string(kind), today.year, 0};
    if (kind == "month") period.index = today.month;
    if (kind == "quarter") period.index = (today.month - 1) / 3 + 1;
    if (kind == "half") period.index = (today.month - 1) / 6 + 1;
    return period;
}

}  // namespace

Findings check_carry_over(const SumsOfPeriod& before, const SumsOfPeriod& now) {
    Findings findings;
    if (next_period(before.period) != now.period) return findings;
    const std::optional<Fen>& closed = before.sums.closing;
    const std::optional<Fen>& opened = now.sums.opening;
    if (!closed || !opened || *closed == *opened) return findings;
    findings.push_back(
        compared("carry_over", "上期结转", "上一期的结余是" + amounts_apart(*closed, *opened)));
    return findings;
}

Findings check_year(const std::vector<SumsOfPeriod>& parts, const SumsOfPeriod& year) {
    Findings findings;
    if (parts.empty() || year.period.kind != "year") return findings;
    const std::string kind = parts.front().period.kind;
    std::vector<const SumsOfPeriod*> ordered;
    for (int index = 1; index <= parts_a_year(kind); ++index) {
        const auto part = std::find_if(parts.begin(), parts.end(), [&](const SumsOfPeriod& each) {
            return each.period == Period{kind, year.period.year, index};
        });
        if (part == parts.end()) return findings;
        ordered.push_back(&*part);
    }
    if (ordered.empty()) return findings;
    compare_sum("全年收入", "各期收入加起来是", sum_of_parts(ordered, &TableSums::income),
                year.sums.income, findings);
    compare_sum("全年支出", "各期支出加起来是", sum_of_parts(ordered, &TableSums::spending),
                year.sums.spending, findings);
    compare_sum("年初结转", "第一期的上期结转是", ordered.front()->sums.opening, year.sums.opening,
                findings);
    compare_sum("年末结余", "最后一期的结余是", ordered.back()->sums.closing, year.sums.closing,
                findings);
    return findings;
}

std::vector<PeriodComparison> compare_periods(std::vector<SumsOfPeriod> periods) {
    std::erase_if(
        periods, [](const SumsOfPeriod& each) { return !each.sums.income || !each.sums.spending; });
    std::sort(periods.begin(), periods.end(),
              [](const SumsOfPeriod& a, const SumsOfPeriod& b) { return a.period < b.period; });
    const auto sums_of = [&](const Period& period) -> const TableSums* {
        const auto found =
            std::find_if(periods.begin(), periods.end(),
                         [&](const SumsOfPeriod& each) { return each.period == period; });
        return found == periods.end() ? nullptr : &found->sums;
    };
    std::vector<PeriodComparison> comparisons;
    for (const SumsOfPeriod& each : periods) {
        PeriodComparison comparison{
            .period = each.period, .income = *each.sums.income, .spending = *each.sums.spending};
        if (const TableSums* last = sums_of(previous_period(each.period));
            last && each.period.kind != "once") {
            comparison.income_since_last = change_between(last->income, comparison.income);
            comparison.spending_since_last = change_between(last->spending, comparison.spending);
        }
        Period year_before = each.period;
        --year_before.year;
        if (const TableSums* last_year = sums_of(year_before)) {
            comparison.income_since_last_year =
                change_between(last_year->income, comparison.income);
            comparison.spending_since_last_year =
                change_between(last_year->spending, comparison.spending);
        }
        comparisons.push_back(std::move(comparison));
    }
    return comparisons;
}

std::optional<MedianOfVillages> median_of_similar(const std::vector<VillageFigure>& all,
                                                  const VillageFigure& own,
                                                  std::size_t villages_min) {
    std::vector<Fen> amounts;
    for (const VillageFigure& each : all) {
        const bool similar = std::int64_t{each.people} * 4 >= std::int64_t{own.people} * 3 &&
                             std::int64_t{each.people} * 3 <= std::int64_t{own.people} * 4;
        if (each.village != own.village && similar) amounts.push_back(each.amount);
    }
    if (amounts.size() < std::max<std::size_t>(villages_min, 1)) return std::nullopt;
    std::sort(amounts.begin(), amounts.end());
    const std::size_t middle = amounts.size() / 2;
    const Fen median = amounts.size() % 2 == 1
                           ? amounts[middle]
                           : amounts[middle - 1] + (amounts[middle] - amounts[middle - 1]) / 2;
    return MedianOfVillages{median, amounts.size()};
}

std::optional<Period> last_ended_period(const DisclosureKind& kind, Date today) {
    if (kind.periods.empty() || kind.periods.front() == "once") return std::nullopt;
    return previous_period(period_of_today(kind.periods.front(), today));
}

std::optional<DueState> due_state(const DisclosureKind& kind, const std::vector<Period>& published,
                                  Date today) {
    std::optional<Period> period = last_ended_period(kind, today);
    if (!period) return std::nullopt;
    if (std::find(published.begin(), published.end(), *period) != published.end()) {
        period = next_period(*period);
    }
    const std::optional<Date> due = due_date(kind, *period);
    if (!due) return std::nullopt;
    return DueState{*period, *due, static_cast<int>(days_of(*due) - days_of(today))};
}

}  // namespace hall
