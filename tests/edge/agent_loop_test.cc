// What the agent does as long as its program runs.

#include "sync/edge/agent/agent_loop.h"

#include <fstream>

#include "tests/catch.h"
#include "tests/edge/enrolled_hall.h"
#include "tests/failing_vfs.h"
#include "tests/files_on_disk.h"
#include "tests/log_capture.h"

using namespace hall;

namespace {

struct LoopingHall : EnrolledHall {
    AgentOptions options() const { return {folder, {}, boot, {}}; }
    AgentLoop loop() { return AgentLoop({files, clock, random, county}, options()); }

    // Steps until a round has ended, or could not begin; how long to rest then.
    static std::int64_t round(AgentLoop& loop) {
        for (int steps = 0; steps < 2000; ++steps) {
            const auto rest = VALUE(loop.step());
            if (rest) return *rest;
        }
        FAIL("a round without an end");
        return 0;
    }

    // The disk spoils all of the cache but its beginning while programs have it open.
    void spoil_cache(std::size_t from) const {
        for (const char* suffix : {"", "-wal"}) {
            const std::string file = folder.cache().string() + suffix;
            if (!std::filesystem::exists(file)) continue;
            const std::size_t bytes = std::filesystem::file_size(file);
            if (bytes <= from) continue;
            std::fstream out(file, std::ios::in | std::ios::out | std::ios::binary);
            out.seekp(static_cast<std::streamoff>(from));
            out << std::string(bytes - from, '\x5a');
        }
    }
};

}  // namespace

