// Good tables, saved as villages save them.

#include "sync/core/utf8.h"
#include "sync/rules/disclosure/table_title.h"
#include "sync/sheets/sheet_reader.h"
#include "tests/catch.h"
#include "tests/sheets/village_tables.h"
#include "tests/sheets/xlsx_file.h"

using namespace hall;
using namespace hall::test;

namespace {

const DisclosureKind& ledger() {
    return kind_named("cw_shouzhi_mingxi");
}

// The ledger after a change is still understood as it was.
void require_same_ledger(const Grid& grid, const std::string& what) {
    const VillageTable before = village_table(ledger());
    const DisclosurePreview preview = previewed(grid, ledger());
    INFO(what << "\n" << csv_of(grid) << texts_of(preview));
    REQUIRE(refusals(preview).empty());
    REQUIRE(preview.entries == before.entries);
    REQUIRE(preview.sums.opening == before.sums.opening);
    REQUIRE(preview.sums.income == before.sums.income);
    REQUIRE(preview.sums.spending == before.sums.spending);
    REQUIRE(preview.sums.closing == before.sums.closing);
}

template <typename Change>
Grid changed_amounts(Grid grid, Change change) {
    for (std::size_t row = 3; row < grid.size(); ++row) {
        for (std::size_t i = 4; i < 7; ++i) {
            if (!grid[row][i].empty()) grid[row][i] = change(grid[row][i]);
        }
    }
    return grid;
}

std::string full_width(const std::string& number) {
    std::string text;
    for (const char c : number) append_utf8(text, static_cast<char32_t>(c) + 0xFEE0);
    return text;
}

std::string warnings(const DisclosurePreview& preview) {
    std::string codes;
    for (const Finding& finding : preview.findings) {
        if (finding.severity == Severity::warn) codes += finding.code + " ";
    }
    return codes;
}

}  // namespace

TEST_CASE("amounts may be written in any way people write them") {
    const Grid grid = village_table(ledger()).grid;
    require_same_ledger(changed_amounts(grid, full_width), "full width");
    require_same_ledger(changed_amounts(grid, [](const std::string& n) { return "￥" + n; }), "￥");
    require_same_ledger(changed_amounts(grid, [](const std::string& n) { return n + "元"; }), "元");
    require_same_ledger(
        changed_amounts(grid, [](const std::string& n) { return yuan_text(VALUE(parse_yuan(n))); }),
        "commas");
    Grid ten_thousands = changed_amounts(grid, [](const std::string& n) {
        return number_text(VALUE(parse_yuan(n)));  // a fen is a millionth of 万元
    });
    ten_thousands[1].back() = "单位：万元";
    require_same_ledger(ten_thousands, "万元");
    Grid dashes = grid;
    for (std::size_t row = 4; row + 1 < dashes.size(); ++row) {
        for (std::size_t i = 4; i < 6; ++i) {
            if (dashes[row][i].empty()) dashes[row][i] = row % 2 == 0 ? "-" : "/";
        }
    }
    require_same_ledger(dashes, "dashes");
}

TEST_CASE("dates may be written in any way people write them") {
    const Grid grid = village_table(ledger()).grid;
    const auto with_dates = [&](auto format) {
        Grid dated = grid;
        for (std::size_t row = 3; row + 1 < dated.size(); ++row) {
            dated[row][0] = format(VALUE(parse_date(dated[row][0])));
        }
        return dated;
    };
    const auto n = [](int number) { return std::to_string(number); };
    require_same_ledger(
        with_dates([&](Date d) { return n(d.year) + "." + n(d.month) + "." + n(d.day); }), ".");
    require_same_ledger(
        with_dates([&](Date d) { return n(d.year) + "/" + n(d.month) + "/" + n(d.day); }), "/");
    require_same_ledger(with_dates([&](Date d) { return n(d.month) + "月" + n(d.day) + "日"; }),
                        "月日");
    require_same_ledger(
        with_dates([&](Date d) { return n(d.year) + "年" + n(d.month) + "月" + n(d.day) + "日"; }),
        "年");
    require_same_ledger(
        with_dates([&](Date d) { return n(d.year * 10000 + d.month * 100 + d.day); }), "digits");
    const Grid serial = with_dates([&](Date d) { return n(static_cast<int>(days_of(d)) + 25569); });
    require_same_ledger(serial, "serial");
    const DisclosurePreview preview = previewed(serial, ledger());
    REQUIRE_THAT(warnings(preview), contains_text("cell"));
    REQUIRE(preview.reading.rows[1].texts[0] == "2018-01-10");
}

