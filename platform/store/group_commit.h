// Group commit: one thread runs the jobs and commits all that have gathered at once, so
// that many small batches cost one sync of the disk.
//
// A job whose outcome discards its changes is taken back alone; the others of its group
// stand. If the commit fails, none stands and every caller is told so.

#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "platform/store/store_executor.h"

namespace hall::platform {

struct GroupCommitLimits {
    std::size_t waiting_max = 2000;  // jobs; more are answered `unavailable` at once
    std::size_t group_max = 500;     // jobs in one transaction
};

// post() and run() from any thread.
class GroupCommit final : public StoreExecutor {
  public:
    explicit GroupCommit(Store& store, GroupCommitLimits limits = {});

    // Runs what waits, then ends.
    ~GroupCommit() override;

    GroupCommit(const GroupCommit&) = delete;
    GroupCommit& operator=(const GroupCommit&) = delete;

    void post(StoreJob job, StoreDone done) override;
    Result<void> run(StoreJob job) override;

    std::int64_t commits() const;

  private:
    struct Waiting {
        StoreJob job;
        StoreDone done;
    };

    void work();
    void run_group(std::vector<Waiting>& group);

    Store& store_;
    const GroupCommitLimits limits_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Waiting> waiting_;
    bool ending_ = false;
    std::int64_t commits_ = 0;
    std::thread thread_;
};

}  // namespace hall::platform
