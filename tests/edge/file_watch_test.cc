#include "sync/edge/device/file_watch.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "sync/edge/events/outbox.h"
#include "tests/catch.h"
#include "tests/temp_folder.h"

using namespace hall;

namespace {

// As when all that the kernel gives of inotify is taken: no descriptor is left.
FileWatch open_without_inotify(const Path& folder, std::vector<std::string> names) {
    rlimit before{};
    REQUIRE(getrlimit(RLIMIT_NOFILE, &before) == 0);
    const int next = ::dup(STDIN_FILENO);
    ::close(next);
    rlimit none = before;
    none.rlim_cur = static_cast<rlim_t>(next);
    REQUIRE(setrlimit(RLIMIT_NOFILE, &none) == 0);
    FileWatch watch = FileWatch::open(folder, std::move(names));
    REQUIRE(setrlimit(RLIMIT_NOFILE, &before) == 0);
    REQUIRE_FALSE(watch.is_told());
    return watch;
}

}  // namespace

TEST_CASE("without inotify a change is noticed all the same") {
    const TempFolder temp;
    const DataFolder folder(temp.path());
    DiskFiles files;
    FileWatch watch = open_without_inotify(temp.path(), {"outbox.db", "sync.handover"});
    constexpr std::int64_t long_ms = 20'000;
    Outbox outbox = VALUE(Outbox::open(files, folder));
    REQUIRE(watch.wait(long_ms));
    static_cast<void>(watch.wait(0));
    REQUIRE_FALSE(watch.wait(0));
    REQUIRE_OK(outbox.append({"id", "like", "", "bytes"}));
    REQUIRE(watch.wait(long_ms));
    {
        OutboxReader reader = VALUE(OutboxReader::open(folder));
        REQUIRE(VALUE(reader.next(0)).events.size() == 1);
    }
    REQUIRE_FALSE(watch.wait(0));
    // Another file in its place, as a cache that was set aside.
    REQUIRE_OK(files.write_durably(folder.outbox(), "another", FileMode::shared));
    REQUIRE(watch.wait(long_ms));
    REQUIRE_OK(files.append(temp.path() / "another", "x"));
    REQUIRE_FALSE(watch.wait(0));
}

TEST_CASE("without inotify the wish to stop is heard at once") {
    const TempFolder temp;
    FileWatch watch = open_without_inotify(temp.path(), {"outbox.db"});
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    REQUIRE(::write(ends[1], "x", 1) == 1);
    REQUIRE_FALSE(watch.wait(-1, ends[0]));
    ::close(ends[0]);
    ::close(ends[1]);
}

TEST_CASE("a folder that cannot be watched yet is looked at until it is there") {
    const TempFolder temp;
    DiskFiles files;
    const Path folder = temp.path() / "later";
    FileWatch watch = FileWatch::open(folder, "cache.db");
    REQUIRE_FALSE(watch.is_told());
    REQUIRE_FALSE(watch.wait(0));
    REQUIRE_OK(files.make_folder(folder));
    REQUIRE_OK(files.append(folder / "cache.db", "x"));
    REQUIRE(watch.wait(20'000));
}
