#include "sync/sheets/xlsx_reader.h"

#include "sync/sheets/sheet_reader.h"
#include "tests/catch.h"
#include "tests/sheets/village_tables.h"
#include "tests/sheets/xlsx_file.h"

using namespace hall;
using namespace hall::test;

namespace {

std::string problem_in(const Workbook& book) {
    REQUIRE(book.sheets.empty());
    REQUIRE(book.problems.size() == 1);
    REQUIRE_FALSE(book.problems[0].suggestion.empty());
    return book.problems[0].code + " " + book.problems[0].message;
}

SheetCell only_cell(const std::string& cell) {
    const Workbook book = read_workbook(xlsx_of({{.rows = "<row r=\"3\">" + cell + "</row>"}}));
    REQUIRE(book.problems.empty());
    REQUIRE(book.sheets[0].rows.size() == 1);
    REQUIRE(book.sheets[0].rows[0].line == 3);
    return book.sheets[0].rows[0].cells.back();
}

}  // namespace

TEST_CASE("a table of every kind is the same in a spreadsheet") {
    for (const DisclosureKind& kind : shipped_kinds().all()) {
        const VillageTable table = village_table(kind);
        const DisclosurePreview preview = previewed(xlsx_of({xlsx_sheet(table.grid)}), kind);
        INFO(kind.id << "\n" << texts_of(preview));
        REQUIRE(refusals(preview).empty());
        REQUIRE(preview.entries == table.entries);
        REQUIRE(preview.sums.closing == table.sums.closing);
        REQUIRE(preview.sums.spending == table.sums.spending);
    }
}

TEST_CASE("cells of a spreadsheet are read as it shows them") {
    REQUIRE(only_cell(R"(<c r="B3" s="1"><v>43102</v></c>)").text == "2018-01-02");
    REQUIRE(only_cell(R"(<c r="B3" s="1"><v>43102.75</v></c>)").kind == CellKind::date);
    REQUIRE(only_cell(R"(<c r="B3" s="4"><v>43102</v></c>)").text == "2018-01");
    REQUIRE(only_cell(R"(<c r="B3"><v>217.49000000000001</v></c>)").text == "217.49");
    REQUIRE(only_cell(R"(<c r="B3"><v>1.2E5</v></c>)").text == "120000");
    REQUIRE(only_cell(R"(<c r="B3"><v>0.00001</v></c>)").text == "0.00001");
    REQUIRE(only_cell(R"(<c r="B3" s="5"><v>123400</v></c>)").text == "12.34");
    REQUIRE(only_cell(R"(<c r="B3" s="2"><v>5</v></c>)").red);
    REQUIRE(only_cell(R"(<c r="B3" t="e"><f>A1</f><v>#REF!</v></c>)").kind == CellKind::error);
    REQUIRE(only_cell(R"(<c r="B3"><f>SUM(A1:A2)</f></c>)").kind == CellKind::no_formula_value);
    REQUIRE(only_cell(R"(<c r="B3"><f>SUM(A1:A2)</f><v>7</v></c>)").text == "7");
    REQUIRE(only_cell(R"(<c r="B3" t="str"><f>A1</f><v> 合计 </v></c>)").text == "合计");
    const auto rich =
        R"(<c r="B3" t="inlineStr"><is><r><t>合</t></r><rPh><t>he</t></rPh><r><t>计</t></r></is></c>)";
    REQUIRE(only_cell(rich).text == "合计");
}

TEST_CASE("shared texts, hidden rows and hidden sheets of a spreadsheet are seen") {
    const std::vector<XlsxSheet> sheets = {
        {.name = "一",
         .rows = R"(<row r="1"><c r="C1" t="s"><v>1</v></c><c r="D1" t="s"><v>9</v></c></row>)"
                 R"(<row r="4" hidden="1"><c r="A4"><v>1</v></c></row>)",
         .merged = R"(<mergeCell ref="A1:B2"/>)"},
        {.name = "二", .state = "hidden", .rows = xlsx_row(1, {"甲"})}};
    const Workbook book = read_workbook(zip_of(xlsx_parts(sheets, {"零", "壹"})));
    REQUIRE(book.format == "XLSX");
    REQUIRE(book.sheets.size() == 2);
    REQUIRE(book.sheets[0].rows[0].cells.size() == 3);
    REQUIRE(book.sheets[0].rows[0].cells[2].text == "壹");
    REQUIRE(book.sheets[0].rows[1].hidden);
    REQUIRE(book.sheets[0].rows[1].line == 4);
    REQUIRE(book.sheets[0].merged[0].line_last == 2);
    REQUIRE(book.sheets[0].merged[0].column_last == 1);
    REQUIRE_FALSE(book.sheets[0].hidden);
    REQUIRE(book.sheets[1].hidden);
}

TEST_CASE("archives that are no tables are told by what they are") {
    REQUIRE_THAT(problem_in(read_workbook(zip_of({{"word/document.xml", "<a/>"}}))),
                 contains_text("format 是Word文档"));
    REQUIRE_THAT(problem_in(read_workbook(zip_of({{"content.xml", "<a/>"}}))),
                 contains_text("ODS"));
    REQUIRE_THAT(problem_in(read_workbook(zip_of({{"xl/workbook.bin", "x"}}))),
                 contains_text("xlsb"));
    REQUIRE_THAT(problem_in(read_workbook(zip_of({{"a.txt", "x"}}))), contains_text("压缩包"));
    REQUIRE_THAT(problem_in(read_workbook(
                     zip_of(xlsx_parts({{.rows = xlsx_row(1, {"甲"})}}), {.password = "123456"}))),
                 contains_text("password "));
}

TEST_CASE("a spreadsheet that ends too early, or anywhere, is said to be broken") {
    const std::string whole = xlsx_of({xlsx_sheet(village_table(kind_named("sw_dibao")).grid)});
    for (std::size_t size = 4; size < whole.size(); size += 97) {
        const Workbook book = read_workbook(whole.substr(0, size));
        INFO(size);
        REQUIRE(book.sheets.empty());
        REQUIRE_FALSE(book.problems.empty());
    }
}

TEST_CASE("a part that swells beyond measure is not read to its end") {
    std::string rows;
    for (int i = 0; i < 400'000; ++i) rows += "<row><c><v>1</v></c></row>              ";
    const std::string bomb = xlsx_of({{.rows = rows + std::string(64 << 20, ' ')}});
    REQUIRE(bomb.size() < 1 << 20);
    REQUIRE_THAT(problem_in(read_workbook(bomb)), contains_text("size "));
    auto parts = xlsx_parts({{.rows = xlsx_row(1, {"甲"})}});
    for (auto& [name, text] : parts) {
        if (name == "xl/workbook.xml")
            text.insert(text.find("?>") + 2, R"(<!DOCTYPE a [<!ENTITY b "c">]>)");
    }
    REQUIRE_THAT(problem_in(read_workbook(zip_of(parts))), contains_text("format "));
}
