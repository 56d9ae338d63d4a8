// Sums: what must hold in a table of a kind, and what a county adds up. Pure; any thread.

#pragma once

#include <map>
#include <optional>
#include <string>

#include "sync/rules/disclosure/kinds.h"
#include "sync/rules/disclosure/table_reading.h"
#include "sync/rules/finding.h"
#include "sync/rules/money.h"

namespace hall {

// Of those a kind has, what the table's rows come to; not what its totals claim.
struct TableSums {
    std::optional<Fen> opening;
    std::optional<Fen> income;
    std::optional<Fen> spending;
    std::optional<Fen> closing;
    std::map<std::string, std::int64_t> totals;  // by the key of a column: fen, or millionths
};

struct SumsReport {
    TableSums sums;
    std::size_t entries = 0;
    Findings findings;  // codes "balance" and "total": the line and the difference
};

SumsReport check_sums(const TableReading& reading, const DisclosureKind& kind);

}  // namespace hall
