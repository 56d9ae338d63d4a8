// What a kiosk's own TUF client makes of what the platform publishes.

#include <set>

#include "sync/core/encoding.h"
#include "sync/wire/segment.h"
#include "tests/catch.h"
#include "tests/platform/county.h"
#include "tests/platform/failing_files.h"

using namespace hall;

using namespace hall::platform;

namespace {

// A client of a village that trusts the root the county was founded with.
struct Reader {
    Reader(TestCounty& county, std::string_view village)
        : county_(county), fetcher(county, village) {
        const std::string root = VALUE(fetcher.metadata("1.root.json", 1 << 20));
        REQUIRE_OK(tuf::Client::init(files_, temp_.path() / "tuf", root));
    }

    // The titles of a channel's documents, newest version, as "第版 title title".
    std::string read(const std::string& channel) {
        tuf::Client client = VALUE(tuf::Client::open(files_, temp_.path() / "tuf"));
        const std::int64_t now_ms = county_.clock().wall_ms();
        REQUIRE_OK(client.refresh(fetcher, now_ms));
        std::string delegator = "targets";
        if (channel.starts_with("village-")) {
            delegator = town_channel(channel.substr(8, 9));
            REQUIRE_OK(client.role(fetcher, delegator, "targets", now_ms));
        }
        const tuf::Targets* role = VALUE(client.role(fetcher, channel, delegator, now_ms));
        std::int64_t newest = 0;
        std::map<std::string, std::string> titles;
        std::map<std::int64_t, std::vector<std::string>> by_version;
        for (const auto& [name, info] : role->targets) {
            const SegmentInfo segment = VALUE(segment_info_of(name, *info.length, info.custom));
            if (segment.kind == "patch") continue;  // says what the delta says
            newest = std::max(newest, segment.to);
            by_version[segment.to].push_back(name);
        }
        for (const auto& [version, names] : by_version) {
            for (const std::string& name : names) {
                const tuf::TargetFile target = VALUE(client.find(fetcher, name, now_ms));
                REQUIRE(target.role == channel);
                const std::string bytes = VALUE(client.download(fetcher, target));
                const UnpackedSegment unpacked = VALUE(unpack_segment(bytes));
                REQUIRE(unpacked.refused.empty());
                for (const Document& document : unpacked.documents) {
                    titles[document.id] =
                        document.gone ? "（撤下）" : string_or(document.body, "title", document.id);
                }
            }
        }
        std::string text = std::to_string(newest);
        for (const auto& [id, title] : titles) text += ' ' + title;
        return text;
    }

  private:
    TestCounty& county_;
    TempFolder temp_;
    DiskFiles files_;

  public:
    RouteFetcher fetcher;
};

std::string timestamp(TestCounty& county, std::string_view village) {
    return VALUE(RouteFetcher(county, village).metadata("timestamp.json", 1 << 20));
}

std::vector<Publication> publish(TestCounty& county,
                                 const std::optional<std::string>& channel = {}) {
    return VALUE(county.platform().publisher().publish(county.executor(), channel));
}

const std::string village = village_channel(dishui);

// Text that does not compress: only what it was before makes it short.
Document long_article(TestCounty& county, const std::string& id, std::string_view title) {
    static std::map<std::string, std::string> texts;
    std::string& text = texts[id];
    if (text.empty()) text = hex_of(county.random().bytes(4000));
    Document document = article(id, std::string(title));
    document.body["text"] = text;
    return document;
}

// So much that one article more is no reason for a new base.
void keep_much(TestCounty& county) {
    for (int i = 0; i < 8; ++i) {
        county.keep(village, long_article(county, "much-" + std::to_string(i), "多"));
    }
}

std::vector<PublishedSegment> patches_of(TestCounty& county) {
    std::vector<PublishedSegment> segments = VALUE(ask<std::vector<PublishedSegment>>(
        county.executor(), [](Store& store) { return store.publications().segments(village); }));
    std::erase_if(segments, [](const PublishedSegment& s) { return s.info.kind != "patch"; });
    return segments;
}

Document kept(TestCounty& county, const std::string& id) {
    return VALUE(ask<Document>(county.executor(), [&](Store& store) {
        return store.documents().newest({village, id});
    }));
}

// Publishes a long article beside much else, so that a change of it is worth a patch.
Document publish_long(TestCounty& county) {
    keep_much(county);
    county.keep(village, long_article(county, "long", "甲"));
    publish(county);
    return kept(county, "long");
}

}  // namespace

