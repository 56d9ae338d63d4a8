// How the cache's rows of documents are read as entries of lists. For library*.cc only.

#pragma once

#include "sync/core/database.h"
#include "sync/edge/content/library.h"

#define HALL_HAS_FORM "(type='service' AND coalesce(json_type(body,'$.form'),'')='object')"
// entry_columns first, then whatever else; entry_of() reads them.
#define HALL_ENTRY_COLUMNS \
    "channel, id, type, board, col, title, date, line, pinned, " HALL_HAS_FORM

namespace hall {

inline constexpr int entry_columns = 10;
inline constexpr std::size_t page_max = 200;

inline LibraryEntry entry_of(const Statement& row) {
    LibraryEntry entry;
    entry.channel = row.text(0);
    entry.id = row.text(1);
    entry.type = row.text(2);
    entry.board = row.text(3);
    entry.column = row.text(4);
    entry.title = row.text(5);
    entry.date = row.text(6);
    entry.line = row.text(7);
    entry.pinned = row.integer(8) != 0;
    entry.has_form = row.integer(9) != 0;
    return entry;
}

}  // namespace hall
