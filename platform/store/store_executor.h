// Store executor: the one way to the store. A job is everything that must happen together: it sees
// a store inside a transaction, and its outcome (outcome.h) says what to answer and
// whether the changes stay. If they do, they are on the disk before the caller hears of it.
//
// A job is repeatable and touches no file: while it runs, no other does.

#pragma once

#include <functional>
#include <optional>
#include <utility>

#include "platform/store/outcome.h"
#include "platform/store/store.h"
#include "sync/core/result.h"

namespace hall::platform {

using StoreJob = std::function<Outcome<void>(Store&)>;
using StoreDone = std::function<void(Result<void>)>;

class StoreExecutor {
  public:
    virtual ~StoreExecutor() = default;

    // Runs the job and calls `done` when its changes are committed or taken back, with the
    // job's answer; or with `unavailable` or `exhausted` if the commit failed (nothing was
    // changed), with `unavailable` if too many jobs wait. `done` may be called on another
    // thread and must not block.
    virtual void post(StoreJob job, StoreDone done) = 0;

    // The same, waiting. REQUIRES: not called from inside a job.
    virtual Result<void> run(StoreJob job) = 0;
};

// A job that leaves its value in `value`, which must outlive it. `job` gives a T, a
// Result<T> or an Outcome<T>.
template <typename T, typename Job>
auto job_giving(std::optional<T>& value, Job job) {
    return [&value, job = std::move(job)](Store& store) -> Outcome<void> {
        Outcome<T> outcome = job(store);
        const Changes changes = outcome.changes();
        Result<T> answer = std::move(outcome).answer();
        if (!answer.ok()) return {std::move(answer).error(), changes};
        value.emplace(std::move(answer).value());
        return {Result<void>(), changes};
    };
}

// Runs a job that gives a value.
template <typename T, typename Job>
Result<T> ask(StoreExecutor& executor, Job job) {
    std::optional<T> value;
    TRY(executor.run(job_giving<T>(value, std::move(job))));
    return *std::move(value);
}

// Runs every job at once, on the caller's thread: for commands and tests.
class InlineExecutor final : public StoreExecutor {
  public:
    explicit InlineExecutor(Store& store) : store_(store) {}

    void post(StoreJob job, StoreDone done) override { done(run(std::move(job))); }
    Result<void> run(StoreJob job) override;

  private:
    Store& store_;
};

}  // namespace hall::platform
