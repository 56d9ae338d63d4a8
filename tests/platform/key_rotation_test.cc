// New keys in the place of old ones, planned or after a theft, as kiosks see it.

#include "platform/commands/keys.h"
#include "platform/publish/demo_content.h"
#include "sync/core/encoding.h"
#include "sync/wire/signed_statement.h"
#include "sync/wire/time_response.h"
#include "tests/catch.h"
#include "tests/platform/failing_files.h"
#include "tests/platform/offline_county.h"

using namespace hall;

using namespace hall::platform;

namespace {

constexpr std::int64_t day_ms = 86'400'000;
const std::string village(dishui);

CommandResult run(TestCounty& county, std::vector<std::string> words) {
    words.insert(words.end(), {"--data", county.data().string()});
    return run_county_command(county.platform(), {words, county.data()});
}

std::string done(TestCounty& county, std::vector<std::string> words) {
    const CommandResult result = run(county, std::move(words));
    INFO(result.err);
    REQUIRE(result.exit == 0);
    return result.out;
}

std::vector<std::string> ids(TestCounty& county, const std::string& role) {
    const KeyPlan plan = VALUE(plan_of(county.platform()));
    std::vector<std::string> ids;
    for (const tuf::Key& key : plan.at(role).keys) ids.push_back(shown_id(key));
    return ids;
}

// What a kiosk that knows the settings believes.
Settings settings(TestCounty& county) {
    const Document document = VALUE(ask<Document>(county.executor(), [](Store& store) {
        return store.documents().newest({.channel = "county", .id = "settings"});
    }));
    return VALUE(settings_of(document.body));
}

// The receipt keys that kiosks can hear of, whatever waits to be published.
class PublishedKeys {
  public:
    explicit PublishedKeys(TestCounty& county) : county_(county) { static_cast<void>(changed()); }

    // True if there was a publication since the last call.
    bool changed() {
        const std::int64_t version = VALUE(ask<std::int64_t>(
            county_.executor(), [](Store& store) { return store.documents().version("county"); }));
        if (version == version_) return false;
        version_ = version;
        keys_ = settings(county_).receipt_keys;
        return true;
    }
    const std::vector<NamedKey>& keys() const { return keys_; }

  private:
    TestCounty& county_;
    std::int64_t version_ = 0;
    std::vector<NamedKey> keys_;
};

std::string key_of_statement(const std::string& note) {
    return string_or(VALUE(parse_json(note)), "key");
}

// A client of a village's view in a county all of whose keys are on the platform.
struct Reader {
    Reader(TestCounty& of, std::string_view which) : county(of), shelves(of, which) {
        const std::string root = VALUE(shelves.metadata("1.root.json", 1 << 20));
        REQUIRE_OK(tuf::Client::init(files, temp.path() / "tuf", root));
    }
    Result<void> refresh() {
        const std::int64_t now_ms = county.clock().wall_ms();
        tuf::Client client =
            TRY(tuf::Client::open(files, temp.path() / "tuf", {}, tuf::Expiry::enforced, village));
        TRY(client.refresh(shelves, now_ms));
        const std::string town = town_channel(songlin);
        TRY(client.role(shelves, "county", "targets", now_ms));
        TRY(client.role(shelves, town, "targets", now_ms));
        TRY(client.role(shelves, village_channel(village), town, now_ms));
        return {};
    }
    std::int64_t root_version() {
        const std::string bytes = VALUE(files.read(temp.path() / "tuf" / "root.json", 1 << 20));
        return Json::parse(bytes).at("signed").at("version").get<std::int64_t>();
    }

    TestCounty& county;
    TempFolder temp;
    DiskFiles files;
    RouteFetcher shelves;
};

// Everything a thief of the platform's folder can sign with.
struct Thief {
    explicit Thief(OfflineCounty& county) {
        DiskFiles files;
        const KeyStore keys(files, county.data() / "keys");
        snapshot = VALUE(keys.signing_keys("snapshot"));
        timestamp = VALUE(keys.signing_keys("timestamp"));
    }

