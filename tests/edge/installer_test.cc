#include "sync/edge/content/installer.h"

#include "sync/core/encoding.h"
#include "tests/catch.h"
#include "tests/edge/fake_county.h"
#include "tests/files_on_disk.h"
#include "tests/hand_clock.h"
#include "tests/temp_folder.h"

using namespace hall;

namespace {

class SmallDisk final : public FilesOnDisk {
  public:
    std::uint64_t free = std::uint64_t{1} << 40;
    Result<std::uint64_t> free_bytes(const Path&) override { return free; }
};

struct Machine {
    // Text that does not compress: only what it was before makes it short.
    Document article(const std::string& id, const std::string& title) {
        std::string& text = texts[id];
        if (text.empty()) text = hex_of(random.bytes(4000));
        Document document;
        document.id = id;
        document.type = "article";
        document.at = "2026-11-01T00:00:00Z";
        document.body = {{"title", title}, {"text", text}};
        return document;
    }

    Installer installer() {
        return Installer({files, county, cache, folder, guard,
                          [](const Document&) { return Result<void>(); }, limits});
    }

    Result<Installer::Done> step(Installer& installer) {
        return installer.step(
            {channel, county.repository.targets(channel), [](const tuf::TargetFile& target) {
                 return Result<std::string>("/tuf/targets/" + target.path);
             }});
    }

    // Until it is at the newest version; how many were installed.
    int sync(Installer& installer) {
        int installed = 0;
        for (int i = 0; i < 100; ++i) {
            const Installer::Done done = VALUE(step(installer));
            installed += done.installed > 0 ? 1 : 0;
            if (done.newest) return installed;
        }
        FAIL("it does not end");
        return installed;
    }

    std::string title(const std::string& id) {
        return string_or(VALUE(cache.document(channel, id)).body, "title");
    }

    int asked(const std::string& kind) {
        int count = 0;
        for (const std::string& path : county.asked)
            count += path.find("." + kind) != std::string::npos ? 1 : 0;
        return count;
    }

    Json& custom(const std::string& kind) {
        for (auto& [name, info] : county.repository.targets(channel).targets) {
            if (name.find("." + kind) != std::string::npos) return info.custom;
        }
        FAIL("no " + kind);
        throw 0;
    }

    TempFolder temp;
    DataFolder folder{temp.path()};
    SmallDisk files;
    HandClock clock;
    SystemRandom random;
    FakeCounty county{random, clock};
    std::string channel = "county";
    Cache cache = Cache::open(files, folder.cache()).value();
    StorageGuard guard{files, folder};
    DownloadLimits limits;
    std::map<std::string, std::string> texts;
};

}  // namespace

TEST_CASE("a patch does for a board that holds what it was made against") {
    Machine machine;
    machine.county.patches = true;
    machine.county.publish("county", {machine.article("a", "甲"), machine.article("b", "乙")});
    Installer installer = machine.installer();
    REQUIRE(machine.sync(installer) == 1);
    machine.county.publish("county", {machine.article("a", "丙"), machine.article("c", "丁")});
    REQUIRE(machine.sync(installer) == 1);
    REQUIRE(machine.asked("patch") == 1);
    REQUIRE(machine.asked("delta") == 0);
    REQUIRE(machine.title("a") == "丙");
    REQUIRE(machine.title("b") == "乙");
    REQUIRE(machine.title("c") == "丁");
}

TEST_CASE("a patch that does not fit, or of which other lines come out, gives way to the delta") {
    for (const char* member : {"patch_base", "plain"}) {
        Machine machine;
        machine.county.patches = true;
        machine.county.publish("county", {machine.article("a", "甲"), machine.article("z", "末")});
        Installer installer = machine.installer();
        REQUIRE(machine.sync(installer) == 1);
        machine.county.publish("county", {machine.article("a", "乙")});
        machine.custom("patch")[member]["sha256"] = std::string(64, '0');
        REQUIRE(machine.sync(installer) == 1);
        INFO(member);
        REQUIRE(machine.asked("patch") == 1);  // and not again
        REQUIRE(machine.asked("delta") == 1);
        REQUIRE(machine.title("a") == "乙");
    }
}

TEST_CASE("a patch over documents that this board left out gives way to the delta") {
    Machine machine;
    machine.county.patches = true;
    machine.county.publish("county", {machine.article("a", "甲"), machine.article("b", "乙"),
                                      machine.article("z", "末")});
    Installer strict({machine.files, machine.county, machine.cache, machine.folder, machine.guard,
                      [](const Document& document) -> Result<void> {
                          if (document.id == "b") return Error(Errc::refused, "not this one");
                          return {};
                      },
                      machine.limits});
    REQUIRE(machine.sync(strict) == 1);
    machine.county.publish("county", {machine.article("a", "丙"), machine.article("b", "丁")});
    REQUIRE(machine.sync(strict) == 1);
    REQUIRE(machine.asked("delta") == 1);
    REQUIRE(machine.title("a") == "丙");
}

