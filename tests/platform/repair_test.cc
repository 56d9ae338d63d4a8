// What the platform does at its start when files it had published are gone.

#include <set>

#include "sync/core/database.h"
#include "sync/wire/segment.h"
#include "tests/catch.h"
#include "tests/platform/county.h"
#include "tests/platform/failing_files.h"
#include "tests/platform/offline_county.h"

using namespace hall;

using namespace hall::platform;

namespace {

const std::string village = village_channel(dishui);

// What a kiosk of 滴水村 has after it followed its view: one line a channel, with the newest
// version and the titles. Keeps what it trusts, as a kiosk does.
class Follower {
  public:
    explicit Follower(TestCounty& county) : county_(county), shelves_(county, dishui) {
        const std::string root = VALUE(shelves_.metadata("1.root.json", 1 << 20));
        REQUIRE_OK(tuf::Client::init(files_, temp_.path() / "tuf", root));
    }

    std::set<std::string> read() {
        tuf::Client client = VALUE(tuf::Client::open(files_, temp_.path() / "tuf", {},
                                                     tuf::Expiry::enforced, std::string(dishui)));
        const std::int64_t now_ms = county_.clock().wall_ms();
        REQUIRE_OK(client.refresh(shelves_, now_ms));
        const std::string town = town_channel(songlin);
        const std::pair<std::string, std::string> steps[] = {
            {"county", "targets"}, {town, "targets"}, {village, town}};
        std::set<std::string> lines;
        for (const auto& [channel, delegator] : steps) {
            const tuf::Targets* role = VALUE(client.role(shelves_, channel, delegator, now_ms));
            for (const auto& [path, info] : role->targets) {
                const SegmentInfo segment = VALUE(segment_info_of(path, *info.length, info.custom));
                const std::string bytes = VALUE(client.download(shelves_, {path, info, channel}));
                for (const Document& document : VALUE(unpack_segment(bytes)).documents) {
                    lines.insert(channel + ' ' + std::to_string(segment.to) + ' ' +
                                 string_or(document.body, "title", document.id));
                }
            }
        }
        return lines;
    }

  private:
    TestCounty& county_;
    TempFolder temp_;
    DiskFiles files_;
    RouteFetcher shelves_;
};

void publish(TestCounty& county, const std::string& title) {
    county.keep(village, article("news", title));
    VALUE(county.platform().publisher().publish(county.executor()));
}

void lose(TestCounty& county, const std::string& folder) {
    REQUIRE(std::filesystem::remove_all(county.data() / folder) > 0);
}

// As a platform wrote it that did not keep signed files yet.
void forget_kept_files(const Path& data) {
    Database database = VALUE(Database::open(PlatformFolder(data).database(), {}));
    REQUIRE_OK(database.run("DELETE FROM role_files"));
}

const char* const folders[] = {
    "tuf",         "tuf/views",          "tuf/views/510681113205", "tuf/shared",
    "tuf/targets", "tuf/targets/county", "tuf/targets/village"};

}  // namespace

TEST_CASE("a lost folder of published files is written again at the next start") {
    for (const char* folder : folders) {
        INFO(folder);
        TestCounty county;
        publish(county, "第二版");
        Follower known(county);
        const std::set<std::string> before = known.read();
        REQUIRE(before.count(village + " 2 第二版") == 1);
        lose(county, folder);
        county.restart();
        REQUIRE(known.read().count(village + " 2 第二版") == 1);
        REQUIRE(Follower(county).read().count(village + " 2 第二版") == 1);
        publish(county, "第三版");
        REQUIRE(known.read().count(village + " 3 第三版") == 1);
    }
}

TEST_CASE("a file cut to half its length by the power is written again at the next start") {
    TestCounty county;
    publish(county, "第二版");
    const std::set<std::string> before = Follower(county).read();
    for (const char* folder : {"tuf/shared", "tuf/views", "tuf/targets"}) {
        for (const auto& entry :
             std::filesystem::recursive_directory_iterator(county.data() / folder)) {
            if (!entry.is_regular_file()) continue;
            std::filesystem::resize_file(entry.path(), entry.file_size() / 2);
        }
    }
    county.restart();
    REQUIRE(Follower(county).read().count(village + " 2 第二版") == 1);
    REQUIRE(before.count(village + " 2 第二版") == 1);
}

