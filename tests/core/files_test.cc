#include "sync/core/files.h"

#include <sys/stat.h>
#include <unistd.h>

#include "sync/core/folder_rights.h"
#include "tests/catch.h"
#include "tests/temp_folder.h"

using namespace hall;

TEST_CASE("a file is replaced whole and a secret one is for its owner only") {
    const TempFolder temp;
    DiskFiles files;
    const Path file = temp.path() / "key";
    REQUIRE_OK(files.write_durably(file, "old", FileMode::shared));
    REQUIRE_OK(files.write_durably(file, "new", FileMode::secret));
    REQUIRE(VALUE(files.read(file, 10)) == "new");
    struct stat status {};
    REQUIRE(stat(file.c_str(), &status) == 0);
    REQUIRE((status.st_mode & 0777) == 0600);
    REQUIRE(VALUE(files.list(temp.path())) == std::vector<std::string>{"key"});
}

namespace {

mode_t rights_of(const Path& file) {
    struct stat status {};
    REQUIRE(stat(file.c_str(), &status) == 0);
    return status.st_mode & 07777;
}

// The umask of this process, until it ends.
class Umask {
  public:
    explicit Umask(mode_t mask) : before_(umask(mask)) {}
    ~Umask() { umask(before_); }
    Umask(const Umask&) = delete;
    Umask& operator=(const Umask&) = delete;

  private:
    mode_t before_;
};

}  // namespace

TEST_CASE("folders and files are their owner's alone, whatever the umask") {
    for (const mode_t mask : {0U, 022U, 077U, 0277U, 0777U}) {
        INFO(mask);
        const TempFolder temp;
        DiskFiles files;
        const Path folder = temp.path() / "a" / "b";
        {
            const Umask one(mask);
            REQUIRE_OK(files.make_folder(folder / "c/"));
            REQUIRE_OK(files.write_durably(folder / "durable", "x", FileMode::secret));
            REQUIRE_OK(files.write_durably(folder / "shared", "x", FileMode::shared));
            REQUIRE_OK(files.write_all_durably({{folder / "of many", "x"}}));
            REQUIRE_OK(files.append(folder / "appended", "x"));
            REQUIRE_OK(files.allocate(folder / "allocated", 4096));
        }
        for (const char* name : {"a", "a/b", "a/b/c"})
            REQUIRE(rights_of(temp.path() / name) == 0700);
        for (const std::string& name : VALUE(files.list(folder))) {
            INFO(name);
            if (name != "c") REQUIRE(rights_of(folder / name) == 0600);
        }
    }
}

TEST_CASE("what an older program left open to others is closed when it is written") {
    const TempFolder temp;
    DiskFiles files;
    const Path file = temp.path() / "log";
    REQUIRE_OK(files.append(file, "old"));
    REQUIRE(chmod(file.c_str(), 0666) == 0);
    REQUIRE_OK(files.append(file, "new"));
    REQUIRE(rights_of(file) == 0600);
    const Path folder = temp.path() / "data";
    REQUIRE(mkdir(folder.c_str(), 0755) == 0);
    REQUIRE(chmod(folder.c_str(), 0755) == 0);
    REQUIRE_OK(close_to_others(folder));
    REQUIRE(rights_of(folder) == 0700);
}

TEST_CASE("a folder that cannot be made is said so") {
    const TempFolder temp;
    DiskFiles files;
    REQUIRE_OK(files.append(temp.path() / "file", "x"));
    REQUIRE_FALSE(files.make_folder(temp.path() / "file").ok());
    REQUIRE_FALSE(files.make_folder(temp.path() / "file" / "below").ok());
    REQUIRE_OK(files.make_folder(temp.path()));
}

TEST_CASE("a file longer than allowed is refused and not read to its end") {
    const TempFolder temp;
    DiskFiles files;
    const Path file = temp.path() / "big";
    REQUIRE_OK(files.append(file, "12345"));
    REQUIRE_OK(files.append(file, "678"));
    REQUIRE(VALUE(files.read(file, 8)) == "12345678");
    REQUIRE_ERROR(Errc::exhausted, files.read(file, 7));
    REQUIRE(truncate(file.c_str(), off_t{1} << 40) == 0);  // sparse: a terabyte
    REQUIRE_ERROR(Errc::exhausted, files.read(file, 1000));
}