TEST_CASE("a kiosk reads every channel it follows, signed by the channel's own role") {
    TestCounty county;
    Reader reader(county, dishui);
    REQUIRE(reader.read(village) == "1 village-510681113205的消息");
    REQUIRE(reader.read(town_channel(songlin)) == "1 town-510681113的消息");
    REQUIRE_THAT(reader.read("county"), contains_text("县里的消息"));
    REQUIRE(reader.read("release") == "0");
}

TEST_CASE("a view lists only the roles its village follows and says whose it is") {
    TestCounty county;
    RouteFetcher fetcher(county, dishui);
    const std::string bytes = VALUE(fetcher.metadata("1.snapshot.json", 1 << 20));
    REQUIRE(bytes.size() < 2048);
    const tuf::Snapshot snapshot = VALUE(tuf::snapshot_of(VALUE(tuf::parse_envelope(bytes))));
    std::set<std::string> roles;
    for (const auto& [name, info] : snapshot.meta) roles.insert(name);
    REQUIRE(roles == std::set<std::string>{"county.json", "release.json", "targets.json",
                                           "town-510681113.json", "village-510681113205.json"});
    const tuf::Envelope envelope = VALUE(tuf::parse_envelope(timestamp(county, dishui)));
    REQUIRE(VALUE(tuf::timestamp_of(envelope)).extra["view"] == std::string(dishui));
}

TEST_CASE("publishing one village's document changes that village's view alone") {
    TestCounty county;
    Reader reader(county, dishui);
    REQUIRE(reader.read(village) == "1 village-510681113205的消息");
    const std::string other = timestamp(county, other_village);
    county.keep(village, article("news", "改过的消息"));
    const auto published = publish(county);
    REQUIRE(published.size() == 1);
    REQUIRE(published[0].channel == village);
    REQUIRE(published[0].version == 2);
    REQUIRE(reader.read(village) == "2 改过的消息");
    REQUIRE(timestamp(county, other_village) == other);
}

TEST_CASE("a county document reaches every village") {
    TestCounty county;
    Reader near(county, dishui);
    Reader far(county, far_village);
    REQUIRE_OK(near.fetcher.metadata("timestamp.json", 1 << 20));
    county.keep("county", article("storm", "明天有大雨"));
    publish(county);
    REQUIRE_THAT(near.read("county"), contains_text("明天有大雨"));
    REQUIRE_THAT(far.read("county"), contains_text("明天有大雨"));
}

TEST_CASE("publishing when nothing waits changes nothing") {
    TestCounty county;
    const std::string before = timestamp(county, dishui);
    REQUIRE(publish(county).empty());
    county.keep(village, article("news", "village-510681113205的消息"));
    REQUIRE(publish(county).empty());
    REQUIRE(timestamp(county, dishui) == before);
}

TEST_CASE("one channel can be published while another waits") {
    TestCounty county;
    county.keep(village, article("a", "甲"));
    county.keep("county", article("b", "乙"));
    REQUIRE(publish(county, village).size() == 1);
    Reader reader(county, dishui);
    REQUIRE_THAT(reader.read(village), contains_text("甲"));
    REQUIRE(reader.read("county").find("乙") == std::string::npos);
    REQUIRE(publish(county).size() == 1);
    REQUIRE_THAT(reader.read("county"), contains_text("乙"));
    REQUIRE_ERROR(Errc::not_found,
                  county.platform().publisher().publish(county.executor(), "town-1"));
}

