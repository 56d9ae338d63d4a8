// SimDisk: a disk in memory that loses power.
//
// The fault model. What is written is seen at once by every program on the machine, but
// is on the disk only after a sync:
//
//   - Bytes of a file are safe when that file was synced; a name (created, renamed,
//     removed) when its folder was, or when a new file was first synced.
//   - When the power goes, each write since the last sync of its file is kept or lost by
//     itself, in any combination, and the last sectors of a kept one may be torn off
//     (512 bytes a sector). Names change in order: some first part of the changes since
//     the last sync is kept.
//   - A folder is there for good once it was made.
//   - A disk that lies says a sync is done and does nothing.
//   - A disk has so many bytes; writes beyond them fail as a full disk does.
//
// What fails at which operation is decided by the process that asks (SimProcess).
//
// One thread. The disk also watches: everything ever written to it, also what is lost
// later, is searched for the marks a test names.

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/sim/dice.h"

namespace hall::sim {

// What connections to one database share while any is open: locks and the -shm file.
struct DatabaseLocks;

class SimDisk {
  public:
    static constexpr std::size_t sector_bytes = 512;

    // The content of a file, whatever its name.
    struct Content {
        std::string now;
        struct Change {
            std::size_t offset = 0;
            std::size_t size = 0;      // of what was written
            bool cut = false;          // the file ends at `offset`
            std::string was;           // what stood there
            std::size_t size_was = 0;  // of the file
        };
        std::vector<Change> changes;  // since the last sync, oldest first: not safe yet
        bool was_synced = false;      // a first sync makes the name safe too
        int open = 0;
        std::weak_ptr<DatabaseLocks> locks;
    };
    using File = std::shared_ptr<Content>;

    // An exact copy with contents of its own. REQUIRES: no file is open.
    SimDisk copy() const;

    // --- What a program sees

    File find(const std::string& name) const;  // null if there is none
    File create(const std::string& name);      // empty, replacing what was there
    void rename(const std::string& from, const std::string& to);
    void remove(const std::string& name);
    std::vector<std::string> names_below(const std::string& folder) const;  // sorted

    // False if the disk is full.
    bool write(Content& file, std::size_t offset, std::string_view bytes);
    static void cut(Content& file, std::size_t size);
    void sync(const std::string& name, Content& file);
    void sync_names();
    std::set<std::string> folders;

    // --- What happens to it

    // The power goes. REQUIRES: every program on the machine has ended.
    void lose_power(Dice& dice);

    std::uint64_t used_bytes() const;
    std::uint64_t free_bytes() const {
        const std::uint64_t used = used_bytes();
        return used < capacity_bytes ? capacity_bytes - used : 0;
    }
    std::uint64_t capacity_bytes = std::uint64_t{256} << 20;
    bool lies = false;  // syncs are lost

    // --- What it watches for

    std::vector<std::string> marks;
    std::vector<std::string> found_marks;  // "mark in file"
    void watch(std::string_view where, std::string_view bytes);

    // Of all that programs see, for comparing runs.
    std::uint64_t digest() const;

  private:
    struct NameChange {
        std::string name;
        File file;  // null: removed
    };
    void set_name(const std::string& name, File file);
    // The first so many changes of names; the others are forgotten.
    void make_safe(std::size_t changes);

    std::map<std::string, File> names_;
    std::map<std::string, File> safe_names_;
    std::vector<NameChange> name_changes_;
};

}  // namespace hall::sim
