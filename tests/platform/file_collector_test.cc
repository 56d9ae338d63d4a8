// Published files that nothing names any more go; what anybody may still ask for stays.

#include "platform/publish/file_collector.h"

#include <set>

#include "sync/wire/segment.h"
#include "tests/catch.h"
#include "tests/platform/county.h"
#include "tests/platform/failing_files.h"

using namespace hall;

using namespace hall::platform;

namespace {

constexpr std::int64_t day_ms = 86'400'000;
const std::string village = village_channel(dishui);

std::set<std::string> published_files(const TestCounty& county) {
    std::set<std::string> files;
    const Path root = county.data() / "tuf";
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
        if (!entry.is_regular_file()) continue;
        files.insert(std::filesystem::relative(entry.path(), root).string());
    }
    return files;
}

std::size_t count_under(const TestCounty& county, const std::string& folder) {
    std::size_t count = 0;
    for (const std::string& file : published_files(county)) {
        count += file.starts_with(folder) ? 1 : 0;
    }
    return count;
}

void publish(TestCounty& county, const std::string& title) {
    county.keep(village, article("news", title));
    REQUIRE_OK(county.platform().publisher().publish(county.executor()));
}

void collect(TestCounty& county) {
    REQUIRE_OK(county.platform().publisher().collect(county.executor()));
}

// A kiosk's first synchronisation: every file that its view leads to.
std::size_t read_everything(TestCounty& county) {
    TempFolder temp;
    DiskFiles files;
    RouteFetcher fetcher(county, dishui);
    REQUIRE_OK(tuf::Client::init(files, temp.path() / "tuf",
                                 VALUE(fetcher.metadata("1.root.json", 1 << 20))));
    tuf::Client client = VALUE(tuf::Client::open(files, temp.path() / "tuf"));
    const std::int64_t now_ms = county.clock().wall_ms();
    REQUIRE_OK(client.refresh(fetcher, now_ms));
    std::size_t read = 0;
    const auto all_of = [&](const std::string& role, const std::string& delegator) {
        const tuf::Targets* targets = VALUE(client.role(fetcher, role, delegator, now_ms));
        for (const auto& [name, info] : targets->targets) {
            const tuf::TargetFile target = VALUE(client.find(fetcher, name, now_ms));
            REQUIRE_OK(client.download(fetcher, target));
            ++read;
        }
    };
    all_of("county", "targets");
    all_of("release", "targets");
    all_of(town_channel(songlin), "targets");
    all_of(village, town_channel(songlin));
    return read;
}

}  // namespace

TEST_CASE("what a publication replaced goes after its grace time, and a kiosk misses nothing") {
    TestCounty county;
    for (int i = 0; i < 40; ++i) publish(county, "第" + std::to_string(i) + "次");
    collect(county);
    const std::set<std::string> before = published_files(county);
    county.clock().advance_ms(13 * day_ms);
    collect(county);
    REQUIRE(published_files(county) == before);
    county.clock().advance_ms(day_ms);
    collect(county);
    const std::set<std::string> after = published_files(county);
    REQUIRE(after.size() + 60 < before.size());
    REQUIRE(std::includes(before.begin(), before.end(), after.begin(), after.end()));
    REQUIRE(after.count("shared/1.root.json") == 1);
    REQUIRE(after.count("shared/41." + village + ".json") == 1);
    REQUIRE(after.count("shared/40." + village + ".json") == 0);
    REQUIRE(read_everything(county) >= 3);
    // The next publication finds all it needs, and so does a restart.
    publish(county, "后来");
    county.restart();
    REQUIRE(read_everything(county) >= 3);
}

TEST_CASE("a kiosk in the middle of a download finds every file its metadata named") {
    TestCounty county;
    publish(county, "甲");
    RouteFetcher kiosk(county, dishui);
    const auto segments = VALUE(ask<std::vector<PublishedSegment>>(
        county.executor(), [](Store& store) { return store.publications().segments(village); }));
    for (int i = 0; i < 40; ++i) {
        publish(county, "乙" + std::to_string(i));
        county.clock().advance_ms(8 * 3'600'000);
        collect(county);
    }
    for (const PublishedSegment& segment : segments) {
        const Path target(segment.info.target);
        const Path hashed =
            target.parent_path() / (segment.sha256 + '.' + target.filename().string());
        REQUIRE_OK(kiosk.target(hashed.string(), 1 << 20));
    }
    REQUIRE_OK(kiosk.metadata("2." + village + ".json", 1 << 20));
}

