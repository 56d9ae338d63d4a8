// Tables of web pages, and what office programs save as one ("另存为网页", often named .xls). Pure;
// any thread.

#pragma once

#include <string_view>

#include "sync/sheets/workbook.h"

namespace hall {

// True for bytes that begin as a page does, or hold a table within their first part.
bool looks_like_html(std::string_view lower_case_start);

// A sheet for each table; the lines are its rows, counted from 1. What stands around a table is
// on line 0 before and on the last line after it, so that titles and notes are seen. Cells that
// span others are kept as merged ones.
Workbook read_html(std::string_view bytes, const SheetLimits& limits = {});

}  // namespace hall