TEST_CASE("a cache that is spoilt while the agent runs is set aside, and all goes on") {
    for (const std::size_t from : {std::size_t{0}, std::size_t{4096}, std::size_t{16'384}}) {
        INFO("from byte " << from);
        LoopingHall hall;
        AgentLoop loop = hall.loop();
        LoopingHall::round(loop);
        REQUIRE(hall.shown().size() == 2);
        hall.spoil_cache(from);
        const std::string id = hall.ask("好");
        hall.county.publish("county", {test_article("c", "丙")});
        for (int rounds = 0; rounds < 4; ++rounds) {
            LoopingHall::round(loop);
            hall.clock.pass_ms(600'000);
        }
        REQUIRE(loop.caches_lost() == 1);
        REQUIRE(hall.county.events.count(id) == 1);
        REQUIRE(hall.shown().size() == 3);
        REQUIRE(hall.waiting() == 0);
        REQUIRE(std::filesystem::exists(hall.folder.cache().string() + ".bad-1"));
    }
}

TEST_CASE("damage that opening does not find is left behind all the same") {
    LoopingHall hall;
    AgentLoop loop = hall.loop();
    LoopingHall::round(loop);
    {
        // A table that is gone is no damage of the file's.
        sqlite3* cache = nullptr;
        REQUIRE(sqlite3_open(hall.folder.cache().c_str(), &cache) == SQLITE_OK);
        REQUIRE(sqlite3_exec(cache, "DROP TABLE parked", nullptr, nullptr, nullptr) == SQLITE_OK);
        REQUIRE(sqlite3_exec(cache, "DROP TABLE channels", nullptr, nullptr, nullptr) == SQLITE_OK);
        sqlite3_close(cache);
    }
    const std::string id = hall.ask("好");
    for (int rounds = 0; rounds < 3; ++rounds) LoopingHall::round(loop);
    REQUIRE(loop.caches_lost() == 1);
    REQUIRE(hall.county.events.count(id) == 1);
    REQUIRE(hall.shown().size() == 2);
}

TEST_CASE(
    "a cache that was removed or replaced under the agent is left for the one that is there") {
    LoopingHall hall;
    AgentLoop loop = hall.loop();
    LoopingHall::round(loop);
    std::filesystem::remove(hall.folder.cache());
    LoopingHall::round(loop);
    LoopingHall::round(loop);
    REQUIRE(hall.shown().size() == 2);
    // A copy from before, put back by hand.
    const Path copy = hall.temp.path() / "copy.db";
    std::filesystem::copy_file(hall.folder.cache(), copy);
    hall.county.publish("county", {test_article("c", "丙")});
    LoopingHall::round(loop);
    REQUIRE(hall.shown().size() == 3);
    for (const char* suffix : {"", "-wal", "-shm"})
        std::filesystem::remove(hall.folder.cache().string() + suffix);
    std::filesystem::rename(copy, hall.folder.cache());
    LoopingHall::round(loop);
    LoopingHall::round(loop);
    REQUIRE(hall.shown().size() == 3);
    REQUIRE(loop.caches_lost() == 0);
}

TEST_CASE("a cache that the disk can write no more, round after round, is left behind") {
    LoopingHall hall;
    FailingVfs disk;
    AgentOptions options = hall.options();
    options.vfs = disk.name();
    AgentLoop loop({hall.files, hall.clock, hall.random, hall.county}, std::move(options));
    LoopingHall::round(loop);
    hall.ask("好");
    disk.fail_syncs(1);
    LoopingHall::round(loop);
    LoopingHall::round(loop);
    REQUIRE(loop.caches_lost() == 0);
    hall.ask("再好");
    disk.fail_syncs(1'000'000);
    for (int rounds = 0; rounds < 10 && loop.caches_lost() == 0; ++rounds) LoopingHall::round(loop);
    REQUIRE(loop.caches_lost() == 1);
    disk.fail_syncs(0);
    for (int rounds = 0; rounds < 3; ++rounds) LoopingHall::round(loop);
    REQUIRE(hall.shown().size() == 2);
    REQUIRE(hall.county.effects == 2);
}

TEST_CASE("foreign bytes that cannot be read are no damage of the cache") {
    LoopingHall hall;
    AgentLoop loop = hall.loop();
    LoopingHall::round(loop);
    hall.ask("好");
    hall.county.instead = [](const HttpRequest&) {
        HttpResponse response;
        response.status = 200;
        response.body = "<html>";
        return std::optional<Result<HttpResponse>>(response);
    };
    for (int rounds = 0; rounds < 3; ++rounds) LoopingHall::round(loop);
    REQUIRE(loop.caches_lost() == 0);
    hall.county.instead = nullptr;
    LoopingHall::round(loop);
    REQUIRE(hall.waiting() == 0);
}

TEST_CASE("an agent that cannot be opened is tried again, later and later") {
    LoopingHall hall;
    AgentLoop loop = hall.loop();
    LoopingHall::round(loop);
    loop.close();
    // A folder in the place of the cache: the disk, or somebody, is wrong; not the program.
    const Path kept = hall.temp.path() / "kept.db";
    std::filesystem::rename(hall.folder.cache(), kept);
    std::filesystem::create_directory(hall.folder.cache());
    std::int64_t last_ms = 0;
    for (int tries = 0; tries < 3; ++tries) {
        const std::int64_t rest_ms = LoopingHall::round(loop);
        REQUIRE(rest_ms > last_ms / 2);
        last_ms = rest_ms;
        REQUIRE(loop.agent() == nullptr);
        REQUIRE_FALSE(loop.reached());
    }
    REQUIRE(last_ms >= 10'000);
    std::filesystem::remove_all(hall.folder.cache());
    std::filesystem::rename(kept, hall.folder.cache());
    LoopingHall::round(loop);
    REQUIRE(loop.reached());
    REQUIRE(hall.shown().size() == 2);
}

TEST_CASE("a board that is no longer enrolled is told so and not tried for ever") {
    LoopingHall hall;
    AgentLoop loop = hall.loop();
    LoopingHall::round(loop);
    loop.close();
    std::filesystem::remove(hall.folder.identity());
    REQUIRE_ERROR(Errc::not_found, loop.step());
}
