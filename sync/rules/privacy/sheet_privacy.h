// Personal data in a workbook, whatever kind of table it is, or text that is no table. Pure; any
// thread.

#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/clock.h"
#include "sync/rules/privacy/personal_data.h"
#include "sync/sheets/workbook.h"

namespace hall {

struct FoundInSheet {
    std::size_t line = 0;
    std::string label;  // of the column; empty in running text
    PersonalDatum datum;
};

// Line by line; rows below a header are judged as what one person's row tells. `labels` are those
// of the header on `header_line`; with 0, the header is looked for.
std::vector<FoundInSheet> personal_data_in_sheet(const Sheet& sheet,
                                                 const std::vector<std::string>& labels,
                                                 std::size_t header_line, const RowRights& rights,
                                                 Date today);

// The row of a sheet that names its columns: cells that are words, several of them known ones.
// Nothing if the sheet is running text.
const SheetRow* header_row_of(const Sheet& sheet);

}  // namespace hall
