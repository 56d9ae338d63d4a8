// What a stick may be, and what a device makes of it.

#include "sync/edge/stick/stick_import.h"

#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "sync/core/json.h"
#include "sync/wire/published_names.h"
#include "tests/catch.h"
#include "tests/edge/test_stick.h"

using namespace hall;

namespace {

using Titles = std::vector<std::string>;
constexpr std::int64_t day_ms = 86'400'000;
constexpr const char* other_village = "510681113203";

void response(EnrolledHall& hall, const std::string& state) {
    hall.county.add_reply({.kind = "state", .slip = "K7M-0001", .state = state});
}

std::vector<std::string> states(EnrolledHall& hall) {
    Library library = VALUE(Library::open(hall.folder.cache()));
    std::vector<std::string> found;
    for (const Reply& reply : VALUE(library.replies("K7M-0001"))) found.push_back(reply.state);
    return found;
}

// Nothing but the versions of the cache tells whether something was taken over.
std::int64_t version(EnrolledHall& hall) {
    return VALUE(VALUE(Cache::open(hall.files, hall.folder.cache())).channel_version("county"));
}

}  // namespace

TEST_CASE("a device that never had a network is brought up to date by a stick") {
    EnrolledHall hall;
    response(hall, "accepted");
    response(hall, "done");
    TestStick stick;
    stick.made_by(hall);
    const auto before = stick.all();
    const StickImport import = stick.imported_by(hall);
    REQUIRE(import.outcome == StickOutcome::taken);
    REQUIRE_FALSE(import.trouble);
    REQUIRE(import.channels.size() == 1);
    REQUIRE(import.channels[0].channel == "county");
    REQUIRE(import.channels[0].from == 0);
    REQUIRE(import.channels[0].to == 1);
    REQUIRE(import.replies == 2);
    REQUIRE(import.villages == std::vector<std::string>{FakeCounty::village});
    REQUIRE(hall.shown() == Titles{"甲", "乙"});
    REQUIRE(states(hall) == std::vector<std::string>{"accepted", "done"});
    REQUIRE(stick.all() == before);  // nothing on it was changed
    REQUIRE(hall.county.asked.empty());
}

// A document that names a picture of so many bytes.
Document pictured(EnrolledHall& hall, const std::string& id, std::size_t bytes) {
    const std::string picture(bytes, id.front());
    Document document = test_article(id, id);
    document.body["pictures"] = {{{"sha256", hall.county.add_blob(picture)},
                                  {"bytes", picture.size()},
                                  {"mime", "image/jpeg"}}};
    return document;
}

bool has_picture(EnrolledHall& hall, const std::string& id, std::size_t bytes) {
    const Path file = hall.folder.blob(sha256_hex(std::string(bytes, id.front())));
    return hall.files.size(file).ok();
}

TEST_CASE("long text and pictures come from a stick piece by piece") {
    EnrolledHall hall;
    hall.county.publish("county", {pictured(hall, "p", 5000), pictured(hall, "q", 10)});
    TestStick stick;
    stick.made_by(hall);
    stick.download.piece_bytes = 100;
    const StickImport import = stick.imported_by(hall);
    REQUIRE(import.outcome == StickOutcome::taken);
    REQUIRE_FALSE(import.trouble);
    REQUIRE(hall.shown() == Titles{"甲", "乙", "p", "q"});
    REQUIRE(has_picture(hall, "p", 5000));
    REQUIRE(has_picture(hall, "q", 10));
    REQUIRE(stick.imported_by(hall).outcome == StickOutcome::nothing_new);
}

