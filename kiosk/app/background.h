// Background: work that takes longer than a frame may, done beside the screen. What is done
// comes back through one queue that wakes the window, and is answered with intents on the
// screen's thread.
//
// A job carries copies of all it needs: the session it was asked in may end before it does.

#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "kiosk/app/intent.h"

namespace hall::kiosk {

class Job {
  public:
    virtual ~Job() = default;

    // Any thread, once. Touches nothing but what the job itself holds, and throws nothing.
    virtual void work() = 0;

    // The screen's thread, after work().
    virtual std::vector<Intent> done() = 0;
};

class Background {
  public:
    virtual ~Background() = default;

    // Both on the screen's thread. A job that was started is worked on sooner or later, in
    // the order of the starts.
    virtual void start(std::unique_ptr<Job> job) = 0;
    virtual std::vector<std::unique_ptr<Job>> take_done() = 0;
};

// Works at once, on the caller's thread: for tours and tests, and where nothing may wait.
class InlineBackground final : public Background {
  public:
    void start(std::unique_ptr<Job> job) override;
    std::vector<std::unique_ptr<Job>> take_done() override;

  private:
    std::vector<std::unique_ptr<Job>> done_;
};

// One thread, which begins with the first job. Where the system gives none, jobs are worked on
// at once.
class BackgroundThread final : public Background {
  public:
    // `wake` is called on the other thread whenever a job is done.
    explicit BackgroundThread(std::function<void()> wake) : wake_(std::move(wake)) {}
    BackgroundThread(const BackgroundThread&) = delete;
    BackgroundThread& operator=(const BackgroundThread&) = delete;

    // Waits for the job in work; those that wait are not begun.
    ~BackgroundThread() override;

    void start(std::unique_ptr<Job> job) override;
    std::vector<std::unique_ptr<Job>> take_done() override;

  private:
    bool running();
    void run();
    std::unique_ptr<Job> next();

    std::function<void()> wake_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::unique_ptr<Job>> waiting_;
    std::vector<std::unique_ptr<Job>> done_;
    bool ending_ = false;
    std::thread thread_;
};

}  // namespace hall::kiosk
