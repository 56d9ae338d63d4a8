// What stands above a table: its title, period, unit and what was carried over. Pure.

#pragma once

#include "sync/rules/disclosure/table_reading.h"

namespace hall {

// Of the rows before `header`, or of the first few where there is no header.
TableTitle title_of(const Sheet& sheet, std::size_t header);

// "2018年第一季度", "2018年1-3月", "2018年3月", "2018年上半年", "2018年度".
std::optional<Period> period_in(std::string_view text);

}  // namespace hall
