// What a device puts on a stick, and what a stick may do meanwhile.

#include "sync/edge/stick/stick_export.h"

#include <sys/mount.h>

#include <fstream>

#include "sync/edge/events/outbox.h"
#include "tests/catch.h"
#include "tests/edge/test_stick.h"

using namespace hall;

namespace {

// All of a batch's name but the mark.
constexpr std::size_t span_characters = 32;

std::vector<std::string> batches(const TestStick& stick) {
    std::vector<std::string> names;
    for (const auto& [name, bytes] : stick.all())
        names.push_back(Path(name).filename().string().substr(0, span_characters));
    return names;
}

using Names = std::vector<std::string>;

std::string batch(std::int64_t from, std::int64_t to, std::int64_t epoch = 1) {
    return batch_name({epoch, from, to}).substr(0, span_characters);
}

// The file of that batch on the stick; a name for one if there is none.
Path file_of(const TestStick& stick, const EnrolledHall& hall, const std::string& batch) {
    const Path outbox = stick.folder.outbox(hall.identity.kiosk);
    if (std::filesystem::exists(outbox)) {
        for (const auto& entry : std::filesystem::directory_iterator(outbox)) {
            if (entry.path().filename().string().starts_with(batch)) return entry.path();
        }
    }
    return outbox / (batch + "-0123456789ab");
}

Path with_new(Path file) {
    return file += ".new";
}

}  // namespace

TEST_CASE("what waits goes on the stick once, and comes back as receipts") {
    EnrolledHall hall;
    hall.round();
    const std::string first = hall.ask("一");
    hall.ask("二", "给纪检的信");
    TestStick stick;
    StickExport done = VALUE(stick.exported_by(hall));
    REQUIRE(done.written == 2);
    REQUIRE(done.batches == 1);
    REQUIRE(done.left == 0);
    REQUIRE(batches(stick) == Names{batch(1, 2)});
    // Again: nothing is written twice. What came since gets a batch of its own.
    const auto before = stick.all();
    done = VALUE(stick.exported_by(hall));
    REQUIRE(done.written == 0);
    REQUIRE(done.there == 2);
    REQUIRE(stick.all() == before);
    hall.ask("三");
    done = VALUE(stick.exported_by(hall));
    REQUIRE(done.written == 1);
    REQUIRE(done.there == 2);
    REQUIRE(batches(stick) == Names{batch(1, 2), batch(3, 3)});
    // Nothing left the outbox.
    REQUIRE(hall.waiting() == 3);
    REQUIRE(stick.taken_by(hall) == 2);
    REQUIRE(hall.county.effects == 3);
    stick.made_by(hall);
    REQUIRE(stick.imported_by(hall).receipts == 3);
    REQUIRE(hall.waiting() == 0);
    // The next export takes away what the county has signed for.
    done = VALUE(stick.exported_by(hall));
    REQUIRE(done.cleared == 2);
    REQUIRE(done.there + done.written + done.left == 0);
    REQUIRE_FALSE(std::filesystem::exists(file_of(stick, hall, batch(1, 2))));
}

TEST_CASE("only what still waits is written when some have their receipts") {
    EnrolledHall hall;
    hall.round();
    hall.ask("一");
    hall.round();
    hall.ask("二");
    TestStick stick;
    const StickExport done = VALUE(stick.exported_by(hall));
    REQUIRE(done.written == 1);
    REQUIRE(batches(stick) == Names{batch(2, 2)});
    hall.drop_receipted();
    REQUIRE(VALUE(stick.exported_by(hall)).there == 1);
}

TEST_CASE("more than a hundred events go into several batches, the oldest first") {
    EnrolledHall hall;
    hall.round();
    for (int i = 0; i < 230; ++i) hall.ask(std::to_string(i));
    TestStick stick;
    const StickExport done = VALUE(stick.exported_by(hall));
    REQUIRE(done.written == 230);
    REQUIRE(batches(stick) == Names{batch(1, 100), batch(101, 200), batch(201, 230)});
    REQUIRE(stick.taken_by(hall) == 3);
    REQUIRE(hall.county.effects == 230);
}

