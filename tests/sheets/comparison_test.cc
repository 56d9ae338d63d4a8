#include "sync/rules/disclosure/comparison.h"

#include "tests/catch.h"
#include "tests/sheets/village_tables.h"

using namespace hall;
using namespace hall::test;

namespace {

SumsOfPeriod sums(const Period& period, Fen opening, Fen income, Fen spending) {
    return {period, {opening, income, spending, opening + income - spending, {}}};
}

std::vector<SumsOfPeriod> quarters() {
    return {sums({"quarter", 2018, 2}, 1200, 400, 100), sums({"quarter", 2018, 1}, 1000, 500, 300),
            sums({"quarter", 2018, 3}, 1500, 0, 500), sums({"quarter", 2018, 4}, 1000, 100, 50)};
}

}  // namespace

TEST_CASE("a period opens as the one before it closed, or the difference is named") {
    const SumsOfPeriod first = sums({"quarter", 2018, 4}, 1000, 500, 300);
    REQUIRE(check_carry_over(first, sums({"quarter", 2019, 1}, 1200, 1, 1)).empty());
    const Findings findings = check_carry_over(first, sums({"quarter", 2019, 1}, 1250, 1, 1));
    REQUIRE(findings.size() == 1);
    REQUIRE(findings[0].code == "carry_over");
    REQUIRE_THAT(text_of(findings[0]), contains_text("上期结转") && contains_text("相差0.50元"));
    // Periods that do not follow each other say nothing of each other.
    REQUIRE(check_carry_over(first, sums({"quarter", 2019, 2}, 1250, 1, 1)).empty());
}

TEST_CASE("a year is its quarters, or the sum that differs is named") {
    const SumsOfPeriod year = sums({"year", 2018, 0}, 1000, 1000, 950);
    REQUIRE(check_year(quarters(), year).empty());
    SumsOfPeriod wrong = year;
    wrong.sums.income = 1001;
    wrong.sums.closing = 1;
    const Findings findings = check_year(quarters(), wrong);
    REQUIRE(findings.size() == 2);
    REQUIRE(findings[0].place == "全年收入");
    REQUIRE(findings[1].place == "年末结余");
    std::vector<SumsOfPeriod> three = quarters();
    three.pop_back();
    REQUIRE(check_year(three, wrong).empty());
    REQUIRE(check_year({}, wrong).empty());
}

TEST_CASE("periods are compared with the one before and with last year's") {
    std::vector<SumsOfPeriod> periods = quarters();
    periods.push_back(sums({"quarter", 2017, 2}, 0, 800, 100));
    const std::vector<PeriodComparison> compared = compare_periods(periods);
    REQUIRE(compared.size() == 5);
    REQUIRE(compared[0].period == Period{"quarter", 2017, 2});
    REQUIRE_FALSE(compared[0].income_since_last);
    REQUIRE(compared[2].period == Period{"quarter", 2018, 2});
    REQUIRE(compared[2].income_since_last == -200);
    REQUIRE(compared[2].spending_since_last == -667);
    REQUIRE(compared[2].income_since_last_year == -500);
    REQUIRE(compared[3].income_since_last == -1000);
    REQUIRE_FALSE(compared[4].income_since_last);  // nothing came in before
}

TEST_CASE("the median is of villages of the same size, and never of a few") {
    const VillageFigure own{"a", 1000, 5};
    const std::vector<VillageFigure> all = {
        own, {"b", 750, 10}, {"c", 1333, 30}, {"d", 900, 20}, {"e", 749, 9999}, {"f", 1334, 9999}};
    REQUIRE(median_of_similar(all, own)->median == 20);
    REQUIRE(median_of_similar(all, own)->villages == 3);
    REQUIRE_FALSE(median_of_similar(all, own, 4));
    std::vector<VillageFigure> even = all;
    even.push_back({"g", 1000, 23});
    REQUIRE(median_of_similar(even, own)->median == 21);
    REQUIRE_FALSE(median_of_similar({}, own));
}

TEST_CASE("a table is due on its day of the month after its period, and then overdue") {
    const DisclosureKind& quarterly = kind_named("sw_dibao");
    REQUIRE(due_date(quarterly, {"quarter", 2018, 1}) == Date{2018, 4, 20});
    REQUIRE(due_date(quarterly, {"quarter", 2018, 4}) == Date{2019, 1, 20});
    REQUIRE(due_date(quarterly, {"month", 2018, 12}) == Date{2019, 1, 20});
    REQUIRE(due_date(quarterly, {"half", 2018, 1}) == Date{2018, 7, 20});
    REQUIRE(due_date(quarterly, {"year", 2018, 0}) == Date{2019, 1, 20});
    REQUIRE_FALSE(due_date(quarterly, {"once", 2018, 0}));
    const auto missing = due_state(quarterly, {{"quarter", 2018, 1}}, {2018, 7, 25});
    REQUIRE(missing->period == Period{"quarter", 2018, 2});
    REQUIRE(missing->days_left == -5);
    const auto next = due_state(quarterly, {{"quarter", 2018, 2}}, {2018, 7, 25});
    REQUIRE(next->period == Period{"quarter", 2018, 3});
    REQUIRE(next->due == Date{2018, 10, 20});
    REQUIRE(last_ended_period(kind_named("cw_monthly_simple"), {2018, 1, 5}) ==
            Period{"month", 2017, 12});
    REQUIRE_FALSE(due_state(kind_named("gc_xiangmu"), {}, {2018, 7, 25}));
}
