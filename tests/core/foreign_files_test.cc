#include "sync/core/foreign_files.h"

#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <fstream>

#include "tests/catch.h"
#include "tests/temp_folder.h"

using namespace hall;

namespace {

// A stick in a folder, and beside it what a bad one would like to reach.
struct Medium {
    Medium() {
        std::filesystem::create_directories(root / "folder");
        std::filesystem::create_directories(temp.path() / "board");
        std::ofstream(temp.path() / "board" / "key") << "secret";
        std::ofstream(root / "folder" / "plain") << "plain";
    }

    std::string device_key() const {
        std::string text;
        std::ifstream(temp.path() / "board" / "key") >> text;
        return text;
    }

    TempFolder temp;
    Path root = temp.path() / "stick";
    ForeignFiles files{root};
};

}  // namespace

TEST_CASE("plain files of a stick are read, written, moved, listed and removed") {
    Medium medium;
    const Path& root = medium.root;
    REQUIRE(VALUE(medium.files.read(root / "folder" / "plain", 5)) == "plain");
    REQUIRE(VALUE(medium.files.read_part(root / "folder" / "plain", 1, 3)) == "lai");
    REQUIRE(VALUE(medium.files.read_part(root / "folder" / "plain", 3, 9)) == "in");
    REQUIRE(VALUE(medium.files.read_part(root / "folder" / "plain", 5, 9)).empty());
    REQUIRE(VALUE(medium.files.size(root / "folder" / "plain")) == 5);
    REQUIRE_OK(medium.files.make_folder(root / "a" / "b"));
    REQUIRE_OK(medium.files.make_folder(root / "a" / "b"));
    REQUIRE_OK(medium.files.write_durably(root / "a" / "b" / "x", "1", FileMode::shared));
    REQUIRE_OK(medium.files.write_durably(root / "a" / "b" / "x", "2", FileMode::shared));
    REQUIRE_OK(medium.files.write_all_durably({{root / "a" / "y", "3"}, {root / "z", "4"}}));
    REQUIRE_OK(medium.files.append(root / "z", "5"));
    REQUIRE_OK(medium.files.sync(root / "z"));
    REQUIRE_OK(medium.files.move_durably(root / "z", root / "a" / "w"));
    REQUIRE(VALUE(medium.files.read(root / "a" / "b" / "x", 9)) == "2");
    REQUIRE(VALUE(medium.files.read(root / "a" / "w", 9)) == "45");
    REQUIRE(VALUE(medium.files.list(root / "a")) == std::vector<std::string>{"b", "w", "y"});
    REQUIRE_OK(medium.files.remove(root / "a" / "w"));
    REQUIRE_OK(medium.files.remove(root / "a" / "w"));
    REQUIRE_OK(medium.files.remove(root / "none" / "w"));
    REQUIRE(VALUE(medium.files.list(root)) == std::vector<std::string>{"a", "folder"});
    REQUIRE(VALUE(medium.files.free_bytes(root)) > 0);
}

TEST_CASE("what is not on the stick is not_found, also when the stick itself is gone") {
    Medium medium;
    REQUIRE_ERROR(Errc::not_found, medium.files.read(medium.root / "none", 9));
    REQUIRE_ERROR(Errc::not_found, medium.files.list(medium.root / "none"));
    REQUIRE_ERROR(Errc::not_found, medium.files.size(medium.root / "none" / "x"));
    std::filesystem::remove_all(medium.root);
    REQUIRE_ERROR(Errc::not_found, medium.files.read(medium.root / "folder" / "plain", 9));
    REQUIRE_ERROR(Errc::not_found, medium.files.free_bytes(medium.root));
}

TEST_CASE("a link on the stick leads nowhere, to be read or to be written") {
    Medium medium;
    const Path board = medium.temp.path() / "board";
    std::filesystem::create_symlink(board / "key", medium.root / "file-link");
    std::filesystem::create_directory_symlink(board, medium.root / "folder-link");
    std::filesystem::create_symlink(board / "key", medium.root / "new.new");
    const Path through = medium.root / "folder-link" / "key";
    REQUIRE_ERROR(Errc::refused, medium.files.read(medium.root / "file-link", 99));
    REQUIRE_ERROR(Errc::refused, medium.files.read(through, 99));
    REQUIRE_ERROR(Errc::refused, medium.files.size(medium.root / "file-link"));
    REQUIRE_ERROR(Errc::refused, medium.files.list(medium.root / "folder-link"));
    REQUIRE_ERROR(Errc::refused, medium.files.write_durably(through, "x", FileMode::shared));
    REQUIRE_ERROR(Errc::refused, medium.files.append(medium.root / "file-link", "x"));
    REQUIRE_ERROR(Errc::refused, medium.files.write_all_durably({{through, "x"}}));
    REQUIRE_ERROR(Errc::refused, medium.files.make_folder(medium.root / "folder-link" / "in"));
    REQUIRE_ERROR(Errc::refused, medium.files.remove(through));
    // The name that is written beside the file first is a trap as well; it is only removed.
    REQUIRE_ERROR(Errc::refused,
                  medium.files.write_durably(medium.root / "new", "x", FileMode::shared));
    REQUIRE(medium.device_key() == "secret");
    // A link in the place of a file is replaced, not followed.
    REQUIRE_OK(medium.files.write_durably(medium.root / "file-link", "mine", FileMode::shared));
    REQUIRE(medium.device_key() == "secret");
    REQUIRE(VALUE(medium.files.read(medium.root / "file-link", 9)) == "mine");
}

