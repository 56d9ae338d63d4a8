#include "sync/edge/device/storage_guard.h"

#include "sync/edge/events/outbox.h"
#include "tests/catch.h"
#include "tests/failing_vfs.h"
#include "tests/files_on_disk.h"
#include "tests/temp_folder.h"

using namespace hall;

namespace {

// A disk of a stated size, of which the reserve is a part.
class SmallDisk final : public FilesOnDisk {
  public:
    explicit SmallDisk(Path reserve) : reserve_(std::move(reserve)) {}
    std::uint64_t free = 1000;  // without the reserve

    bool full_while_reserved = false;

    Result<void> write_durably(const Path& file, std::string_view bytes, FileMode mode) override {
        if (full_while_reserved && size(reserve_).ok()) return Error(Errc::exhausted, "full");
        return FilesOnDisk::write_durably(file, bytes, mode);
    }
    Result<std::uint64_t> free_bytes(const Path&) override {
        const Result<std::uint64_t> held = size(reserve_);
        return free - std::min(free, held.ok() ? held.value() : 0);
    }

  private:
    Path reserve_;
};

struct Machine {
    TempFolder temp;
    DataFolder folder{temp.path()};
    SmallDisk files{folder.outbox_reserve()};
    StoragePolicy policy{.reserve_bytes = 100,
                         .event_bytes = 20,
                         .text_floor_bytes = 300,
                         .blob_floor_bytes = 500,
                         .blob_bytes_max = 400};
    StorageGuard guard{files, folder, policy};

    bool has_reserve() { return files.size(folder.outbox_reserve()).ok(); }
};

}  // namespace

TEST_CASE("the reserve is held while the disk can bear it, and given up once") {
    Machine machine;
    REQUIRE_OK(machine.guard.hold_reserve());
    REQUIRE(VALUE(machine.files.size(machine.folder.outbox_reserve())) == 100);
    REQUIRE(VALUE(machine.guard.release_reserve()));
    REQUIRE_FALSE(VALUE(machine.guard.release_reserve()));
    machine.files.free = 119;
    REQUIRE_OK(machine.guard.hold_reserve());
    REQUIRE_FALSE(machine.has_reserve());
    machine.files.free = 120;
    REQUIRE_OK(machine.guard.hold_reserve());
    REQUIRE(machine.has_reserve());
}

TEST_CASE("there is room for an event while the reserve is there, and never promised beyond it") {
    Machine machine;
    REQUIRE_OK(machine.guard.hold_reserve());
    machine.files.free = 100;  // all of it the reserve's
    REQUIRE_OK(machine.guard.room_for_event());
    REQUIRE_ERROR(Errc::exhausted, machine.guard.room_for_event(1));  // the event's alone
    machine.files.free = 180;
    REQUIRE_OK(machine.guard.room_for_event(80));
    REQUIRE_ERROR(Errc::exhausted, machine.guard.room_for_event(81));
    REQUIRE(VALUE(machine.guard.release_reserve()));
    machine.files.free = 19;
    REQUIRE_ERROR(Errc::exhausted, machine.guard.room_for_event());
}

TEST_CASE("blobs stop before text, and text before events") {
    Machine machine;
    REQUIRE(VALUE(machine.guard.room_for_blob(400)) == BlobRoom::fits);
    REQUIRE(VALUE(machine.guard.room_for_blob(401)) == BlobRoom::too_large);
    machine.files.free = 550;
    REQUIRE(VALUE(machine.guard.room_for_blob(50)) == BlobRoom::fits);
    REQUIRE(VALUE(machine.guard.room_for_blob(51)) == BlobRoom::no_space);
    REQUIRE_OK(machine.guard.room_for_text(20));
    REQUIRE(VALUE(machine.guard.shortage()) == 0);
    machine.files.free = 449;
    REQUIRE(VALUE(machine.guard.shortage()) == 1);
    REQUIRE_OK(machine.guard.room_for_text(10));
    machine.files.free = 299;
    REQUIRE_ERROR(Errc::exhausted, machine.guard.room_for_text(0));
    REQUIRE_OK(machine.guard.room_for_event());
}