TEST_CASE("what is not there is not_found") {
    const TempFolder temp;
    DiskFiles files;
    REQUIRE_ERROR(Errc::not_found, files.read(temp.path() / "none", 10));
    REQUIRE_ERROR(Errc::not_found, files.size(temp.path() / "none"));
    REQUIRE_ERROR(Errc::not_found, files.list(temp.path() / "none"));
    REQUIRE_OK(files.remove(temp.path() / "none"));
}

TEST_CASE("a full disk is exhausted and leaves the old file") {
    DiskFiles files;
    if (!std::filesystem::exists("/dev/full")) {
        WARN("skipped: no /dev/full here");
        return;
    }
    REQUIRE_ERROR(Errc::exhausted, files.append("/dev/full", "x"));
}

TEST_CASE("a lock is held once") {
    const TempFolder temp;
    auto lock = std::make_unique<FileLock>(VALUE(FileLock::take(temp.path() / "lock")));
    REQUIRE_ERROR(Errc::refused, FileLock::take(temp.path() / "lock"));
    lock.reset();
    REQUIRE_OK(FileLock::take(temp.path() / "lock"));
}

TEST_CASE("many files are replaced at the price of one") {
    const TempFolder temp;
    DiskFiles files;
    REQUIRE_OK(files.write_durably(temp.path() / "a", "old", FileMode::shared));
    REQUIRE_OK(files.write_all_durably({{temp.path() / "a", "1"}, {temp.path() / "b", "2"}}));
    REQUIRE_OK(files.write_all_durably({}));
    REQUIRE(VALUE(files.read(temp.path() / "a", 10)) == "1");
    REQUIRE(VALUE(files.read(temp.path() / "b", 10)) == "2");
    REQUIRE(VALUE(files.list(temp.path())) == std::vector<std::string>{"a", "b"});
    REQUIRE_ERROR(Errc::not_found, files.write_all_durably({{temp.path() / "c", "3"},
                                                            {temp.path() / "no" / "d", "4"}}));
}

TEST_CASE("a part of a file is read from where it is asked, and nothing past its end") {
    const TempFolder temp;
    DiskFiles files;
    const Path file = temp.path() / "f";
    REQUIRE_OK(files.write_durably(file, "0123456789", FileMode::shared));
    Files& interface = files;
    REQUIRE(VALUE(interface.read_part(file, 3, 4)) == "3456");
    REQUIRE(VALUE(interface.read_part(file, 8, 40)) == "89");
    REQUIRE(VALUE(interface.read_part(file, 10, 4)).empty());
    REQUIRE(VALUE(interface.read_part(file, 99, 4)).empty());
    REQUIRE_ERROR(Errc::not_found, files.read_part(temp.path() / "none", 0, 4));
    // What every Files does that has no way of its own.
    REQUIRE(VALUE(files.Files::read_part(file, 3, 4)) == "3456");
    REQUIRE(VALUE(files.Files::read_part(file, 99, 4)).empty());
}

TEST_CASE("an allocated file takes up its place, and one that is there stays as it is") {
    const TempFolder temp;
    DiskFiles files;
    const Path file = temp.path() / "ballast";
    REQUIRE_OK(files.allocate(file, 1 << 20));
    struct stat status {};
    REQUIRE(::stat(file.c_str(), &status) == 0);
    REQUIRE(status.st_size == 1 << 20);
    REQUIRE(status.st_blocks * 512 >= 1 << 20);
    REQUIRE_OK(files.allocate(file, 2 << 20));
    REQUIRE(VALUE(files.size(file)) == 1 << 20);
    const Path other = temp.path() / "other";
    REQUIRE_OK(files.Files::allocate(other, 4096));
    REQUIRE(VALUE(files.size(other)) == 4096);
}
