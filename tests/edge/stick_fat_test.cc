// A stick as people have them, with the file system of FAT, made and read by other
// programs than ours.

#include <cstdlib>

#include "tests/catch.h"
#include "tests/edge/test_stick.h"

using namespace hall;

namespace {

// Runs a command line of the shell; true if it ended well.
bool shell(const std::string& line) {
    return std::system((line + " >/dev/null 2>&1").c_str()) == 0;
}

bool have_fat() {
    const std::string path = "PATH=$PATH:/usr/sbin:/sbin ";
    if (shell(path + "command -v mkfs.vfat") && shell("command -v mcopy")) return true;
    WARN("skipped: no mkfs.vfat or mcopy here (Debian packages dosfstools and mtools)");
    return false;
}

}  // namespace

TEST_CASE("every name and byte survives the file system of a real stick") {
    if (!have_fat()) return;
    EnrolledHall hall;
    hall.round();
    hall.ask("一", "秘密");
    TestStick stick;
    REQUIRE_OK(stick.exported_by(hall));
    REQUIRE(stick.taken_by(hall) == 1);
    hall.county.add_reply({.kind = "state", .slip = "K7M-1", .state = "done"});
    hall.county.publish("county", {test_article("c", "丙")});
    stick.made_by(hall);
    const std::string image = (stick.temp.path() / "image").string();
    REQUIRE(shell("PATH=$PATH:/usr/sbin:/sbin mkfs.vfat -F 32 -C " + image + " 40000"));
    REQUIRE(shell("mcopy -s -i " + image + " " + stick.folder.root().string() + " ::"));
    TestStick read;
    REQUIRE(shell("mcopy -s -n -i " + image + " ::HALL " + read.mount.string()));
    REQUIRE(read.all() == stick.all());
    const StickImport import = read.imported_by(hall);
    REQUIRE(import.outcome == StickOutcome::taken);
    REQUIRE(import.receipts == 1);
    REQUIRE(import.replies == 1);
    REQUIRE(hall.shown().size() == 3);
    REQUIRE(VALUE(read.exported_by(hall)).cleared == 1);
}

TEST_CASE("a file system of which some was overwritten brings nothing wrong in") {
    if (!have_fat()) return;
    EnrolledHall hall;
    hall.round();
    hall.county.publish("county", {test_article("c", "丙")});
    TestStick stick;
    stick.made_by(hall);
    const std::string image = (stick.temp.path() / "image").string();
    REQUIRE(shell("PATH=$PATH:/usr/sbin:/sbin mkfs.vfat -F 16 -C " + image + " 16384"));
    REQUIRE(shell("mcopy -s -i " + image + " " + stick.folder.root().string() + " ::"));
    const DataFolder start = hall.folder;
    const std::string good = stick.get(image);
    for (std::size_t at = 0; at < good.size(); at += good.size() / 16) {
        std::string spoilt = good;
        for (std::size_t i = 0; i < 40'000 && at + i < spoilt.size(); ++i) spoilt[at + i] ^= 0x55;
        stick.put(image, spoilt);
        TestStick read;
        static_cast<void>(
            shell("timeout 10 mcopy -s -n -i " + image + " ::HALL " + read.mount.string()));
        hall.use_copy_of(start);
        read.imported_by(hall);
        const std::size_t shown = hall.shown().size();
        REQUIRE((shown == 2 || shown == 3));
    }
}
