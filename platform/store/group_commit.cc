#include "platform/store/group_commit.h"

#include <algorithm>
#include <future>

#include "sync/core/log.h"

namespace hall::platform {

namespace {

// One job inside an open transaction: its changes stay if its outcome says so. The outer
// Result is the store's own failure, after which the whole group must go.
Result<Result<void>> run_in_savepoint(Store& store, const StoreJob& job) {
    TRY(store.set_savepoint());
    Outcome<void> outcome = job(store);
    if (outcome.changes() == Changes::keep) {
        TRY(store.release_savepoint());
    } else {
        TRY(store.roll_back_to_savepoint());
    }
    return std::move(outcome).answer();
}

}  // namespace

Result<void> InlineExecutor::run(StoreJob job) {
    TRY(store_.begin());
    Outcome<void> outcome = job(store_);
    if (outcome.changes() == Changes::discard) {
        store_.roll_back();
        return std::move(outcome).answer();
    }
    Result<void> committed = store_.commit();
    if (committed.ok()) return std::move(outcome).answer();
    store_.roll_back();
    return committed;
}

GroupCommit::GroupCommit(Store& store, GroupCommitLimits limits)
    : store_(store), limits_(limits), thread_([this] { work(); }) {}

GroupCommit::~GroupCommit() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void GroupCommit::post(StoreJob job, StoreDone done) {
    {
        const std::lock_guard lock(mutex_);
        if (!ending_ && waiting_.size() < limits_.waiting_max) {
            waiting_.push_back({std::move(job), std::move(done)});
            changed_.notify_one();
            return;
        }
    }
    done(Error(Errc::unavailable, "too many jobs wait for the store"));
}

Result<void> GroupCommit::run(StoreJob job) {
    CHECK(std::this_thread::get_id() != thread_.get_id());
    // Owned by both threads: set_value() may still be at work in the promise when get() has
    // returned here, and a promise on this stack would be gone under it.
    const auto promise = std::make_shared<std::promise<Result<void>>>();
    std::future<Result<void>> answer = promise->get_future();
    post(std::move(job), [promise](Result<void> result) { promise->set_value(std::move(result)); });
    return answer.get();
}

std::int64_t GroupCommit::commits() const {
    const std::lock_guard lock(mutex_);
    return commits_;
}

void GroupCommit::work() {
    for (;;) {
        std::vector<Waiting> group;
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
            if (waiting_.empty()) return;
            const std::size_t count = std::min(waiting_.size(), limits_.group_max);
            for (std::size_t i = 0; i < count; ++i) {
                group.push_back(std::move(waiting_.front()));
                waiting_.pop_front();
            }
        }
        run_group(group);
    }
}

void GroupCommit::run_group(std::vector<Waiting>& group) {
    std::vector<Result<void>> answers;
    const Result<void> stood = [&]() -> Result<void> {
        TRY(store_.begin());
        for (const Waiting& waiting : group) {
            answers.push_back(TRY(run_in_savepoint(store_, waiting.job)));
        }
        return store_.commit();
    }();
    if (!stood.ok()) {
        store_.roll_back();
        log_line(LogLevel::error, "commit_failed",
                 {{"jobs", group.size()}, {"reason", stood.error().text()}});
    }
    {
        const std::lock_guard lock(mutex_);
        ++commits_;
    }
    for (std::size_t i = 0; i < group.size(); ++i) {
        group[i].done(stood.ok() ? std::move(answers[i]) : stood);
    }
}

}  // namespace hall::platform
