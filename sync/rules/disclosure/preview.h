// Preview: a village's file, understood and judged before anything of it is published. It says
// what was read as what, what the sums are, and, line by line, what must be put right. Pure; any
// thread.

#pragma once

#include <string>
#include <vector>

#include "sync/rules/disclosure/kinds.h"
#include "sync/rules/disclosure/sums.h"
#include "sync/rules/disclosure/table_reading.h"
#include "sync/sheets/workbook.h"

namespace hall {

struct DisclosurePreview {
    TableReading reading;
    TableSums sums;
    std::size_t entries = 0;  // rows, without titles, totals and notes
    Findings findings;        // of the file, its reading, its sums and its privacy, by line

    bool can_be_published() const { return !refuses(findings); }
};

struct PreviewOptions {
    std::string sheet;  // the one to read; empty: the one that fits
    Date today;         // bounds birthdays and ages
};

DisclosurePreview preview_disclosure(const Workbook& book, const DisclosureKind& kind,
                                     const PreviewOptions& options);

}  // namespace hall
