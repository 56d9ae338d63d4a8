#include "sync/rules/disclosure/shares.h"

#include <algorithm>
#include <optional>

namespace hall {

namespace {

std::optional<std::size_t> place_of_column(const Disclosure& table, std::string_view key) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (table.columns[i].key == key) return i;
    }
    return std::nullopt;
}

// What an entry is called: its first cell of text.
std::string item_of_row(const Disclosure& table, const TableRow& row) {
    for (std::size_t i = 0; i < table.columns.size() && i < row.cells.size(); ++i) {
        if (table.columns[i].type == "text" && !row.cells[i].empty()) return row.cells[i];
    }
    return {};
}

std::vector<LedgerShare> shares_of(const Disclosure& table, std::string_view key,
                                   std::size_t count_max) {
    std::vector<LedgerShare> shares;
    const std::optional<std::size_t> column = place_of_column(table, key);
    if (!column) return shares;
    for (const TableRow& row : table.rows) {
        if (row.kind != "entry" || row.cells.size() <= *column) continue;
        const Result<Fen> amount = parse_yuan(row.cells[*column]);
        if (!amount.ok() || amount.value() == 0) continue;
        shares.push_back({item_of_row(table, row), amount.value()});
    }
    std::stable_sort(shares.begin(), shares.end(), [](const LedgerShare& a, const LedgerShare& b) {
        return a.amount > b.amount;
    });
    if (shares.size() <= count_max) return shares;
    // One bar more says nothing that "the others" of one entry would not.
    LedgerShare others;
    for (std::size_t i = count_max - 1; i < shares.size(); ++i) others.amount += shares[i].amount;
    shares.resize(count_max - 1);
    shares.push_back(others);
    return shares;
}

}  // namespace

std::vector<LedgerShare> income_shares(const Disclosure& table, std::size_t count_max) {
    return shares_of(table, "income", count_max);
}

std::vector<LedgerShare> spending_shares(const Disclosure& table, std::size_t count_max) {
    return shares_of(table, "spending", count_max);
}

}  // namespace hall
