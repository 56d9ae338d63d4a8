// How what was done elsewhere comes back to the screen.

#include "kiosk/app/completion_queue.h"

#include <atomic>
#include <thread>

#include "tests/catch.h"

using namespace hall;

using namespace hall::kiosk;

namespace {

class Counted final : public Completion {
  public:
    Counted(int& settled, int& answered) : settled_(settled), answered_(answered) {}
    void settle() override { ++settled_; }
    std::vector<Intent> answer() override {
        ++answered_;
        return {GoHome{}};
    }

  private:
    int& settled_;
    int& answered_;
};

}  // namespace

TEST_CASE("completions of many threads all come back, those of a thread in its order") {
    std::atomic<std::size_t> woken = 0;
    CompletionQueue completions([&] { ++woken; });
    constexpr std::size_t threads = 4;
    constexpr std::size_t each = 100;
    std::vector<std::size_t> next(threads, 0);
    bool in_order = true;
    std::vector<std::thread> posting;
    for (std::size_t thread = 0; thread < threads; ++thread) {
        posting.emplace_back([&, thread] {
            for (std::size_t i = 0; i < each; ++i) {
                static_cast<void>(completions.post(0, [&, thread, i] {
                    in_order = in_order && next[thread]++ == i;
                    return std::vector<Intent>{GoHome{}};
                }));
            }
        });
    }
    for (std::thread& thread : posting) thread.join();
    std::size_t taken = 0;
    while (const auto answers = completions.take()) taken += answers->size();
    REQUIRE(taken == threads * each);
    REQUIRE(woken.load() == threads * each);
    REQUIRE(in_order);
}

TEST_CASE("a completion for a person who has left is settled and answers nobody") {
    CompletionQueue completions;
    int settled = 0;
    int answered = 0;
    const std::uint64_t first = completions.session();
    REQUIRE_OK(completions.post(first, std::make_unique<Counted>(settled, answered)));
    REQUIRE_OK(completions.post(first, MoreHits{}));
    completions.end_session();
    REQUIRE_OK(completions.post(first, std::make_unique<Counted>(settled, answered)));
    REQUIRE_OK(
        completions.post(completions.session(), std::make_unique<Counted>(settled, answered)));
    REQUIRE(completions.take()->empty());
    REQUIRE(completions.take()->empty());
    REQUIRE(completions.take()->empty());
    REQUIRE(completions.take()->size() == 1);
    REQUIRE_FALSE(completions.take().has_value());
    REQUIRE(settled == 3);
    REQUIRE(answered == 1);
}

TEST_CASE("a device that talks without end fills no memory, and what waited is not lost") {
    CompletionQueue completions;
    for (std::size_t i = 0; i < CompletionQueue::waiting_max; ++i)
        REQUIRE_OK(completions.post(completions.session(), GoHome{}));
    REQUIRE_ERROR(Errc::exhausted, completions.post(completions.session(), MoreHits{}));
    std::size_t taken = 0;
    while (const auto answers = completions.take()) {
        REQUIRE(std::holds_alternative<GoHome>(std::get<CommonIntent>(answers->at(0))));
        ++taken;
    }
    REQUIRE(taken == CompletionQueue::waiting_max);
    REQUIRE_OK(completions.post(completions.session(), MoreHits{}));
}