    // Puts a view in place whose versions were driven up, over what the county last said.
    void drive_up(OfflineCounty& county, std::int64_t version) const {
        const Path view = county.data() / "tuf" / "views" / village;
        DiskFiles files;
        const std::string shown = VALUE(files.read(view / "timestamp.json", 1 << 20));
        tuf::Timestamp now = VALUE(tuf::timestamp_of(VALUE(tuf::parse_envelope(shown))));
        const Path snapshot_file = view / (std::to_string(now.snapshot.version) + ".snapshot.json");
        const std::string snapshot_bytes = VALUE(files.read(snapshot_file, 1 << 20));
        tuf::Snapshot next = VALUE(tuf::snapshot_of(VALUE(tuf::parse_envelope(snapshot_bytes))));
        next.common.version = version;
        const std::string bytes = tuf::signed_file(tuf::json_of(next), {&snapshot[0]});
        REQUIRE_OK(files.write_durably(view / (std::to_string(version) + ".snapshot.json"), bytes,
                                       FileMode::shared));
        now.common.version = version;
        now.snapshot = {.version = version};
        REQUIRE_OK(files.write_durably(view / "timestamp.json",
                                       tuf::signed_file(tuf::json_of(now), {&timestamp[0]}),
                                       FileMode::shared));
    }

    std::vector<SigningKey> snapshot;
    std::vector<SigningKey> timestamp;
};

}  // namespace

TEST_CASE("every role gets a new key, and kiosks old and new read on") {
    TestCounty county;
    Reader steady(county, village);
    REQUIRE_OK(steady.refresh());
    for (const std::string& role :
         {std::string("timestamp"), std::string("snapshot"), std::string("targets"),
          std::string("root"), std::string("release"), std::string("county"), town_channel(songlin),
          village_channel(village)}) {
        INFO(role);
        const std::vector<std::string> before = ids(county, role);
        REQUIRE(before.size() == 1);
        REQUIRE_THAT(run(county, {"keys", "retire", role, before[0]}).err, contains_text("还在用"));
        done(county, {"keys", "rotate", role});
        const std::vector<std::string> after = ids(county, role);
        REQUIRE(after.size() == 1);
        REQUIRE(after != before);
        REQUIRE_OK(steady.refresh());
        REQUIRE_OK(Reader(county, village).refresh());
        done(county, {"keys", "retire", role, before[0]});
        REQUIRE(VALUE(county.platform().keys().signing_keys(role)).size() == 1);
        // The new key alone goes on publishing.
        const std::string channel = role == "release" ? "release" : village_channel(village);
        county.keep(channel, article("after-" + role, "换了钥匙"));
        REQUIRE(VALUE(county.platform().publisher().publish(county.executor())).size() == 1);
        REQUIRE_OK(steady.refresh());
    }
    REQUIRE(steady.root_version() == 5);
    county.restart();
    REQUIRE_OK(steady.refresh());
    REQUIRE(run(county, {"keys", "rotate", "moon"}).exit == 1);
    REQUIRE(run(county, {"keys", "rotate", "village-510681113999"}).exit == 1);
    REQUIRE(run(county, {"keys", "rotate"}).exit == 2);
    REQUIRE(run(county, {"keys", "retire", "county", "0000"}).exit == 1);
}

TEST_CASE("a village's new key changes its town's views alone") {
    TestCounty county;
    RouteFetcher far(county, far_village);
    const std::string before = VALUE(far.metadata("timestamp.json", 1 << 20));
    const std::vector<std::string> neighbour = ids(county, village_channel(other_village));
    done(county, {"keys", "rotate", village_channel(village)});
    REQUIRE(VALUE(far.metadata("timestamp.json", 1 << 20)) == before);
    REQUIRE(ids(county, village_channel(other_village)) == neighbour);
    REQUIRE_OK(Reader(county, village).refresh());
}

