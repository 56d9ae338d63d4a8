// Bad tables: each gets a sentence that names the place and the cure.

#include <iconv.h>

#include <functional>

#include "sync/rules/id_number.h"
#include "sync/sheets/sheet_reader.h"
#include "tests/catch.h"
#include "tests/sheets/village_tables.h"
#include "tests/sheets/xlsx_file.h"

using namespace hall;
using namespace hall::test;

namespace {

std::string converted(const std::string& text, const char* to, const char* from = "UTF-8") {
    const iconv_t converter = iconv_open(to, from);
    std::string from_text = text;
    char* in = from_text.data();
    std::size_t left = from_text.size();
    std::string out(text.size() * 4 + 16, '\0');
    char* write = out.data();
    std::size_t room = out.size();
    iconv(converter, &in, &left, &write, &room);
    iconv_close(converter);
    out.resize(out.size() - room);
    return out;
}

const DisclosureKind& ledger_kind() {
    return kind_named("cw_shouzhi_mingxi");
}

Grid ledger_grid() {
    return village_table(ledger_kind()).grid;
}

// What is said of a file that cannot be published: "code place：sentence".
std::string said_of(std::string_view bytes, const DisclosureKind& kind) {
    const DisclosurePreview preview = previewed(bytes, kind);
    REQUIRE_FALSE(preview.can_be_published());
    std::string said;
    for (const Finding& finding : preview.findings) {
        if (finding.severity != Severity::refuse) continue;
        REQUIRE_FALSE(finding.place.empty());
        REQUIRE_FALSE(finding.message.empty());
        REQUIRE_FALSE(finding.suggestion.empty());
        said += finding.code + " " + text_of(finding) + "\n";
    }
    return said;
}

struct BadCase {
    const char* what;
    std::function<std::string()> bytes;
    std::vector<std::string> said;
};

std::string with_cell(std::size_t row, std::size_t column, const std::string& text) {
    Grid grid = ledger_grid();
    grid[row][column] = text;
    return csv_of(grid);
}

}  // namespace

