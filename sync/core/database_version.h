// The version a database file says to be of, before anything else of it is understood.

#pragma once

#include <cstdint>
#include <string>

#include "sync/core/files.h"
#include "sync/core/result.h"

namespace hall {

// PRAGMA user_version, by a connection that only reads and looks at no table: newer software
// may have made some that ours takes for damage. Fails like Database::open() for reading.
Result<std::int64_t> user_version_of_file(const Path& file, const std::string& vfs);

}  // namespace hall