TEST_CASE("a document that is withdrawn goes from the kiosk too") {
    TestCounty county;
    Document gone = article("news", "");
    gone.gone = true;
    gone.type.clear();
    gone.body = Json::object();
    county.keep(village, gone);
    publish(county);
    REQUIRE(Reader(county, dishui).read(village) == "2 （撤下）");
}

TEST_CASE("what changed a little is offered as a patch that gives the delta's own lines") {
    TestCounty county;
    const Document before = publish_long(county);
    county.keep(village, long_article(county, "long", "乙"));
    county.keep(village, article("short", "丙"));
    publish(county);
    const auto patches = patches_of(county);
    REQUIRE(patches.size() == 1);
    const SegmentInfo& info = patches[0].info;
    REQUIRE(info.from == 2);
    REQUIRE(info.to == 3);
    REQUIRE(info.bytes < 1000);
    const std::string patch_base = lines_of({before});
    REQUIRE(info.patch_base == digest_of(patch_base));
    const std::string bytes = VALUE(
        RouteFetcher(county, dishui)
            .target(target_folder_of(village) + "/" + patches[0].sha256 + ".00000003.patch.zst",
                    1 << 20));
    const UnpackedSegment unpacked = VALUE(unpack_patch(bytes, patch_base));
    REQUIRE(lines_of(unpacked.documents) ==
            lines_of({kept(county, "long"), kept(county, "short")}));
    REQUIRE(info.plain == digest_of(lines_of(unpacked.documents)));
    county.restart();
    REQUIRE(patches_of(county)[0].info.patch_base == info.patch_base);
}

TEST_CASE("a patch stands on what was published, not on what was only kept") {
    TestCounty county;
    const Document shown = publish_long(county);
    county.keep(village, long_article(county, "long", "乙"));
    county.keep(village, long_article(county, "long", "丙"));
    publish(county);
    REQUIRE(patches_of(county).size() == 1);
    REQUIRE(patches_of(county)[0].info.patch_base == digest_of(lines_of({shown})));
}

TEST_CASE("what kiosks do not hold is no patch base for a patch") {
    TestCounty county;
    keep_much(county);
    county.keep(village, long_article(county, "long", "甲"));
    publish(county);
    REQUIRE(patches_of(county).empty());
    Document gone = article("long", "");
    gone.gone = true;
    gone.type.clear();
    gone.body = Json::object();
    county.keep(village, gone);
    publish(county);
    county.keep(village, long_article(county, "long", "乙"));
    publish(county);
    REQUIRE(patches_of(county).empty());
}

TEST_CASE("deltas are folded into a base before a kiosk must fetch too much") {
    TestCounty county;
    Reader reader(county, dishui);
    bool folded = false;
    for (int i = 0; i < 60; ++i) {
        county.keep(village, article("n" + std::to_string(i), "第" + std::to_string(i) + "条"));
        folded = publish(county)[0].base || folded;
        const auto segments =
            VALUE(ask<std::vector<PublishedSegment>>(county.executor(), [&](Store& store) {
                return store.publications().segments(village);
            }));
        REQUIRE(segments.size() <= 66);
    }
    REQUIRE(folded);
    const std::string text = reader.read(village);
    REQUIRE(text.starts_with("61 "));
    REQUIRE_THAT(text, contains_text("第0条"));
    REQUIRE_THAT(text, contains_text("第59条"));
}

