#include "sync/edge/device/writer_lock.h"

#include "sync/edge/device/file_watch.h"
#include "sync/edge/events/outbox.h"
#include "tests/catch.h"
#include "tests/temp_folder.h"

using namespace hall;

TEST_CASE("one process writes, and a second one is told so") {
    const TempFolder temp;
    const DataFolder folder(temp.path());
    {
        const WriterLock lock = VALUE(WriterLock::take(folder));
        REQUIRE_ERROR(Errc::refused, WriterLock::take(folder));
        REQUIRE_ERROR(Errc::unavailable, WriterLock::take_over(folder, 100));
    }
    REQUIRE_OK(WriterLock::take(folder));
}

TEST_CASE("who asks for a turn is heard, gets it, and keeps others waiting meanwhile") {
    const TempFolder temp;
    const DataFolder folder(temp.path());
    DiskFiles files;
    REQUIRE_OK(files.append(folder.sync_handover(), ""));
    FileWatch watch =
        FileWatch::open(folder.root(), std::vector<std::string>{"outbox.db", "sync.handover"});
    REQUIRE_FALSE(WriterLock::hand_over_is_requested(folder));
    {
        const WriterLock turn = VALUE(WriterLock::take_over(folder, 0));
        REQUIRE(watch.wait(1000));
        REQUIRE(WriterLock::hand_over_is_requested(folder));
        REQUIRE_ERROR(Errc::refused, WriterLock::take_over(folder, 0));
    }
    REQUIRE_FALSE(WriterLock::hand_over_is_requested(folder));
    REQUIRE_OK(WriterLock::take_over(folder, 0));
}

TEST_CASE("looking whether the turn is wanted, and reading the outbox, wake nobody") {
    const TempFolder temp;
    const DataFolder folder(temp.path());
    DiskFiles files;
    static_cast<void>(VALUE(Outbox::open(files, folder)));
    REQUIRE_FALSE(WriterLock::hand_over_is_requested(folder));
    static_cast<void>(VALUE(OutboxReader::open(folder)));
    FileWatch watch =
        FileWatch::open(folder.root(), std::vector<std::string>{"outbox.db", "sync.handover"});
    for (int i = 0; i < 3; ++i) {
        REQUIRE_FALSE(WriterLock::hand_over_is_requested(folder));
        OutboxReader reader = VALUE(OutboxReader::open(folder));
        REQUIRE(VALUE(reader.next(0)).events.empty());
    }
    REQUIRE_FALSE(watch.wait(0));
    Outbox outbox = VALUE(Outbox::open(files, folder));
    static_cast<void>(watch.wait(0));
    REQUIRE_OK(outbox.append({"id", "like", "", "bytes"}));
    REQUIRE(watch.wait(1000));
}

TEST_CASE("a watch hears of the files it was told and of no others") {
    const TempFolder temp;
    DiskFiles files;
    FileWatch watch = FileWatch::open(temp.path(), std::vector<std::string>{"a", "b"});
    REQUIRE_OK(files.append(temp.path() / "c", "x"));
    REQUIRE_FALSE(watch.wait(0));
    REQUIRE_OK(files.append(temp.path() / "b-wal", "x"));
    REQUIRE(watch.wait(1000));
    REQUIRE_FALSE(watch.wait(0));
}
