// The one table of the cache whose making is not left to its schema alone.

#pragma once

namespace hall {

// Documents come in the order of their ids, which is none for this index. When all of them
// come at once it is made afterwards, from sorted entries.
inline constexpr const char* drop_column_index = "DROP INDEX documents_by_column";
inline constexpr const char* create_column_index =
    "CREATE INDEX documents_by_column ON documents(board, col, pinned DESC, date DESC, id)";

}  // namespace hall
