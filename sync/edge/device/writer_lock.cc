#include "sync/edge/device/writer_lock.h"

#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <thread>

namespace hall {

namespace {

// An agent at rest watches the folder; a lock alone makes no noise there.
void notify(const Path& file) {
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) return;
    // If nobody hears it, the agent still looks between two steps.
    static_cast<void>(::pwrite(descriptor, "\n", 1, 0) == 1);
    ::close(descriptor);
}

// Takes the lock as soon as it is free, within wait_ms.
Result<FileLock> take_within(const Path& file, std::int64_t wait_ms) {
    constexpr std::int64_t pause_ms = 50;
    for (std::int64_t waited_ms = 0;; waited_ms += pause_ms) {
        Result<FileLock> lock = FileLock::take(file);
        const bool held = !lock.ok() && lock.error().code() == Errc::refused;
        if (!held || waited_ms >= wait_ms) return lock;
        std::this_thread::sleep_for(std::chrono::milliseconds(pause_ms));
    }
}

}  // namespace

Result<WriterLock> WriterLock::take(const DataFolder& folder) {
    return WriterLock(TRY(FileLock::take(folder.sync_lock())));
}

Result<WriterLock> WriterLock::take_over(const DataFolder& folder, std::int64_t wait_ms) {
    // An agent that looks whether the turn is wanted holds it for a moment itself.
    constexpr std::int64_t looks_ms = 1000;
    FileLock turn = TRY(take_within(folder.sync_handover(), looks_ms));
    notify(folder.sync_handover());
    Result<FileLock> lock = take_within(folder.sync_lock(), wait_ms);
    if (!lock.ok() && lock.error().code() == Errc::refused) {
        return Error(Errc::unavailable, "the agent is busy; try again");
    }
    return WriterLock(TRY(std::move(lock)), std::move(turn));
}

bool WriterLock::hand_over_is_requested(const DataFolder& folder) {
    const Result<FileLock> turn = FileLock::take(folder.sync_handover());
    return !turn.ok() && turn.error().code() == Errc::refused;
}

}  // namespace hall
