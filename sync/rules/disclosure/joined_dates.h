// Account books have a column for the month and one for the day, under the year. Joined, they are
// a column of dates. Pure.

#pragma once

#include <optional>

#include "sync/sheets/workbook.h"

namespace hall {

// The sheet with "月" and "日" made "日期", the second of the two columns left empty so that all
// others stand where they stood; nothing if it has no such columns. A month stands for the lines
// below it until there is another.
std::optional<Sheet> with_joined_dates(const Sheet& sheet);

}  // namespace hall
