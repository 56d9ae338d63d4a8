// Header match: which columns of a sheet are which columns of a kind. Headers stand below a
// title, in one to three lines, in any order and under many names. Pure; any thread.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sync/rules/disclosure/kinds.h"
#include "sync/sheets/workbook.h"

namespace hall {

struct HeaderMatch {
    std::size_t row_first = 0;  // of the sheet's rows
    std::size_t row_last = 0;
    std::vector<std::optional<std::size_t>> at;  // by the kind's columns: where in the sheet
    std::vector<bool> loose;          // by the kind's columns: not by a name that is known
    std::vector<std::string> labels;  // by the sheet's columns, as its writer named them
    std::vector<std::size_t> twice;   // the kind's columns that two of the sheet's could be
    std::size_t block_width = 0;      // of lists that stand side by side; 0 if there is one
    std::size_t blocks = 1;
    int score = 0;
};

// The best one within the first lines; nothing if not half of what the kind needs is there.
std::optional<HeaderMatch> find_header(const Sheet& sheet, const DisclosureKind& kind);

// As labels are compared: no blanks, no quotes, ASCII marks; and without what stands in
// brackets ("金额（元）" is "金额").
std::string plain_label(std::string_view text);
std::string bare_label(std::string_view text);

// What one of the units is that a text names: 10,000 for "万元", 1,000 for "千元"; 0 if none.
std::int64_t money_factor_in(std::string_view text);

}  // namespace hall
