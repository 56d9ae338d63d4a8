// Table reading: what a sheet says, understood as a table of one kind, row by row; and, as
// findings, what was not understood. Findings name the line of the file and the column as
// whoever saved it sees them. Pure; any thread.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sync/rules/disclosure/cell_values.h"
#include "sync/rules/disclosure/kinds.h"
#include "sync/rules/finding.h"
#include "sync/sheets/workbook.h"

namespace hall {

enum class RowRole {
    opening,  // carried over from the period before
    entry,
    subtotal,    // of the entries since the last total
    total,       // of a part, or of all
    cumulative,  // of all since the year began
    closing,     // left over
    page,        // carried from page to page: says nothing new
    note,
};

struct ReadRow {
    RowRole role = RowRole::entry;
    std::size_t line = 0;
    std::string name;                // what a reader would call it: "办公水电"
    std::vector<std::string> texts;  // by the kind's columns
    std::vector<std::optional<std::int64_t>> numbers;  // by the kind's columns; millionths
    std::vector<bool> wrong;                           // by the kind's columns: unreadable
    std::vector<std::size_t> red;                      // columns read as negative for being red
};

struct ReadItem {
    std::size_t item = 0;  // of the kind
    std::size_t line = 0;
    std::optional<std::int64_t> number;
    std::string text;
};

// What stands above the header.
struct TableTitle {
    std::string text;
    std::optional<int> year;
    std::optional<Period> period;
    std::int64_t money_factor = 0;        // 0: not said
    std::optional<std::int64_t> opening;  // millionths of yuan
};

struct TableReading {
    std::string sheet;  // its name
    TableTitle title;
    std::size_t header_line = 0;                 // 0: there is none
    std::vector<std::string> labels;             // by the sheet's columns
    std::vector<std::optional<std::size_t>> at;  // by the kind's columns
    std::vector<std::int64_t> factors;           // by the kind's columns
    std::vector<ReadRow> rows;                   // of lists and ledgers
    std::vector<ReadItem> items;                 // of tables of items
    std::vector<std::string> understood;         // sentences: what was read as what
    Findings findings;
    bool has_red = false;  // positive amounts in red, which may mean negative ones
};

struct ReadingOptions {
    bool red_is_negative = true;
    std::string sheet;           // the one to read; empty: the one that fits
    bool sides_swapped = false;  // of a ledger: income and spending
};

TableReading read_table(const Workbook& book, const DisclosureKind& kind,
                        const ReadingOptions& options = {});

// A finding about a line of the file and a column's label; 0 and "" for neither.
Finding sheet_finding(std::string code, Severity severity, std::size_t line, std::string_view label,
                      std::string message, std::string suggestion);

}  // namespace hall