TEST_CASE("what a power cut left of an import is no fault of the next stick") {
    EnrolledHall hall;
    TestStick stick;
    stick.made_by(hall);
    REQUIRE_OK(hall.files.make_folder(hall.folder.staging()));
    for (const auto& [path, bytes] : hall.county.repository.target_files) {
        if (!is_target_path(path)) continue;
        const Path part = hall.folder.staging() / (sha256_hex(bytes) + ".part");
        REQUIRE_OK(hall.files.append(part, std::string(bytes.size() / 2, '\0')));
    }
    const StickImport import = stick.imported_by(hall);
    REQUIRE(import.outcome == StickOutcome::taken);
    REQUIRE_FALSE(import.trouble);
    REQUIRE(hall.shown() == Titles{"甲", "乙"});
}

TEST_CASE("a picture that is not on the stick is not missed, and comes by network") {
    EnrolledHall hall;
    std::vector<Document> documents;
    for (char id = 'k'; id <= 'z'; ++id) documents.push_back(pictured(hall, {id}, 100));
    hall.county.publish("county", documents);
    TestStick stick;
    stick.made_by(hall);
    for (char id = 'k'; id < 'z'; ++id) {
        std::filesystem::remove(stick.folder.blobs() / sha256_hex(std::string(100, id)));
    }
    const StickImport import = stick.imported_by(hall);
    REQUIRE(import.outcome == StickOutcome::taken);
    REQUIRE_FALSE(import.trouble);
    REQUIRE(has_picture(hall, "z", 100));
    REQUIRE_FALSE(has_picture(hall, "k", 100));
    hall.round();
    REQUIRE(has_picture(hall, "k", 100));
}

TEST_CASE("a picture on a stick that is another is not shown, and comes by network") {
    EnrolledHall hall;
    hall.county.publish("county", {pictured(hall, "p", 5000)});
    TestStick stick;
    stick.made_by(hall);
    stick.put(stick.folder.blobs() / sha256_hex(std::string(5000, 'p')), std::string(5000, 'x'));
    REQUIRE(stick.imported_by(hall).outcome == StickOutcome::taken);
    REQUIRE_FALSE(has_picture(hall, "p", 5000));
    hall.round();
    REQUIRE(has_picture(hall, "p", 5000));
}

TEST_CASE("a second time there is nothing new, and an older stick is told so politely") {
    EnrolledHall hall;
    TestStick old;
    old.made_by(hall);
    hall.county.publish("county", {test_article("c", "丙")});
    TestStick stick;
    stick.made_by(hall);
    REQUIRE(stick.imported_by(hall).outcome == StickOutcome::taken);
    REQUIRE(stick.imported_by(hall).outcome == StickOutcome::nothing_new);
    const StickImport import = old.imported_by(hall);
    REQUIRE(import.outcome == StickOutcome::older);
    REQUIRE_FALSE(import.trouble);
    REQUIRE(hall.shown() == Titles{"甲", "乙", "丙"});
}

TEST_CASE("what an older stick brings beside its content still counts") {
    EnrolledHall hall;
    const std::string id = hall.ask("好");
    TestStick old;
    hall.round();
    hall.drop_receipted();
    response(hall, "accepted");
    const std::string second = hall.ask("再来");
    TestStick carried;
    REQUIRE_OK(carried.exported_by(hall));
    REQUIRE(carried.taken_by(hall) == 1);
    old.made_by(hall);
    hall.county.publish("county", {test_article("c", "丙")});
    hall.county.instead = [](const HttpRequest& request) -> std::optional<Result<HttpResponse>> {
        if (request.path.starts_with("/tuf/")) return std::nullopt;
        return Result<HttpResponse>(Error(Errc::unavailable, "no route"));
    };
    hall.round();
    const StickImport import = old.imported_by(hall);
    REQUIRE(import.outcome == StickOutcome::older);
    REQUIRE(import.receipts == 1);
    REQUIRE(import.replies == 1);
    REQUIRE(hall.waiting() == 0);
}

