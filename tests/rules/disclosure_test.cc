#include "sync/rules/disclosure.h"

#include "tests/catch.h"

using namespace hall;

namespace {

// The first quarter of look/table.png.
Disclosure quarter() {
    Disclosure table;
    table.table = "finance";
    table.period = {"quarter", 2018, 1};
    table.columns = {{"item", "项目", "text"},
                     {"income", "收入（元）", "money"},
                     {"spending", "支出（元）", "money"}};
    table.rows = {{"opening", {"上季结转", "126843.57", ""}, ""},
                  {"entry", {"鱼塘承包金", "48000.00", ""}, ""},
                  {"entry", {"上级补助", "38420.00", ""}, ""},
                  {"entry", {"堰渠清淤与整修", "", "24600.00"}, "三组堰渠垮塌"},
                  {"entry", {"保洁员补贴", "", "10800.00"}, ""},
                  {"entry", {"办公水电", "", "4318.59"}, ""},
                  {"entry", {"困难户慰问", "", "12600.00"}, ""},
                  {"total", {"本季合计", "86420.00", "52318.59"}, ""},
                  {"closing", {"本季结余", "160944.98", ""}, ""}};
    return table;
}

}  // namespace

TEST_CASE("a quarter that balances gives its sums and its largest spending") {
    const Disclosure table = quarter();
    REQUIRE(is_ledger(table));
    const Ledger ledger = VALUE(ledger_of(table));
    REQUIRE(ledger.opening == 12'684'357);
    REQUIRE(ledger.income == 8'642'000);
    REQUIRE(ledger.spending == 5'231'859);
    REQUIRE(ledger.closing == 16'094'498);
    REQUIRE(ledger.largest_spending->item == "堰渠清淤与整修");
    REQUIRE(ledger.largest_spending->explain == "三组堰渠垮塌");
    REQUIRE_OK(check_disclosure(table));
}

TEST_CASE("a table that does not balance is refused with its line named") {
    const auto refused = [](auto change) {
        Disclosure table = quarter();
        change(table);
        const Result<void> result = check_disclosure(table);
        if (result.ok()) return std::string("accepted");
        REQUIRE(result.error().code() == Errc::refused);
        return result.error().message();
    };
    REQUIRE_THAT(refused([](Disclosure& t) { t.rows[5].cells[2] = "4318.58"; }),
                 contains_text("第8行") && contains_text("52,318.58"));
    REQUIRE_THAT(refused([](Disclosure& t) { t.rows[1].cells[1] = "1"; }),
                 contains_text("第8行「本季合计」"));
    REQUIRE_THAT(refused([](Disclosure& t) { t.rows[8].cells[1] = "160944.99"; }),
                 contains_text("第9行") && contains_text("160,944.98"));
    REQUIRE_THAT(refused([](Disclosure& t) { t.rows[0].cells[1] = "1"; }), contains_text("第9行"));
    REQUIRE_THAT(refused([](Disclosure& t) { t.rows[3].cells[2] = "两万"; }),
                 contains_text("第4行「堰渠清淤与整修」") && contains_text("不是金额"));
    REQUIRE_THAT(refused([](Disclosure& t) { t.rows[3].cells.pop_back(); }),
                 contains_text("第4行") && contains_text("应有3格"));
    REQUIRE_THAT(refused([](Disclosure& t) { t.rows.pop_back(); }), contains_text("本期结余"));
    REQUIRE_THAT(refused([](Disclosure& t) { t.rows.push_back(t.rows[7]); }),
                 contains_text("两次"));
    REQUIRE_THAT(refused([](Disclosure& t) { t.period.index = 5; }), contains_text("时期"));
    REQUIRE_THAT(refused([](Disclosure& t) { t.columns.clear(); }), contains_text("列"));
}

TEST_CASE("a list without sums needs only cells that are what their columns say") {
    Disclosure table;
    table.period = {"year", 2026, 0};
    table.columns = {{"name", "户主", "text"},
                     {"area", "面积（亩）", "number"},
                     {"amount", "补贴（元）", "money"},
                     {"paid", "发放日期", "date"}};
    table.rows = {{"entry", {"周*福", "3.25", "357.50", "2026-06-30"}, ""}};
    REQUIRE_FALSE(is_ledger(table));
    REQUIRE_OK(check_disclosure(table));
    table.rows[0].cells[3] = "2026-06-31";
    REQUIRE_ERROR(Errc::refused, check_disclosure(table));
    table.rows[0].cells[3] = "";
    table.rows[0].cells[1] = "三亩";
    REQUIRE_ERROR(Errc::refused, check_disclosure(table));
}

TEST_CASE("periods follow each other over the year's end") {
    REQUIRE(next_period({"quarter", 2025, 4}) == Period{"quarter", 2026, 1});
    REQUIRE(previous_period({"month", 2026, 1}) == Period{"month", 2025, 12});
    REQUIRE(next_period({"half", 2026, 1}) == Period{"half", 2026, 2});
    REQUIRE(previous_period({"year", 2026, 0}) == Period{"year", 2025, 0});
    REQUIRE(next_period({"once", 2026, 0}) == Period{"once", 2026, 0});
}

TEST_CASE("the notice period counts down to its last day") {
    Disclosure table = quarter();
    REQUIRE_FALSE(notice_days_left(table, {2026, 11, 23}));
    table.notice_until = "2026-11-27";
    REQUIRE(notice_days_left(table, {2026, 11, 23}) == 4);
    REQUIRE(notice_days_left(table, {2026, 11, 27}) == 0);
    REQUIRE_FALSE(notice_days_left(table, {2026, 11, 28}));
}