TEST_CASE("a batch that was spoilt on the stick is written again, and whole ones are not") {
    EnrolledHall hall;
    hall.round();
    for (int i = 0; i < 230; ++i) hall.ask(std::to_string(i));
    TestStick stick;
    REQUIRE_OK(stick.exported_by(hall));
    const Path first = file_of(stick, hall, batch(1, 100));
    const Path second = file_of(stick, hall, batch(101, 200));
    const std::string good = stick.get(first);
    stick.put(second, stick.get(second).substr(0, 5000));
    stick.put(with_new(file_of(stick, hall, batch(201, 230))), "half");
    stick.put(file_of(stick, hall, batch(150, 160)), "not one of ours");
    const StickExport done = VALUE(stick.exported_by(hall));
    REQUIRE(done.written == 100);
    REQUIRE(done.there == 130);
    REQUIRE(batches(stick) == Names{batch(1, 100), batch(101, 200), batch(201, 230)});
    REQUIRE(stick.get(first) == good);
    REQUIRE(stick.taken_by(hall) == 3);
    REQUIRE(hall.county.effects == 230);
}

TEST_CASE("a batch never says to hold what another one on the stick holds") {
    EnrolledHall hall;
    hall.round();
    TestStick stick;
    for (const int more : {3, 2}) {
        for (int i = 0; i < more; ++i) hall.ask(std::to_string(i));
        REQUIRE_OK(stick.exported_by(hall));
    }
    REQUIRE(batches(stick) == Names{batch(1, 3), batch(4, 5)});
    hall.ask("新的");
    std::filesystem::remove(file_of(stick, hall, batch(1, 3)));
    REQUIRE_OK(stick.exported_by(hall));
    REQUIRE(batches(stick) == Names{batch(1, 3), batch(4, 5), batch(6, 6)});
}

TEST_CASE("batches of an outbox that is gone are left for the county") {
    EnrolledHall hall;
    hall.round();
    hall.ask("一");
    TestStick stick;
    REQUIRE_OK(stick.exported_by(hall));
    // The disk was changed: a new outbox begins, with the next epoch.
    for (const char* suffix : {"", "-wal", "-shm"})
        std::filesystem::remove(hall.folder.outbox().string() + suffix);
    hall.ask("二");
    const StickExport done = VALUE(stick.exported_by(hall));
    REQUIRE(done.written == 1);
    REQUIRE(done.cleared == 0);
    REQUIRE(batches(stick) == Names{batch(1, 1), batch(1, 1, 2)});
    REQUIRE(stick.taken_by(hall) == 2);
    REQUIRE(hall.county.effects == 2);
}

TEST_CASE("two devices with one key and epoch write beside each other, and each says so") {
    EnrolledHall hall;
    hall.round();
    hall.ask("从前");
    hall.round();
    hall.drop_receipted();
    // The card is copied; each of the two goes on from there.
    const DataFolder one = hall.folder;
    hall.use_copy_of(one);
    const DataFolder other = hall.folder;
    hall.ask("第二台的");
    hall.folder = one;
    const std::string first = hall.ask("第一台的");
    TestStick stick;
    REQUIRE_FALSE(VALUE(stick.exported_by(hall)).twin);
    hall.folder = other;
    StickExport done = VALUE(stick.exported_by(hall));
    REQUIRE(done.twin);
    REQUIRE(done.there == 0);
    REQUIRE(done.written == 1);
    REQUIRE(batches(stick) == Names{batch(2, 2), batch(2, 2)});
    // The county gets both, and neither device takes away the other's.
    REQUIRE(stick.taken_by(hall) == 2);
    REQUIRE(hall.county.events.count(first) == 1);
    stick.made_by(hall);
    REQUIRE(stick.imported_by(hall).receipts == 1);
    done = VALUE(stick.exported_by(hall));
    REQUIRE(done.cleared == 1);
    REQUIRE(batches(stick).size() > 1);
    hall.folder = one;
    REQUIRE(VALUE(stick.exported_by(hall)).there == 1);
    // What the other device ever gives out beyond our last is no event of ours either.
    hall.folder = other;
    for (int i = 0; i < 3; ++i) hall.ask(std::to_string(i));
    TestStick next;
    REQUIRE_OK(next.exported_by(hall));
    hall.folder = one;
    REQUIRE(VALUE(next.exported_by(hall)).twin);
}

TEST_CASE("other kiosks' batches and whatever else lies on the stick are left alone") {
    EnrolledHall hall;
    hall.round();
    hall.ask("一");
    TestStick stick;
    stick.put(stick.folder.outbox("kiosk-2") / batch_name({1, 1, 1}), "another kiosk's");
    stick.put(stick.folder.outbox(hall.identity.kiosk) / "README.txt", "somebody's");
    stick.put(stick.mount / "照片.jpg", "x");
    const auto before = stick.all();
    REQUIRE_OK(stick.exported_by(hall));
    const auto after = stick.all();
    REQUIRE(after.size() == before.size() + 1);
    for (const auto& [name, bytes] : before) REQUIRE(after.at(name) == bytes);
}

