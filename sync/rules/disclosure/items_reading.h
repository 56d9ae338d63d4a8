// Tables with fixed lines ("一、总收入"), as labels and values below each other, in two blocks
// side by side, or as one wide row below a header of items. Pure.

#pragma once

#include "sync/rules/disclosure/table_reading.h"

namespace hall {

// REQUIRES: kind.layout == TableLayout::items.
TableReading read_items(const Workbook& book, const DisclosureKind& kind,
                        const ReadingOptions& options);

}  // namespace hall
