// Waits until a file of a folder changes. How the two processes of a device learn of each
// other's commits; there is no other channel between them.
//
// The kernel says so (inotify), where it can. It cannot where all its watches are taken, and
// on some file systems it says nothing; so the files are also looked at: every second where
// there is no inotify, and once a minute where there is.

#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sync/core/files.h"

namespace hall {

class FileWatch {
  public:
    // Watches files of `folder` by their names and, where they are databases, their logs:
    // "outbox.db" also sees "outbox.db-wal". Files that are not there are waited for. Who only
    // reads a database is not heard, so that a process does not wake itself.
    static FileWatch open(const Path& folder, std::vector<std::string> names);
    static FileWatch open(const Path& folder, std::string name) {
        return open(folder, std::vector<std::string>{std::move(name)});
    }

    FileWatch(FileWatch&& other) noexcept;
    FileWatch& operator=(FileWatch&& other) noexcept;
    ~FileWatch();

    // Returns true when something changed since the last call, false after timeout_ms
    // (-1: never) or when `stop` (a file descriptor, or -1) becomes readable.
    bool wait(std::int64_t timeout_ms, int stop = -1);

    // False where the files can only be looked at.
    bool is_told() const { return descriptor_ >= 0; }

  private:
    // What changes with a file's content, or when another takes its place.
    struct Look {
        std::uint64_t file = 0;  // 0: not there
        std::int64_t bytes = 0;
        std::int64_t changed_ns = 0;

        bool operator==(const Look&) const = default;
    };

    FileWatch(Path folder, int descriptor, std::vector<std::string> names);
    bool is_ours(std::string_view name) const;
    bool take_events();
    bool looks_different();

    Path folder_;
    int descriptor_;  // -1: no inotify
    std::vector<std::string> names_;
    std::map<std::string, Look> looks_;
};

}  // namespace hall
