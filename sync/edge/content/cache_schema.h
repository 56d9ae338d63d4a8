// What is to be known of the cache's tables outside cache.cc.

#pragma once

#include "sync/edge/device/file_format.h"

namespace hall {

// Raise the version whenever the tables or the text of document_text.h change: an older file
// is then thrown away and fetched again. Keep `oldest_reader` at the last release's version,
// so that a board which goes back to it need not fetch everything again, nor forget receipts.
inline constexpr FileFormat cache_format = {.version = 3, .oldest_reader = 3};
inline constexpr std::int64_t cache_version_released = 3;  // the first, when it is released
static_assert(cache_format.oldest_reader <= cache_version_released);

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
