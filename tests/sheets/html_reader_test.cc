#include "sync/sheets/html_reader.h"

#include "sync/sheets/sheet_reader.h"
#include "tests/catch.h"
#include "tests/sheets/village_tables.h"

using namespace hall;
using namespace hall::test;

namespace {

std::string html_of(const Grid& grid) {
    std::string html = "<table>";
    for (const std::vector<std::string>& row : grid) {
        html += "<tr>";
        for (const std::string& cell : row) html += "<td>" + cell + "</td>";
        html += "</tr>";
    }
    return html + "</table>";
}

std::vector<std::string> texts_of_row(const SheetRow& row) {
    std::vector<std::string> texts;
    for (const SheetCell& cell : row.cells) texts.push_back(cell.text);
    return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a table of every kind is the same in a web page") {
    for (const DisclosureKind& kind : shipped_kinds().all()) {
        const VillageTable table = village_table(kind);
        const DisclosurePreview preview = previewed(html_of(table.grid), kind);
        INFO(kind.id << "\n" << texts_of(preview));
        REQUIRE(refusals(preview).empty());
        REQUIRE(preview.entries == table.entries);
        REQUIRE(preview.sums.closing == table.sums.closing);
    }
}

TEST_CASE("cells that span others leave room for them, end tags may be missing") {
    const Workbook book = read_workbook(
        "<!doctype html><meta charset=utf-8><h1>标题</h1><table border=1><caption>表</caption>"
        "<tr><th rowspan=2>甲<th colspan=2>乙<th>丙<tr><th>子<th>丑<th>寅"
        "<tr><td>1<td>2&nbsp;<td><b>3</b><br>4<td>&lt;5</table><p>注：以上");
    REQUIRE(book.format == "HTML");
    REQUIRE(book.sheets.size() == 1);
    const std::vector<SheetRow>& rows = book.sheets[0].rows;
    REQUIRE(rows[0].cells[0].text == "标题");
    REQUIRE(rows[0].line == 0);
    REQUIRE(texts_of_row(rows[1]) == Texts{"表"});
    REQUIRE(texts_of_row(rows[2]) == Texts{"甲", "乙", "", "丙"});
    REQUIRE(rows[2].line == 1);
    REQUIRE(texts_of_row(rows[3]) == Texts{"", "子", "丑", "寅"});
    REQUIRE(texts_of_row(rows[4]) == Texts{"1", "2", "3 4", "<5"});
    REQUIRE(rows[5].cells[0].text == "注：以上");
    REQUIRE(book.sheets[0].merged.size() == 2);
}

TEST_CASE("red cells of a page are seen however the red is said") {
    const Workbook book = read_workbook(
        "<html><style>.xl9 {font-size:9pt;color:red;} .xl8{background-color:red}</style><table><tr>"
        "<td class=xl9>1<td style='color: #FF0000'>2<td><font color=red>3</font><td class=xl8>4"
        "<td style='background-color:red'>5<script>var a='red';</script></table>");
    const std::vector<SheetCell>& cells = book.sheets[0].rows[0].cells;
    REQUIRE(cells.size() == 5);
    REQUIRE(cells[0].red);
    REQUIRE(cells[1].red);
    REQUIRE(cells[2].red);
    REQUIRE_FALSE(cells[3].red);
    REQUIRE_FALSE(cells[4].red);
    REQUIRE(cells[4].text == "5");
}

TEST_CASE("a page in GBK that says so, named .xls, is read") {
    const Workbook book = read_workbook(
        "<html><head><meta http-equiv=Content-Type content=\"text/html; charset=gb2312\"></head>"
        "<table><tr><td>\xCA\xD5\xC8\xEB</td><td>1</td></tr></table></html>");
    REQUIRE(book.encoding == "GBK");
    REQUIRE(book.sheets[0].rows[0].cells[0].text == "收入");
}

TEST_CASE("a span beyond all measure and tables within tables do no harm") {
    const Workbook book = read_workbook(
        "<table><tr><td colspan=99999999 rowspan=99999999>a<td>b<tr><td>c<table><tr><td>d</table>"
        "<td>e</table>");
    REQUIRE(book.sheets.size() == 2);
    REQUIRE(book.sheets[0].rows[0].cells[0].text == "d");
    std::string deep;
    for (int i = 0; i < 20'000; ++i) deep += "<table><tr><td>";
    REQUIRE_FALSE(read_workbook(deep + "x").format.empty());
}