TEST_CASE("headers of two lines, repeated headers and notes below are seen for what they are") {
    Grid grid = village_table(ledger()).grid;
    grid[2] = {"日 期", "凭证", "摘要", "科目", "发生额", "", "余额", "经手人", "审批人", "备注"};
    grid.insert(grid.begin() + 3, {"", "", "", "", "收入", "支出"});
    grid.insert(grid.begin() + 6, grid[2]);
    grid.push_back({"制表人：周福贵", "", "", "审核：李秀英"});
    grid.push_back({"注：本表公示7天，监督电话0838-5550110"});
    require_same_ledger(grid, "two lines");
    Grid synonyms = village_table(ledger()).grid;
    synonyms[2] = {"记账日期", "凭证字号", "事由",   "会计科目", "贷方",
                   "借方",     "结存金额", "经办人", "批准人",   "说明"};
    require_same_ledger(synonyms, "synonyms");
}

TEST_CASE("totals in the middle are checked as what they are") {
    const DisclosureKind& kind = kind_named("sw_dibao");
    Grid grid = village_table(kind).grid;
    const auto sum_of = [&](std::size_t first, std::size_t last, std::size_t column) {
        Fen sum = 0;
        for (std::size_t row = first; row <= last; ++row)
            sum += VALUE(parse_yuan(grid[row][column]));
        return plain_yuan_text(sum);
    };
    const std::vector<std::string> first = {"", "", "一组小计",     sum_of(2, 3, 3),
                                            "", "", sum_of(2, 3, 6)};
    const std::vector<std::string> second = {"", "", "二组小计",     sum_of(4, 6, 3),
                                             "", "", sum_of(4, 6, 6)};
    grid.insert(grid.begin() + 7, second);
    grid.insert(grid.begin() + 4, first);
    for (std::size_t row : {4, 8}) grid[row][3] = grid[row][3].substr(0, grid[row][3].find('.'));
    DisclosurePreview preview = previewed(grid, kind);
    INFO(csv_of(grid) << texts_of(preview));
    REQUIRE(refusals(preview).empty());
    REQUIRE(preview.entries == 5);
    grid[8][6] = "1.00";
    REQUIRE(refusals(previewed(grid, kind)) == "9 total");
}

TEST_CASE("a long list printed side by side is one list") {
    const DisclosureKind& kind = kind_named("sw_tekun");
    const Grid grid = village_table(kind).grid;
    Grid side = {grid[0]};
    const auto beside = [](std::vector<std::string> left, const std::vector<std::string>& right) {
        left.insert(left.end(), right.begin(), right.end());
        return left;
    };
    for (std::string& label : side[0]) label += "";
    side.push_back(beside(grid[1], grid[1]));
    side.push_back(beside(grid[2], grid[5]));
    side.push_back(beside(grid[3], grid[6]));
    side.push_back(grid[4]);
    const DisclosurePreview preview = previewed(side, kind);
    INFO(csv_of(side) << texts_of(preview));
    REQUIRE(refusals(preview).empty());
    REQUIRE(preview.entries == 5);
}

TEST_CASE("negative amounts in brackets are negative, red ones unless it does not add up so") {
    const DisclosureKind& kind = kind_named("cw_kaizhi_gongshi");
    const Grid grid = {
        {"支出"},
        {"序号", "开支项目", "金额（元）", "资金来源", "使用部门", "项目负责人", "审核意见"},
        {"1", "办公", "100.00", "其他", "村委", "周福贵", "同意"},
        {"2", "冲回", "(30.00)", "其他", "村委", "周福贵", "同意"},
        {"合计", "", "70.00"}};
    DisclosurePreview preview = previewed(grid, kind);
    INFO(texts_of(preview));
    REQUIRE(refusals(preview).empty());
    REQUIRE(preview.sums.spending == 7000);
    const auto red_page = [&](const std::string& total) {
        return "<table><tr><td>" + grid[1][0] +
               "<td>开支项目<td>金额<td>资金来源<td>使用部门<td>项目负责人"
               "<td>审核意见<tr><td>1<td>办公<td>100<td>其他<td>村委<td>周福贵<td>同意<tr><td>2<td>"
               "冲回"
               "<td style='color:red'>30<td>其他<td>村委<td>周福贵<td>同意<tr><td>合计<td><td>" +
               total + "</table>";
    };
    preview = previewed(red_page("70"), kind);
    REQUIRE(preview.can_be_published());
    REQUIRE(preview.sums.spending == 7000);
    REQUIRE(warnings(preview) == "red ");
    preview = previewed(red_page("130"), kind);
    REQUIRE(preview.can_be_published());
    REQUIRE(preview.sums.spending == 13000);
    REQUIRE(warnings(preview) == "red ");
}

