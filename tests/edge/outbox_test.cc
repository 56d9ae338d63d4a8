#include "sync/edge/events/outbox.h"

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
    REQUIRE(VALUE(files.read(outbox.fault()->quarantined, 10'000)) == garbage);
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

TEST_CASE("a stored event is reported as stored although nothing can be read afterwards") {
    const TempFolder temp;
    const DataFolder folder(temp.path());
    DiskFiles files;
    FailingVfs disk;
    Outbox outbox = VALUE(Outbox::open(files, folder, {.vfs = disk.name()}));
    REQUIRE_OK(outbox.append(event_named("a")));
    disk.fail_reads_after_sync(100);
    REQUIRE_OK(outbox.append(event_named("b")));
    disk.fail_reads_after_sync(0);
    // Its counter is spent: the next event must not get it again.
    REQUIRE(outbox.next_counter() == 3);
    REQUIRE_OK(outbox.append(event_named("c")));
    REQUIRE(VALUE(outbox.ids(10)) == std::vector<std::string>{"a", "b", "c"});
    Outbox again = VALUE(Outbox::open(files, folder));
    REQUIRE(again.epoch() == 1);
    REQUIRE(again.next_counter() == 4);
}

TEST_CASE("an outbox that newer software wrote is refused and left as it is") {
    for (const std::int64_t version : {2, 99, 1002, 2002, 3002, 2'000'000'000}) {
        INFO("user_version " << version);
        const TempFolder temp;
        const DataFolder folder(temp.path());
        DiskFiles files;
        {
            Outbox outbox = VALUE(Outbox::open(files, folder));
            REQUIRE_OK(outbox.append(event_named("a")));
        }
        {
            Database newer = VALUE(Database::open(folder.outbox(), {}));
            REQUIRE_OK(newer.set_version(version));
            // Something that older software takes for damage.
            REQUIRE_OK(newer.run("PRAGMA writable_schema=ON"));
            REQUIRE_OK(
                newer.run("INSERT INTO sqlite_master VALUES('table','new','new',2,"
                          "'CREATE TABLE new(x NOT_YET_INVENTED) STRICT')"));
        }
        REQUIRE_ERROR(Errc::corrupt, Database::open(folder.outbox(), {}));
        const std::string before = VALUE(files.read(folder.outbox(), 1 << 20));
        REQUIRE_ERROR(Errc::refused, Outbox::open(files, folder));
        REQUIRE_ERROR(Errc::refused, OutboxReader::open(folder));
        REQUIRE(VALUE(files.read(folder.outbox(), 1 << 20)) == before);
        for (const std::string& name : VALUE(files.list(temp.path())))
            REQUIRE(name.find(".bad") == std::string::npos);
    }
}

TEST_CASE("an outbox of the next release that says so is read and written by this one") {
    const TempFolder temp;
    const DataFolder folder(temp.path());
    DiskFiles files;
    {
        Outbox outbox = VALUE(Outbox::open(files, folder));
        REQUIRE_OK(outbox.append(event_named("a")));
    }
    const std::int64_t next = user_version_of({.version = 2, .oldest_reader = 1});
    {
        Database newer = VALUE(Database::open(folder.outbox(), {}));
        REQUIRE_OK(newer.run("ALTER TABLE events ADD COLUMN urgency TEXT NOT NULL DEFAULT ''"));
        REQUIRE_OK(newer.run("CREATE TABLE drafts(id TEXT)"));
        REQUIRE_OK(newer.set_version(next));
    }
    Outbox outbox = VALUE(Outbox::open(files, folder));
    REQUIRE_FALSE(outbox.fault());
    REQUIRE(outbox.epoch() == 1);
    REQUIRE_OK(outbox.append(event_named("b")));
    REQUIRE(VALUE(VALUE(OutboxReader::open(folder)).next(0)).events.size() == 2);
    REQUIRE(VALUE(outbox.drop({receipt_for("a", "bytes")})) == 1);
    // What the next release left there is there when it comes back.
    Database again = VALUE(Database::open(folder.outbox(), {.mode = OpenMode::read}));
    REQUIRE(VALUE(again.version()) == next);
    REQUIRE_OK(again.prepare("SELECT urgency FROM events"));
    REQUIRE_OK(again.prepare("SELECT id FROM drafts"));
}

TEST_CASE("rows that no kiosk wrote are named as damaged, and the others come all the same") {
    const TempFolder temp;
    const DataFolder folder(temp.path());
    DiskFiles files;
    Outbox outbox = VALUE(Outbox::open(files, folder));
    const std::string long_id(70'000, 'x');
    const std::string broken_lines[] = {"two\nlines", "\n", ""};
    REQUIRE_OK(outbox.append(event_named("first")));
    for (const std::string& bytes : broken_lines)
        REQUIRE_OK(outbox.append(event_named("line-" + std::to_string(bytes.size()), bytes)));
    REQUIRE_OK(outbox.append(event_named("with blank")));
    REQUIRE_OK(outbox.append(event_named("with\nbreak")));
    REQUIRE_OK(outbox.append(event_named(std::string("nul\0nul", 7))));
    REQUIRE_OK(outbox.append(event_named("")));
    REQUIRE_OK(outbox.append(event_named(long_id)));
    REQUIRE_OK(outbox.append({"kind", "re quest", "", "bytes"}));
    REQUIRE_OK(outbox.append({"slip", "request", "K7M\n", "bytes"}));
    REQUIRE_OK(outbox.append(event_named("large", std::string((256 << 10) + 1, 'x'))));
    REQUIRE_OK(outbox.append(event_named("last")));
    OutboxReader reader = VALUE(OutboxReader::open(folder));
    const OutboxReader::Batch batch = VALUE(reader.next(0));
    std::vector<std::string> ids;
    for (const OutboxEvent& event : batch.events) ids.push_back(event.id);
    REQUIRE(ids.front() == "first");
    REQUIRE(ids.back() == "last");
    REQUIRE(batch.damaged.size() + ids.size() == 13);
    for (const std::string& name : batch.damaged) {
        INFO(name);
        REQUIRE(name.size() <= 64);
        REQUIRE(name.find_first_of(" \n") == std::string::npos);
        REQUIRE_ERROR(Errc::corrupt, reader.find(name));
    }
    REQUIRE_ERROR(Errc::not_found, reader.find("row-99"));
    REQUIRE_ERROR(Errc::not_found, reader.find("row-x"));
}

TEST_CASE("attachments that can be none are left out of what waits") {
    const TempFolder temp;
    const DataFolder folder(temp.path());
    DiskFiles files;
    Outbox outbox = VALUE(Outbox::open(files, folder));
    const std::string good(64, 'a');
    {
        Database writer = VALUE(Database::open(folder.outbox(), {}));
        Statement insert = VALUE(writer.prepare("INSERT INTO attachments VALUES(?,?,?)"));
        for (const std::string& name : {good, std::string("/etc/passwd"), std::string("../../x"),
                                        std::string(64, 'A'), std::string()})
            REQUIRE_OK(insert.bind(1, name).bind(2, 5).bind(3, "event").run());
        REQUIRE_OK(insert.bind(1, std::string(64, 'b')).bind(2, -5).bind(3, "event").run());
    }
    OutboxReader reader = VALUE(OutboxReader::open(folder));
    const std::vector<OutboxAttachment> waiting = VALUE(reader.attachments(10));
    REQUIRE(waiting.size() == 1);
    REQUIRE(waiting.front().name.sha256 == good);
}

TEST_CASE("counters that were lost go on behind all that was given out") {
    for (const char* loss : {"DELETE FROM counters", "UPDATE counters SET value=-7",
                             "DELETE FROM counters WHERE "
                             "name='counter'",
                             "UPDATE counters SET value=9000000000000000000"}) {
        for (const bool with_mark : {true, false}) {
            INFO(loss << (with_mark ? "" : ", without a mark"));
            const TempFolder temp;
            const DataFolder folder(temp.path());
            DiskFiles files;
            {
                Outbox outbox = VALUE(Outbox::open(files, folder));
                for (const char* id : {"a", "b", "c"}) REQUIRE_OK(outbox.append(event_named(id)));
            }
            {
                Database spoilt = VALUE(Database::open(folder.outbox(), {}));
                REQUIRE_OK(spoilt.run(loss));
            }
            if (!with_mark) std::filesystem::remove(folder.outbox_mark());
            Outbox outbox = VALUE(Outbox::open(files, folder));
            REQUIRE_FALSE(outbox.fault());
            REQUIRE(VALUE(outbox.size()) == 3);
            REQUIRE(outbox.next_counter() == 4);
            REQUIRE(outbox.epoch() >= 1);
            if (with_mark) REQUIRE(outbox.epoch() == 2);
            REQUIRE_OK(outbox.append(event_named("d")));
        }
    }
}

TEST_CASE("a file without the tables of an outbox is set aside") {
    const TempFolder temp;
    const DataFolder folder(temp.path());
    DiskFiles files;
    {
        Outbox outbox = VALUE(Outbox::open(files, folder));
        REQUIRE_OK(outbox.append(event_named("a")));
    }
    {
        Database spoilt = VALUE(Database::open(folder.outbox(), {}));
        REQUIRE_OK(spoilt.run("DROP TABLE counters"));
    }
    Outbox outbox = VALUE(Outbox::open(files, folder));
    REQUIRE(outbox.fault());
    REQUIRE(outbox.epoch() == 2);
}
