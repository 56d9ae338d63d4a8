// Gate: the one way to the store. A job is everything that must happen together: it sees
// a store inside a transaction, and what it changed is on the disk before its caller
// hears of it, or is gone if it returned an error.

#pragma once

#include <functional>
#include <optional>
#include <utility>

#include "platform/store/store.h"
#include "sync/core/result.h"

namespace hall {

using StoreJob = std::function<Result<void>(Store&)>;
using StoreDone = std::function<void(Result<void>)>;

class StoreGate {
  public:
    virtual ~StoreGate() = default;

    // Runs the job and calls `done` when its changes are committed, with the job's error,
    // or with `unavailable` or `exhausted` if the commit failed (nothing was changed) or
    // too many jobs wait. `done` may be called on another thread and must not block.
    virtual void post(StoreJob job, StoreDone done) = 0;

    // The same, waiting. REQUIRES: not called from inside a job.
    virtual Result<void> run(StoreJob job) = 0;
};

// Runs a job that gives a value.
template <typename T, typename Job>
Result<T> ask(StoreGate& gate, Job job) {
    std::optional<T> value;
    TRY(gate.run([&value, &job](Store& store) -> Result<void> {
        value.emplace(TRY(job(store)));
        return {};
    }));
    return *std::move(value);
}

// Runs every job at once, on the caller's thread: for commands and tests.
class InlineGate final : public StoreGate {
  public:
    explicit InlineGate(Store& store) : store_(store) {}

    void post(StoreJob job, StoreDone done) override { done(run(std::move(job))); }
    Result<void> run(StoreJob job) override;

  private:
    Store& store_;
};

}  // namespace hall