TEST_CASE("of several sheets the one that fits is read; two that fit are not guessed between") {
    const VillageTable table = village_table(ledger());
    XlsxSheet right = xlsx_sheet(table.grid);
    right.name = "一季度";
    const XlsxSheet notes{.name = "说明", .rows = xlsx_row(1, {"本表由会计填写"})};
    XlsxSheet hidden = right;
    hidden.name = "旧的";
    hidden.state = "hidden";
    DisclosurePreview preview = previewed(xlsx_of({notes, hidden, right}), ledger());
    INFO(texts_of(preview));
    REQUIRE(preview.can_be_published());
    REQUIRE(preview.reading.sheet == "一季度");
    XlsxSheet second = right;
    second.name = "二季度";
    preview = previewed(xlsx_of({right, second}), ledger());
    REQUIRE(refusals(preview) == "0 sheet");
    preview = preview_disclosure(read_workbook(xlsx_of({right, second})), ledger(),
                                 {.sheet = "二季度", .today = {2026, 11, 23}});
    REQUIRE(preview.can_be_published());
    REQUIRE(preview.reading.sheet == "二季度");
}

TEST_CASE("hidden rows are read and told") {
    const VillageTable table = village_table(ledger());
    XlsxSheet sheet;
    for (std::size_t i = 0; i < table.grid.size(); ++i) {
        sheet.rows += xlsx_row(i + 1, table.grid[i], i == 5 ? R"(hidden="1")" : "");
    }
    const DisclosurePreview preview = previewed(xlsx_of({sheet}), ledger());
    REQUIRE(preview.can_be_published());
    REQUIRE(preview.sums.closing == table.sums.closing);
    REQUIRE_THAT(warnings(preview), contains_text("hidden"));
    REQUIRE_THAT(texts_of(preview), contains_text("第6行"));
}

