#include "tests/sim/sqlite_vfs.h"

#include "sync/core/database.h"
#include "tests/catch.h"
#include "tests/sim/process.h"

using namespace hall;
using namespace hall::sim;

namespace {

const Path file = "/d/a.db";

Database open(SimProcess& process, Durability durability = Durability::full) {
    return VALUE(Database::open(
        file, {.mode = OpenMode::write, .durability = durability, .vfs = process.vfs()}));
}

std::int64_t count(SimProcess& process) {
    Database database = VALUE(Database::open(file, {.mode = OpenMode::read, .vfs = process.vfs()}));
    Statement select = VALUE(database.prepare("SELECT count(*) FROM t"));
    REQUIRE(VALUE(select.step()));
    return select.integer(0);
}

}  // namespace

TEST_CASE("two processes of a machine share a database, one writing and one reading") {
    SimDisk disk;
    SimProcess writer(disk, Dice(1), "writer");
    SimProcess reader(disk, Dice(2), "reader");
    Database writing = open(writer);
    REQUIRE_OK(writing.run("CREATE TABLE t(x)"));
    Database reading = VALUE(Database::open(file, {.mode = OpenMode::read, .vfs = reader.vfs()}));
    Transaction transaction = VALUE(Transaction::begin(writing));
    REQUIRE_OK(writing.run("INSERT INTO t VALUES(1)"));
    REQUIRE(count(reader) == 0);
    REQUIRE_OK(transaction.commit());
    REQUIRE(count(reader) == 1);
    static_cast<void>(reading);
}

TEST_CASE("a second writer is told that the database is busy") {
    SimDisk disk;
    SimProcess one(disk, Dice(1), "one");
    SimProcess two(disk, Dice(2), "two");
    Database first = open(one);
    REQUIRE_OK(first.run("CREATE TABLE t(x)"));
    Database second = open(two);
    Transaction transaction = VALUE(Transaction::begin(first));
    REQUIRE_ERROR(Errc::unavailable, Transaction::begin(second));
    REQUIRE_OK(transaction.commit());
    REQUIRE_OK(Transaction::begin(second));
}

TEST_CASE("a commit of full durability survives every power cut, one of normal does not") {
    for (const Durability durability : {Durability::full, Durability::normal}) {
        int lost = 0;
        for (std::uint64_t seed = 0; seed < 40; ++seed) {
            SimDisk disk;
            Dice dice(seed);
            SimProcess process(disk, dice.fork(1), "writer");
            {
                Database database = open(process, durability);
                REQUIRE_OK(database.run("CREATE TABLE t(x)"));
                for (int i = 0; i < 5; ++i) REQUIRE_OK(database.run("INSERT INTO t VALUES(1)"));
                process.kill();
            }
            disk.lose_power(dice);
            process.revive();
            Database database = open(process, durability);
            REQUIRE_OK(database.run("CREATE TABLE IF NOT EXISTS t(x)"));
            if (count(process) != 5) ++lost;
        }
        if (durability == Durability::full) {
            REQUIRE(lost == 0);
        } else {
            REQUIRE(lost > 0);
        }
    }
}

TEST_CASE("a process that is killed leaves to the others what it committed") {
    SimDisk disk;
    SimProcess writer(disk, Dice(1), "writer");
    SimProcess reader(disk, Dice(2), "reader");
    {
        Database database = open(writer);
        REQUIRE_OK(database.run("CREATE TABLE t(x)"));
        REQUIRE_OK(database.run("INSERT INTO t VALUES(1)"));
        REQUIRE_OK(database.run("BEGIN IMMEDIATE"));
        REQUIRE_OK(database.run("INSERT INTO t VALUES(2)"));
        writer.kill();
    }
    REQUIRE(count(reader) == 1);
    writer.revive();
    Database again = open(writer);
    REQUIRE_OK(again.run("INSERT INTO t VALUES(3)"));
    REQUIRE(count(reader) == 2);
}

// A writer killed between the last write of a commit and its sync leaves a commit that
// every reader sees and the power takes back, unless somebody syncs it first.
TEST_CASE("a commit that a killed process did not sync stays once somebody syncs the database") {
    for (const bool synced : {false, true}) {
        int lost = 0;
        for (std::uint64_t seed = 0; seed < 60; ++seed) {
            SimDisk disk;
            Dice dice(seed);
            SimProcess writer(disk, dice.fork(1), "writer");
            SimProcess reader(disk, dice.fork(2), "reader");
            {
                Database database = open(writer);
                REQUIRE_OK(database.run("CREATE TABLE t(x)"));
                const std::uint64_t before = writer.changes();
                REQUIRE_OK(database.run("INSERT INTO t VALUES(1)"));
                const std::uint64_t changes = writer.changes() - before;
                writer.fail_at(changes, Fault::death);  // the sync is the last of them
                REQUIRE_FALSE(database.run("INSERT INTO t VALUES(2)").ok());
            }
            REQUIRE(count(reader) == 2);
            if (synced) REQUIRE_OK(sync_database(reader.files(), file));
            reader.kill();
            disk.lose_power(dice);
            reader.revive();
            if (count(reader) != 2) ++lost;
        }
        REQUIRE((lost == 0) == synced);
    }
}