TEST_CASE("recovery: a thief drives versions up, new keys bring kiosks back") {
    OfflineCounty county;
    VillageClient robbed(county, village);
    VillageClient spared(county, village);
    REQUIRE_OK(robbed.refresh());
    REQUIRE_OK(spared.refresh());
    const Thief thief(county);
    thief.drive_up(county, 900'000);
    REQUIRE_OK(robbed.refresh());
    REQUIRE(robbed.version("timestamp") == 900'000);
    REQUIRE(robbed.version("snapshot") == 900'000);
    // The county's own next timestamp is a rollback for the one that was robbed.
    county.publish(village_channel(village), "公示");
    REQUIRE_ERROR(Errc::untrusted, robbed.refresh());

    county.hold("recovery", {"--rotate", "timestamp,snapshot"});
    REQUIRE(VALUE(robbed.read()) == "county 1, town 0, village 1");
    REQUIRE(robbed.version("root") == 2);
    REQUIRE(robbed.version("timestamp") < 10);
    REQUIRE(robbed.version("snapshot") < 10);
    REQUIRE(VALUE(spared.read()) == "county 1, town 0, village 1");
    // What the thief signs now is worth nothing, to old kiosks and to new ones.
    thief.drive_up(county, 900'001);
    REQUIRE_ERROR(Errc::untrusted, robbed.refresh());
    VillageClient fresh(county, village);
    REQUIRE_ERROR(Errc::untrusted, fresh.refresh());
    county.restart();
    REQUIRE(VALUE(robbed.read()) == "county 1, town 0, village 1");
}

TEST_CASE("recovery: a platform restored from an old backup is believed again after new keys") {
    OfflineCounty county;
    VillageClient client(county, village);
    const Path backup = county.path("backup");
    std::filesystem::copy(county.data(), backup, std::filesystem::copy_options::recursive);
    for (int i = 0; i < 3; ++i) county.publish(village_channel(village), std::to_string(i));
    REQUIRE_OK(client.refresh());
    county.close();
    std::filesystem::remove_all(county.data());
    std::filesystem::copy(backup, county.data(), std::filesystem::copy_options::recursive);
    county.open();
    REQUIRE_ERROR(Errc::untrusted, client.refresh());
    county.hold("recovery", {"--rotate", "timestamp,snapshot"});
    REQUIRE(VALUE(client.read()) == "county 1, town 0, village 0");
}

TEST_CASE("a kiosk many roots behind catches up, a limited number at a time") {
    OfflineCounty county;
    VillageClient one_behind(county, village);
    VillageClient many_behind(county, village);
    VillageClient limited(county, village);
    limited.limits.root_rotations_max = 3;
    for (int i = 0; i < 8; ++i) {
        REQUIRE_OK(one_behind.refresh());
        county.hold("c" + std::to_string(i), {"--rotate", i % 2 == 0 ? "timestamp" : "snapshot"});
    }
    REQUIRE_OK(one_behind.refresh());
    REQUIRE(one_behind.version("root") == 9);
    REQUIRE_OK(many_behind.refresh());
    REQUIRE(many_behind.version("root") == 9);
    for (const std::int64_t reached : {4, 7}) {
        REQUIRE_ERROR(Errc::untrusted, limited.refresh());
        REQUIRE(limited.version("root") == reached);
    }
    REQUIRE(VALUE(limited.read()) == "county 1, town 0, village 0");
    REQUIRE(limited.version("root") == 9);
}

TEST_CASE("a village's rotation cut off at any write shows the old or the new, and goes on") {
    for (const FailKind kind : {FailKind::lost, FailKind::lost_but_applied}) {
        FailingFiles files;
        TestCounty county(&files);
        Reader reader(county, village);
        int cuts = 0;
        for (int k = 1;; ++k) {
            files.fail_at(k, kind);
            const CommandResult cut = run(county, {"keys", "rotate", village_channel(village)});
            const bool failed = files.failed();
            files.fail_at(0, kind);
            INFO("change " << k);
            REQUIRE((cut.exit == 0) == !failed);
            REQUIRE_OK(reader.refresh());
            county.restart();
            REQUIRE_OK(reader.refresh());
            county.keep(village_channel(village), article("news", std::to_string(k)));
            REQUIRE(VALUE(county.platform().publisher().publish(county.executor())).size() == 1);
            REQUIRE_OK(reader.refresh());
            if (!failed) break;
            cuts = k;
        }
        REQUIRE(cuts >= 4);
    }
}

TEST_CASE("a new receipt key is announced before it signs, and both are believed meanwhile") {
    TestCounty county;
    TestKiosk kiosk(county);
    REQUIRE(kiosk.enrol().status == 200);
    const std::string old_id = settings(county).receipt_keys.front().id;
    done(county, {"keys", "rotate", "receipt"});
    const std::vector<NamedKey> named = settings(county).receipt_keys;
    REQUIRE(named.size() == 2);
    REQUIRE(named[1].id == old_id);
    const auto signer = [&] {
        const HttpResponse answer = kiosk.send({bytes_of(kiosk.event())});
        const Json json = VALUE(parse_json(answer.body));
        const std::string receipt = json_line(json["receipts"][0]);
        REQUIRE_OK(open_receipt(receipt, settings(county).receipt_keys));
        return key_of_statement(receipt);
    };
    REQUIRE(signer() == old_id);
    county.clock().advance_ms(29 * day_ms);
    REQUIRE_OK(county.platform().run_maintenance());
    REQUIRE(signer() == old_id);
    county.clock().advance_ms(2 * day_ms);
    REQUIRE_OK(county.platform().run_maintenance());
    REQUIRE(signer() == named[0].id);
    county.restart();
    REQUIRE(signer() == named[0].id);
    // A board that enrols now learns both.
    TestKiosk later(county);
    const EnrolmentResponse answer = VALUE(parse_enrolment_response(later.enrol().body));
    REQUIRE(answer.receipt_keys.size() == 2);
}

TEST_CASE("what a retired receipt key signed is signed again for who asks late") {
    TestCounty county;
    TestKiosk kiosk(county);
    REQUIRE(kiosk.enrol().status == 200);
    const std::string event = bytes_of(kiosk.event());
    const auto receipt_of = [&] {
        const Json json = VALUE(parse_json(kiosk.send({event}).body));
        return json_line(json["receipts"][0]);
    };
    const std::string first = receipt_of();
    REQUIRE(receipt_of() == first);
    const std::string old_id = settings(county).receipt_keys.front().id;
    REQUIRE_THAT(run(county, {"keys", "retire", "receipt", old_id}).err, contains_text("唯一"));
    done(county, {"keys", "rotate", "receipt"});
    REQUIRE(receipt_of() == first);
    county.clock().advance_ms(31 * day_ms);
    done(county, {"keys", "retire", "receipt", old_id});
    REQUIRE(run(county, {"keys", "retire", "receipt", old_id}).exit == 1);
    const std::vector<NamedKey> named = settings(county).receipt_keys;
    REQUIRE(named.size() == 1);
    // The same receipt under the key of today, as often as it is asked for.
    const std::string again = receipt_of();
    const Receipt opened = VALUE(open_receipt(again, named));
    REQUIRE(opened.sha256 == sha256_hex(event));
    REQUIRE(Json::parse(again)["receipt"] == Json::parse(first)["receipt"]);
    REQUIRE(receipt_of() == again);
    // Replies from before, too: the roster that came with the enrolment.
    const HttpResponse replies = county.answer(
        kiosk.signed_request("GET", "/api/v1/villages/" + village + "/replies?after=0"));
    const std::string line = replies.body.substr(0, replies.body.find('\n'));
    REQUIRE(VALUE(open_reply(line, named)).seq == 1);
    // The secret is gone, its public half is kept for just this.
    REQUIRE(VALUE(county.platform().keys().signing_keys("receipt")).size() == 1);
    REQUIRE(VALUE(county.platform().keys().retired_receipt_keys()).size() == 1);
    REQUIRE_THAT(done(county, {"keys"}), contains_text(old_id + "\t已换下"));
    county.restart();
    REQUIRE(receipt_of() == again);
}

TEST_CASE("what no key of ours signed is never signed again on its way out") {
    TestCounty county;
    TestKiosk kiosk(county);
    REQUIRE(kiosk.enrol().status == 200);
    const std::string old_id = settings(county).receipt_keys.front().id;
    done(county, {"keys", "rotate", "receipt", "--stolen"});
    // Somebody who can write into the database, and has no key.
    const SigningKey outsider = SigningKey::make(county.random());
    Reply forged{.seq = 2,
                 .village = village,
                 .kind = "state",
                 .slip = "K7M-0012X",
                 .state = "done",
                 .line = "已办结",
                 .at = "2026-11-23T09:00:00Z"};
    Json note = Json::parse(signed_reply(forged, outsider));
    note["key"] = old_id;
    REQUIRE_OK(county.executor().run([&](Store& store) -> Result<void> {
        return store.replies().add(
            {.village = village, .seq = 2, .kiosk = {}, .bytes = note.dump()});
    }));
    const HttpResponse replies = county.answer(
        kiosk.signed_request("GET", "/api/v1/villages/" + village + "/replies?after=1"));
    const std::string line = replies.body.substr(0, replies.body.find('\n'));
    REQUIRE_ERROR(Errc::untrusted, open_reply(line, settings(county).receipt_keys));
}

TEST_CASE("a stolen receipt key is given up at once") {
    TestCounty county;
    TestKiosk kiosk(county);
    REQUIRE(kiosk.enrol().status == 200);
    const std::string old_id = settings(county).receipt_keys.front().id;
    done(county, {"keys", "rotate", "receipt", "--stolen"});
    const std::vector<NamedKey> named = settings(county).receipt_keys;
    REQUIRE(named.size() == 1);
    REQUIRE(named[0].id != old_id);
    const Json json = VALUE(parse_json(kiosk.send({bytes_of(kiosk.event())}).body));
    REQUIRE(key_of_statement(json_line(json["receipts"][0])) == named[0].id);
    const HttpResponse time =
        county.answer(request_to("POST", "/api/v1/time", R"({"nonce":"0123456789abcdef"})"));
    REQUIRE_OK(open_time(time.body, "0123456789abcdef", named));
}

TEST_CASE("a new seal key is used from now on, and boxes to the old one still open") {
    TestCounty county;
    TestKiosk kiosk(county);
    REQUIRE(kiosk.enrol().status == 200);
    const std::vector<NamedKey> before = settings(county).seal_keys;
    const std::string to_old = bytes_of(kiosk.event());
    done(county, {"keys", "rotate", "seal-county"});
    const std::vector<NamedKey> named = settings(county).seal_keys;
    REQUIRE(named.size() == before.size() + 1);
    const auto first_to = [](const std::vector<NamedKey>& keys, const std::string& to) {
        for (const NamedKey& key : keys) {
            if (key.to == to) return key.id;
        }
        return std::string();
    };
    REQUIRE(first_to(named, "county") != first_to(before, "county"));
    REQUIRE(first_to(named, "discipline") == first_to(before, "discipline"));
    const Event to_new = kiosk.event();
    REQUIRE(to_new.sealed->key == first_to(named, "county"));
    REQUIRE(kiosk.receipts(kiosk.send({to_old, bytes_of(to_new)})).size() == 2);
    const auto opened = [&] {
        REQUIRE_OK(county.platform().run_maintenance());
        const auto requests = VALUE(ask<std::vector<Request>>(county.executor(), [](Store& store) {
            return store.requests().list({}, {.count = 100});
        }));
        int count = 0;
        for (const Request& request : requests) count += request.sealing == "opened" ? 1 : 0;
        return count;
    };
    REQUIRE(opened() == 2);
    // Retired, it is named no more; what was sealed to it before still opens.
    const std::string late = [&] {
        Event event = kiosk.event();
        const SealedBody body{.event = event.id,
                              .kiosk = event.kiosk,
                              .kind = event.kind,
                              .form = "service-allowance",
                              .form_version = 1,
                              .slip = event.slip,
                              .body = {{"applicant", "self"}}};
        const NamedKey& old_key = *std::find_if(before.begin(), before.end(),
                                                [](const NamedKey& k) { return k.to == "county"; });
        event.sealed =
            SealedPart{"county", old_key.id, VALUE(seal(plain_of(body), old_key.public_key))};
        return bytes_of(event);
    }();
    done(county, {"keys", "retire", "seal-county", first_to(before, "county")});
    REQUIRE(settings(county).seal_keys.size() == before.size());
    REQUIRE_THAT(run(county, {"keys", "retire", "seal-county", first_to(named, "county")}).err,
                 contains_text("唯一"));
    REQUIRE(kiosk.receipts(kiosk.send({late})).size() == 1);
    REQUIRE(opened() == 3);
    county.restart();
    REQUIRE(opened() == 3);
    REQUIRE_THAT(done(county, {"keys"}), contains_text(first_to(before, "county") + "\t已换下"));
}

TEST_CASE("a receipt key whose announcement was cut short signs nothing, however long ago") {
    int unpublished = 0;
    for (int k = 1;; ++k) {
        INFO("change " << k);
        FailingFiles files;
        TestCounty county(&files);
        TestKiosk kiosk(county);
        REQUIRE(kiosk.enrol().status == 200);
        PublishedKeys published(county);
        files.fail_at(k, FailKind::lost);
        static_cast<void>(run(county, {"keys", "rotate", "receipt"}));
        const bool failed = files.failed();
        files.fail_at(0, FailKind::lost);
        county.clock().advance_ms(40 * day_ms);
        county.restart();
        REQUIRE_OK(county.platform().run_maintenance());
        const bool announced = published.changed();
        const Json json = VALUE(parse_json(kiosk.send({bytes_of(kiosk.event())}).body));
        REQUIRE_OK(open_receipt(json_line(json["receipts"][0]), published.keys()));
        if (!failed) break;
        if (!announced && settings(county).receipt_keys.size() == 2) ++unpublished;
        // It can be done again, and is.
        done(county, {"keys", "rotate", "receipt"});
        REQUIRE(published.changed());
    }
    REQUIRE(unpublished > 0);
}

TEST_CASE("new receipt and seal keys cut off at any write leave both sides able to speak") {
    for (const FailKind kind : {FailKind::lost, FailKind::lost_but_applied}) {
        for (const bool stolen : {true, false}) {
            // What is lost but applied matters where something is taken away.
            if (kind == FailKind::lost_but_applied && !stolen) continue;
            FailingFiles files;
            TestCounty county(&files);
            TestKiosk kiosk(county);
            REQUIRE(kiosk.enrol().status == 200);
            const std::string event = bytes_of(kiosk.event());
            REQUIRE(kiosk.send({event}).status == 200);
            PublishedKeys published(county);
            int cuts = 0;
            for (int k = 1;; ++k) {
                std::vector<std::string> words = {"keys", "rotate", "receipt", "seal-county"};
                if (stolen) words.emplace_back("--stolen");
                files.fail_at(k, kind);
                const CommandResult cut = run(county, words);
                const bool failed = files.failed();
                files.fail_at(0, kind);
                INFO("change " << k);
                REQUIRE((cut.exit == 0) == !failed);
                county.restart();
                REQUIRE_OK(Reader(county, village).refresh());
                // A late receipt and a new one, under a key that kiosks can hear of.
                static_cast<void>(published.changed());
                const Json json =
                    VALUE(parse_json(kiosk.send({event, bytes_of(kiosk.event())}).body));
                for (const Json& receipt : json["receipts"]) {
                    REQUIRE_OK(open_receipt(json_line(receipt), published.keys()));
                }
                if (!failed) break;
                cuts = k;
            }
            REQUIRE(cuts >= 6);
        }
    }
}

namespace {

// The places with a village added to a town, and a new town with a village of its own.
void add_places(OfflineCounty& county) {
    Document places = VALUE(ask<Document>(county.platform().executor(), [](Store& store) {
        return store.documents().newest({.channel = "county", .id = "places"});
    }));
    Places all = VALUE(places_of(places.body));
    for (Town& town : all.towns) {
        if (town.code == songlin) town.villages.push_back({"510681113299", "新村", "village"});
    }
    all.towns.push_back({"510681199", "新镇", {{"510681199201", "头村", "village"}}});
    places.body = json_of(all);
    REQUIRE_OK(county.platform().executor().run([&](Store& store) -> Result<void> {
        TRY(keep_document(store, "county", places));
        return {};
    }));
    REQUIRE_OK(county.platform().publisher().publish(county.platform().executor()));
}

}  // namespace

TEST_CASE("places that were added wait for their keys, and disturb nobody meanwhile") {
    OfflineCounty county;
    VillageClient client(county, village);
    add_places(county);
    REQUIRE(VALUE(client.read()) == "county 2, town 0, village 0");
    county.publish(village_channel(village), "公示");
    REQUIRE(VALUE(client.read()) == "county 2, town 0, village 1");
    county.clock().advance_ms(20 * day_ms);
    REQUIRE_OK(county.platform().run_maintenance());
    county.hold("c", {"--rotate", "timestamp"});
    REQUIRE(VALUE(client.read()) == "county 2, town 0, village 1");
    REQUIRE(county.run({"kiosk", "code", "--village", "510681113299"}).exit == 1);
}

TEST_CASE("a new village of a town is served as soon as it has a key") {
    OfflineCounty county;
    add_places(county);
    const std::string role = "village-510681113299";
    REQUIRE_THAT(county.done({"keys", "create", role}), contains_text("可以登记"));
    VillageClient client(county, "510681113299");
    REQUIRE(VALUE(client.read()) == "county 2, town 0, village 0");
    county.publish(role, "新村的消息");
    REQUIRE(VALUE(client.read()) == "county 2, town 0, village 1");
    REQUIRE(county.run({"kiosk", "code", "--village", "510681113299"}).exit == 0);
    REQUIRE_THAT(county.run({"keys", "create", role}).err, contains_text("已经有钥匙"));
    REQUIRE_THAT(county.run({"keys", "create", "village-510681113000"}).err,
                 contains_text("没有 village-510681113000"));
    VillageClient neighbour(county, village);
    REQUIRE_OK(neighbour.refresh());
}

TEST_CASE("a new town is served when the holders of the targets keys have signed for it") {
    OfflineCounty county;
    add_places(county);
    const CommandResult alone = county.run({"keys", "create", "town-510681199"});
    REQUIRE(alone.exit == 1);
    REQUIRE_THAT(alone.err, contains_text("--ceremony"));
    const std::string folder = county.path("town");
    county.done({"keys", "create", "town-510681199", "--ceremony", folder});
    // Meanwhile everything else goes on.
    VillageClient old_village(county, village);
    county.publish(village_channel(village), "公示");
    REQUIRE(VALUE(old_village.read()) == "county 2, town 0, village 1");
    REQUIRE(county.sign(folder, 1).exit == 0);
    REQUIRE(county.sign(folder, 2).exit == 0);
    county.done({"keys", "ceremony", "finish", "--ceremony", folder});
    VillageClient client(county, "510681199201");
    REQUIRE(VALUE(client.read()) == "county 2, town 0, village 0");
    REQUIRE(VALUE(old_village.read()) == "county 2, town 0, village 1");
    county.publish("village-510681199201", "头村的消息");
    REQUIRE(VALUE(client.read()) == "county 2, town 0, village 1");
    REQUIRE(county.run({"kiosk", "code", "--village", "510681199201"}).exit == 0);
}

TEST_CASE("a new village cut off at any write is served or can be tried again") {
    for (const FailKind kind : {FailKind::lost, FailKind::lost_but_applied}) {
        OfflineCounty county;
        add_places(county);
        VillageClient neighbour(county, village);
        county.close();
        const Path before = county.path("before");
        std::filesystem::copy(county.data(), before, std::filesystem::copy_options::recursive);
        int cuts = 0;
        for (int k = 1;; ++k) {
            std::filesystem::remove_all(county.data());
            std::filesystem::copy(before, county.data(), std::filesystem::copy_options::recursive);
            county.open();
            county.files().fail_at(k, kind);
            const CommandResult cut = county.run({"keys", "create", "village-510681113299"});
            const bool failed = county.files().failed();
            county.files().fail_at(0, kind);
            INFO("change " << k);
            REQUIRE((cut.exit == 0) == !failed);
            REQUIRE_OK(VillageClient(county, village).refresh());
            county.restart();
            const CommandResult again = county.run({"keys", "create", "village-510681113299"});
            REQUIRE((again.exit == 0 || again.err.find("已经有钥匙") != std::string::npos));
            VillageClient client(county, "510681113299");
            REQUIRE(VALUE(client.read()) == "county 2, town 0, village 0");
            county.close();
            if (!failed) break;
            cuts = k;
        }
        REQUIRE(cuts >= 5);
    }
}
