#include "sync/edge/outbox.h"

#include <sqlite3.h>

#include <fstream>

#include "sync/wire/signature.h"
#include "tests/catch.h"
#include "tests/failing_vfs.h"
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

TEST_CASE("a database without its mark begins a new epoch") {
    const TempFolder temp;
    const DataFolder folder(temp.path());
    DiskFiles files;
    { REQUIRE_OK(VALUE(Outbox::open(files, folder)).append(event_named("a"))); }
    REQUIRE_OK(files.remove(folder.outbox_mark()));
    Outbox outbox = VALUE(Outbox::open(files, folder));
    REQUIRE(outbox.epoch() == 2);
    REQUIRE(outbox.next_counter() == 2);
}

TEST_CASE("a disk that wakes up in another machine begins a new epoch, once") {
    const TempFolder temp;
    const DataFolder folder(temp.path());
    DiskFiles files;
    const auto open = [&](const std::string& machine) {
        OutboxLimits limits;
        limits.machine = machine;
        return VALUE(Outbox::open(files, folder, limits)).epoch();
    };
    REQUIRE(open("") == 1);
    REQUIRE(open("machine-a") == 1);  // now it is known
    REQUIRE(open("machine-a") == 1);
    REQUIRE(open("machine-b") == 2);
    REQUIRE(open("machine-b") == 2);
    REQUIRE(open("") == 2);
    REQUIRE(open("machine-a") == 3);
    // The machine's own id is for the machine.
    REQUIRE(VALUE(files.read(folder.outbox_mark(), 400)).find("machine-a") == std::string::npos);
}

TEST_CASE("a counter is spent before its event is, so that no copy gives it out again") {
    const TempFolder temp;
    const DataFolder folder(temp.path());
    DiskFiles files;
    FailingVfs disk;
    const OutboxLimits limits{.vfs = disk.name()};
    {
        Outbox outbox = VALUE(Outbox::open(files, folder, limits));
        REQUIRE_OK(outbox.append(event_named("a")));
        // The mark is written and the event is not; then the power fails.
        disk.fail_writes(1000);
        REQUIRE_FALSE(outbox.append(event_named("b")).ok());
        disk.fail_writes(0);
    }
    Outbox outbox = VALUE(Outbox::open(files, folder, limits));
    REQUIRE(outbox.epoch() == 2);
    REQUIRE(outbox.next_counter() == 3);
}

TEST_CASE("a failed sync is not called saved: the file is opened again and written anew") {
    const TempFolder temp;
    const DataFolder folder(temp.path() / "board");
    DiskFiles files;
    REQUIRE_OK(files.make_folder(folder.root()));
    FailingVfs disk;
    Outbox outbox = VALUE(Outbox::open(files, folder, {.vfs = disk.name()}));
    REQUIRE_OK(outbox.append(event_named("a")));
    const int before = disk.syncs();
    disk.fail_syncs(1);
    REQUIRE_OK(outbox.append(event_named("b")));
    REQUIRE_FALSE(outbox.broken());
    REQUIRE(VALUE(outbox.size()) == 2);
    REQUIRE(outbox.next_counter() == 3);
    REQUIRE(disk.syncs() >= before + 2);
    // What a power cut now would leave: the file and the log of after.
    const DataFolder copy(temp.path() / "copy");
    REQUIRE_OK(files.make_folder(copy.root()));
    for (const char* suffix : {"", "-wal"})
        std::filesystem::copy_file(folder.outbox().string() + suffix,
                                   copy.outbox().string() + suffix);
    OutboxReader reader = VALUE(OutboxReader::open(copy));
    REQUIRE(VALUE(reader.next(0)).events.size() == 2);
    REQUIRE_OK(outbox.append(event_named("c")));
}

TEST_CASE("after the disk failed twice nothing is taken, and nothing that was stored is lost") {
    const TempFolder temp;
    const DataFolder folder(temp.path());
    DiskFiles files;
    FailingVfs disk;
    {
        Outbox outbox = VALUE(Outbox::open(files, folder, {.vfs = disk.name()}));
        REQUIRE_OK(outbox.append(event_named("a")));
        disk.fail_syncs(1000);
        REQUIRE_ERROR(Errc::unavailable, outbox.append(event_named("b")));
        REQUIRE(outbox.broken());
        disk.fail_syncs(0);
        // The disk may have got well; that is not for this process to believe.
        REQUIRE_ERROR(Errc::unavailable, outbox.append(event_named("c")));
        REQUIRE_ERROR(Errc::unavailable, outbox.room());
        REQUIRE_ERROR(Errc::unavailable, outbox.size());
        REQUIRE_ERROR(Errc::unavailable, outbox.drop({receipt_for("a", "bytes")}));
    }
    Outbox outbox = VALUE(Outbox::open(files, folder, {.vfs = disk.name()}));
    REQUIRE_FALSE(outbox.broken());
    REQUIRE_OK(outbox.append(event_named("c")));
    OutboxReader reader = VALUE(OutboxReader::open(folder));
    REQUIRE(VALUE(reader.next(0)).events.front().id == "a");
}