TEST_CASE("a path that leads out of the stick is refused") {
    Medium medium;
    REQUIRE_ERROR(Errc::refused, medium.files.read(medium.root / ".." / "board" / "key", 99));
    REQUIRE_ERROR(Errc::refused, medium.files.read(medium.temp.path() / "board" / "key", 99));
    REQUIRE_ERROR(Errc::refused, medium.files.read(medium.root, 99));
    REQUIRE_ERROR(Errc::refused, medium.files.list(medium.temp.path()));
}

TEST_CASE("pipes, sockets and folders are no files, and are not waited for") {
    Medium medium;
    REQUIRE(::mkfifo((medium.root / "pipe").c_str(), 0644) == 0);
    const int listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string name = (medium.root / "socket").string();
    REQUIRE(name.size() < sizeof address.sun_path);
    std::memcpy(address.sun_path, name.data(), name.size());
    REQUIRE(::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    for (const char* kind : {"pipe", "socket", "folder"}) {
        INFO(kind);
        REQUIRE_ERROR(Errc::refused, medium.files.read(medium.root / kind, 99));
        REQUIRE_ERROR(Errc::refused, medium.files.size(medium.root / kind));
        REQUIRE_ERROR(Errc::refused, medium.files.append(medium.root / kind, "x"));
        REQUIRE_ERROR(Errc::refused, medium.files.sync(medium.root / kind));
    }
    ::close(listener);
    // And a file is no folder.
    const Path in_file = medium.root / "folder" / "plain" / "x";
    REQUIRE_ERROR(Errc::refused, medium.files.read(in_file, 99));
    REQUIRE_ERROR(Errc::refused, medium.files.write_durably(in_file, "x", FileMode::shared));
    REQUIRE_ERROR(Errc::refused, medium.files.make_folder(in_file.parent_path()));
}

TEST_CASE("a file of a terabyte that takes no room is not read to its end") {
    Medium medium;
    const Path file = medium.root / "folder" / "plain";
    REQUIRE(::truncate(file.c_str(), off_t{1} << 40) == 0);
    REQUIRE_ERROR(Errc::exhausted, medium.files.read(file, 1000));
}

TEST_CASE("names may be any bytes and come back as they are") {
    Medium medium;
    const std::string odd = "\xff\xfe\x01 name";
    std::ofstream(medium.root / odd) << "x";
    REQUIRE(VALUE(medium.files.list(medium.root)) == std::vector<std::string>{"folder", odd});
    REQUIRE(VALUE(medium.files.read(medium.root / odd, 9)) == "x");
}

TEST_CASE("a full stick keeps what it had, without a rest of what did not fit") {
    Medium medium;
    if (::mount("none", medium.root.c_str(), "tmpfs", MS_NOSUID, "size=64k") != 0) {
        WARN("skipped: this user may not mount a small file system");
        return;
    }
    const std::string big(100'000, 'x');
    const Path file = medium.root / "file";
    REQUIRE_OK(medium.files.write_durably(file, "old", FileMode::shared));
    REQUIRE_ERROR(Errc::exhausted, medium.files.write_durably(file, big, FileMode::shared));
    REQUIRE_ERROR(Errc::exhausted, medium.files.write_all_durably({{file, big}}));
    REQUIRE(VALUE(medium.files.read(file, 9)) == "old");
    REQUIRE(VALUE(medium.files.list(medium.root)) == std::vector<std::string>{"file"});
    // The same stick with its lock on.
    REQUIRE(::mount("none", medium.root.c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) == 0);
    REQUIRE(VALUE(medium.files.read(file, 9)) == "old");
    REQUIRE_ERROR(Errc::refused, medium.files.write_durably(file, "new", FileMode::shared));
    REQUIRE_ERROR(Errc::refused, medium.files.make_folder(medium.root / "new"));
    REQUIRE_ERROR(Errc::refused, medium.files.remove(file));
    REQUIRE(::umount(medium.root.c_str()) == 0);
}