TEST_CASE("a stick goes on from where the network left off, and the other way round") {
    EnrolledHall hall;
    hall.round();
    response(hall, "accepted");
    hall.county.publish("county", {test_article("c", "丙")});
    TestStick stick;
    stick.made_by(hall);
    const StickImport import = stick.imported_by(hall);
    REQUIRE(import.channels[0].from == 1);
    REQUIRE(import.channels[0].to == 2);
    response(hall, "done");
    hall.county.publish("county", {test_article("d", "丁")});
    const Round round = hall.round();
    REQUIRE_FALSE(round.trouble);
    REQUIRE(round.installed == 1);
    REQUIRE(round.replies == 1);
    REQUIRE(hall.shown().size() == 4);
    REQUIRE(states(hall) == std::vector<std::string>{"accepted", "done"});
}

TEST_CASE("a folder without a stick, an empty one and another village's are told apart") {
    EnrolledHall hall;
    TestStick stick;
    REQUIRE(stick.imported_by(hall).outcome == StickOutcome::no_stick);
    stick.put(stick.mount / "照片" / "1.jpg", "x");
    REQUIRE(stick.imported_by(hall).outcome == StickOutcome::no_stick);
    std::filesystem::create_directories(stick.folder.root());
    REQUIRE(stick.imported_by(hall).outcome == StickOutcome::not_for_us);
    stick.made_by(hall);
    std::filesystem::rename(stick.folder.view(FakeCounty::village),
                            stick.folder.view(other_village));
    const StickImport import = stick.imported_by(hall);
    REQUIRE(import.outcome == StickOutcome::not_for_us);
    REQUIRE(import.villages == std::vector<std::string>{other_village});
    REQUIRE_FALSE(std::filesystem::exists(hall.folder.cache()));
}

TEST_CASE("one stick serves two villages") {
    EnrolledHall hall;
    TestStick stick;
    stick.made_by(hall);
    stick.put(stick.folder.timestamp(other_village), "{}");
    stick.put(stick.folder.reply_page(other_village, 0), "x\n");
    const StickImport import = stick.imported_by(hall);
    REQUIRE(import.outcome == StickOutcome::taken);
    REQUIRE(import.villages == std::vector<std::string>{other_village, FakeCounty::village});
}

TEST_CASE("any file that is flipped, cut, longer, empty or gone brings nothing wrong in") {
    EnrolledHall hall;
    response(hall, "accepted");
    TestStick stick;
    stick.made_by(hall);
    const DataFolder fresh = hall.folder;
    const std::function<std::string(std::string)> faults[] = {
        [](std::string bytes) {
            bytes[bytes.size() / 2] ^= 1;
            return bytes;
        },
        [](std::string bytes) { return bytes.substr(0, bytes.size() / 2); },
        [](std::string bytes) { return bytes + "x"; },
        [](std::string) { return std::string(); },
    };
    for (const auto& [name, good] : stick.all()) {
        for (std::size_t fault = 0; fault <= std::size(faults); ++fault) {
            INFO(name << " fault " << fault);
            hall.use_copy_of(fresh);
            const Path file = stick.mount / name;
            if (fault < std::size(faults)) {
                stick.put(file, faults[fault](good));
            } else {
                std::filesystem::remove(file);
            }
            stick.imported_by(hall);
            const std::size_t shown = hall.shown().size();
            REQUIRE((shown == 0 || shown == 2));
            REQUIRE(states(hall).size() <= 1);
            // Put right, it is as if nothing had been.
            stick.put(file, good);
            stick.imported_by(hall);
            REQUIRE(hall.shown() == Titles{"甲", "乙"});
            REQUIRE(states(hall) == std::vector<std::string>{"accepted"});
        }
    }
}

TEST_CASE(
    "bytes of an untrusted peer are refused with their reason, and the device stays as it was") {
    EnrolledHall hall;
    hall.round();
    EnrolledHall outsider;  // another county with the same village
    outsider.county.publish("county", {test_article("x", "假的")});
    TestStick stick;
    stick.made_by(outsider);
    const StickImport import = stick.imported_by(hall);
    REQUIRE(import.outcome == StickOutcome::damaged);
    REQUIRE(import.trouble->code() == Errc::untrusted);
    REQUIRE(hall.shown() == Titles{"甲", "乙"});
}

