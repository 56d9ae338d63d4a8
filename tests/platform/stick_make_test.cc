// What the county writes on a stick, read as a kiosk reads it.

#include "platform/commands/commands.h"
#include "tests/catch.h"
#include "tests/platform/test_medium.h"

using namespace hall;

using namespace hall::platform;

namespace {

// A kiosk that follows a village through sticks, with nothing but the root to begin with.
struct Follower {
    Follower(TestCounty& county, std::string_view its_village) : village(its_village) {
        const std::string root = VALUE(DiskFiles().read(
            PlatformFolder(county.data()).tuf() / "shared" / "1.root.json", 1 << 20));
        REQUIRE_OK(tuf::Client::init(files, temp.path() / "tuf", root));
    }

    // The version of the village's channel that the stick leads to, everything checked.
    Result<std::int64_t> read(TestMedium& medium, std::int64_t now_ms) {
        MediumFetcher fetcher(medium, village);
        tuf::Client client = TRY(tuf::Client::open(files, temp.path() / "tuf"));
        TRY(client.refresh(fetcher, now_ms));
        const std::string town = town_channel(village.substr(0, 9));
        std::int64_t version = 0;
        for (const auto& [channel, delegator] :
             {std::pair<std::string, std::string>{"county", "targets"},
              {town, "targets"},
              {village_channel(village), town}}) {
            const tuf::Targets* role = TRY(client.role(fetcher, channel, delegator, now_ms));
            for (const auto& [path, info] : role->targets) {
                TRY(client.download(fetcher, {path, info, channel}));
                if (channel == village_channel(village))
                    version = std::max(version, integer_or(info.custom, "to", 0));
            }
        }
        return version;
    }

    std::string village;
    TempFolder temp;
    DiskFiles files;
};

const std::string home{dishui};
const std::string neighbour{other_village};
const std::string away{far_village};

void publish(TestCounty& county, const std::string& village, const std::string& id) {
    county.keep(village_channel(village), article(id, "新的"));
    REQUIRE_OK(county.platform().publisher().publish(county.executor()));
}

std::size_t count(const TestMedium& medium, const std::string& part) {
    std::size_t found = 0;
    for (const auto& [name, bytes] : medium.all()) found += name.find(part) != std::string::npos;
    return found;
}

}  // namespace

TEST_CASE("a stick made for villages holds all that their kiosks need, and is verified as such") {
    TestCounty county;
    TestMedium medium;
    const StickMade made = VALUE(medium.made_by(county, {home, away}));
    REQUIRE(made.villages == std::vector<std::string>{home, away});
    REQUIRE(made.left.empty());
    const std::int64_t now = county.clock().wall_ms();
    for (const std::string& village : {home, away}) {
        Follower kiosk(county, village);
        REQUIRE(VALUE(kiosk.read(medium, now)) == 1);
    }
    Follower other(county, neighbour);
    REQUIRE_ERROR(Errc::unavailable, other.read(medium, now));
    REQUIRE(count(medium, "metadata/" + neighbour) == 0);
    REQUIRE(count(medium, "targets/village/" + neighbour) == 0);
    REQUIRE(VALUE(villages_on_stick(medium.files, medium.folder)) ==
            std::vector<std::string>{away, home});
}

TEST_CASE("made again it writes only what is new, and takes away what nothing leads to") {
    TestCounty county;
    TestMedium medium;
    REQUIRE(VALUE(medium.made_by(county, {home})).files > 8);
    const auto before = medium.all();
    StickMade made = VALUE(medium.made_by(county, {home}));
    REQUIRE(made.files == 0);
    REQUIRE(made.cleared == 0);
    REQUIRE(medium.all() == before);
    for (int i = 0; i < 3; ++i) publish(county, home, "new-" + std::to_string(i));
    made = VALUE(medium.made_by(county, {home}));
    REQUIRE(made.files > 0);
    REQUIRE(made.cleared > 0);
    REQUIRE(count(medium, ".snapshot.json") == 1);
    REQUIRE(count(medium, ".village-" + home + ".json") == 1);
    Follower kiosk(county, home);
    REQUIRE(VALUE(kiosk.read(medium, county.clock().wall_ms())) == 4);
    // Spoilt on the way, it is put right.
    for (const auto& [name, bytes] : medium.all()) {
        medium.put(medium.mount / name, "spoilt");
        REQUIRE(VALUE(medium.made_by(county, {home})).villages.size() == 1);
        if (name.find("timestamp") == std::string::npos) INFO(name);
    }
    REQUIRE(VALUE(kiosk.read(medium, county.clock().wall_ms())) == 4);
}

