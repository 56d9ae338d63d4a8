// Where a ledger's money came from and where it went, largest first, for a chart of few bars; and
// the same sums over several periods. Pure; any thread.

#pragma once

#include <string>
#include <vector>

#include "sync/rules/disclosure.h"

namespace hall {

struct LedgerShare {
    std::string item;  // empty: all that is not among the others
    Fen amount = 0;
};

// Entries of one side of a ledger, largest first; those beyond `count_max` together as the last,
// with an empty item. Entries of nothing, and cells that are no amount, are left out.
// REQUIRES: is_ledger(table), count_max >= 1.
std::vector<LedgerShare> income_shares(const Disclosure& table, std::size_t count_max);
std::vector<LedgerShare> spending_shares(const Disclosure& table, std::size_t count_max);

}  // namespace hall
