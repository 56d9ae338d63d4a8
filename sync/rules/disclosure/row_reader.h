// The rows of a list or a ledger, below a header that has been found. Pure.

#pragma once

#include "sync/rules/disclosure/header_match.h"
#include "sync/rules/disclosure/table_reading.h"

namespace hall {

TableReading read_rows(const Sheet& sheet, const DisclosureKind& kind,
                       const ReadingOptions& options, HeaderMatch match);

}  // namespace hall
