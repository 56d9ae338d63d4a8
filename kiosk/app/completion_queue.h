// CompletionQueue: where everything that is done beside the screen comes back: a job of the
// background, a device that has something to say. Any thread posts; the app's thread takes in
// what was posted, in its order, and the window is woken for it.
//
// What was asked for a person who has left answers nobody: each completion says in which session
// it was asked for, and is settled but not answered when that session has ended.

#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "kiosk/app/intent.h"
#include "sync/core/result.h"

namespace hall::kiosk {

// Both are called on the app's thread.
class Completion {
  public:
    virtual ~Completion() = default;

    // What must be put right whoever stands there now.
    virtual void settle() {}

    // After settle(), and only if whoever asked for it is still there.
    virtual std::vector<Intent> answer() = 0;
};

class CompletionQueue {
  public:
    static constexpr std::size_t waiting_max = 1'024;

    // `wake` is called on the thread that posted, after each post.
    explicit CompletionQueue(std::function<void()> wake = {}) : wake_(std::move(wake)) {}
    CompletionQueue(const CompletionQueue&) = delete;
    CompletionQueue& operator=(const CompletionQueue&) = delete;

    // --- Any thread. `session` is what session() was when it was asked for.
    //
    //   exhausted   the app has not taken any in for long; this one is dropped, unsettled
    Result<void> post(std::uint64_t session, std::unique_ptr<Completion> completion);
    Result<void> post(std::uint64_t session, std::function<std::vector<Intent>()> answer);
    Result<void> post(std::uint64_t session, Intent answer);

    // --- The app's thread

    // Another number for each person.
    std::uint64_t session() const { return session_; }
    void end_session() { ++session_; }

    // Settles the oldest and gives its answer; nothing if none waits.
    std::optional<std::vector<Intent>> take();

  private:
    struct Posted {
        std::uint64_t session = 0;
        std::unique_ptr<Completion> completion;
    };

    std::function<void()> wake_;
    std::uint64_t session_ = 0;
    std::mutex mutex_;  // what follows
    std::deque<Posted> waiting_;
};

}  // namespace hall::kiosk
