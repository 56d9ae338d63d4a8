// Waits until a file of a folder changes (inotify). How the two processes of a board
// learn of each other's commits; there is no other channel between them.

#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sync/core/files.h"
#include "sync/core/result.h"

namespace hall {

class FileWatch {
  public:
    // Watches the files of `folder` whose names begin with one of the prefixes:
    // "outbox.db" also sees "outbox.db-wal". The folder must exist. Who only reads a
    // database there is not heard, so that a process does not wake itself.
    static Result<FileWatch> open(const Path& folder, std::vector<std::string> prefixes);
    static Result<FileWatch> open(const Path& folder, std::string prefix) {
        return open(folder, std::vector<std::string>{std::move(prefix)});
    }

    FileWatch(FileWatch&& other) noexcept;
    FileWatch& operator=(FileWatch&& other) noexcept;
    ~FileWatch();

    // Returns true when something changed since the last call, false after timeout_ms
    // (-1: never) or when `stop` (a file descriptor, or -1) becomes readable.
    bool wait(std::int64_t timeout_ms, int stop = -1);

  private:
    FileWatch(int descriptor, std::vector<std::string> prefixes)
        : descriptor_(descriptor), prefixes_(std::move(prefixes)) {}
    bool is_ours(std::string_view name) const;
    bool take_events();

    int descriptor_;
    std::vector<std::string> prefixes_;
};

}  // namespace hall
