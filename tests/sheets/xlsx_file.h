// XLSX files as office programs write them, made part by part, so that each can be spoilt.

#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hall::test {

struct ZipOptions {
    std::string password;  // of every part; empty: none
};

// An archive of these parts.
std::string zip_of(const std::vector<std::pair<std::string, std::string>>& parts,
                   const ZipOptions& options = {});

struct XlsxSheet {
    std::string name = "Sheet1";
    std::string state;   // "hidden", or empty
    std::string rows;    // <row …>…</row>
    std::string merged;  // <mergeCell ref="A1:G1"/>…
};

// Styles by the index s of a cell: 0 plain, 1 date, 2 red font, 3 "#,##0.00", 4 month,
// 5 shown in ten thousands.
std::vector<std::pair<std::string, std::string>> xlsx_parts(
    const std::vector<XlsxSheet>& sheets, const std::vector<std::string>& shared_strings = {});

std::string xlsx_of(const std::vector<XlsxSheet>& sheets);

// A row of cells: numbers as numbers, all else as inline text.
std::string xlsx_row(std::size_t line, const std::vector<std::string>& cells,
                     std::string_view row_attributes = {});

// A whole grid; the title in the first row is merged.
XlsxSheet xlsx_sheet(const std::vector<std::vector<std::string>>& grid);

std::string column_letters(std::size_t column);
std::string xml_text(std::string_view text);

}  // namespace hall::test
