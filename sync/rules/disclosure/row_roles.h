// What a row of a table is, by the words in it. Pure.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sync/rules/disclosure/table_reading.h"

namespace hall {

// The role that a label gives to its row; nothing if it is no such label, and the row then an
// entry. `plain`: as plain_cell() gives it. `ledger`: openings and closings count, too.
std::optional<RowRole> role_of_label(std::string_view plain, bool ledger);

// True for words that a column of yes and no may hold. `plain` as above.
bool is_yes_or_no(std::string_view plain);

// True if a cell says one of the column's choices, or more or less of it.
bool is_a_choice(std::string_view text, const KindColumn& column);

// True for what stands below tables: "制表人：…", "注：…".
bool is_note_text(std::string_view plain);

}  // namespace hall
