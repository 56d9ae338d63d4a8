// Background: work that takes longer than a frame may, done beside the screen. What is done
// comes back through a CompletionQueue, in the order of the starts.
//
// A job carries copies of all it needs: the session it was asked in may end before it does.

#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>

#include "kiosk/app/completion_queue.h"

namespace hall::kiosk {

class Job : public Completion {
  public:
    // Any thread, once, before settle() and answer(). Touches nothing but what the job itself
    // holds, and throws nothing.
    virtual void work() = 0;
};

class Background {
  public:
    // `completions` must outlive it.
    explicit Background(CompletionQueue& completions) : completions_(&completions) {}
    virtual ~Background() = default;

    // Where jobs come back.
    CompletionQueue& completions() { return *completions_; }

    // The app's thread. The job is of the session that is now, and is worked on sooner or later,
    // in the order of the starts.
    virtual void start(std::unique_ptr<Job> job) = 0;

    // The app goes down: waits for the job in work, and begins none any more; those that wait are
    // dropped, and so is what is started later. Whoever a job works for may go then. The app's
    // thread.
    virtual void finish() {}

  private:
    CompletionQueue* completions_;
};

// Works at once, on the caller's thread: for tours and tests, and where nothing may wait.
class InlineBackground final : public Background {
  public:
    using Background::Background;
    void start(std::unique_ptr<Job> job) override;
};

// One thread, which begins with the first job. Where the system gives none, jobs are worked on
// at once.
class BackgroundThread final : public Background {
  public:
    using Background::Background;
    BackgroundThread(const BackgroundThread&) = delete;
    BackgroundThread& operator=(const BackgroundThread&) = delete;

    ~BackgroundThread() override { end(); }

    void start(std::unique_ptr<Job> job) override;
    void finish() override { end(); }

  private:
    struct Started {
        std::uint64_t session = 0;
        std::unique_ptr<Job> job;
    };

    bool running();
    void end();
    void run();
    Started next();

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Started> waiting_;
    bool ending_ = false;
    std::thread thread_;
};

}  // namespace hall::kiosk
