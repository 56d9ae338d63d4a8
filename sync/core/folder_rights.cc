#include "sync/core/folder_rights.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "sync/core/descriptor.h"

namespace hall {

Result<void> close_to_others(const Path& folder) {
    struct stat status {};
    if (::stat(folder.c_str(), &status) != 0) return disk_error(errno, folder);
    if ((status.st_mode & 077) == 0 || status.st_uid != ::geteuid()) return {};
    if (::chmod(folder.c_str(), status.st_mode & 0700) != 0) return disk_error(errno, folder);
    return {};
}

}  // namespace hall
