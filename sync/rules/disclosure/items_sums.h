// The sums of tables with fixed lines. Pure.

#pragma once

#include "sync/rules/disclosure/sums.h"

namespace hall {

// REQUIRES: kind.layout == TableLayout::items.
SumsReport check_item_sums(const TableReading& reading, const DisclosureKind& kind);

}  // namespace hall
