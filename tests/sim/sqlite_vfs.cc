#include "tests/sim/sqlite_vfs.h"

#include <array>
#include <cstring>
#include <memory>
#include <vector>

#include "sync/core/check.h"
#include "tests/sim/disk.h"
#include "tests/sim/process.h"

namespace hall::sim {

struct DatabaseLocks {
    int shared = 0;
    const void* reserved = nullptr;  // who holds it
    const void* pending = nullptr;
    const void* exclusive = nullptr;

    // The -shm file: regions, and a lock a slot.
    std::vector<std::unique_ptr<std::vector<char>>> regions;
    std::array<int, SQLITE_SHM_NLOCK> slot_shared{};
    std::array<const void*, SQLITE_SHM_NLOCK> slot_exclusive{};
};

namespace {

// What a connection has of one file.
struct Opened {
    SimProcess& process;
    std::string name;
    SimDisk::File file;
    std::shared_ptr<DatabaseLocks> locks;
    int level = SQLITE_LOCK_NONE;
    bool read_only = false;
    bool delete_on_close = false;
    std::array<bool, SQLITE_SHM_NLOCK> slot_shared{};
};

struct Handle {
    sqlite3_file base;
    Opened* opened;
};

Opened& opened(sqlite3_file* file) {
    return *reinterpret_cast<Handle*>(file)->opened;
}

// Makes a change as the process's fate allows; the code for SQLite.
template <typename Change>
int change(SimProcess& process, int failure, Change make) {
    const SimProcess::Verdict verdict = process.judge();
    int code = SQLITE_OK;
    if (verdict.make) code = make();
    if (verdict.report_failure) return verdict.full ? SQLITE_FULL : failure;
    return code;
}

int close_file(sqlite3_file* base) {
    Opened* self = &opened(base);
    if (self->locks != nullptr) {
        DatabaseLocks& locks = *self->locks;
        if (self->level >= SQLITE_LOCK_SHARED) --locks.shared;
        for (const void** holder : {&locks.reserved, &locks.pending, &locks.exclusive}) {
            if (*holder == self) *holder = nullptr;
        }
    }
    --self->file->open;
    if (self->delete_on_close && !self->process.dead()) self->process.disk().remove(self->name);
    delete self;
    return SQLITE_OK;
}

int read_file(sqlite3_file* base, void* into, int count, sqlite3_int64 offset) {
    const Opened& self = opened(base);
    if (self.process.dead()) return SQLITE_IOERR_READ;
    const std::string& bytes = self.file->now;
    const auto wanted = static_cast<std::size_t>(count);
    const auto from = static_cast<std::size_t>(offset);
    const std::size_t given = from < bytes.size() ? std::min(wanted, bytes.size() - from) : 0;
    std::memcpy(into, bytes.data() + (given == 0 ? 0 : from), given);
    if (given == wanted) return SQLITE_OK;
    std::memset(static_cast<char*>(into) + given, 0, wanted - given);
    return SQLITE_IOERR_SHORT_READ;
}

int write_file(sqlite3_file* base, const void* bytes, int count, sqlite3_int64 offset) {
    Opened& self = opened(base);
    const std::string_view text(static_cast<const char*>(bytes), static_cast<std::size_t>(count));
    if (self.read_only) return SQLITE_IOERR_WRITE;
    self.process.disk().watch(self.name, text);
    return change(self.process, SQLITE_IOERR_WRITE, [&] {
        const bool room =
            self.process.disk().write(*self.file, static_cast<std::size_t>(offset), text);
        return room ? SQLITE_OK : SQLITE_FULL;
    });
}

int cut_file(sqlite3_file* base, sqlite3_int64 size) {
    Opened& self = opened(base);
    return change(self.process, SQLITE_IOERR_TRUNCATE, [&] {
        SimDisk::cut(*self.file, static_cast<std::size_t>(size));
        return SQLITE_OK;
    });
}

int sync_file(sqlite3_file* base, int) {
    Opened& self = opened(base);
    return change(self.process, SQLITE_IOERR_FSYNC, [&] {
        self.process.disk().sync(self.name, *self.file);
        return SQLITE_OK;
    });
}

int size_of_file(sqlite3_file* base, sqlite3_int64* size) {
    *size = static_cast<sqlite3_int64>(opened(base).file->now.size());
    return SQLITE_OK;
}

// The five states of SQLite's locks: any number may share, one may plan to write
// (reserved), wait for readers to go (pending), and write (exclusive).
int lock_file(sqlite3_file* base, int level) {
    Opened& self = opened(base);
    if (self.process.dead()) return SQLITE_IOERR_LOCK;
    if (level <= self.level) return SQLITE_OK;
    // As with fcntl: who cannot write cannot lock for writing. So a reader that is the last
    // to close does not checkpoint.
    if (self.read_only && level > SQLITE_LOCK_SHARED) return SQLITE_IOERR_LOCK;
    DatabaseLocks& locks = *self.locks;
    const auto others = [&self](const void* holder) {
        return holder != nullptr && holder != &self;
    };
    if (level == SQLITE_LOCK_SHARED) {
        if (others(locks.pending) || others(locks.exclusive)) return SQLITE_BUSY;
        ++locks.shared;
    } else if (level == SQLITE_LOCK_RESERVED) {
        if (others(locks.reserved) || others(locks.pending)) return SQLITE_BUSY;
        locks.reserved = &self;
    } else {
        if (others(locks.reserved) || others(locks.pending)) return SQLITE_BUSY;
        locks.pending = &self;
        if (locks.shared > 1) return SQLITE_BUSY;
        locks.exclusive = &self;
    }
    self.level = level;
    return SQLITE_OK;
}

int unlock_file(sqlite3_file* base, int level) {
    Opened& self = opened(base);
    DatabaseLocks& locks = *self.locks;
    if (level >= self.level) return SQLITE_OK;
    for (const void** holder : {&locks.reserved, &locks.pending, &locks.exclusive}) {
        if (*holder == &self) *holder = nullptr;
    }
    if (level == SQLITE_LOCK_NONE && self.level >= SQLITE_LOCK_SHARED) --locks.shared;
    self.level = level;
    return SQLITE_OK;
}

int check_reserved(sqlite3_file* base, int* reserved) {
    *reserved = opened(base).locks->reserved != nullptr ? 1 : 0;
    return SQLITE_OK;
}

int control_file(sqlite3_file*, int, void*) {
    return SQLITE_NOTFOUND;
}

int sector_size(sqlite3_file*) {
    return 4096;
}

int characteristics(sqlite3_file*) {
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;  // as SQLite assumes of real disks
}

int map_shared(sqlite3_file* base, int region, int size, int extend, void volatile** memory) {
    Opened& self = opened(base);
    *memory = nullptr;
    if (self.process.dead()) return SQLITE_IOERR_SHMMAP;
    auto& regions = self.locks->regions;
    const auto index = static_cast<std::size_t>(region);
    if (index >= regions.size()) {
        if (extend == 0) return SQLITE_OK;
        // A real one is a file, and is made as large as it must be at once.
        if (!self.process.finds_room_for(static_cast<std::uint64_t>(size))) {
            return SQLITE_IOERR_SHMSIZE;
        }
        while (regions.size() <= index) {
            regions.push_back(
                std::make_unique<std::vector<char>>(static_cast<std::size_t>(size), '\0'));
        }
    }
    *memory = regions[index]->data();
    return SQLITE_OK;
}

int lock_shared(sqlite3_file* base, int offset, int count, int flags) {
    Opened& self = opened(base);
    DatabaseLocks& locks = *self.locks;
    const auto first = static_cast<std::size_t>(offset);
    const auto end = static_cast<std::size_t>(offset + count);
    const bool exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
    if ((flags & SQLITE_SHM_UNLOCK) != 0) {
        for (std::size_t slot = first; slot < end; ++slot) {
            if (exclusive && locks.slot_exclusive[slot] == &self) {
                locks.slot_exclusive[slot] = nullptr;
            } else if (!exclusive && self.slot_shared[slot]) {
                self.slot_shared[slot] = false;
                --locks.slot_shared[slot];
            }
        }
        return SQLITE_OK;
    }
    if (self.process.dead()) return SQLITE_IOERR_SHMLOCK;
    for (std::size_t slot = first; slot < end; ++slot) {
        const bool taken =
            locks.slot_exclusive[slot] != nullptr && locks.slot_exclusive[slot] != &self;
        const int readers = locks.slot_shared[slot] - (self.slot_shared[slot] ? 1 : 0);
        if (taken || (exclusive && readers > 0)) return SQLITE_BUSY;
    }
    for (std::size_t slot = first; slot < end; ++slot) {
        if (exclusive) {
            locks.slot_exclusive[slot] = &self;
        } else if (!self.slot_shared[slot]) {
            self.slot_shared[slot] = true;
            ++locks.slot_shared[slot];
        }
    }
    return SQLITE_OK;
}

void barrier(sqlite3_file*) {}

int unmap_shared(sqlite3_file* base, int) {
    Opened& self = opened(base);
    for (std::size_t slot = 0; slot < self.slot_shared.size(); ++slot) {
        if (self.slot_shared[slot]) --self.locks->slot_shared[slot];
        self.slot_shared[slot] = false;
        if (self.locks->slot_exclusive[slot] == &self) self.locks->slot_exclusive[slot] = nullptr;
    }
    return SQLITE_OK;
}

constexpr sqlite3_io_methods methods = {2,
                                        close_file,
                                        read_file,
                                        write_file,
                                        cut_file,
                                        sync_file,
                                        size_of_file,
                                        lock_file,
                                        unlock_file,
                                        check_reserved,
                                        control_file,
                                        sector_size,
                                        characteristics,
                                        map_shared,
                                        lock_shared,
                                        barrier,
                                        unmap_shared,
                                        nullptr,
                                        nullptr};

SimProcess& process_of(sqlite3_vfs* vfs) {
    return *static_cast<SimProcess*>(vfs->pAppData);
}

int open_file(sqlite3_vfs* vfs, const char* name, sqlite3_file* base, int flags, int* out_flags) {
    SimProcess& process = process_of(vfs);
    base->pMethods = nullptr;
    if (process.dead()) return SQLITE_CANTOPEN;
    SimDisk& disk = process.disk();
    const std::string path = name == nullptr ? std::string() : name;
    SimDisk::File file = path.empty() ? std::make_shared<SimDisk::Content>() : disk.find(path);
    if (file == nullptr) {
        if ((flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
        const int code = change(process, SQLITE_CANTOPEN, [&] {
            file = disk.create(path);
            return SQLITE_OK;
        });
        if (code != SQLITE_OK) return code;
    }
    std::shared_ptr<DatabaseLocks> locks = file->locks.lock();
    if (locks == nullptr) file->locks = locks = std::make_shared<DatabaseLocks>();
    ++file->open;
    reinterpret_cast<Handle*>(base)->opened = new Opened{process,
                                                         path,
                                                         std::move(file),
                                                         std::move(locks),
                                                         SQLITE_LOCK_NONE,
                                                         (flags & SQLITE_OPEN_READONLY) != 0,
                                                         (flags & SQLITE_OPEN_DELETEONCLOSE) != 0,
                                                         {}};
    base->pMethods = &methods;
    if (out_flags != nullptr) *out_flags = flags;
    return SQLITE_OK;
}

int delete_file(sqlite3_vfs* vfs, const char* name, int sync_folder) {
    SimProcess& process = process_of(vfs);
    if (process.disk().find(name) == nullptr) return SQLITE_IOERR_DELETE_NOENT;
    return change(process, SQLITE_IOERR_DELETE, [&] {
        process.disk().remove(name);
        if (sync_folder != 0) process.disk().sync_names();
        return SQLITE_OK;
    });
}

int access_file(sqlite3_vfs* vfs, const char* name, int, int* there) {
    *there = process_of(vfs).disk().find(name) != nullptr ? 1 : 0;
    return SQLITE_OK;
}

int full_name(sqlite3_vfs*, const char* name, int count, char* full) {
    sqlite3_snprintf(count, full, "%s", name);
    return SQLITE_OK;
}

int randomness(sqlite3_vfs* vfs, int count, char* bytes) {
    process_of(vfs).dice().fill(
        {reinterpret_cast<std::uint8_t*>(bytes), static_cast<std::size_t>(count)});
    return count;
}

int sleep(sqlite3_vfs*, int microseconds) {
    return microseconds;  // one thread: what is locked stays locked
}

int current_time(sqlite3_vfs*, double* day) {
    *day = 2'461'000.5;  // the product asks its own clock
    return SQLITE_OK;
}

int last_error(sqlite3_vfs*, int, char*) {
    return 0;
}

}  // namespace

sqlite3_vfs* register_vfs(SimProcess& process, const std::string& name) {
    struct Owned {
        sqlite3_vfs vfs{};
        std::string name;
    };
    auto* owned = new Owned;
    owned->name = name;
    owned->vfs = {1,        sizeof(Handle), 512,         nullptr,     owned->name.c_str(),
                  &process, open_file,      delete_file, access_file, full_name,
                  nullptr,  nullptr,        nullptr,     nullptr,     randomness,
                  sleep,    current_time,   last_error,  nullptr,     nullptr,
                  nullptr,  nullptr};
    CHECK(sqlite3_vfs_register(&owned->vfs, 0) == SQLITE_OK);
    return &owned->vfs;
}

void unregister_vfs(sqlite3_vfs* vfs) {
    struct Owned {
        sqlite3_vfs vfs{};
        std::string name;
    };
    sqlite3_vfs_unregister(vfs);
    delete reinterpret_cast<Owned*>(vfs);
}

}  // namespace hall::sim
