// The door to this folder: any file a village may hand over as a table, told apart by its
// bytes and never by its name. Pure; any thread.

#pragma once

#include <string_view>

#include "sync/sheets/workbook.h"

namespace hall {

// Reads CSV, XLSX and HTML. What cannot be a table (a picture, an old .xls, a file with a
// password, a broken or a bursting archive, nothing at all) gives a workbook without sheets
// and a problem that says what it is and how to save it instead.
Workbook read_workbook(std::string_view bytes, const SheetLimits& limits = {});

}  // namespace hall
