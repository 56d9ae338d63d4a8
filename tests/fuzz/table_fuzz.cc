// Disclosures, the county's ledgers among them: what passes balances.

#include "sync/rules/disclosure.h"

#include "tests/fuzz/input.h"

using namespace hall;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const Result<Json> json = parse_json(fuzz::text_of(bytes, size), {.bytes_max = 64 << 10});
    if (!json.ok()) return 0;
    const Result<Disclosure> read = disclosure_of(json.value());
    if (!read.ok()) return 0;
    const Disclosure& table = read.value();
    (void)notice_days_left(table, {2026, 11, 23});
    const Result<void> checked = check_disclosure(table);
    if (!checked.ok()) {
        CHECK(checked.error().code() == Errc::refused);
        CHECK(!checked.error().message().empty());
        return 0;
    }
    CHECK(period_exists(table.period));
    CHECK(previous_period(next_period(table.period)) == table.period);
    for (const TableRow& row : table.rows) CHECK(row.cells.size() == table.columns.size());
    if (!is_ledger(table)) return 0;
    const Result<Ledger> ledger = ledger_of(table);
    CHECK(ledger.ok());
    CHECK(ledger.value().opening + ledger.value().income - ledger.value().spending ==
          ledger.value().closing);
    if (const auto& largest = ledger.value().largest_spending) {
        CHECK(largest->amount <= money_max);
    }
    return 0;
}