TEST_CASE("what expires is signed again in time, and only that") {
    TestCounty county;
    const std::string first = timestamp(county, dishui);
    REQUIRE_OK(county.platform().publisher().renew(county.executor()));
    REQUIRE(timestamp(county, dishui) == first);
    constexpr std::int64_t day_ms = 86'400'000;
    county.clock().advance_ms(16 * day_ms);
    REQUIRE_OK(county.platform().publisher().renew(county.executor()));
    REQUIRE(timestamp(county, dishui) != first);
    county.clock().advance_ms(29 * day_ms);
    REQUIRE_THAT(Reader(county, dishui).read("county"), contains_text("县里的消息"));
    // Years later everything online has been renewed more than once; nothing expired.
    for (int month = 0; month < 40; ++month) {
        county.clock().advance_ms(28 * day_ms);
        REQUIRE_OK(county.platform().publisher().renew(county.executor()));
    }
    REQUIRE_THAT(Reader(county, dishui).read("county"), contains_text("县里的消息"));
}

TEST_CASE("a publication cut off at any write shows the old or the new, and goes on") {
    for (const FailKind kind : {FailKind::lost, FailKind::lost_but_applied}) {
        FailingFiles files;
        TestCounty county(&files);
        Reader reader(county, dishui);
        int rounds = 0;
        for (int k = 1;; ++k) {
            const std::string before = reader.read(village);
            const std::string title = "第" + std::to_string(k) + "次";
            county.keep(village, article("news", title));
            files.fail_at(k, kind);
            const auto cut = county.platform().publisher().publish(county.executor());
            const bool failed = files.failed();
            files.fail_at(0, kind);
            REQUIRE(cut.ok() == !failed);
            INFO("change " << k << (failed ? " failed" : " did not come"));
            const std::string after_cut = reader.read(village);
            const bool is_new = after_cut.find(title) != std::string::npos;
            REQUIRE((is_new || after_cut == before));
            county.restart();
            publish(county);
            REQUIRE_THAT(reader.read(village), contains_text(title));
            if (!failed) break;
            rounds = k;
        }
        REQUIRE(rounds >= 4);
    }
}

TEST_CASE("kiosks are answered while a publication writes its files") {
    // A disk that takes as long as it likes: every change of a file asks the store first, as
    // a kiosk's poll does, and would wait for ever if a job held it.
    class AskingFiles final : public FilesOnDisk {
      public:
        Result<void> write_durably(const Path& file, std::string_view bytes,
                                   FileMode mode) override {
            ask_store();
            return FilesOnDisk::write_durably(file, bytes, mode);
        }
        Result<void> remove(const Path& file) override {
            ask_store();
            return FilesOnDisk::remove(file);
        }
        Result<void> make_folder(const Path& folder) override {
            ask_store();
            return FilesOnDisk::make_folder(folder);
        }
        Store* store = nullptr;
        int asked = 0;

      private:
        void ask_store() {
            if (store == nullptr) return;
            ++asked;
            // A transaction inside another is refused.
            REQUIRE_OK(store->begin());
            store->roll_back();
        }
    };
    AskingFiles files;
    TestCounty county(&files);
    county.keep(village, article("news", "新"));
    county.keep("county", article("county-news", "新"));
    Store* store = nullptr;
    REQUIRE_OK(county.executor().run([&](Store& inside) -> Result<void> {
        store = &inside;
        return {};
    }));
    files.store = store;
    publish(county);
    REQUIRE(files.asked > 5);
    county.clock().advance_ms(200 * std::int64_t{86'400'000});
    REQUIRE_OK(county.platform().publisher().renew(county.executor()));
    REQUIRE_OK(county.platform().publisher().collect(county.executor()));
    files.store = nullptr;
    REQUIRE(Reader(county, dishui).read(village).find("新") != std::string::npos);
}

TEST_CASE("a timestamp lost with the power is written again at the next start") {
    TestCounty county;
    county.keep(village, article("news", "新消息"));
    publish(county);
    const std::string shown = timestamp(county, dishui);
    const Path file = county.data() / "tuf" / "views" / dishui / "timestamp.json";
    std::filesystem::resize_file(file, 0);
    county.restart();
    REQUIRE(timestamp(county, dishui) == shown);
}
