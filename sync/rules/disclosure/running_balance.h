// The balance of a ledger, from line to line: carried over + income − spending. Pure.

#pragma once

#include "sync/rules/disclosure/sums.h"

namespace hall {

// Sets opening and closing of the sums. One wrong figure is told once, on its own line, and
// not on every line below it. REQUIRES: kind.layout == TableLayout::ledger.
void check_running_balance(const TableReading& reading, const DisclosureKind& kind,
                           SumsReport& report);

// "24,600.00元", "3.5亩".
std::string amount_text(const KindColumn& column, std::int64_t in_millionths);

// "「办公水电」", or nothing.
std::string name_of_row(const ReadRow& row);

}  // namespace hall
