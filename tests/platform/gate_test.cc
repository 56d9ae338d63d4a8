#include <atomic>
#include <future>
#include <thread>
#include <vector>

#include "platform/store/group_commit.h"
#include "tests/catch.h"
#include "tests/temp_folder.h"

using namespace hall;

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
        GroupCommit gate(*opened.store);
        REQUIRE_OK(gate.run([](Store& store) { return add_channel(store, "a"); }));
        REQUIRE_ERROR(Errc::refused, gate.run([](Store& store) -> Result<void> {
            TRY(add_channel(store, "half"));
            return Error(Errc::refused, "changed its mind");
        }));
        REQUIRE_OK(gate.run([](Store& store) { return add_channel(store, "b"); }));
    }
    REQUIRE(opened.channels() == 2);
}

TEST_CASE("jobs that gather are committed together") {
    Opened opened;
    constexpr int count = 200;
    std::atomic<int> done = 0;
    std::int64_t commits = 0;
    {
        GroupCommit gate(*opened.store);
        std::promise<void> go;
        std::shared_future<void> started = go.get_future().share();
        // The first job holds the thread until all others wait.
        gate.post(
            [started](Store&) -> Result<void> {
                started.wait();
                return {};
            },
            [](Result<void>) {});
        for (int i = 0; i < count; ++i) {
            gate.post([i](Store& store) { return add_channel(store, std::to_string(i)); },
                      [&done](Result<void> stood) { done += stood.ok() ? 1 : 0; });
        }
        go.set_value();
        REQUIRE_OK(gate.run([](Store&) -> Result<void> { return {}; }));
        commits = gate.commits();
    }
    REQUIRE(done == count);
    REQUIRE(opened.channels() == count);
    REQUIRE(commits <= 3);
}

TEST_CASE("too many waiting jobs are turned away at once, not queued without end") {
    Opened opened;
    GroupCommit gate(*opened.store, {.waiting_max = 2, .group_max = 1});
    std::promise<void> go;
    std::shared_future<void> started = go.get_future().share();
    std::promise<void> inside;
    gate.post(
        [started, &inside](Store&) -> Result<void> {
            inside.set_value();
            started.wait();
            return {};
        },
        [](Result<void>) {});
    inside.get_future().wait();
    const auto nothing = [](Store&) -> Result<void> { return {}; };
    gate.post(nothing, [](Result<void>) {});
    gate.post(nothing, [](Result<void>) {});
    std::optional<Errc> refused;
    gate.post(nothing, [&refused](Result<void> stood) {
        if (!stood.ok()) refused = stood.error().code();
    });
    REQUIRE(refused == Errc::unavailable);
    go.set_value();
}

TEST_CASE("jobs posted before the end are run before it") {
    Opened opened;
    {
        GroupCommit gate(*opened.store);
        for (int i = 0; i < 50; ++i) {
            gate.post([i](Store& store) { return add_channel(store, std::to_string(i)); },
                      [](Result<void>) {});
        }
    }
    REQUIRE(opened.channels() == 50);
}

TEST_CASE("the inline gate commits what stands and takes back what does not") {
    Opened opened;
    InlineGate gate(*opened.store);
    REQUIRE_OK(gate.run([](Store& store) { return add_channel(store, "a"); }));
    REQUIRE_ERROR(Errc::corrupt, gate.run([](Store& store) -> Result<void> {
        TRY(add_channel(store, "b"));
        return Error(Errc::corrupt, "no");
    }));
    REQUIRE(opened.channels() == 1);
}