TEST_CASE("a full disk refuses an event and changes nothing, and there is room again later") {
    const TempFolder temp;
    const DataFolder folder(temp.path());
    DiskFiles files;
    FailingVfs disk;
    Outbox outbox = VALUE(Outbox::open(files, folder, {.vfs = disk.name()}));
    REQUIRE_OK(outbox.append(event_named("a")));
    disk.fail_writes(1000);
    REQUIRE_ERROR(Errc::exhausted, outbox.append(event_named("b")));
    disk.fail_writes(0);
    REQUIRE_FALSE(outbox.broken());
    REQUIRE(VALUE(outbox.size()) == 1);
    REQUIRE_OK(outbox.append(event_named("b")));
    REQUIRE(outbox.next_counter() == 3);
}

TEST_CASE("another process at the file is waited for, and breaks nothing") {
    const TempFolder temp;
    const DataFolder folder(temp.path());
    DiskFiles files;
    Outbox outbox = VALUE(Outbox::open(files, folder));
    {
        Database other = VALUE(Database::open(folder.outbox(), {}));
        REQUIRE_OK(other.run("BEGIN IMMEDIATE"));
        REQUIRE_ERROR(Errc::unavailable, outbox.append(event_named("a")));
    }
    REQUIRE_FALSE(outbox.broken());
    REQUIRE_OK(outbox.append(event_named("a")));
}

TEST_CASE("what the county refused stays, unless it says nothing of a person") {
    const TempFolder temp;
    DiskFiles files;
    Outbox outbox = VALUE(Outbox::open(files, DataFolder(temp.path())));
    REQUIRE_OK(outbox.append(event_named("a", "one")));
    REQUIRE_OK(outbox.append({"b", "heartbeat", "", "two"}));
    Receipt refused_request = receipt_for("a", "one");
    Receipt refused_heartbeat = receipt_for("b", "two");
    refused_request.state = refused_heartbeat.state = "refused";
    REQUIRE(VALUE(outbox.drop({refused_request, refused_heartbeat})) == 1);
    REQUIRE(VALUE(outbox.ids(10)) == std::vector<std::string>{"a"});
    // Sent again later, and accepted then.
    REQUIRE(VALUE(outbox.drop({receipt_for("a", "one")})) == 1);
}

TEST_CASE("the first outbox there was opens, keeps its events and takes attachments") {
    const TempFolder temp;
    const DataFolder folder(temp.path());
    DiskFiles files;
    const Path old = Path(HALL_SOURCE_DIR) / "tests/vectors/wire-1/board";
    for (const char* name : {"outbox.db", "outbox.mark"})
        std::filesystem::copy_file(old / name, temp.path() / name);
    {
        Database before = VALUE(Database::open(folder.outbox(), {.mode = OpenMode::read}));
        REQUIRE_FALSE(before.prepare("SELECT * FROM attachments").ok());
    }
    OutboxReader old_reader = VALUE(OutboxReader::open(folder));
    REQUIRE(VALUE(old_reader.attachments(10)).empty());
    Outbox outbox = VALUE(Outbox::open(files, folder));
    REQUIRE_FALSE(outbox.fault());
    REQUIRE(outbox.epoch() == 1);
    REQUIRE(VALUE(outbox.size()) == 2);
    SystemRandom random;
    const SealedAttachment photo =
        VALUE(outbox.attachment_folder().store({"photo", "image/png", "照片"}, "c", random));
    REQUIRE_OK(outbox.append({"c", "request", "", "bytes", {&photo, 1}}));
    // The old software reads the file as before: same version, same tables and one more.
    Database again = VALUE(Database::open(folder.outbox(), {.mode = OpenMode::read}));
    REQUIRE(VALUE(again.version()) == 1);
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
