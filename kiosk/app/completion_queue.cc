#include "kiosk/app/completion_queue.h"

#include <utility>

#include "sync/core/log.h"

namespace hall::kiosk {

namespace {

class Closure final : public Completion {
  public:
    explicit Closure(std::function<std::vector<Intent>()> answer) : answer_(std::move(answer)) {}
    std::vector<Intent> answer() override { return answer_(); }

  private:
    std::function<std::vector<Intent>()> answer_;
};

class OneIntent final : public Completion {
  public:
    explicit OneIntent(Intent intent) : intent_(std::move(intent)) {}
    std::vector<Intent> answer() override {
        std::vector<Intent> answers;
        answers.push_back(std::move(intent_));
        return answers;
    }

  private:
    Intent intent_;
};

}  // namespace

Result<void> CompletionQueue::post(std::uint64_t session, std::unique_ptr<Completion> completion) {
    bool posted = false;
    {
        const std::lock_guard lock(mutex_);
        posted = waiting_.size() < waiting_max;
        if (posted) waiting_.push_back({session, std::move(completion)});
    }
    if (wake_) wake_();
    if (posted) return {};
    log_line(LogLevel::error, "completion_dropped", {{"waiting", waiting_max}});
    return Error(Errc::exhausted, "too many completions wait");
}

Result<void> CompletionQueue::post(std::uint64_t session,
                                   std::function<std::vector<Intent>()> answer) {
    return post(session, std::make_unique<Closure>(std::move(answer)));
}

Result<void> CompletionQueue::post(std::uint64_t session, Intent answer) {
    return post(session, std::make_unique<OneIntent>(std::move(answer)));
}

std::optional<std::vector<Intent>> CompletionQueue::take() {
    Posted oldest;
    {
        const std::lock_guard lock(mutex_);
        if (waiting_.empty()) return std::nullopt;
        oldest = std::move(waiting_.front());
        waiting_.pop_front();
    }
    oldest.completion->settle();
    if (oldest.session != session_) return std::vector<Intent>{};
    return oldest.completion->answer();
}

}  // namespace hall::kiosk