TEST_CASE("villages that were not asked for stay on the stick as they are") {
    TestCounty county;
    TestMedium medium;
    REQUIRE_OK(medium.made_by(county, {home, away}));
    publish(county, home, "new");
    publish(county, away, "new");
    county.keep("county", article("county-new", "县里新的"));
    REQUIRE_OK(county.platform().publisher().publish(county.executor()));
    REQUIRE_OK(medium.made_by(county, {home}));
    const std::int64_t now = county.clock().wall_ms();
    Follower at_home(county, home);
    Follower far_away(county, away);
    REQUIRE(VALUE(at_home.read(medium, now)) == 2);
    REQUIRE(VALUE(far_away.read(medium, now)) == 1);
    // What other people keep on the stick, also inside HALL, is theirs.
    medium.put(medium.mount / "照片.jpg", "x");
    medium.put(medium.folder.metadata() / "readme.txt", "x");
    medium.put(medium.folder.targets() / "village" / home / "readme.txt", "x");
    medium.put(medium.folder.outbox("kiosk-1") / batch_name({1, 1, 1}), "x");
    REQUIRE_OK(medium.made_by(county, {home}));
    REQUIRE(count(medium, "readme.txt") == 2);
    REQUIRE(count(medium, "outbox") == 1);
}

TEST_CASE("replies go by pages, those for single kiosks among them") {
    TestCounty county;
    TestKiosk kiosk(county);
    REQUIRE(kiosk.enrol().status == 200);  // which sends it its roster
    REQUIRE_OK(county.executor().run([&](Store& store) -> Result<void> {
        for (std::int64_t seq = 2; seq <= 250; ++seq) {
            const std::string line = "reply " + std::to_string(seq);
            TRY(store.replies().add({home, seq, seq % 7 == 0 ? "kiosk-other" : "", line}));
        }
        return {};
    }));
    TestMedium medium;
    REQUIRE_OK(medium.made_by(county, {home}));
    REQUIRE(count(medium, "replies/" + home) == 3);
    const std::string last = medium.get(medium.folder.reply_page(home, 2));
    REQUIRE(last.starts_with("reply 201\n"));
    REQUIRE(last.ends_with("reply 250\n"));
    const std::string first = medium.get(medium.folder.reply_page(home, 0));
    REQUIRE(std::count(first.begin(), first.end(), '\n') == 100);
    REQUIRE(first.find("\"kiosk\":\"" + kiosk.id()) != std::string::npos);
    REQUIRE(VALUE(medium.made_by(county, {home})).files == 0);
}

TEST_CASE("the chain of roots goes along for whoever was away since the first") {
    TestCounty county;
    Follower kiosk(county, home);
    for (int i = 0; i < 5; ++i) {
        const CommandResult rotated = run_county_command(
            county.platform(),
            {{"keys", "rotate", "timestamp", "--data", county.data().string()}, county.data()});
        INFO(rotated.err);
        REQUIRE(rotated.exit == 0);
    }
    TestMedium medium;
    REQUIRE_OK(medium.made_by(county, {home}));
    REQUIRE(count(medium, ".root.json") == 6);
    REQUIRE(VALUE(kiosk.read(medium, county.clock().wall_ms())) == 1);
    const tuf::Client client = VALUE(tuf::Client::open(kiosk.files, kiosk.temp.path() / "tuf"));
    REQUIRE(client.root().common.version == 6);
}