TEST_CASE("links, folders, pipes and endless files in the place of files harm nothing") {
    const std::function<void(const Path&)> traps[] = {
        [](const Path& file) { std::filesystem::create_symlink("/etc/passwd", file); },
        [](const Path& file) { std::filesystem::create_symlink("/dev/zero", file); },
        [](const Path& file) { std::filesystem::create_symlink(file, file); },
        [](const Path& file) { std::filesystem::create_directory(file); },
        [](const Path& file) { REQUIRE(::mkfifo(file.c_str(), 0644) == 0); },
        [](const Path& file) {
            std::ofstream(file) << "x";
            REQUIRE(::truncate(file.c_str(), off_t{1} << 40) == 0);
        }};
    for (std::size_t trap = 0; trap < std::size(traps); ++trap) {
        for (const char* where : {"timestamp", "snapshot", "root", "role", "target", "replies",
                                  "receipts", "replies folder"}) {
            INFO(where << " trap " << trap);
            EnrolledHall hall;
            hall.round();
            hall.county.publish("county", {test_article("c", "丙")});
            response(hall, "accepted");
            const std::string id = hall.ask("好");
            TestStick stick;
            stick.made_by(hall);
            const std::string village = FakeCounty::village;
            const auto version_of = [&](const std::string& role) {
                std::int64_t newest = 0;
                while (hall.county.repository.metadata_files.count(std::to_string(newest + 1) +
                                                                   "." + role + ".json") != 0)
                    ++newest;
                return std::to_string(newest) + "." + role + ".json";
            };
            std::map<std::string, Path> places = {
                {"timestamp", stick.folder.timestamp(village)},
                {"snapshot", stick.folder.view(village) / version_of("snapshot")},
                {"root", stick.folder.metadata() / "2.root.json"},
                {"role", stick.folder.metadata() / version_of("county")},
                {"replies", stick.folder.reply_page(village, 0)},
                {"receipts", stick.folder.receipts(hall.identity.kiosk)},
                {"replies folder", stick.folder.replies(village)}};
            for (const auto& [path, bytes] : hall.county.repository.target_files) {
                if (path.ends_with("00000002.delta.zst") && path.size() > 80)
                    places["target"] = stick.folder.targets() / path;
            }
            const Path& file = places.at(where);
            std::filesystem::remove_all(file);
            std::filesystem::create_directories(file.parent_path());
            traps[trap](file);
            PulledFiles counted(stick.files);
            const StickImport import = stick.imported_by(hall, counted);
            REQUIRE(import.outcome != StickOutcome::no_stick);
            REQUIRE(counted.read_bytes < 200'000);
            const std::size_t shown = hall.shown().size();
            REQUIRE((shown == 2 || shown == 3));
            REQUIRE(hall.waiting() == 1);
            std::filesystem::remove_all(file);
            stick.made_by(hall);
            stick.imported_by(hall);
            REQUIRE(hall.shown().size() == 3);
            REQUIRE(states(hall).size() == 1);
        }
    }
}

TEST_CASE("a stick of links or with strange names beside the known ones is only looked at") {
    EnrolledHall hall;
    TestStick stick;
    stick.made_by(hall);
    for (const Path& folder : {stick.folder.root(), stick.folder.metadata(), stick.folder.targets(),
                               stick.folder.all_replies()}) {
        std::filesystem::create_directories(folder);
        stick.put(folder / "\xff\xfe\x01", "x");
        stick.put(folder / "AUTORUN.INF", "x");
        stick.put(folder / "510681113205 ", "x");
        std::filesystem::create_symlink("/", folder / "510681113299");
    }
    const StickImport import = stick.imported_by(hall);
    REQUIRE(import.outcome == StickOutcome::taken);
    REQUIRE(hall.shown() == Titles{"甲", "乙"});
    // The whole of HALL elsewhere is no stick.
    EnrolledHall other;
    TestStick linked;
    std::filesystem::create_directory_symlink(stick.folder.root(), linked.folder.root());
    REQUIRE(linked.imported_by(other).outcome == StickOutcome::no_stick);
}

TEST_CASE("names that lost their small letters on the way are not found, and it is said") {
    EnrolledHall hall;
    TestStick stick;
    stick.made_by(hall);
    std::filesystem::rename(stick.folder.metadata(), stick.folder.root() / "METADATA");
    REQUIRE(stick.imported_by(hall).outcome == StickOutcome::not_for_us);
    std::filesystem::rename(stick.folder.root(), stick.mount / "hall");
    REQUIRE(stick.imported_by(hall).outcome == StickOutcome::no_stick);
}

TEST_CASE("a reply cut out of a stick holds up those after it, and none is lost") {
    EnrolledHall hall;
    for (const char* state : {"accepted", "handling", "done"}) response(hall, state);
    TestStick stick;
    stick.made_by(hall);
    const Path page = stick.folder.reply_page(FakeCounty::village, 0);
    const std::string good = stick.get(page);
    const std::size_t first = good.find('\n') + 1;
    const std::size_t second = good.find('\n', first) + 1;
    stick.put(page, good.substr(0, first) + good.substr(second));
    const StickImport import = stick.imported_by(hall);
    REQUIRE(import.outcome == StickOutcome::damaged);
    REQUIRE(import.replies == 1);
    REQUIRE(states(hall) == std::vector<std::string>{"accepted"});
    REQUIRE(hall.round().replies == 2);
    REQUIRE(states(hall) == std::vector<std::string>{"accepted", "handling", "done"});
}

TEST_CASE("replies of many pages come all, each once, and only the pages that are needed") {
    EnrolledHall hall;
    for (int i = 0; i < 250; ++i) response(hall, "handling");
    TestStick stick;
    stick.made_by(hall);
    REQUIRE(stick.imported_by(hall).replies == 250);
    response(hall, "done");
    stick.made_by(hall);
    stick.put(stick.folder.reply_page(FakeCounty::village, 0), "damaged, and not needed");
    const StickImport import = stick.imported_by(hall);
    REQUIRE(import.outcome == StickOutcome::taken);
    REQUIRE(import.replies == 1);
    for (int i = 0; i < 49; ++i) response(hall, "handling");  // to the very end of a page
    stick.made_by(hall);
    REQUIRE(stick.imported_by(hall).replies == 49);
    REQUIRE(stick.imported_by(hall).replies == 0);
}

TEST_CASE("receipts count for events that wait here, byte for byte, and for nothing else") {
    EnrolledHall hall;
    EnrolledHall neighbour;
    hall.round();
    const std::string mine = hall.ask("好");
    const std::string other = neighbour.ask("别人的");
    TestStick stick;
    REQUIRE(VALUE(stick.exported_by(hall)).written == 1);
    REQUIRE(stick.taken_by(hall) == 1);
    const SigningKey& county = hall.county.receipt_key;
    const std::string at = "2026-11-23T02:00:00Z";
    const SigningKey outsider = SigningKey::make(hall.random);
    const std::string bytes = hall.county.events.at(mine);
    const auto receipt = [&](const std::string& event, const std::string& hash,
                             const SigningKey& key) {
        return signed_receipt({event, hash, "accepted", "", at, ""}, key) + "\n";
    };
    // For other bytes, for an event of another device, and one that was never made.
    stick.put(stick.folder.receipts(hall.identity.kiosk),
              receipt(mine, sha256_hex("other"), county) +
                  receipt(other, sha256_hex(bytes), county) +
                  receipt("none", sha256_hex("x"), county));
    StickImport import = stick.imported_by(hall);
    REQUIRE(import.outcome == StickOutcome::nothing_new);
    REQUIRE(hall.waiting() == 1);
    // By somebody else; damaged.
    stick.put(stick.folder.receipts(hall.identity.kiosk),
              receipt(mine, sha256_hex(bytes), outsider) + "{\"receipt\":\n");
    import = stick.imported_by(hall);
    REQUIRE(import.outcome == StickOutcome::damaged);
    REQUIRE(hall.waiting() == 1);
    // The right one among others counts, also twice.
    stick.put(stick.folder.receipts(hall.identity.kiosk),
              receipt(mine, sha256_hex("other"), county) + hall.county.receipts().at(mine) + "\n" +
                  hall.county.receipts().at(mine) + "\n" +
                  receipt("none", sha256_hex("x"), county));
    import = stick.imported_by(hall);
    REQUIRE(import.outcome == StickOutcome::taken);
    REQUIRE(import.receipts == 1);
    REQUIRE(hall.waiting() == 0);
    REQUIRE(stick.imported_by(hall).outcome == StickOutcome::nothing_new);
}

TEST_CASE("a stick raises the time floor by what is signed on it, and by nothing else") {
    EnrolledHall hall;
    const std::int64_t signed_at = hall.clock.wall;
    TestStick stick;
    stick.made_by(hall);
    hall.clock.wall = 1000;  // the device thinks it is 1970
    REQUIRE(stick.imported_by(hall).outcome == StickOutcome::taken);
    REQUIRE(hall.status().time.floor_ms == signed_at);
    REQUIRE_FALSE(hall.now().certain);
    REQUIRE(hall.now().now_ms == signed_at);
    REQUIRE(hall.status().last_contact == utc_text(signed_at));
    // The clock of whoever wrote the stick is not asked, nor are the dates of its files.
    hall.clock.wall = signed_at + 50 * day_ms;
    hall.county.sign_view({"county"});
    TestStick later;
    later.made_by(hall);
    hall.clock.wall = 4'070'908'800'000;
    later.imported_by(hall);
    REQUIRE(hall.status().time.floor_ms == signed_at + 50 * day_ms);
    stick.imported_by(hall);
    REQUIRE(hall.status().time.floor_ms == signed_at + 50 * day_ms);
    REQUIRE(hall.status().last_contact == utc_text(signed_at + 50 * day_ms));
}

TEST_CASE("a stick with every key changed two years on is followed through the chain of roots") {
    EnrolledHall hall;
    hall.round();
    tuf::Repository& repository = hall.county.repository;
    for (int year = 0; year < 12; ++year) {
        hall.clock.pass_ms(60 * day_ms);
        for (const char* role : {"timestamp", "snapshot", "targets"}) repository.rotate_keys(role);
        repository.publish({"root", "targets"});
        hall.county.publish("county", {test_article("y" + std::to_string(year), "月报")});
    }
    TestStick stick;
    stick.made_by(hall);
    REQUIRE(stick.imported_by(hall).outcome == StickOutcome::taken);
    REQUIRE(hall.shown().size() == 14);
}

TEST_CASE("what the network said last is not disturbed by a stick") {
    EnrolledHall hall;
    hall.county.instead = [](const HttpRequest&) {
        return Result<HttpResponse>(Error(Errc::unavailable, "no route"));
    };
    hall.round();
    REQUIRE(hall.status().last_error == "unavailable");
    TestStick stick;
    stick.made_by(hall);
    stick.imported_by(hall);
    REQUIRE(hall.status().last_error == "unavailable");
}

TEST_CASE("a device without room says so, and has room for the next try") {
    EnrolledHall hall;
    TestStick stick;
    stick.made_by(hall);
    PulledFiles tight(hall.files);
    tight.free = 20 << 20;
    AgentOptions options{hall.folder, {}, hall.boot, {}};
    const StickImport import =
        VALUE(import_stick({tight, hall.clock, hall.random, stick.files}, stick.mount, options));
    REQUIRE(import.outcome == StickOutcome::disk_full);
    REQUIRE(version(hall) == 0);
    REQUIRE(stick.imported_by(hall).outcome == StickOutcome::taken);
}

TEST_CASE("before enrolment no stick is taken") {
    EnrolledHall hall;
    TestStick stick;
    stick.made_by(hall);
    DataFolder empty(hall.temp.path() / "empty");
    REQUIRE_OK(hall.files.make_folder(empty.root()));
    REQUIRE_ERROR(Errc::not_found, import_stick({hall.files, hall.clock, hall.random, stick.files},
                                                stick.mount, {empty, {}, hall.boot, {}}));
    REQUIRE_ERROR(Errc::not_found,
                  export_to_stick({hall.files, stick.files}, stick.mount, {empty, {}}));
}

TEST_CASE("a stick pulled out at any call, once or for ever, leaves whole versions and no lie") {
    EnrolledHall hall;
    hall.round();
    response(hall, "accepted");
    hall.ask("好");
    TestStick stick;
    REQUIRE_OK(stick.exported_by(hall));
    REQUIRE(stick.taken_by(hall) == 1);
    hall.county.publish("county", {test_article("a", "甲二"), test_article("c", "丙")});
    stick.made_by(hall);
    const DataFolder start = hall.folder;
    for (const bool for_ever : {false, true}) {
        for (const PulledFiles::Kind kind :
             {PulledFiles::Kind::lost, PulledFiles::Kind::cut_short}) {
            int calls = 0;
            for (bool clean = false; !clean;) {
                REQUIRE(++calls < 200);
                INFO("call " << calls << (for_ever ? " for ever" : " once"));
                hall.use_copy_of(start);
                PulledFiles pulled(stick.files);
                pulled.fail_at(calls, for_ever, kind);
                const StickImport import = stick.imported_by(hall, pulled);
                clean = !pulled.failed();
                const Titles shown = hall.shown();
                REQUIRE((shown == Titles{"甲", "乙"} || shown == Titles{"甲二", "乙", "丙"}));
                if (clean) REQUIRE(import.outcome == StickOutcome::taken);
                if (pulled.failed() && kind == PulledFiles::Kind::lost && for_ever)
                    REQUIRE(import.outcome == StickOutcome::unreadable);
                const StickImport again = stick.imported_by(hall);
                REQUIRE_FALSE(again.trouble);
                REQUIRE(hall.shown() == Titles{"甲二", "乙", "丙"});
                REQUIRE(states(hall) == std::vector<std::string>{"accepted"});
                REQUIRE(hall.waiting() == 0);
            }
            REQUIRE(calls > 10);
        }
    }
}

TEST_CASE("a stick that leaves while its pictures are read is asked for once more") {
    EnrolledHall hall;
    hall.county.publish("county", {pictured(hall, "p", 500), pictured(hall, "q", 500)});
    TestStick stick;
    stick.made_by(hall);
    const Path away = stick.temp.path() / "away";
    const auto leaves = [&](Phase phase, std::int64_t) {
        if (phase == Phase::blobs && std::filesystem::exists(stick.mount))
            std::filesystem::rename(stick.mount, away);
    };
    const StickImport import =
        VALUE(import_stick({hall.files, hall.clock, hall.random, stick.files}, stick.mount,
                           {hall.folder, {}, hall.boot, {}}, leaves));
    REQUIRE(import.outcome == StickOutcome::unreadable);
    REQUIRE(hall.shown() == Titles{"甲", "乙", "p", "q"});
    REQUIRE_FALSE(has_picture(hall, "p", 500));
    std::filesystem::rename(away, stick.mount);
    const StickImport again = stick.imported_by(hall);
    REQUIRE(again.outcome == StickOutcome::taken);
    REQUIRE_FALSE(again.trouble);
    REQUIRE(has_picture(hall, "p", 500));
    REQUIRE(has_picture(hall, "q", 500));
}

TEST_CASE("a device whose own disk fails at any call during an import goes on with the next") {
    EnrolledHall hall;
    hall.round();
    hall.county.repository.rotate_keys("timestamp");
    hall.county.repository.publish({"root"});
    hall.county.publish("county", {test_article("c", "丙")});
    TestStick stick;
    stick.made_by(hall);
    const DataFolder start = hall.folder;
    for (const bool for_ever : {false, true}) {
        for (const PulledFiles::Kind kind :
             {PulledFiles::Kind::lost, PulledFiles::Kind::lost_but_applied}) {
            int calls = 0;
            for (bool clean = false; !clean;) {
                REQUIRE(++calls < 200);
                INFO("call " << calls << (for_ever ? " for ever" : " once"));
                hall.use_copy_of(start);
                PulledFiles failing(hall.files);
                failing.fail_at(calls, for_ever, kind);
                const Result<StickImport> import =
                    import_stick({failing, hall.clock, hall.random, stick.files}, stick.mount,
                                 {hall.folder, {}, hall.boot, {}});
                clean = !failing.failed();
                if (clean) REQUIRE(import.ok());
                const std::size_t shown = hall.shown().size();
                REQUIRE((shown == 2 || shown == 3));
                const StickImport again = stick.imported_by(hall);
                REQUIRE_FALSE(again.trouble);
                REQUIRE(hall.shown().size() == 3);
            }
            REQUIRE(calls > 5);
        }
    }
}

TEST_CASE("what the county refused comes back by stick with its reason, and goes along again") {
    EnrolledHall hall;
    hall.round();
    const std::string id = hall.ask("", "心里话");
    TestStick stick;
    REQUIRE(VALUE(stick.exported_by(hall)).written == 1);
    REQUIRE(stick.taken_by(hall) == 1);
    const std::string bytes = hall.county.events.at(id);
    const auto refusal = [&](const std::string& at, const std::string& reason) {
        return signed_receipt({id, sha256_hex(bytes), "refused", "", at, reason},
                              hall.county.receipt_key) +
               "\n";
    };
    const Path receipts = stick.folder.receipts(hall.identity.kiosk);
    const auto parked = [&] {
        return VALUE(VALUE(Cache::open(hall.files, hall.folder.cache())).parked(id));
    };
    stick.put(receipts, refusal("2026-11-23T02:00:00Z", "县里读不出来"));
    REQUIRE(stick.imported_by(hall).outcome == StickOutcome::taken);
    REQUIRE(parked()->reason == "县里读不出来");
    REQUIRE(parked()->tries == 1);
    // The same again, and an older one, are no second refusal.
    stick.put(receipts, refusal("2026-11-22T02:00:00Z", "早先的话") +
                            refusal("2026-11-23T02:00:00Z", "县里读不出来"));
    REQUIRE(stick.imported_by(hall).outcome == StickOutcome::nothing_new);
    REQUIRE(parked()->tries == 1);
    // The kiosk keeps it, and the next stick takes it along.
    hall.drop_receipted();
    TestStick next;
    REQUIRE(VALUE(next.exported_by(hall)).written == 1);
    stick.put(receipts, refusal("2026-11-30T02:00:00Z", "还是读不出来"));
    REQUIRE(stick.imported_by(hall).outcome == StickOutcome::taken);
    REQUIRE(parked()->reason == "还是读不出来");
    REQUIRE(parked()->tries == 2);
    // Once the county has it, it has it, whatever an old stick says, in whatever order.
    stick.put(receipts, refusal("2026-12-01T02:00:00Z", "旧的") + hall.county.receipts().at(id) +
                            "\n" + refusal("2026-12-02T02:00:00Z", "旧的"));
    REQUIRE(stick.imported_by(hall).receipts == 1);
    REQUIRE_FALSE(parked().has_value());
    stick.put(receipts, refusal("2026-12-03T02:00:00Z", "旧的"));
    REQUIRE(stick.imported_by(hall).outcome == StickOutcome::nothing_new);
    REQUIRE_FALSE(parked().has_value());
    hall.drop_receipted();
    REQUIRE(VALUE(next.exported_by(hall)).cleared == 1);
}
