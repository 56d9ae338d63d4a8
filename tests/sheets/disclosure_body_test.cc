#include "sync/rules/disclosure/disclosure_body.h"

#include "sync/core/json.h"
#include "sync/rules/disclosure.h"
#include "tests/catch.h"
#include "tests/sheets/village_tables.h"

using namespace hall;
using namespace hall::test;

TEST_CASE("what was understood of every kind becomes a disclosure that its rules accept") {
    for (const DisclosureKind& kind : shipped_kinds().all()) {
        const VillageTable table = village_table(kind);
        const DisclosurePreview preview = previewed(table.grid, kind);
        const Json body = VALUE(disclosure_body(
            preview, kind, {.board = "village", .column = "finance", .date = "2018-04-10"}));
        INFO(kind.id << "\n" << body.dump(1));
        const Disclosure read = VALUE(disclosure_of(body));
        REQUIRE_OK(check_disclosure(read));
        REQUIRE(read.table == kind.id);
        REQUIRE(read.period.year == 2018);
        const auto entries = std::count_if(read.rows.begin(), read.rows.end(),
                                           [](const TableRow& row) { return row.kind == "entry"; });
        REQUIRE(static_cast<std::size_t>(entries) == table.entries);
        if (kind.layout != TableLayout::ledger) continue;
        const Ledger ledger = VALUE(ledger_of(read));
        REQUIRE(ledger.opening == table.sums.opening);
        REQUIRE(ledger.spending == table.sums.spending);
        REQUIRE(ledger.closing == table.sums.closing);
        REQUIRE(ledger.largest_spending->item == "付清淤人工费");
    }
}

TEST_CASE("a table that could not be published, or has no period, becomes nothing") {
    const DisclosureKind& kind = kind_named("sw_dibao");
    VillageTable table = village_table(kind);
    const BodyPlace place{.board = "village", .column = "help", .date = "2018-04-10"};
    table.grid[0] = {"低保名单"};
    REQUIRE_ERROR(Errc::refused, disclosure_body(previewed(table.grid, kind), kind, place));
    BodyPlace with_period = place;
    with_period.period = {"quarter", 2018, 2};
    REQUIRE_OK(disclosure_body(previewed(table.grid, kind), kind, with_period));
    table.grid.back()[6] = "1.00";
    REQUIRE_ERROR(Errc::refused, disclosure_body(previewed(table.grid, kind), kind, with_period));
}