TEST_CASE("a small stick gets whole villages in the order asked for, and keeps its old ones") {
    TestCounty county;
    TestMedium medium;
    PulledFiles tight(medium.files);
    tight.free = std::uint64_t{1} << 20;
    StickMade made = VALUE(medium.made_by(county, {home, away}, &tight));
    REQUIRE(made.villages.empty());
    REQUIRE(made.left == std::vector<std::string>{home, away});
    // Room for one, as large sticks count it: a cluster for each small file.
    tight.free = (std::uint64_t{1} << 20) + 14 * (32 << 10);
    made = VALUE(medium.made_by(county, {home, away}, &tight));
    REQUIRE(made.villages.size() + made.left.size() == 2);
    const std::int64_t now = county.clock().wall_ms();
    for (const std::string& village : made.villages) {
        Follower kiosk(county, village);
        REQUIRE(VALUE(kiosk.read(medium, now)) == 1);
    }
    tight.free = UINT64_MAX;
    REQUIRE_OK(medium.made_by(county, {home, away}, &tight));
    publish(county, home, "new");
    tight.free = 100;
    made = VALUE(medium.made_by(county, {home}, &tight));
    REQUIRE(made.left == std::vector<std::string>{home});
    Follower kiosk(county, home);
    REQUIRE(VALUE(kiosk.read(medium, now)) == 1);  // the old one, whole
}

// Publishes a document of the village that names a picture the county keeps.
std::string publish_picture(TestCounty& county, const std::string& village, const std::string& id,
                            std::size_t bytes) {
    const std::string picture(bytes, id.front());
    const std::string sha256 = sha256_hex(picture);
    DiskFiles files;
    REQUIRE_OK(files.make_folder(county.platform().tuf().blobs()));
    REQUIRE_OK(
        files.write_durably(county.platform().tuf().blobs() / sha256, picture, FileMode::shared));
    Document document = article(id, "有照片的");
    document.body["pictures"] = {{{"sha256", sha256}, {"bytes", bytes}, {"mime", "image/jpeg"}}};
    county.keep(village_channel(village), document);
    REQUIRE_OK(county.platform().publisher().publish(county.executor()));
    return sha256;
}