TEST_CASE("fixed lines are read in one column, in two blocks and in one wide row") {
    const DisclosureKind& kind = kind_named("cw_shouyi_fenpei");
    const VillageTable table = village_table(kind);
    Grid blocks = {table.grid[0]};
    for (std::size_t i = 1; i <= 9; ++i) {
        std::vector<std::string> row = table.grid[i];
        const std::size_t right = i == 1 ? 1 : i + 8;
        if (right < table.grid.size()) {
            row.insert(row.end(), table.grid[right].begin(), table.grid[right].end());
        }
        blocks.push_back(row);
    }
    blocks.push_back({table.grid.back()[0], "17", "万元", table.grid.back()[3]});
    DisclosurePreview preview = previewed(blocks, kind);
    INFO(csv_of(blocks) << texts_of(preview));
    REQUIRE(refusals(preview).empty());
    REQUIRE(preview.sums.income == table.sums.income);
    REQUIRE(preview.sums.closing == table.sums.closing);

    const DisclosureKind& monthly = kind_named("cw_monthly_simple");
    const Grid wide = {
        {"滴水村2018年3月财务收支情况公布表", "", "", "单位：元"},
        {"上月银行账户余额", "本月总收入", "", "", "本月总支出", "", "", "本月银行账户余额"},
        {"", "合计", "补助收入", "其他收入", "合计", "会议费", "其他支出", ""},
        {"1000.00", "300.00", "200.00", "100.00", "150.00", "50.00", "100.00", "1150.00"}};
    preview = previewed(wide, monthly);
    INFO(csv_of(wide) << texts_of(preview));
    REQUIRE(refusals(preview).empty());
    REQUIRE(preview.sums.opening == 100'000);
    REQUIRE(preview.sums.income == 30'000);
    REQUIRE(preview.sums.closing == 115'000);
    Grid wrong = wide;
    wrong[3][2] = "201.00";
    REQUIRE(refusals(previewed(wrong, monthly)) == "4 total");
    const Grid plain = {{"3月财务公布表（单位：元）"}, {"上月结余", "1000"},
                        {"本月总收入", "300"},         {"其中：补助收入", "300"},
                        {"本月总支出", "150"},         {"其中：会议费", "150"},
                        {"本月结余", "1150"}};
    preview = previewed(plain, monthly);
    INFO(csv_of(plain) << texts_of(preview));
    REQUIRE(refusals(preview).empty());
    REQUIRE(preview.sums.closing == 115'000);
}

TEST_CASE("the preview says what was read as what, and what was left out") {
    Grid grid = village_table(ledger()).grid;
    grid[2][4] = "收入金额（元）";
    grid[2].push_back("附件张数");
    grid[3].resize(11);
    grid[3][10] = "3";
    const DisclosurePreview preview = previewed(grid, ledger());
    std::string understood;
    for (const std::string& sentence : preview.reading.understood) understood += sentence + "\n";
    REQUIRE_THAT(understood, contains_text("“收入金额(元)”读作“收入”"));
    REQUIRE_THAT(understood, contains_text("“附件张数”这一列没有用上"));
    REQUIRE(preview.reading.title.period == Period{"quarter", 2018, 1});
}

TEST_CASE("periods are found in titles") {
    REQUIRE(period_in("滴水村2018年第一季度财务公开") == Period{"quarter", 2018, 1});
    REQUIRE(period_in("二〇一八年四季度") == Period{"quarter", 2018, 4});
    REQUIRE(period_in("2018年1—3月") == Period{"quarter", 2018, 1});
    REQUIRE(period_in("2018年11-12月份") == Period{"month", 2018, 12});
    REQUIRE(period_in("2018 年 3 月") == Period{"month", 2018, 3});
    REQUIRE(period_in("2018年上半年") == Period{"half", 2018, 1});
    REQUIRE(period_in("2018年度决算") == Period{"year", 2018, 0});
    REQUIRE_FALSE(period_in("财务公开"));
}

TEST_CASE("the official worked example of the yearly form adds up, in one line, too") {
    const DisclosureKind& kind = kind_named("cw_shouyi_fenpei");
    Grid grid = {{"2018年度村集体经济组织收益分配统计表"},
                 {"指标名称", "代码", "计量单位", "数量"}};
    const int amounts[] = {180, 68, 35, 5, 30, 42, 125, 45, 35, 45, 55, 15, 70, 7, 7, 20, 36};
    for (std::size_t i = 0; i < 17; ++i) {
        grid.push_back(
            {kind.items[i].label, kind.items[i].key, "万元", std::to_string(amounts[i])});
    }
    const DisclosurePreview preview = previewed(grid, kind);
    INFO(texts_of(preview));
    REQUIRE(refusals(preview).empty());
    REQUIRE(preview.sums.income == 180'000'000);
    REQUIRE(preview.sums.closing == 36'000'000);
    grid[14][3] = "71";
    REQUIRE(refusals(previewed(grid, kind)) == "15 total, 19 balance");
    const DisclosureKind& monthly = kind_named("cw_monthly_simple");
    Grid row = {{"上月银行账户余额", "本月总收入", "本月总支出", "本月银行账户余额",
                 "本年度以来总收支情况"},
                {"1000.00", "300.00", "150.00", "1150.00", "收支平衡"}};
    REQUIRE(refusals(previewed(row, monthly)).empty());
    REQUIRE(previewed(row, monthly).sums.closing == 115'000);
    row.push_back({"1150.00", "300.00", "150.00", "1300.00", ""});
    REQUIRE(refusals(previewed(row, monthly)) == "3 item");
}

TEST_CASE("a month and a day in columns of their own are a date") {
    Grid grid = village_table(ledger()).grid;
    grid[2].insert(grid[2].begin() + 1, "日");
    grid[2][0] = "月";
    for (std::size_t row = 3; row < grid.size(); ++row) {
        grid[row].insert(grid[row].begin() + 1, "");
        const Result<Date> date = parse_date(grid[row][0]);
        if (!date.ok()) continue;
        grid[row][0] = row == 5 ? "" : std::to_string(date.value().month);
        grid[row][1] = std::to_string(date.value().day);
    }
    require_same_ledger(grid, "month and day");
    grid.insert(grid.begin() + 2, {"2017年", "", "", "", ""});
    require_same_ledger(grid, "month and day under a year");
    REQUIRE(previewed(grid, ledger()).reading.rows[2].texts[0] == "2017-01-11");
}

TEST_CASE("of a cash book the debit is what came in, if only that adds up") {
    Grid grid = village_table(ledger()).grid;
    grid[2][4] = "借方";
    grid[2][5] = "贷方";
    require_same_ledger(grid, "sides of a cash book");
    REQUIRE_THAT(warnings(previewed(grid, ledger())), contains_text("column"));
    grid[5][6] = "1.00";
    REQUIRE_FALSE(previewed(grid, ledger()).can_be_published());
}

TEST_CASE("a last line of amounts alone is a total that nobody named") {
    const DisclosureKind& kind = kind_named("sw_dibao");
    Grid grid = village_table(kind).grid;
    grid.back()[0].clear();
    REQUIRE(refusals(previewed(grid, kind)).empty());
    REQUIRE(previewed(grid, kind).entries == 5);
    grid.back()[6] = "1.00";
    REQUIRE(refusals(previewed(grid, kind)) == "8 total");
}
