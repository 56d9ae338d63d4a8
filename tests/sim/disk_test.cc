#include "tests/sim/disk.h"

#include "tests/catch.h"
#include "tests/sim/process.h"

using namespace hall;
using namespace hall::sim;

namespace {

constexpr const char* name = "/d/file";

std::string now(SimDisk& disk) {
    const SimDisk::File file = disk.find(name);
    return file == nullptr ? "(none)" : file->now;
}

}  // namespace

TEST_CASE("what was synced is there after the power went") {
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        SimDisk disk;
        Dice dice(seed);
        const SimDisk::File file = disk.create(name);
        REQUIRE(disk.write(*file, 0, "old"));
        disk.sync(name, *file);
        disk.lose_power(dice);
        REQUIRE(now(disk) == "old");
    }
}

TEST_CASE("what was not synced is kept or lost, in any combination") {
    std::set<std::string> seen;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        SimDisk disk;
        Dice dice(seed);
        const SimDisk::File file = disk.create(name);
        REQUIRE(disk.write(*file, 0, "old"));
        disk.sync(name, *file);
        REQUIRE(disk.write(*file, 0, "n"));
        REQUIRE(disk.write(*file, 2, "w"));
        REQUIRE(now(disk) == "nlw");
        disk.lose_power(dice);
        seen.insert(now(disk));
    }
    REQUIRE(seen == std::set<std::string>{"old", "nld", "olw", "nlw"});
}

TEST_CASE("a long write may be torn between sectors, never inside one") {
    bool torn = false;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        SimDisk disk;
        Dice dice(seed);
        const SimDisk::File file = disk.create(name);
        disk.sync(name, *file);
        REQUIRE(disk.write(*file, 0, std::string(4096, 'x')));
        disk.lose_power(dice);
        const std::size_t size = now(disk).size();
        REQUIRE(size % SimDisk::sector_bytes == 0);
        torn = torn || (size > 0 && size < 4096);
    }
    REQUIRE(torn);
}

TEST_CASE("a new name is lost with the power unless it was synced, and changes keep their order") {
    std::set<std::string> seen;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        SimDisk disk;
        Dice dice(seed);
        for (const char* each : {"/d/1", "/d/2", "/d/3"}) disk.create(each);
        disk.lose_power(dice);
        std::string names;
        for (const std::string& each : disk.names_below("/d")) names += each.back();
        seen.insert(names);
    }
    REQUIRE(seen == std::set<std::string>{"", "1", "12", "123"});
}

TEST_CASE("a file written durably is the old one or the new one, wherever the power goes") {
    std::set<std::string> seen;
    bool finished = false;
    for (std::uint64_t change = 1; !finished; ++change) {
        for (const Fault fault : {Fault::death, Fault::death_after}) {
            for (std::uint64_t seed = 0; seed < 20; ++seed) {
                SimDisk disk;
                Dice dice(seed);
                SimProcess process(disk, dice, "writer");
                REQUIRE_OK(process.files().write_durably(name, "old", FileMode::shared));
                process.fail_at(change, fault);
                const Result<void> written =
                    process.files().write_durably(name, "new", FileMode::shared);
                finished = !process.fault_was_hit();
                process.kill();
                disk.lose_power(dice);
                process.revive();
                seen.insert(now(disk));
                if (written.ok()) REQUIRE(now(disk) == "new");
            }
        }
    }
    REQUIRE(seen == std::set<std::string>{"new", "old"});
}

TEST_CASE("a disk that lies forgets although it said synced") {
    SimDisk disk;
    disk.lies = true;
    Dice dice(1);
    SimProcess process(disk, dice, "writer");
    bool forgot = false;
    for (int i = 0; i < 20; ++i) {
        REQUIRE_OK(process.files().write_durably(name, "new", FileMode::shared));
        process.kill();
        disk.lose_power(dice);
        process.revive();
        forgot = forgot || now(disk) != "new";
        disk.remove(name);
    }
    REQUIRE(forgot);
}

TEST_CASE("a full disk says so and keeps what it had") {
    SimDisk disk;
    disk.capacity_bytes = 10;
    SimProcess process(disk, Dice(1), "writer");
    REQUIRE_OK(process.files().write_durably(name, "12345678", FileMode::shared));
    REQUIRE_ERROR(Errc::exhausted,
                  process.files().write_durably(name, "123456789", FileMode::shared));
    REQUIRE(now(disk) == "12345678");
}

TEST_CASE("a disk is never fuller than it is large, whatever came back with the power") {
    SimDisk disk;
    Dice dice(1);
    SimProcess process(disk, dice.fork(1), "program");
    Files& files = process.files();
    REQUIRE_OK(files.write_durably("/removed", std::string(1000, 'r')));
    REQUIRE_OK(files.write_durably("/grown", "g"));
    disk.capacity_bytes = disk.used_bytes();
    for (int i = 0; i < 50; ++i) {
        REQUIRE_OK(files.remove("/removed"));
        REQUIRE_OK(files.append("/grown", std::string(500, 'g')));
        REQUIRE_OK(files.sync("/grown"));
        process.kill();
        disk.lose_power(dice);
        process.revive();
        REQUIRE(disk.used_bytes() <= disk.capacity_bytes);
        if (files.size("/removed").ok()) return;  // it was back beside what took its place
        disk.capacity_bytes += 2000;
        REQUIRE_OK(files.write_durably("/removed", std::string(1000, 'r')));
        disk.capacity_bytes = disk.used_bytes();
    }
    FAIL("what was removed never came back");
}

TEST_CASE("a mark is found wherever it was written, also where it was lost again") {
    SimDisk disk;
    disk.marks = {"990000184906300019"};
    Dice dice(1);
    SimProcess process(disk, dice, "writer");
    REQUIRE_OK(process.files().append(name, "id 990000184906300019"));
    process.kill();
    disk.lose_power(dice);
    REQUIRE(disk.found_marks.size() == 1);
}
