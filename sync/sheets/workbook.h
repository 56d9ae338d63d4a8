// Workbook: a table file as a village saved it, read and not yet understood. Every reader of
// this folder makes one; sync/rules/disclosure understands it. Plain values; any thread.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hall {

// What the file itself said of a cell.
enum class CellKind : std::uint8_t {
    text,
    number,            // a number of the program that wrote it, in plain decimal notation
    date,              // "2018-01-02": a number that the file shows as a date
    error,             // "#REF!"
    no_formula_value,  // a formula whose result is not in the file
};

struct SheetCell {
    std::string text;  // UTF-8, without blanks around it; empty if there is nothing
    CellKind kind = CellKind::text;
    bool red = false;  // written or shown in red
};

struct SheetRow {
    std::size_t line = 0;  // as its writer counts: of the text file, of the sheet, of the page
    bool hidden = false;
    std::vector<SheetCell> cells;  // without empty ones at the end
};

// Cells made one; only the first has text. Lines as in SheetRow, columns from 0; all inclusive.
struct MergedCells {
    std::size_t line_first = 0;
    std::size_t line_last = 0;
    std::size_t column_first = 0;
    std::size_t column_last = 0;
};

struct Sheet {
    std::string name;  // empty where files have one sheet only
    bool hidden = false;
    std::vector<SheetRow> rows;  // those with something in them, by line
    std::vector<MergedCells> merged;
};

// Something a reader has to say. Sentences are Chinese, for whoever saved the file.
struct SheetProblem {
    std::string code;  // "format", "encoding", "empty", "size", "cell"
    std::optional<std::size_t> line;
    std::string message;     // what is the matter
    std::string suggestion;  // what to do about it
};

struct Workbook {
    std::string format;    // "CSV", "XLSX", "HTML"; empty if it could not be read
    std::string encoding;  // of text: "UTF-8", "UTF-16", "GBK", "GB18030"
    std::vector<Sheet> sheets;
    std::vector<SheetProblem> problems;  // none of them without consequence: it is not published so
};

// What no file may exceed; beyond it, reading stops with a problem of code "size".
struct SheetLimits {
    std::size_t bytes_max = std::size_t{64} << 20;      // of the file
    std::size_t inflated_max = std::size_t{256} << 20;  // of one part of an archive
    std::size_t rows_max = 200'000;
    std::size_t columns_max = 512;
    std::size_t cells_max = 4'000'000;
};

}  // namespace hall