TEST_CASE("pictures go along after all text, for the villages on the stick and no others") {
    TestCounty county;
    const std::string mine = publish_picture(county, home, "mine", 100'000);
    const std::string others = publish_picture(county, away, "others", 100);
    TestMedium medium;
    StickMade made = VALUE(medium.made_by(county, {home}));
    REQUIRE(made.blobs == 1);
    REQUIRE(made.blobs_left == 0);
    REQUIRE(medium.get(medium.folder.blobs() / mine) == std::string(100'000, 'm'));
    REQUIRE(count(medium, others) == 0);
    // A village that was on it keeps its pictures when another is added.
    made = VALUE(medium.made_by(county, {away}));
    REQUIRE(made.blobs == 2);
    REQUIRE(count(medium, "blobs/") == 2);
    // A damaged one is written again, one that nothing names any more is taken away.
    medium.put(medium.folder.blobs() / mine, std::string(100'000, 'x'));
    Document gone = article("others", "没有了");
    gone.rev = 2;
    gone.gone = true;
    county.keep(village_channel(away), gone);
    made = VALUE(medium.made_by(county, {home}));
    REQUIRE(made.blobs == 2);  // it still stands, until the withdrawal is published
    REQUIRE(medium.get(medium.folder.blobs() / mine) == std::string(100'000, 'm'));
    REQUIRE_OK(county.platform().publisher().publish(county.executor()));
    made = VALUE(medium.made_by(county, {home, away}));
    REQUIRE(made.blobs == 1);
    REQUIRE(count(medium, others) == 0);
}

TEST_CASE("pictures that do not fit are left, small ones first, and make room for text") {
    TestCounty county;
    TestMedium medium;
    PulledFiles tight(medium.files);
    const std::string small = publish_picture(county, home, "small", 1000);
    const std::string large = publish_picture(county, home, "large", 3'000'000);
    REQUIRE_OK(medium.made_by(county, {home}, &tight));
    REQUIRE_OK(medium.files.remove(medium.folder.blobs() / small));
    REQUIRE_OK(medium.files.remove(medium.folder.blobs() / large));
    tight.free = 2'000'000;
    StickMade made = VALUE(medium.made_by(county, {home}, &tight));
    REQUIRE(made.villages.size() == 1);
    REQUIRE(made.blobs == 1);
    REQUIRE(made.blobs_left == 1);
    REQUIRE(count(medium, small) == 1);
    tight.free = UINT64_MAX;
    REQUIRE(VALUE(medium.made_by(county, {home}, &tight)).blobs_left == 0);
    // The stick is as full as can be when there is new text.
    publish(county, home, "new");
    tight.free = 100;
    made = VALUE(medium.made_by(county, {home}, &tight));
    REQUIRE(made.left.empty());
    Follower kiosk(county, home);
    REQUIRE(VALUE(kiosk.read(medium, county.clock().wall_ms())) == 4);
}

TEST_CASE("a stick that is locked, or gone, or a village that was never published is said") {
    TestCounty county;
    TestMedium medium;
    PulledFiles locked(medium.files);
    locked.read_only = true;
    REQUIRE_ERROR(Errc::refused, medium.made_by(county, {home}, &locked));
    REQUIRE_ERROR(Errc::not_found, medium.made_by(county, {"510681113299"}));
    std::filesystem::remove_all(medium.mount);
    REQUIRE_ERROR(Errc::not_found, medium.made_by(county, {home}));
}

TEST_CASE("links and folders in the way lead nowhere and are said") {
    TestCounty county;
    for (const char* where : {"HALL", "HALL/metadata", "HALL/targets", "HALL/targets/county"}) {
        INFO(where);
        TestMedium medium;
        const Path victim = medium.temp.path() / "victim";
        std::filesystem::create_directories(victim);
        std::filesystem::create_directories((medium.mount / where).parent_path());
        std::filesystem::create_directory_symlink(victim, medium.mount / where);
        REQUIRE_ERROR(Errc::refused, medium.made_by(county, {home}));
        REQUIRE(std::filesystem::is_empty(victim));
    }
}

TEST_CASE(
    "a stick pulled out at any call of a making holds the old or the new, village by village") {
    TestCounty county;
    TestKiosk kiosk(county);
    REQUIRE(kiosk.enrol().status == 200);
    TestMedium old;
    REQUIRE_OK(old.made_by(county, {home, away}));
    publish(county, home, "new");
    publish(county, away, "new");
    const std::int64_t now = county.clock().wall_ms();
    for (const bool for_ever : {false, true}) {
        for (const PulledFiles::Kind kind :
             {PulledFiles::Kind::lost, PulledFiles::Kind::lost_but_applied}) {
            int calls = 0;
            for (bool clean = false; !clean;) {
                REQUIRE(++calls < 400);
                INFO("call " << calls << (for_ever ? " for ever" : " once"));
                TestMedium medium;
                std::filesystem::copy(old.mount, medium.mount,
                                      std::filesystem::copy_options::recursive);
                PulledFiles pulled(medium.files);
                pulled.fail_at(calls, for_ever, kind);
                const Result<StickMade> made = medium.made_by(county, {home, away}, &pulled);
                clean = !pulled.failed();
                if (clean) REQUIRE(VALUE(Result<StickMade>(made)).villages.size() == 2);
                for (const std::string& village : {home, away}) {
                    Follower reader(county, village);
                    const std::int64_t version = VALUE(reader.read(medium, now));
                    REQUIRE((version == 1 || version == 2));
                    if (clean) REQUIRE(version == 2);
                }
                // The next making ends it.
                REQUIRE(VALUE(medium.made_by(county, {home, away})).villages.size() == 2);
                Follower reader(county, home);
                REQUIRE(VALUE(reader.read(medium, now)) == 2);
                REQUIRE(count(medium, ".new") == 0);
            }
            REQUIRE(calls > 20);
        }
    }
}

TEST_CASE("nothing personal lies on a stick in plain, on its way up or down") {
    TestCounty county;
    TestKiosk kiosk(county);
    REQUIRE(kiosk.enrol().status == 200);
    TestKiosk::Wish wish;
    wish.kind = "letter";
    wish.to = "discipline";
    wish.form = "";
    wish.body = {{"text", "11010519491231002X 的事"}};
    const std::string event = bytes_of(kiosk.event(wish));
    REQUIRE(event.find("discipline") != std::string::npos);
    TestMedium medium;
    medium.put(medium.folder.outbox(kiosk.id()) / batch_name({1, 1, 1}),
               medium.batch_of(county, kiosk, {event}));
    REQUIRE(VALUE(medium.taken_by(county)).kiosks[0].accepted == 1);
    REQUIRE_OK(medium.made_by(county, {home}));
    for (const auto& [name, bytes] : medium.all()) {
        INFO(name);
        if (name.find("targets") != std::string::npos) continue;  // public content
        for (const char* word : {"11010519491231002X", "discipline", "letter"})
            REQUIRE(bytes.find(word) == std::string::npos);
    }
}
