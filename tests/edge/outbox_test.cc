#include "sync/edge/outbox.h"

#include <sqlite3.h>

#include <fstream>

#include "sync/wire/signature.h"
#include "tests/catch.h"
#include "tests/temp_folder.h"

using namespace hall;

namespace {

Outbox::NewEvent event_named(std::string_view id, std::string_view bytes = "bytes") {
    return {id, "request", "K7M-0001", bytes};
}

Receipt receipt_for(std::string_view id, std::string_view bytes) {
    return {std::string(id), sha256_hex(bytes), "accepted", "", "", ""};
}

}  // namespace

TEST_CASE("an appended event is there after opening again, byte for byte") {
    const TempFolder temp;
    const DataFolder folder(temp.path());
    DiskFiles files;
    {
        Outbox outbox = VALUE(Outbox::open(files, folder));
        REQUIRE(outbox.next_counter() == 1);
        REQUIRE_OK(outbox.append(event_named("a", std::string("\0x", 2))));
        REQUIRE(outbox.next_counter() == 2);
    }
    Outbox outbox = VALUE(Outbox::open(files, folder));
    REQUIRE(VALUE(outbox.size()) == 1);
    REQUIRE(outbox.next_counter() == 2);
    REQUIRE(outbox.epoch() == 1);
    OutboxReader reader = VALUE(OutboxReader::open(folder));
    REQUIRE(VALUE(reader.next(0)).events.front().bytes == std::string("\0x", 2));
    REQUIRE(VALUE(outbox.find_slip("K7M-0001")).id == "a");
    REQUIRE_ERROR(Errc::not_found, outbox.find_slip("K7M-0002"));
}

TEST_CASE("only a receipt for these very bytes drops an event") {
    const TempFolder temp;
    DiskFiles files;
    Outbox outbox = VALUE(Outbox::open(files, DataFolder(temp.path())));
    REQUIRE_OK(outbox.append(event_named("a", "one")));
    REQUIRE(VALUE(outbox.drop({receipt_for("a", "two")})) == 0);
    REQUIRE(VALUE(outbox.drop({receipt_for("b", "one")})) == 0);
    REQUIRE(VALUE(outbox.size()) == 1);
    REQUIRE(VALUE(outbox.drop({receipt_for("a", "one")})) == 1);
    REQUIRE(VALUE(outbox.size()) == 0);
}

TEST_CASE("a second event of the same id is refused and the first stays as it was") {
    const TempFolder temp;
    const DataFolder folder(temp.path());
    DiskFiles files;
    Outbox outbox = VALUE(Outbox::open(files, folder));
    REQUIRE_OK(outbox.append(event_named("a", "one")));
    REQUIRE_ERROR(Errc::refused, outbox.append(event_named("a", "two")));
    REQUIRE(outbox.next_counter() == 2);
    OutboxReader reader = VALUE(OutboxReader::open(folder));
    REQUIRE(VALUE(reader.next(0)).events.front().bytes == "one");
}

TEST_CASE("a full outbox refuses before it takes, and says so beforehand") {
    const TempFolder temp;
    DiskFiles files;
    Outbox outbox = VALUE(Outbox::open(files, DataFolder(temp.path()), {.events_max = 2}));
    REQUIRE_OK(outbox.room());
    REQUIRE_OK(outbox.append(event_named("a")));
    REQUIRE_OK(outbox.append(event_named("b")));
    REQUIRE_ERROR(Errc::exhausted, outbox.room());
    REQUIRE_ERROR(Errc::exhausted, outbox.append(event_named("c")));
    REQUIRE(VALUE(outbox.size()) == 2);
}

TEST_CASE("a file that is no outbox is set aside, kept, and the epoch rises") {
    const TempFolder temp;
    const DataFolder folder(temp.path());
    DiskFiles files;
    std::int64_t counter = 0;
    {
        Outbox outbox = VALUE(Outbox::open(files, folder));
        REQUIRE_OK(outbox.append(event_named("a")));
        counter = outbox.next_counter();
    }
    for (const char* suffix : {"-wal", "-shm"})
        std::filesystem::remove(folder.outbox().string() + suffix);
    const std::string garbage(8192, 'g');
    std::ofstream(folder.outbox(), std::ios::trunc) << garbage;
    Outbox outbox = VALUE(Outbox::open(files, folder));
    REQUIRE(outbox.fault());
    REQUIRE(VALUE(files.read(outbox.fault()->set_aside, 10'000)) == garbage);
    REQUIRE(outbox.epoch() == 2);
    REQUIRE(outbox.next_counter() == counter);  // no slip number twice
    REQUIRE_OK(outbox.append(event_named("b")));
}

TEST_CASE("a database put back from a copy gets a new epoch") {
    const TempFolder temp;
    const DataFolder folder(temp.path());
    const Path copy = temp.path() / "copy.db";
    DiskFiles files;
    {
        Outbox outbox = VALUE(Outbox::open(files, folder));
        REQUIRE_OK(outbox.append(event_named("a")));
    }
    std::filesystem::copy_file(folder.outbox(), copy);
    {
        Outbox outbox = VALUE(Outbox::open(files, folder));
        REQUIRE(outbox.epoch() == 1);
        REQUIRE_OK(outbox.append(event_named("b")));
        REQUIRE(outbox.next_counter() == 3);
    }
    for (const char* suffix : {"-wal", "-shm"})
        std::filesystem::remove(folder.outbox().string() + suffix);
    std::filesystem::copy_file(copy, folder.outbox(),
                               std::filesystem::copy_options::overwrite_existing);
    Outbox outbox = VALUE(Outbox::open(files, folder));
    REQUIRE(outbox.epoch() == 2);
    REQUIRE(outbox.next_counter() == 3);
}

TEST_CASE("batches keep order and limits, and leave damaged rows out") {
    const TempFolder temp;
    const DataFolder folder(temp.path());
    DiskFiles files;
    Outbox outbox = VALUE(Outbox::open(files, folder));
    for (int i = 0; i < 150; ++i) {
        REQUIRE_OK(
            outbox.append({"id-" + std::to_string(i), "request", "", std::string(10'000, 'x')}));
    }
    OutboxReader reader = VALUE(OutboxReader::open(folder));
    REQUIRE(VALUE(reader.next(0)).events.size() == 100);
    REQUIRE(VALUE(reader.next(0, {.bytes_max = 35'000})).events.size() == 3);
    REQUIRE(VALUE(reader.next(100)).events.front().id == "id-100");
    {
        Database writer = VALUE(Database::open(folder.outbox(), {}));
        REQUIRE_OK(writer.run("UPDATE events SET bytes=x'00' WHERE id='id-0'"));
    }
    const OutboxReader::Batch batch = VALUE(reader.next(0));
    REQUIRE(batch.damaged == std::vector<std::string>{"id-0"});
    REQUIRE(batch.events.front().id == "id-1");
}
