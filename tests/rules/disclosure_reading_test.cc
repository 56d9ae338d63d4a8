// What a reader gets out of a published table: their own line, and where the money went.

#include "sync/rules/disclosure/find_rows.h"
#include "sync/rules/disclosure/shares.h"
#include "tests/catch.h"

using namespace hall;

namespace {

using RowPlaces = std::vector<std::size_t>;

Disclosure list_of_names() {
    Disclosure table;
    table.period = {"year", 2026, 0};
    table.columns = {
        {"name", "户主", "text"}, {"group", "组别", "text"}, {"amount", "补贴（元）", "money"}};
    table.rows = {{"entry", {"周*福", "一组", "357.50"}, ""},
                  {"entry", {"刘**", "二组", "120.00"}, ""},
                  {"entry", {"欧阳＊", "二组", "98.00"}, ""},
                  {"entry", {"×小林", "三组", "10.00"}, ""},
                  {"total", {"合计", "", "585.50"}, ""}};
    return table;
}

Disclosure small_ledger() {
    Disclosure table;
    table.period = {"quarter", 2026, 3};
    table.columns = {{"item", "项目", "text"},
                     {"income", "收入（元）", "money"},
                     {"spending", "支出（元）", "money"}};
    table.rows = {
        {"opening", {"上季结转", "100.00", ""}, ""},  {"entry", {"承包金", "30.00", ""}, ""},
        {"entry", {"补助", "50.00", ""}, ""},         {"entry", {"水电", "", "5.00"}, ""},
        {"entry", {"清淤", "", "40.00"}, ""},         {"entry", {"慰问", "", "5.00"}, ""},
        {"entry", {"办公", "0.00", "not money"}, ""}, {"closing", {"结余", "130.00", ""}, ""}};
    return table;
}

}  // namespace

TEST_CASE("a person's own line is found though names are masked") {
    const Disclosure table = list_of_names();
    REQUIRE(rows_with(table, "周有福") == RowPlaces{0});
    REQUIRE(rows_with(table, "周") == RowPlaces{0});
    REQUIRE(rows_with(table, " 刘 小林 ") == RowPlaces{1, 3});
    REQUIRE(rows_with(table, "欧阳春") == RowPlaces{2});
    REQUIRE(rows_with(table, "王小林") == RowPlaces{3});
    REQUIRE(rows_with(table, "二组") == RowPlaces{1, 2});
    REQUIRE(rows_with(table, "120") == RowPlaces{1});
    REQUIRE(rows_with(table, "王建国").empty());
    REQUIRE(rows_with(table, "合计").empty());
}

TEST_CASE("what is no name finds no line, and masks alone match nothing") {
    const Disclosure table = list_of_names();
    for (const char* wanted : {"", "   ", "　", "*", "**", "\xff\xfe"}) {
        INFO(wanted);
        if (std::string_view(wanted) != "*" && std::string_view(wanted) != "**")
            REQUIRE(rows_with(table, wanted).empty());
    }
    REQUIRE_FALSE(cell_has("***", "王小林"));
    REQUIRE_FALSE(cell_has("**林", "王小林"));
    REQUIRE_FALSE(cell_has("周", "周有福"));
    REQUIRE(cell_has("五组村民刘*林", "刘长林"));
    REQUIRE(rows_with(table, std::string(100'000, 'x')).empty());
}

TEST_CASE("the largest entries of a side come first, the rest as one") {
    const Disclosure table = small_ledger();
    const auto spent = spending_shares(table, 2);
    REQUIRE(spent.size() == 2);
    REQUIRE(spent[0].item == "清淤");
    REQUIRE(spent[0].amount == 4000);
    REQUIRE(spent[1].item.empty());
    REQUIRE(spent[1].amount == 1000);
    REQUIRE(spending_shares(table, 3).back().item == "慰问");
    const auto income = income_shares(table, 5);
    REQUIRE(income.size() == 2);
    REQUIRE(income[0].item == "补助");
    REQUIRE(income_shares(list_of_names(), 5).empty());
}