TEST_CASE("however much is published, what is kept beside the current files is bounded") {
    TestCounty county;
    std::size_t most = 0;
    for (int day = 0; day < 120; ++day) {
        publish(county, "第" + std::to_string(day) + "天");
        county.clock().advance_ms(day_ms);
        REQUIRE_OK(county.platform().run_maintenance());
        if (day == 60) most = published_files(county).size();
    }
    REQUIRE(published_files(county).size() <= most + 45);
    // With less room than that, the oldest go first, and none within two days.
    const auto collect_within = [&](std::uint64_t bytes_max) {
        const TufFolder folder(county.data() / "tuf");
        DiskFiles files;
        CollectorLimits limits;
        limits.bytes_max = bytes_max;
        return VALUE(
            FileCollector(files, county.clock(), folder, limits).collect(county.executor()));
    };
    REQUIRE(collect_within(std::uint64_t{1} << 30).files == 0);
    REQUIRE(collect_within(0).files > 10);
    const auto left = VALUE(ask<std::vector<SupersededFile>>(
        county.executor(), [](Store& store) { return store.publications().superseded(); }));
    REQUIRE_FALSE(left.empty());
    for (const SupersededFile& file : left) {
        REQUIRE(county.clock().wall_ms() - file.since_ms < 2 * day_ms);
    }
    REQUIRE(read_everything(county) >= 3);
}

TEST_CASE("a blob stays as long as a document names it, and a while before and after") {
    TestCounty county;
    Publisher& publisher = county.platform().publisher();
    const std::string picture = "a picture";
    const std::string sha256 = sha256_hex(picture);
    const auto is_there = [&] { return count_under(county, "blobs/" + sha256) == 1; };
    const auto pass_days = [&](int days) {
        county.clock().advance_ms(days * day_ms);
        collect(county);
    };
    const auto keep_article = [&](bool with_picture) {
        Document document = article("pictured", "有图");
        if (with_picture) {
            document.body["image"] = {
                {"sha256", sha256}, {"bytes", picture.size()}, {"mime", "image/png"}};
        }
        county.keep(village, document);
    };
    REQUIRE_OK(publisher.keep_blob(county.executor(), sha256, picture));
    collect(county);
    pass_days(80);
    REQUIRE(is_there());
    keep_article(true);  // it waits, and names the blob
    pass_days(200);
    pass_days(200);
    REQUIRE(is_there());
    REQUIRE_OK(publisher.publish(county.executor()));
    pass_days(200);
    keep_article(false);  // the one before is still shown
    pass_days(200);
    REQUIRE(is_there());
    REQUIRE_OK(publisher.publish(county.executor()));
    pass_days(0);
    pass_days(80);
    REQUIRE(is_there());
    // Kept again, it is new again.
    REQUIRE_OK(publisher.keep_blob(county.executor(), sha256, picture));
    pass_days(20);
    REQUIRE(is_there());
    pass_days(90);
    REQUIRE_FALSE(is_there());
}

TEST_CASE("the power fails at any removal: the next collection goes on") {
    for (const FailKind kind : {FailKind::lost, FailKind::lost_but_applied}) {
        for (int change = 1;; ++change) {
            FailingFiles files;
            TestCounty county(&files);
            for (int i = 0; i < 4; ++i) publish(county, std::to_string(i));
            collect(county);
            county.clock().advance_ms(15 * day_ms);
            files.fail_at(change, kind);
            const Result<void> collected = county.platform().publisher().collect(county.executor());
            const bool failed = files.failed();
            INFO("change " << change);
            REQUIRE(collected.ok() == !failed);
            files.fail_at(0, kind);
            county.restart();
            collect(county);
            REQUIRE(count_under(county, "shared/1." + village) == 0);
            REQUIRE(VALUE(ask<std::vector<SupersededFile>>(county.executor(), [](Store& store) {
                        return store.publications().superseded();
                    })).empty());
            REQUIRE(read_everything(county) >= 3);
            if (!failed) break;
        }
    }
}

TEST_CASE("what lies in the folder and is not ours, and every root, stays") {
    TestCounty county;
    DiskFiles files;
    const Path tuf = county.data() / "tuf";
    const std::vector<std::string> others = {"shared/signer.txt", "shared/1.root.json.bak",
                                             "blobs/README", "targets/county/readme.zst",
                                             "views/" + std::string(dishui) + "/old.json"};
    REQUIRE_OK(files.make_folder(tuf / "blobs"));
    for (const std::string& file : others) {
        REQUIRE_OK(files.write_durably(tuf / file, "by hand", FileMode::shared));
    }
    publish(county, "新");
    collect(county);
    county.clock().advance_ms(400 * day_ms);
    collect(county);
    const std::set<std::string> left = published_files(county);
    for (const std::string& file : others) {
        INFO(file);
        REQUIRE(left.count(file) == 1);
    }
    REQUIRE(left.count("shared/1.root.json") == 1);
}
