// Outcome: what a store job answers, and whether its changes stay. They are two things: a
// route may answer a person with a problem without any error of the store's.
//
// What is not said otherwise follows the answer: an error, or an answer that is itself a
// refusal, takes the changes back, so that nobody can be told "no" and be obeyed. The few
// jobs that mean to keep something beside a refusal say so with keeping().

#pragma once

#include <optional>
#include <utility>

#include "sync/core/result.h"

namespace hall::platform {

enum class Changes { keep, discard };

// Whether an answer is a refusal. A type whose values can be refusals has its own overload
// beside it (HttpResponse does); an Error always is one.
template <typename T>
bool is_refusal(const T&) {
    return false;
}

template <typename T>
class [[nodiscard]] Outcome {
  public:
    Outcome(T answer) : Outcome(Result<T>(std::move(answer))) {}
    Outcome(Error error) : Outcome(Result<T>(std::move(error))) {}
    Outcome(Result<T> answer)
        : answer_(std::move(answer)),
          changes_(answer_.ok() && !is_refusal(answer_.value()) ? Changes::keep
                                                                : Changes::discard) {}

    // Keeps the changes although the answer is a refusal. Say why beside each use.
    static Outcome keeping(T answer) { return Outcome(std::move(answer), Changes::keep); }
    // Takes the changes back although the answer is none: what was done was a rehearsal.
    static Outcome discarding(T answer) { return Outcome(std::move(answer), Changes::discard); }

    const Result<T>& answer() const& { return answer_; }
    Result<T>&& answer() && { return std::move(answer_); }
    Changes changes() const { return changes_; }

  private:
    Outcome(T answer, Changes changes) : answer_(std::move(answer)), changes_(changes) {}

    Result<T> answer_;
    Changes changes_;
};

template <>
class [[nodiscard]] Outcome<void> {
  public:
    Outcome() = default;
    Outcome(Error error) : Outcome(Result<void>(std::move(error))) {}
    Outcome(Result<void> answer)
        : answer_(std::move(answer)), changes_(answer_.ok() ? Changes::keep : Changes::discard) {}
    Outcome(Result<void> answer, Changes changes) : answer_(std::move(answer)), changes_(changes) {}

    const Result<void>& answer() const& { return answer_; }
    Result<void>&& answer() && { return std::move(answer_); }
    Changes changes() const { return changes_; }

  private:
    Result<void> answer_;
    Changes changes_ = Changes::keep;
};

}  // namespace hall::platform
