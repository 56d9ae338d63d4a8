// Writer lock: which process of a device may write what is hall-sync's (cache.db, the
// trusted metadata). The agent that runs all day holds it; a command for which a person
// waits, with a stick in the hand, asks for a turn, and the agent lets go between two steps.
//
// Two locks: sync.lock is held by whoever writes, sync.handover by whoever wants to. The
// kernel lets go of both when a process ends, however it ends.

#pragma once

#include <cstdint>

#include "sync/core/files.h"
#include "sync/core/result.h"
#include "sync/edge/device/data_folder.h"

namespace hall {

class WriterLock {
  public:
    // At once or not at all. Fails with `refused` if another process writes.
    static Result<WriterLock> take(const DataFolder& folder);

    // Asks whoever writes to let go, and waits for it.
    //   refused      another command has the turn
    //   unavailable  it did not let go within wait_ms
    static Result<WriterLock> take_over(const DataFolder& folder, std::int64_t wait_ms);

    // True while somebody holds the turn: let go of the lock, and take it again once
    // this is false.
    static bool hand_over_is_requested(const DataFolder& folder);

  private:
    explicit WriterLock(FileLock lock, std::optional<FileLock> turn = {})
        : turn_(std::move(turn)), lock_(std::move(lock)) {}

    std::optional<FileLock> turn_;
    FileLock lock_;
};

}  // namespace hall