TEST_CASE("whatever is wrong with a file is said with its place and its cure") {
    const std::string good = csv_of(ledger_grid());
    const std::vector<BadCase> cases = {
        {"a flipped total", [] { return with_cell(9, 4, "1.00"); }, {"total 第10行“收入”", "相差"}},
        {"a flipped balance",
         [] { return with_cell(5, 6, "1.00"); },
         {"balance 第6行“结余”", "相差"}},
        {"a formula",
         [] { return with_cell(5, 5, "=SUM(F4:F5)"); },
         {"formula 第6行“支出”", "数值"}},
        {"an error cell", [] { return with_cell(5, 5, "#DIV/0!"); }, {"cell 第6行“支出”", "公式"}},
        {"a narrow column", [] { return with_cell(5, 5, "#####"); }, {"cell 第6行", "拉宽"}},
        {"lost digits", [] { return with_cell(5, 5, "1.2E+05"); }, {"cell 第6行", "科学计数"}},
        {"words", [] { return with_cell(5, 5, "两千多"); }, {"cell 第6行", "“两千多”不是数字"}},
        {"a comma gone astray", [] { return with_cell(5, 5, "1,23.00"); }, {"cell 第6行", "逗号"}},
        {"a fraction of a fen", [] { return with_cell(5, 5, "1.005"); }, {"cell 第6行", "到分"}},
        {"no such day",
         [] { return with_cell(5, 0, "2018-02-30"); },
         {"cell 第6行“日期”", "没有这一天"}},
        {"a parted amount",
         [&] {
             Grid grid = ledger_grid();
             grid[5].push_back("345.00");
             return csv_of(grid);
         },
         {"cell 第6行", "多出1格"}},
        {"no carry-over",
         [] {
             Grid grid = ledger_grid();
             grid.erase(grid.begin() + 3);
             return csv_of(grid);
         },
         {"balance 第3行", "上期结转"}},
        {"UTF-8 read as GBK",
         [&] { return converted(good, "UTF-8//IGNORE", "GBK"); },
         {"encoding ", "UTF-8"}},
        {"GBK read as Latin-1",
         [&] { return converted(converted(good, "GBK"), "UTF-8", "ISO-8859-1"); },
         {"encoding 第1行", "乱码"}},
        {"Shift-JIS",
         [&] { return converted("日付,金額,摘要,備考,収入,残高\n", "SHIFT_JIS"); },
         {"encoding "}},
        {"a spoilt byte",
         [&] { return good.substr(0, 100) + "\xFF" + good.substr(100); },
         {"encoding 第"}},
        {"an open quote",
         [&] { return good.substr(0, good.size() - 2) + ",\"a\r\nb"; },
         {"format 第10行", "引号"}},
        {"an empty file", [] { return std::string(); }, {"empty 这个文件"}},
        {"only blanks", [] { return std::string("\r\n ,,\r\n"); }, {"empty 这个文件"}},
        {"only a header",
         [] {
             Grid grid = ledger_grid();
             grid.resize(3);
             return csv_of(grid);
         },
         {"empty 第3行"}},
        {"another table",
         [] { return csv_of(village_table(kind_named("sw_dibao")).grid); },
         {"column ", "表头"}},
        {"a text", [] { return std::string("今天开会。\n明天公布。\n"); }, {"column "}},
        {"a picture",
         [] { return "\x89PNG\r\n\x1A\n" + std::string(300, '\x01'); },
         {"format 这个文件", "图片"}},
        {"a photo",
         [] { return "\xFF\xD8\xFF\xE0" + std::string(300, '\x01'); },
         {"format ", "图片"}},
        {"a PDF", [] { return std::string("%PDF-1.4 ..."); }, {"format ", "PDF"}},
        {"an old .xls",
         [] { return "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(2000, '\0'); },
         {"format ", "另存为", "xlsx"}},
        {"a password",
         [] {
             return "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(500, '\0') +
                    converted("EncryptedPackage", "UTF-16LE") + std::string(500, '\0');
         },
         {"password ", "密码"}},
        {"rubbish",
         [] {
             return std::string("\x01\x02\x03\x04\x05\x06\x07\x08", 8) + std::string(200, '\x03');
         },
         {"format "}},
    };
    for (const BadCase& each : cases) {
        const std::string said = said_of(each.bytes(), ledger_kind());
        INFO(each.what << "\n" << said);
        for (const std::string& part : each.said) REQUIRE_THAT(said, contains_text(part));
    }
}

TEST_CASE("one wrong figure is told once, whether an amount or a balance is wrong") {
    REQUIRE(refusals(previewed(with_cell(5, 6, "1.00"), ledger_kind())) == "6 balance");
    REQUIRE(refusals(previewed(with_cell(5, 5, "1.00"), ledger_kind())) == "6 balance, 10 total");
    // A figure that cannot be read is told, and not the sums that miss it.
    REQUIRE(refusals(previewed(with_cell(5, 5, "x"), ledger_kind())) == "6 cell");
}

TEST_CASE("merged cells among the rows are not shared out by guess") {
    const DisclosureKind& kind = kind_named("sw_dibao");
    const VillageTable table = village_table(kind);
    XlsxSheet sheet = xlsx_sheet(table.grid);
    sheet.merged += R"(<mergeCell ref="G4:G5"/><mergeCell ref="B4:B5"/>)";
    REQUIRE_THAT(said_of(xlsx_of({sheet}), kind),
                 contains_text("merged 第4行“月保障金额(元)”：到第5行"));
    // The same saved as text: the second of them is empty.
    Grid grid = table.grid;
    grid[4][6].clear();
    REQUIRE_THAT(said_of(csv_of(grid), kind), contains_text("cell 第5行“月保障金额(元)”"));
    // A group that stands once for two rows is read so, and told.
    grid = table.grid;
    grid[4][1].clear();
    const DisclosurePreview preview = previewed(grid, kind);
    REQUIRE(preview.can_be_published());
    REQUIRE_THAT(texts_of(preview), contains_text("已按上面一行的“组别”读"));
    REQUIRE(preview.reading.rows[2].texts[1] == preview.reading.rows[1].texts[1]);
}

TEST_CASE("personal data in a table is found wherever it hides, in every kind") {
    const std::string start = "51068119520304001";
    const std::string id = start + id_check_character(start);
    const std::string spaced = id.substr(0, 6) + " " + id.substr(6, 8) + "　" + id.substr(14);
    for (const DisclosureKind& kind : shipped_kinds().all()) {
        VillageTable table = village_table(kind);
        const std::size_t row = table.header + 2;
        table.grid[row].resize(std::max(table.grid[row].size(), table.grid[table.header].size()));
        for (const std::string& hidden : {"见" + id, "见" + spaced}) {
            Grid grid = table.grid;
            grid[row].back() += hidden;
            const DisclosurePreview preview = previewed(grid, kind);
            INFO(kind.id << "\n" << csv_of(grid) << texts_of(preview));
            REQUIRE_THAT(texts_of(preview), contains_text("身份证号"));
            REQUIRE_THAT(refusals(preview), contains_text(std::to_string(row + 1) + " privacy"));
        }
        Grid note = table.grid;
        note.push_back({"注：有事打13812345678找周福贵"});
        REQUIRE_THAT(refusals(previewed(note, kind)), contains_text("privacy"));
    }
}

TEST_CASE("accounts and telephones must be masked where the form says so") {
    VillageTable table = village_table(kind_named("bt_geng_di"));
    table.grid[3][8] = "88010120012345678";  // no check digit fits
    REQUIRE(refusals(previewed(table.grid, kind_named("bt_geng_di"))) == "4 privacy");
    table = village_table(kind_named("cw_gkxz"));
    table.grid[3][7] = "0838-5550110";
    REQUIRE(refusals(previewed(table.grid, kind_named("cw_gkxz"))) == "4 privacy");
}

TEST_CASE("a list of degrees may say them, and nothing more about anybody's health") {
    const DisclosureKind& kind = kind_named("sw_canji");
    Grid grid = village_table(kind).grid;
    REQUIRE(refusals(previewed(grid, kind)).empty());
    grid[3][3] = "精神二级";
    grid[4][6] = "患尿毒症";
    REQUIRE(refusals(previewed(grid, kind)) == "4 privacy, 5 privacy");
}

TEST_CASE("a hundred thousand rows are read, judged and said to be too many") {
    std::string csv = "日期,凭证号,摘要,科目,收入,支出,结余\n2018-01-01,,上期结转,,,,100.00\n";
    for (int i = 0; i < 100'000; ++i) csv += "2018-01-02,记,收付,其他,1.00,1.00,100.00\n";
    const DisclosurePreview preview = previewed(csv, ledger_kind());
    REQUIRE(refusals(preview) == "1 size");
    REQUIRE(preview.entries == 100'000);
    REQUIRE(preview.sums.income == 10'000'000);
    std::string more;
    for (int i = 0; i < 210'000; ++i) more += "1,2\n";
    REQUIRE(read_workbook(more).problems[0].code == "size");
}

TEST_CASE("cells parted by tabulators, semicolons or Chinese commas are cells") {
    for (const std::string& mark : {std::string("\t"), std::string(";"), std::string("，")}) {
        std::string text = csv_of(ledger_grid());
        for (std::size_t at = text.find(','); at != std::string::npos; at = text.find(',', at)) {
            text.replace(at, 1, mark);
        }
        const DisclosurePreview preview = previewed(text, ledger_kind());
        INFO(text << texts_of(preview));
        REQUIRE(preview.can_be_published());
        REQUIRE(preview.entries == 5);
    }
    REQUIRE(
        read_workbook("今天，明天，后天。\n都好，都好，都好。\n").sheets[0].rows[0].cells.size() ==
        1);
}