TEST_CASE("a restart while a file comes costs a piece at most") {
    Machine machine;
    machine.limits = {.piece_bytes = 1000, .progress_bytes_min = 100};
    machine.county.publish("county", {machine.article("a", "甲"), machine.article("b", "乙")});
    std::size_t pieces = 0;
    {
        Installer first = machine.installer();
        for (int i = 0; i < 3; ++i) REQUIRE(VALUE(machine.step(first)).installed == 0);
        pieces = machine.county.asked.size();
    }
    REQUIRE(pieces == 3);
    Installer second = machine.installer();
    REQUIRE(machine.sync(second) == 1);
    const std::uint64_t bytes =
        *machine.county.repository.targets("county").targets.begin()->second.length;
    REQUIRE(machine.county.asked.size() == (bytes + 999) / 1000);
}

TEST_CASE("nothing of a version is seen before all its files are there") {
    Machine machine;
    machine.limits = {.piece_bytes = 1000, .progress_bytes_min = 100};
    machine.county.publish("county", {machine.article("a", "甲")});
    Installer installer = machine.installer();
    while (VALUE(machine.step(installer)).installed == 0) {
        REQUIRE(VALUE(machine.cache.channel_version("county")) == 0);
        REQUIRE_ERROR(Errc::not_found, machine.cache.document("county", "a"));
    }
    REQUIRE(machine.title("a") == "甲");
}

TEST_CASE("a file that our own disk spoilt is noticed before it is installed, and comes again") {
    Machine machine;
    machine.county.publish("county", {machine.article("a", "甲")});
    Installer installer = machine.installer();
    REQUIRE(VALUE(machine.step(installer)).installed == 0);  // fetched, not installed
    const std::string name = VALUE(machine.files.list(machine.folder.staging())).at(0);
    const Path file = machine.folder.staging() / name;
    std::string bytes = VALUE(machine.files.read(file, 1 << 20));
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    REQUIRE_OK(machine.files.write_durably(file, bytes, FileMode::shared));
    REQUIRE_ERROR(Errc::unavailable, machine.step(installer));
    REQUIRE(machine.sync(installer) == 1);
    REQUIRE(machine.title("a") == "甲");
    REQUIRE(machine.asked("base") == 2);
}

TEST_CASE("a file that is gone or cannot be read when it is to be installed comes again") {
    for (const bool gone : {true, false}) {
        Machine machine;
        machine.county.publish("county", {machine.article("a", "甲")});
        Installer installer = machine.installer();
        REQUIRE(VALUE(machine.step(installer)).installed == 0);
        const std::string name = VALUE(machine.files.list(machine.folder.staging())).at(0);
        const Path file = machine.folder.staging() / name;
        if (gone) {
            REQUIRE_OK(machine.files.remove(file));
        } else {
            machine.files.bad_sector = file;
        }
        REQUIRE_ERROR(Errc::unavailable, machine.step(installer));
        REQUIRE(machine.sync(installer) == 1);
        REQUIRE(machine.title("a") == "甲");
    }
}

TEST_CASE("text that finds no room is not begun, and comes when there is") {
    Machine machine;
    machine.county.publish("county", {machine.article("a", "甲")});
    Installer installer = machine.installer();
    machine.files.free = machine.guard.policy().text_floor_bytes;
    REQUIRE_ERROR(Errc::exhausted, machine.step(installer));
    REQUIRE(machine.county.asked.empty());
    machine.files.free *= 2;
    REQUIRE(machine.sync(installer) == 1);
}

TEST_CASE("when all channels are at their newest nothing stays in staging") {
    Machine machine;
    machine.county.publish("county", {machine.article("a", "甲")});
    Installer installer = machine.installer();
    REQUIRE(machine.sync(installer) == 1);
    REQUIRE_OK(
        machine.files.append(machine.folder.staging() / (std::string(64, 'a') + ".part"), "x"));
    REQUIRE_OK(machine.files.append(machine.folder.staging() / "somebody's", "y"));
    REQUIRE_OK(installer.clear_staging());
    REQUIRE(VALUE(machine.files.list(machine.folder.staging())) ==
            std::vector<std::string>{"somebody's"});
}
