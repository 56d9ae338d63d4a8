// File format: which programs may use a database that lies on a device for years.
//
// A device keeps its data while its software changes, forwards with an update and backwards
// when an update fails. So a file says two things: the version of its format, and the oldest
// version that a program must know to use it all the same. Both stand in one number of the
// file's header (PRAGMA user_version), which can be read before anything else of the file is
// understood: version 3 that programs of version 2 can use is 3002; version 3 that only
// programs of version 3 can use is 3.
//
// What a program does with a file (docs/decisions/0025-versions-of-what-lies-on-a-device.md):
//
//   - of its own version, or a newer one that says it can: uses it, names the columns it
//     writes, leaves alone what it does not know, and leaves the number as it is;
//   - newer than it can use: leaves it as it is and says so. It is not damaged.
//
// The release before must be able to use what a release writes: each format is held to that
// by a static_assert beside its schema.

#pragma once

#include <cstdint>
#include <string>

#include "sync/core/database.h"
#include "sync/core/files.h"
#include "sync/core/result.h"

namespace hall {

struct FileFormat {
    std::int64_t version = 0;        // 0: a file in which nothing was made yet
    std::int64_t oldest_reader = 0;  // at most `version`

    bool operator==(const FileFormat&) const = default;
};

// True if programs of this version may use the file.
constexpr bool is_usable(const FileFormat& file, std::int64_t program_version) {
    return file.version == program_version ||
           (file.version > program_version && file.oldest_reader <= program_version);
}

// Of and for PRAGMA user_version. A number that is none of ours says that nobody can use it
// but whoever wrote it.
FileFormat file_format_of(std::int64_t user_version);
std::int64_t user_version_of(const FileFormat& format);

// Fails with `refused` if the file is newer than programs of this version can use. Asked
// before a file is opened for writing: opening checks the whole of it, and a program takes
// what it does not know for damage. A file that is not there, or that cannot be read at all,
// is not for this to judge.
Result<void> refuse_newer(const Path& file, std::int64_t program_version, const std::string& vfs);

}  // namespace hall
