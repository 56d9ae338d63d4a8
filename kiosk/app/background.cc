#include "kiosk/app/background.h"

#include <system_error>
#include <utility>

#include "kiosk/app/memory_scrub.h"
#include "sync/core/log.h"

namespace hall::kiosk {

void InlineBackground::start(std::unique_ptr<Job> job) {
    job->work();
    done_.push_back(std::move(job));
}

std::vector<std::unique_ptr<Job>> InlineBackground::take_done() {
    return std::exchange(done_, {});
}

BackgroundThread::~BackgroundThread() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
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
    if (!running()) {
        job->work();
        const std::lock_guard lock(mutex_);
        done_.push_back(std::move(job));
        return;
    }
    {
        const std::lock_guard lock(mutex_);
        waiting_.push_back(std::move(job));
    }
    changed_.notify_all();
}

std::vector<std::unique_ptr<Job>> BackgroundThread::take_done() {
    const std::lock_guard lock(mutex_);
    return std::exchange(done_, {});
}

std::unique_ptr<Job> BackgroundThread::next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
    if (ending_) return nullptr;
    std::unique_ptr<Job> job = std::move(waiting_.front());
    waiting_.pop_front();
    return job;
}

void BackgroundThread::run() {
    while (std::unique_ptr<Job> job = next()) {
        job->work();
        // Codes and PINs were on this stack.
        scrub_stack();
        {
            const std::lock_guard lock(mutex_);
            done_.push_back(std::move(job));
        }
        wake_();
    }
}

}  // namespace hall::kiosk
