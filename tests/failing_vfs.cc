#include "tests/failing_vfs.h"

#include <sqlite3.h>

#include <atomic>

#include "sync/core/check.h"

namespace hall {

struct FailingVfs::State {
    std::string name;
    sqlite3_vfs vfs{};
    sqlite3_io_methods methods{};
    sqlite3_vfs* real = nullptr;
    int syncs = 0;
    int syncs_to_pass = 0;
    int syncs_to_fail = 0;
    int writes_to_fail = 0;
    int maps_to_fail = 0;
    int reads_to_fail = 0;  // after the next sync
    bool synced = false;    // since that was asked for
};

namespace {

// Our file stands before the real one in the memory that SQLite gives.
struct File {
    sqlite3_file base;
    void* state;
};

sqlite3_file* real_of(sqlite3_file* file) {
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<File*>(file) + 1);
}

}  // namespace

// The calls of a file, each passed on unless its turn to fail has come.
struct FailingCalls {
    static FailingVfs::State& state_of(sqlite3_file* file) {
        return *static_cast<FailingVfs::State*>(reinterpret_cast<File*>(file)->state);
    }

    static int open(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags,
                    int* out) {
        auto& state = *static_cast<FailingVfs::State*>(vfs->pAppData);
        auto* ours = reinterpret_cast<File*>(file);
        ours->base.pMethods = nullptr;
        ours->state = &state;
        sqlite3_file* real = real_of(file);
        const int code = state.real->xOpen(state.real, name, real, flags, out);
        if (code == SQLITE_OK) ours->base.pMethods = &state.methods;
        return code;
    }

    static int close(sqlite3_file* f) { return real_of(f)->pMethods->xClose(real_of(f)); }
    static int read(sqlite3_file* f, void* to, int count, sqlite3_int64 at) {
        return real_of(f)->pMethods->xRead(real_of(f), to, count, at);
    }
    static int write(sqlite3_file* f, const void* from, int count, sqlite3_int64 at) {
        FailingVfs::State& state = state_of(f);
        if (state.writes_to_fail > 0) {
            --state.writes_to_fail;
            return SQLITE_FULL;
        }
        return real_of(f)->pMethods->xWrite(real_of(f), from, count, at);
    }
    static int truncate(sqlite3_file* f, sqlite3_int64 size) {
        return real_of(f)->pMethods->xTruncate(real_of(f), size);
    }
    static int sync(sqlite3_file* f, int flags) {
        FailingVfs::State& state = state_of(f);
        ++state.syncs;
        if (state.syncs_to_pass > 0) {
            --state.syncs_to_pass;
        } else if (state.syncs_to_fail > 0) {
            --state.syncs_to_fail;
            return SQLITE_IOERR_FSYNC;
        }
        state.synced = true;
        return real_of(f)->pMethods->xSync(real_of(f), flags);
    }
    static int size(sqlite3_file* f, sqlite3_int64* size) {
        return real_of(f)->pMethods->xFileSize(real_of(f), size);
    }
    static int lock(sqlite3_file* f, int level) {
        return real_of(f)->pMethods->xLock(real_of(f), level);
    }
    static int unlock(sqlite3_file* f, int level) {
        return real_of(f)->pMethods->xUnlock(real_of(f), level);
    }
    static int reserved(sqlite3_file* f, int* out) {
        return real_of(f)->pMethods->xCheckReservedLock(real_of(f), out);
    }
    static int control(sqlite3_file* f, int what, void* argument) {
        return real_of(f)->pMethods->xFileControl(real_of(f), what, argument);
    }
    static int sector(sqlite3_file* f) { return real_of(f)->pMethods->xSectorSize(real_of(f)); }
    static int device(sqlite3_file* f) {
        return real_of(f)->pMethods->xDeviceCharacteristics(real_of(f));
    }
    static int shm_map(sqlite3_file* f, int page, int size, int extend, void volatile** out) {
        FailingVfs::State& state = state_of(f);
        if (extend != 0 && state.maps_to_fail > 0) {
            --state.maps_to_fail;
            *out = nullptr;
            return SQLITE_IOERR_SHMSIZE;
        }
        return real_of(f)->pMethods->xShmMap(real_of(f), page, size, extend, out);
    }
    static int shm_lock(sqlite3_file* f, int offset, int count, int flags) {
        FailingVfs::State& state = state_of(f);
        constexpr int begins_reading = SQLITE_SHM_LOCK | SQLITE_SHM_SHARED;
        if (flags == begins_reading && state.synced && state.reads_to_fail > 0) {
            --state.reads_to_fail;
            return SQLITE_IOERR_SHMLOCK;
        }
        return real_of(f)->pMethods->xShmLock(real_of(f), offset, count, flags);
    }
    static void shm_barrier(sqlite3_file* f) { real_of(f)->pMethods->xShmBarrier(real_of(f)); }
    static int shm_unmap(sqlite3_file* f, int remove) {
        return real_of(f)->pMethods->xShmUnmap(real_of(f), remove);
    }
};

FailingVfs::FailingVfs() : state_(std::make_unique<State>()) {
    static std::atomic<int> number{0};
    State& state = *state_;
    state.name = "failing-" + std::to_string(++number);
    state.real = sqlite3_vfs_find(nullptr);
    CHECK(state.real != nullptr);
    state.methods = {.iVersion = 2,
                     .xClose = FailingCalls::close,
                     .xRead = FailingCalls::read,
                     .xWrite = FailingCalls::write,
                     .xTruncate = FailingCalls::truncate,
                     .xSync = FailingCalls::sync,
                     .xFileSize = FailingCalls::size,
                     .xLock = FailingCalls::lock,
                     .xUnlock = FailingCalls::unlock,
                     .xCheckReservedLock = FailingCalls::reserved,
                     .xFileControl = FailingCalls::control,
                     .xSectorSize = FailingCalls::sector,
                     .xDeviceCharacteristics = FailingCalls::device,
                     .xShmMap = FailingCalls::shm_map,
                     .xShmLock = FailingCalls::shm_lock,
                     .xShmBarrier = FailingCalls::shm_barrier,
                     .xShmUnmap = FailingCalls::shm_unmap};
    state.vfs = *state.real;
    state.vfs.pNext = nullptr;
    state.vfs.zName = state.name.c_str();
    state.vfs.szOsFile = static_cast<int>(sizeof(File)) + state.real->szOsFile;
    state.vfs.pAppData = &state;
    state.vfs.xOpen = FailingCalls::open;
    CHECK(sqlite3_vfs_register(&state.vfs, 0) == SQLITE_OK);
}

FailingVfs::~FailingVfs() {
    sqlite3_vfs_unregister(&state_->vfs);
}

const std::string& FailingVfs::name() const {
    return state_->name;
}

void FailingVfs::fail_syncs(int count, int after) {
    state_->syncs_to_fail = count;
    state_->syncs_to_pass = after;
}

void FailingVfs::fail_shared_memory(int count) {
    state_->maps_to_fail = count;
}

void FailingVfs::fail_reads_after_sync(int count) {
    state_->reads_to_fail = count;
    state_->synced = false;
}

void FailingVfs::fail_writes(int count) {
    state_->writes_to_fail = count;
}

int FailingVfs::syncs() const {
    return state_->syncs;
}

}  // namespace hall
