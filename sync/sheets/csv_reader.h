// Text tables: cells parted by commas, tabulators or semicolons (RFC 4180, and what Excel and
// WPS make of it: quotes within cells, line breaks within quotes). Pure; any thread.

#pragma once

#include <string_view>

#include "sync/sheets/workbook.h"

namespace hall {

// The separator is the one that most lines have most of. A quote that is never closed gives
// a problem of code "format" with its line; the rest is then read line by line.
Workbook read_csv(std::string_view bytes, const SheetLimits& limits = {});

// The same for text already in UTF-8.
Workbook csv_of_text(std::string_view text, const SheetLimits& limits = {});

}  // namespace hall
