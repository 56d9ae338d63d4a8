#include "sync/rules/disclosure/kinds.h"

#include <set>

#include "tests/catch.h"
#include "tests/sheets/village_tables.h"

using namespace hall;
using namespace hall::test;

TEST_CASE("a table of every kind is understood, with its sums") {
    REQUIRE(shipped_kinds().all().size() == 26);
    for (const DisclosureKind& kind : shipped_kinds().all()) {
        const VillageTable table = village_table(kind);
        const DisclosurePreview preview = previewed(table.grid, kind);
        INFO(kind.id << "\n" << csv_of(table.grid) << texts_of(preview));
        REQUIRE(refusals(preview).empty());
        REQUIRE(preview.entries == table.entries);
        REQUIRE(preview.sums.opening == table.sums.opening);
        REQUIRE(preview.sums.income == table.sums.income);
        REQUIRE(preview.sums.spending == table.sums.spending);
        REQUIRE(preview.sums.closing == table.sums.closing);
    }
}

TEST_CASE("columns in another order are the same table") {
    for (const DisclosureKind& kind : shipped_kinds().all()) {
        if (kind.layout == TableLayout::items) continue;
        VillageTable table = village_table(kind);
        for (std::size_t row = table.header; row < table.grid.size(); ++row) {
            table.grid[row].resize(table.grid[table.header].size());
            std::reverse(table.grid[row].begin(), table.grid[row].end());
        }
        const DisclosurePreview preview = previewed(table.grid, kind);
        INFO(kind.id << "\n" << csv_of(table.grid) << texts_of(preview));
        REQUIRE(refusals(preview).empty());
        REQUIRE(preview.entries == table.entries);
    }
}

TEST_CASE("every other name of a column is known, and is no other column's") {
    for (const DisclosureKind& kind : shipped_kinds().all()) {
        if (kind.layout == TableLayout::items) continue;
        const VillageTable table = village_table(kind);
        for (const KindColumn& column : kind.columns) {
            for (const std::string& name : column.also) {
                VillageTable other = table;
                std::vector<std::string>& header = other.grid[other.header];
                std::size_t at = 0;
                while (at < header.size() && header[at].find(column.label) != 0) ++at;
                if (at == header.size()) continue;  // villages mostly leave it out
                header[at] = name;
                const DisclosurePreview preview = previewed(other.grid, kind);
                INFO(kind.id << " " << column.label << ": " << name << "\n" << texts_of(preview));
                REQUIRE(refusals(preview).empty());
                REQUIRE(preview.reading.at[*column_index(kind, column.key)] == at);
            }
        }
    }
}

TEST_CASE("a needed column that is missing is named") {
    for (const DisclosureKind& kind : shipped_kinds().all()) {
        if (kind.layout == TableLayout::items) continue;
        const VillageTable table = village_table(kind);
        for (const KindColumn& column : kind.columns) {
            if (column.need > ColumnNeed::column) continue;
            VillageTable less = table;
            std::vector<std::string>& header = less.grid[less.header];
            std::size_t at = 0;
            while (header[at].find(column.label) != 0) ++at;
            for (std::size_t row = less.header; row < less.grid.size(); ++row) {
                if (at < less.grid[row].size()) {
                    less.grid[row].erase(less.grid[row].begin() + static_cast<std::ptrdiff_t>(at));
                }
            }
            const DisclosurePreview preview = previewed(less.grid, kind);
            INFO(kind.id << " without " << column.label << "\n" << texts_of(preview));
            REQUIRE_FALSE(preview.can_be_published());
            REQUIRE_THAT(texts_of(preview), contains_text(column.label));
            REQUIRE_THAT(refusals(preview), contains_text(" column"));
        }
    }
}

TEST_CASE("a total that is off by a fen is found on its line, in every kind that has totals") {
    int with_totals = 0;
    for (const DisclosureKind& kind : shipped_kinds().all()) {
        if (kind.layout == TableLayout::items) continue;
        const VillageTable table = village_table(kind);
        if (table.grid.back()[0] != "合计") continue;
        ++with_totals;
        for (std::size_t i = 0; i < table.grid.back().size(); ++i) {
            if (i == 0 || table.grid.back()[i].empty()) continue;
            VillageTable flipped = table;
            std::string& total = flipped.grid.back()[i];
            total.back() = total.back() == '9' ? '8' : static_cast<char>(total.back() + 1);
            const DisclosurePreview preview = previewed(flipped.grid, kind);
            INFO(kind.id << "\n" << csv_of(flipped.grid) << texts_of(preview));
            const std::string line = std::to_string(flipped.grid.size());
            const bool balance = kind.layout == TableLayout::ledger && i == 6;
            REQUIRE(refusals(preview) == line + (balance ? " balance" : " total"));
        }
    }
    REQUIRE(with_totals >= 20);
}

TEST_CASE("an item that does not fit the others is found, in every table of items") {
    for (const DisclosureKind& kind : shipped_kinds().all()) {
        if (kind.layout != TableLayout::items) continue;
        const VillageTable table = village_table(kind);
        std::set<std::string> in_rules;
        for (const SumRule& rule : kind.rules) {
            in_rules.insert(rule.result);
            if (rule.at_most) continue;
            for (const RuleTerm& term : rule.terms) in_rules.insert(term.key);
        }
        for (std::size_t i = 0; i < kind.items.size(); ++i) {
            if (in_rules.count(kind.items[i].key) == 0) continue;
            VillageTable flipped = table;
            flipped.grid[table.header + 1 + i][3] = "987654.32";
            const DisclosurePreview preview = previewed(flipped.grid, kind);
            INFO(kind.id << " " << kind.items[i].label << "\n" << texts_of(preview));
            REQUIRE_FALSE(preview.can_be_published());
        }
    }
}

TEST_CASE("a kinds file that names what is not there is refused") {
    REQUIRE_ERROR(Errc::corrupt, DisclosureKinds::parse(R"({"kinds":[]})"));
    REQUIRE_ERROR(Errc::corrupt, DisclosureKinds::parse(R"({"kinds":[{"id":"a"}]})"));
    const std::string start =
        R"({"kinds":[{"id":"a","name":"b","category":"c","layout":"list","due_day":20,"notice_days":0,)"
        R"("columns":[{"key":"x","label":"X","type":"money","need":"cell"}],)";
    REQUIRE_OK(DisclosureKinds::parse(start + R"("rules":[]}]})"));
    REQUIRE_ERROR(Errc::corrupt,
                  DisclosureKinds::parse(
                      start + R"("rules":[{"scope":"row","result":"x","terms":["y"]}]}]})"));
}