TEST_CASE("after room was promised an event finds it, though the disk has filled up meanwhile") {
    for (const bool mark_first : {true, false}) {
        Machine machine;
        FailingVfs disk;
        {
            Outbox outbox =
                VALUE(Outbox::open(machine.files, machine.folder,
                                   {.storage = machine.policy, .machine = {}, .vfs = disk.name()}));
            REQUIRE(machine.has_reserve());
            REQUIRE_OK(outbox.room());
            machine.files.free = 100;
            machine.files.full_while_reserved = mark_first;
            if (!mark_first) disk.fail_writes(1);
            REQUIRE_OK(outbox.append({"a", "like", "", "bytes"}));
            REQUIRE(VALUE(outbox.size()) == 1);
            REQUIRE_FALSE(machine.has_reserve());
            // It is not promised twice.
            machine.files.free = 19;
            REQUIRE_ERROR(Errc::exhausted, outbox.room());
        }
        machine.files.free = 1000;
        Outbox again = VALUE(Outbox::open(machine.files, machine.folder,
                                          {.storage = machine.policy, .machine = {}, .vfs = {}}));
        REQUIRE(machine.has_reserve());
        REQUIRE(VALUE(again.size()) == 1);
    }
}

TEST_CASE("a kiosk that starts on a full disk finds its outbox, and the reserve makes way") {
    Machine machine;
    FailingVfs disk;
    const OutboxLimits limits{.storage = machine.policy, .machine = {}, .vfs = disk.name()};
    {
        Outbox outbox = VALUE(Outbox::open(machine.files, machine.folder, limits));
        REQUIRE_OK(outbox.append({"a", "like", "", "bytes"}));
    }
    machine.files.free = 100;
    // Nobody has it open: what its writers share finds no room.
    disk.fail_shared_memory(1);
    REQUIRE_OK(Outbox::open(machine.files, machine.folder, limits));
    REQUIRE_FALSE(machine.has_reserve());
    // A new epoch has to be written.
    REQUIRE_OK(machine.files.allocate(machine.folder.outbox_reserve(), 100));
    REQUIRE_OK(machine.files.remove(machine.folder.outbox_mark()));
    disk.fail_writes(1);
    {
        Outbox outbox = VALUE(Outbox::open(machine.files, machine.folder, limits));
        REQUIRE_FALSE(machine.has_reserve());
        REQUIRE(outbox.epoch() == 2);
        REQUIRE(VALUE(outbox.size()) == 1);
    }
    // Nothing is left to make way: it is said, and nothing is lost.
    REQUIRE_OK(machine.files.remove(machine.folder.outbox_mark()));
    machine.files.free = 0;
    disk.fail_writes(1);
    REQUIRE_ERROR(Errc::exhausted, Outbox::open(machine.files, machine.folder, limits));
    OutboxReader reader = VALUE(OutboxReader::open(machine.folder));
    REQUIRE(VALUE(reader.next(0)).events.size() == 1);
}

TEST_CASE("remains of the cache are cleared, those of an outbox never") {
    Machine machine;
    for (const char* name : {"cache.db.bad-1", "cache.db", "outbox.db", "outbox.db.bad-1"}) {
        REQUIRE_OK(machine.files.append(machine.folder.root() / name, "12345"));
    }
    REQUIRE_OK(machine.guard.hold_reserve());
    REQUIRE(VALUE(machine.guard.clear_remains()) == 5);
    REQUIRE_ERROR(Errc::not_found, machine.files.size(machine.folder.root() / "cache.db.bad-1"));
    for (const char* name : {"cache.db", "outbox.db", "outbox.db.bad-1"}) {
        REQUIRE(VALUE(machine.files.size(machine.folder.root() / name)) == 5);
    }
    REQUIRE(machine.has_reserve());
}

TEST_CASE("what comes again by itself can all go, and nothing else does") {
    Machine machine;
    for (const char* name : {"blobs/a", "staging/b.part", "cache.db.bad-1", "cache.db", "outbox.db",
                             "outbox.db.bad-1", "attachments/c", "keys/sign.key"}) {
        const Path file = machine.folder.root() / name;
        REQUIRE_OK(machine.files.make_folder(file.parent_path()));
        REQUIRE_OK(machine.files.append(file, "12345"));
    }
    REQUIRE(VALUE(machine.guard.clear_what_comes_again()) == 15);
    REQUIRE(VALUE(machine.guard.clear_what_comes_again()) == 0);
    for (const char* name :
         {"cache.db", "outbox.db", "outbox.db.bad-1", "attachments/c", "keys/sign.key"}) {
        REQUIRE(VALUE(machine.files.size(machine.folder.root() / name)) == 5);
    }
}