TEST_CASE("a stick with little room takes the oldest, says what is left, and takes it next time") {
    EnrolledHall hall;
    hall.round();
    for (int i = 0; i < 20; ++i) hall.ask(std::string(10'000, 'x'));
    TestStick stick;
    PulledFiles tight(stick.files);
    tight.free = (64 << 10) + (8 << 10) + 50'000;
    StickExport done = VALUE(stick.exported_by(hall, tight));
    REQUIRE(done.written == 4);
    REQUIRE(done.left == 16);
    REQUIRE(batches(stick) == Names{batch(1, 4)});
    done = VALUE(stick.exported_by(hall, tight));
    REQUIRE(done.there == 4);
    REQUIRE(done.left == 16);
    tight.free = UINT64_MAX;  // somebody made room
    done = VALUE(stick.exported_by(hall, tight));
    REQUIRE(done.there == 4);
    REQUIRE(done.written == 16);
    TestStick full;
    PulledFiles none(full.files);
    none.free = 64 << 10;
    done = VALUE(full.exported_by(hall, none));
    REQUIRE(done.written == 0);
    REQUIRE(done.left == 20);
    done = VALUE(full.exported_by(hall));
    REQUIRE(done.written == 20);
}

TEST_CASE("a stick that turns out to be full keeps what it took") {
    EnrolledHall hall;
    hall.round();
    for (int i = 0; i < 40; ++i) hall.ask(std::string(10'000, 'x'));
    TestStick stick;
    if (::mount("none", stick.mount.c_str(), "tmpfs", MS_NOSUID, "size=300k") != 0) {
        WARN("skipped: this user may not mount a small file system");
        return;
    }
    const StickExport done = VALUE(stick.exported_by(hall));
    REQUIRE(done.written > 0);
    REQUIRE(done.left == 40 - done.written);
    REQUIRE(stick.taken_by(hall) == done.batches);
    REQUIRE(hall.county.effects == done.written);
    stick.made_by(hall);
    // Read-only from here on: there is nothing to write, and it is said plainly.
    REQUIRE(::mount("none", stick.mount.c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) == 0);
    REQUIRE(stick.imported_by(hall).receipts == done.written);
    REQUIRE_ERROR(Errc::refused, stick.exported_by(hall));
    REQUIRE(::umount(stick.mount.c_str()) == 0);
}

TEST_CASE("without a stick, a key of the county's, or an outbox there is nothing to do") {
    EnrolledHall hall;
    TestStick stick;
    REQUIRE(VALUE(stick.exported_by(hall)).written == 0);  // no outbox yet
    hall.ask("一");
    REQUIRE_ERROR(Errc::unavailable, stick.exported_by(hall));  // no settings yet
    hall.round();
    hall.ask("二");
    REQUIRE_OK(stick.exported_by(hall));
    std::filesystem::remove_all(stick.mount);
    REQUIRE_ERROR(Errc::not_found, stick.exported_by(hall));
}

TEST_CASE("traps in the place of the folder or of a batch lead nowhere") {
    EnrolledHall hall;
    hall.round();
    hall.ask("一");
    const Path victim = hall.temp.path() / "victim";
    std::filesystem::create_directories(victim);
    std::ofstream(victim / "file") << "precious";
    for (const char* where : {"HALL", "HALL/outbox", "HALL/outbox/kiosk-1"}) {
        TestStick stick;
        const Path link = stick.mount / where;
        std::filesystem::create_directories(link.parent_path());
        std::filesystem::create_directory_symlink(victim, link);
        REQUIRE_ERROR(Errc::refused, stick.exported_by(hall));
    }
    TestStick stick;
    const Path outbox = stick.folder.outbox(hall.identity.kiosk);
    std::filesystem::create_directories(outbox);
    TestStick plain;
    REQUIRE_OK(plain.exported_by(hall));
    const std::string name = file_of(plain, hall, batch(1, 1)).filename().string();
    std::filesystem::create_symlink(victim / "file", outbox / name);
    std::filesystem::create_symlink(victim / "file", outbox / (name + ".new"));
    REQUIRE(VALUE(stick.exported_by(hall)).written == 1);
    REQUIRE(std::filesystem::is_regular_file(std::filesystem::symlink_status(outbox / name)));
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(victim)) {
        ++files;
        REQUIRE(stick.get(entry.path()) == "precious");
    }
    REQUIRE(files == 1);
    // A folder in the place of a batch is in the way, and it is said.
    TestStick blocked;
    std::filesystem::create_directories(blocked.folder.outbox(hall.identity.kiosk) / name);
    REQUIRE_FALSE(blocked.exported_by(hall).ok());
}

TEST_CASE("a lost stick tells nobody anything") {
    EnrolledHall hall;
    hall.round();
    const std::string secret = "11010519491231002X";
    hall.ask("一", secret);
    TestStick stick;
    REQUIRE_OK(stick.exported_by(hall));
    REQUIRE(stick.taken_by(hall) == 1);
    hall.county.add_reply({.kind = "state", .slip = "K7M-1", .state = "done"});
    stick.made_by(hall);
    int files = 0;
    for (const auto& [name, bytes] : stick.all()) {
        INFO(name);
        ++files;
        for (const char* word : {secret.c_str(), "letter", "discipline"})
            REQUIRE(bytes.find(word) == std::string::npos);
    }
    REQUIRE(files > 5);
    // The search would find them: they are in the event and in its envelope.
    const std::string event = hall.county.events.begin()->second;
    REQUIRE(event.find("discipline") != std::string::npos);
}

TEST_CASE("an export broken off at any call loses nothing and the next one ends it") {
    EnrolledHall hall;
    hall.round();
    for (int i = 0; i < 120; ++i) hall.ask(std::to_string(i));
    for (const bool for_ever : {false, true}) {
        for (const PulledFiles::Kind kind :
             {PulledFiles::Kind::lost, PulledFiles::Kind::lost_but_applied,
              PulledFiles::Kind::cut_short}) {
            int calls = 0;
            for (bool clean = false; !clean;) {
                REQUIRE(++calls < 100);
                INFO("call " << calls << (for_ever ? " for ever" : " once"));
                TestStick stick;
                // Something is there from before, and something of it is spoilt.
                REQUIRE_OK(stick.exported_by(hall));
                stick.put(file_of(stick, hall, batch(1, 100)), "spoilt");
                PulledFiles pulled(stick.files);
                pulled.fail_at(calls, for_ever, kind);
                const Result<StickExport> done = stick.exported_by(hall, pulled);
                clean = !pulled.failed();
                if (clean) REQUIRE(VALUE(Result<StickExport>(done)).written == 100);
                if (pulled.failed() && kind == PulledFiles::Kind::lost) REQUIRE_FALSE(done.ok());
                REQUIRE(hall.waiting() == 120);
                REQUIRE_OK(stick.exported_by(hall));
                REQUIRE(stick.taken_by(hall) == 2);
                REQUIRE(hall.county.effects == 120);
            }
            REQUIRE(calls > 5);
        }
    }
}

TEST_CASE("two people carry the same stick and its copy in both directions, and all comes right") {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        INFO("seed " << seed);
        EnrolledHall hall;
        hall.round();
        std::uint64_t state = seed;
        const auto dice = [&state](std::uint64_t sides) {
            state = state * 6'364'136'223'846'793'005u + 1'442'695'040'888'963'407u;
            return (state >> 33) % sides;
        };
        TestStick sticks[2];
        int made = 0;
        for (int step = 0; step < 40; ++step) {
            TestStick& stick = sticks[dice(2)];
            switch (dice(7)) {
                case 0:
                    hall.ask(std::to_string(++made), dice(2) == 0 ? "" : "秘密");
                    break;
                case 1:
                    REQUIRE_OK(stick.exported_by(hall));
                    break;
                case 2:
                    stick.taken_by(hall);
                    break;
                case 3:
                    stick.made_by(hall);
                    break;
                case 4:
                    REQUIRE_FALSE(stick.imported_by(hall).trouble);
                    break;
                case 5:
                    hall.drop_receipted();
                    break;
                case 6:  // one is copied onto the other, as people do
                    std::filesystem::copy(sticks[0].mount, sticks[1].mount,
                                          std::filesystem::copy_options::recursive |
                                              std::filesystem::copy_options::overwrite_existing);
                    break;
            }
        }
        REQUIRE_OK(sticks[0].exported_by(hall));
        sticks[0].taken_by(hall);
        sticks[0].made_by(hall);
        REQUIRE_FALSE(sticks[0].imported_by(hall).trouble);
        hall.drop_receipted();
        REQUIRE(hall.waiting() == 0);
        REQUIRE(VALUE(VALUE(Outbox::open(hall.files, hall.folder)).size()) == 0);
        REQUIRE(hall.county.effects == made);
        REQUIRE(VALUE(sticks[0].exported_by(hall)).there == 0);
    }
}
