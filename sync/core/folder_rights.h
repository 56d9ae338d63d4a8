// Folder rights: who may look into a data folder.

#pragma once

#include "sync/core/files.h"
#include "sync/core/result.h"

namespace hall {

// Leaves a folder to its owner alone: one that somebody made by hand may be open to all. One
// that belongs to another user is left as it is.
//   not_found, unavailable  as Files
Result<void> close_to_others(const Path& folder);

}  // namespace hall
