// XLSX (ECMA-376): the sheets of a workbook as its pages show them, dates as dates, amounts in
// full. Formulas are not computed: what they came to when the file was saved is read. Pure; any
// thread.

#pragma once

#include <string_view>

#include "sync/sheets/workbook.h"

namespace hall {

// Any zip archive; one that is no XLSX is told by what it is.
Workbook read_xlsx(std::string_view bytes, const SheetLimits& limits = {});

}  // namespace hall