TEST_CASE("a start at which nothing is lost changes nothing") {
    TestCounty county;
    publish(county, "第二版");
    const auto state = [&] {
        std::set<std::string> files;
        for (const auto& entry :
             std::filesystem::recursive_directory_iterator(county.data() / "tuf")) {
            if (entry.is_regular_file()) files.insert(entry.path().string());
        }
        return files;
    };
    const std::string shown =
        VALUE(RouteFetcher(county, dishui).metadata("timestamp.json", 1 << 20));
    const std::set<std::string> before = state();
    county.restart();
    REQUIRE(state() == before);
    REQUIRE(VALUE(RouteFetcher(county, dishui).metadata("timestamp.json", 1 << 20)) == shown);
}

TEST_CASE("repairing publishes nothing that waits") {
    TestCounty county;
    publish(county, "第二版");
    county.keep(village, article("draft", "还没定的事"));
    lose(county, "tuf");
    county.restart();
    for (const std::string& line : Follower(county).read()) {
        REQUIRE_THAT(line, !contains_text("还没定的事"));
    }
    VALUE(county.platform().publisher().publish(county.executor()));
    REQUIRE(Follower(county).read().count(village + " 3 还没定的事") == 1);
}

TEST_CASE("repairing cut off at any write goes on at the next start") {
    for (const FailKind kind : {FailKind::lost, FailKind::lost_but_applied}) {
        FailingFiles files;
        TestCounty county(&files);
        publish(county, "第二版");
        Follower known(county);
        REQUIRE(known.read().count(village + " 2 第二版") == 1);
        int cuts = 0;
        for (int k = 1;; ++k) {
            INFO("change " << k);
            lose(county, "tuf");
            files.fail_at(k, kind);
            const Result<void> repaired = county.platform().publisher().repair(county.executor());
            const bool failed = files.failed();
            files.fail_at(0, kind);
            REQUIRE(repaired.ok() == !failed);
            county.restart();
            REQUIRE(known.read().count(village + " 2 第二版") == 1);
            if (!failed) break;
            cuts = k;
        }
        REQUIRE(cuts >= 5);
    }
}

TEST_CASE("files signed before the store kept them are taken in while they are there") {
    TestCounty county;
    publish(county, "第二版");
    forget_kept_files(county.data());
    county.restart();
    lose(county, "tuf");
    county.restart();
    REQUIRE(Follower(county).read().count(village + " 2 第二版") == 1);
}

TEST_CASE("a platform that lost what nobody here can sign starts and takes what kiosks send") {
    TestCounty county;
    TestKiosk kiosk(county);
    kiosk.enrol();
    forget_kept_files(county.data());
    lose(county, "tuf");
    county.restart();
    const auto receipts = kiosk.receipts(kiosk.send({bytes_of(kiosk.event())}));
    REQUIRE(receipts.size() == 1);
    REQUIRE(receipts[0].state == "accepted");
}

TEST_CASE("the whole chain of roots comes back, though nobody on the platform can sign it") {
    OfflineCounty county;
    const Path tuf = county.data() / "tuf";
    county.hold("first", {"--rotate", "timestamp"});
    county.hold("second", {"--rotate", "snapshot"});
    DiskFiles disk;
    std::vector<std::string> before;
    for (const char* name : {"1.root.json", "2.root.json", "3.root.json", "1.targets.json"}) {
        before.push_back(VALUE(disk.read(tuf / "shared" / name, 1 << 20)));
    }
    county.close();
    REQUIRE(std::filesystem::remove_all(tuf) > 0);
    county.open();
    std::vector<std::string> after;
    for (const char* name : {"1.root.json", "2.root.json", "3.root.json", "1.targets.json"}) {
        after.push_back(VALUE(disk.read(tuf / "shared" / name, 1 << 20)));
    }
    REQUIRE(after == before);
    county.publish(village, "接着发");
}
