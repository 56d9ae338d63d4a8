// Tables as villages really save them; the files lie outside the repository.

#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>

#include "sync/rules/id_number.h"
#include "sync/rules/privacy/sheet_privacy.h"
#include "sync/sheets/sheet_reader.h"
#include "tests/catch.h"
#include "tests/sheets/village_tables.h"

using namespace hall;
using namespace hall::test;

namespace {

std::optional<std::string> sample(const std::string& name) {
    const std::filesystem::path file =
        std::filesystem::path(HALL_SHARED_DIR) / "data/disclosure/samples" / name;
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        std::cout << "not checked, no file " << name << "\n";
        return std::nullopt;
    }
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("ledgers saved in GBK and in UTF-8 with a mark are read alike") {
    for (const char* name :
         {"finance_ledger_dishui_2018Q1_gbk.csv", "finance_ledger_dishui_2018Q1_utf8bom.csv"}) {
        const auto bytes = sample(name);
        if (!bytes) continue;
        const DisclosurePreview preview = previewed(*bytes, kind_named("cw_shouzhi_mingxi"));
        INFO(texts_of(preview));
        REQUIRE(preview.can_be_published());
        REQUIRE(preview.entries == 27);
        REQUIRE(preview.sums.opening == 12'684'357);
        REQUIRE(preview.sums.income == 6'616'450);
        REQUIRE(preview.sums.spending == 6'156'210);
        REQUIRE(preview.sums.closing == 13'144'597);
        REQUIRE(preview.reading.title.period == Period{"quarter", 2018, 1});
    }
}

TEST_CASE("a list in GB18030 with rare characters and a list of 1,200 rows are read whole") {
    if (const auto bytes = sample("dibao_shangcen_gb18030.csv")) {
        const DisclosurePreview preview = previewed(*bytes, kind_named("sw_dibao"));
        INFO(texts_of(preview));
        REQUIRE(preview.can_be_published());
        REQUIRE(preview.entries == 45);
        REQUIRE(preview.reading.rows[0].texts[2] == "测𠅤");
    }
    if (const auto bytes = sample("subsidy_gengdi_1200rows_utf8.csv")) {
        const DisclosurePreview preview = previewed(*bytes, kind_named("bt_geng_di"));
        INFO(texts_of(preview));
        REQUIRE(preview.can_be_published());
        REQUIRE(preview.entries == 1200);
        REQUIRE(preview.sums.totals.at("amount") == 51'763'449);
    }
}

TEST_CASE("numbers hidden in the remarks of a real list are found on their lines, and no others") {
    const auto bytes = sample("subsidy_gengdi_1200rows_utf8.csv");
    if (!bytes) return;
    std::istringstream lines(*bytes);
    std::string changed;
    std::set<std::size_t> hidden;
    std::size_t number = 0;
    for (std::string line; std::getline(lines, line);) {
        if (line.ends_with('\r')) line.pop_back();
        ++number;
        if (number > 1 && number % 7 == 0 && line.ends_with(',')) {
            const std::string start = "5106811952030" + std::to_string(1000 + number);
            const std::string id = start + id_check_character(start);
            line += number % 2 == 0 ? "身份证" + id : id.substr(0, 6) + " " + id.substr(6);
            hidden.insert(number);
        }
        changed += line + "\n";
    }
    REQUIRE(hidden.size() > 150);
    std::set<std::size_t> found;
    const Workbook book = read_workbook(changed);
    for (const FoundInSheet& each :
         personal_data_in_sheet(book.sheets[0], {}, 0, {}, {2026, 11, 23})) {
        REQUIRE(each.datum.kind == PersonalKind::id_number);
        found.insert(each.line);
    }
    REQUIRE(found == hidden);
}
