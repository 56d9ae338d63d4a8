#include <atomic>
#include <future>
#include <thread>
#include <vector>

#include "platform/http/message.h"
#include "platform/store/group_commit.h"
#include "tests/catch.h"
#include "tests/temp_folder.h"

using namespace hall;

using namespace hall::platform;

namespace {

Result<void> add_channel(Store& store, const std::string& name) {
    return store.documents().add_channel(name);
}

struct Opened {
    Opened() : store(VALUE(open_sqlite_store(temp.path() / "platform.db"))) {}

    TempFolder temp;
    std::unique_ptr<Store> store;

    std::size_t channels() {
        REQUIRE_OK(store->begin());
        const std::size_t count = VALUE(store->documents().channels()).size();
        store->roll_back();
        return count;
    }
};

}  // namespace

TEST_CASE("a job that fails is taken back alone") {
    Opened opened;
    {
        GroupCommit executor(*opened.store);
        REQUIRE_OK(executor.run([](Store& store) { return add_channel(store, "a"); }));
        REQUIRE_ERROR(Errc::refused, executor.run([](Store& store) -> Result<void> {
            TRY(add_channel(store, "half"));
            return Error(Errc::refused, "changed its mind");
        }));
        REQUIRE_OK(executor.run([](Store& store) { return add_channel(store, "b"); }));
    }
    REQUIRE(opened.channels() == 2);
}

TEST_CASE("jobs that gather are committed together") {
    Opened opened;
    constexpr int count = 200;
    std::atomic<int> done = 0;
    std::int64_t commits = 0;
    {
        GroupCommit executor(*opened.store);
        std::promise<void> go;
        std::shared_future<void> started = go.get_future().share();
        // The first job holds the thread until all others wait.
        executor.post(
            [started](Store&) -> Result<void> {
                started.wait();
                return {};
            },
            [](Result<void>) {});
        for (int i = 0; i < count; ++i) {
            executor.post([i](Store& store) { return add_channel(store, std::to_string(i)); },
                          [&done](Result<void> stood) { done += stood.ok() ? 1 : 0; });
        }
        go.set_value();
        REQUIRE_OK(executor.run([](Store&) -> Result<void> { return {}; }));
        commits = executor.commits();
    }
    REQUIRE(done == count);
    REQUIRE(opened.channels() == count);
    REQUIRE(commits <= 3);
}

TEST_CASE("too many waiting jobs are turned away at once, not queued without end") {
    Opened opened;
    GroupCommit executor(*opened.store, {.waiting_max = 2, .group_max = 1});
    std::promise<void> go;
    std::shared_future<void> started = go.get_future().share();
    std::promise<void> inside;
    executor.post(
        [started, &inside](Store&) -> Result<void> {
            inside.set_value();
            started.wait();
            return {};
        },
        [](Result<void>) {});
    inside.get_future().wait();
    const auto nothing = [](Store&) -> Result<void> { return {}; };
    executor.post(nothing, [](Result<void>) {});
    executor.post(nothing, [](Result<void>) {});
    std::optional<Errc> refused;
    executor.post(nothing, [&refused](Result<void> stood) {
        if (!stood.ok()) refused = stood.error().code();
    });
    REQUIRE(refused == Errc::unavailable);
    go.set_value();
}

TEST_CASE("jobs posted before the end are run before it") {
    Opened opened;
    {
        GroupCommit executor(*opened.store);
        for (int i = 0; i < 50; ++i) {
            executor.post([i](Store& store) { return add_channel(store, std::to_string(i)); },
                          [](Result<void>) {});
        }
    }
    REQUIRE(opened.channels() == 50);
}

TEST_CASE("the inline executor commits what stands and takes back what does not") {
    Opened opened;
    InlineExecutor executor(*opened.store);
    REQUIRE_OK(executor.run([](Store& store) { return add_channel(store, "a"); }));
    REQUIRE_ERROR(Errc::corrupt, executor.run([](Store& store) -> Result<void> {
        TRY(add_channel(store, "b"));
        return Error(Errc::corrupt, "no");
    }));
    REQUIRE(opened.channels() == 1);
}

TEST_CASE("an outcome says apart what to answer and whether the changes stay") {
    Opened opened;
    const auto both_gates = [&](const auto& body) {
        InlineExecutor inline_gate(*opened.store);
        body(inline_gate, std::string("inline-"));
        GroupCommit group(*opened.store);
        body(group, std::string("group-"));
    };
    std::size_t kept = 0;
    both_gates([&](StoreExecutor& executor, const std::string& name) {
        const auto answer = [&](const std::string& channel, auto outcome) {
            return VALUE(ask<HttpResponse>(executor,
                                           [&](Store& store) -> Outcome<HttpResponse> {
                                               TRY(add_channel(store, name + channel));
                                               return outcome;
                                           }))
                .status;
        };
        REQUIRE(answer("answered", Outcome<HttpResponse>(HttpResponse{.status = 200})) == 200);
        REQUIRE(answer("refused", Outcome<HttpResponse>(HttpResponse{.status = 403})) == 403);
        REQUIRE(answer("meant", Outcome<HttpResponse>::keeping({.status = 403})) == 403);
        REQUIRE(answer("rehearsed", Outcome<HttpResponse>::discarding({.status = 200})) == 200);
        kept += 2;
    });
    REQUIRE(opened.channels() == kept);
}

TEST_CASE("threads that wait for the store come and go while it answers others") {
    // For AddressSanitizer and ThreadSanitizer: who waits must not take away what the
    // store's thread still works in.
    Opened opened;
    GroupCommit executor(*opened.store);
    std::atomic<int> answered = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int j = 0; j < 500; ++j) {
                const auto nothing = [](Store&) -> Result<void> { return {}; };
                answered += executor.run(nothing).ok() ? 1 : 0;
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    REQUIRE(answered == 2000);
}
