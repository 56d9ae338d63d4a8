#include "kiosk/app/background.h"

#include <system_error>
#include <utility>

#include "kiosk/app/memory_scrub.h"
#include "sync/core/log.h"

namespace hall::kiosk {

namespace {

// A queue that is full has said so in the log; nobody is left to be told.
void post(CompletionQueue& completions, std::uint64_t session, std::unique_ptr<Job> job) {
    static_cast<void>(completions.post(session, std::unique_ptr<Completion>(std::move(job))));
}

}  // namespace

void InlineBackground::start(std::unique_ptr<Job> job) {
    job->work();
    post(completions(), completions().session(), std::move(job));
}

void BackgroundThread::end() {
    std::deque<Started> dropped;
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
        dropped.swap(waiting_);
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
}

// The thread is made when it is first needed: most boards start without a person before them.
bool BackgroundThread::running() {
    if (thread_.joinable()) return true;
    try {
        thread_ = std::thread([this] { run(); });
    } catch (const std::system_error& error) {
        log_line(LogLevel::warning, "no_thread", {{"reason", error.what()}});
        return false;
    }
    return true;
}

void BackgroundThread::start(std::unique_ptr<Job> job) {
    const std::uint64_t session = completions().session();
    if (ending_) return;
    if (!running()) {
        job->work();
        post(completions(), session, std::move(job));
        return;
    }
    {
        const std::lock_guard lock(mutex_);
        waiting_.push_back({session, std::move(job)});
    }
    changed_.notify_all();
}

// Without a job at the end.
BackgroundThread::Started BackgroundThread::next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
    if (ending_) return {};
    Started started = std::move(waiting_.front());
    waiting_.pop_front();
    return started;
}

void BackgroundThread::run() {
    for (Started started = next(); started.job; started = next()) {
        started.job->work();
        // Codes and PINs were on this stack.
        scrub_stack();
        post(completions(), started.session, std::move(started.job));
    }
}

}  // namespace hall::kiosk
