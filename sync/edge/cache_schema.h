// Statements on the cache's tables that more than one file needs.

#pragma once

namespace hall {

// Documents come in the order of their ids, which is none for this index. When all of them
// come at once it is made afterwards, from sorted entries.
inline constexpr const char* drop_column_index = "DROP INDEX documents_by_column";
inline constexpr const char* create_column_index =
    "CREATE INDEX documents_by_column ON documents(board, col, pinned DESC, date DESC, id)";

// Every blob that a document names has a row, and no other blob has.
inline constexpr const char* remove_unnamed_blobs =
    "DELETE FROM blobs WHERE NOT EXISTS (SELECT 1 FROM blob_names n WHERE "
    "n.sha256=blobs.sha256 AND n.bytes=blobs.bytes)";

}  // namespace hall
