#include "sync/edge/agent/agent.h"

#include "sync/core/encoding.h"
#include "sync/core/json.h"
#include "sync/edge/content/library.h"
#include "sync/edge/device/enrolment_store.h"
#include "sync/edge/events/outbox.h"
#include "sync/wire/event.h"
#include "sync/wire/receipt.h"
#include "sync/wire/segment.h"
#include "sync/wire/signed_statement.h"
#include "tests/catch.h"
#include "tests/edge/enrolled_hall.h"
#include "tests/failing_vfs.h"
#include "tests/files_on_disk.h"
#include "tests/hand_clock.h"
#include "tests/temp_folder.h"

using namespace hall;

namespace {

using Hall = EnrolledHall;

using Titles = std::vector<std::string>;

HttpResponse html() {
    HttpResponse response;
    response.status = 200;
    response.headers["content-type"] = "text/html";
    response.body = "<html><body>请先登录无线网络</body></html>";
    return response;
}

}  // namespace

TEST_CASE("a round brings content down, events up and receipts back") {
    Hall village;
    const std::string id = village.ask("好");
    const Round round = village.round();
    REQUIRE_FALSE(round.trouble);
    REQUIRE(round.reached);
    REQUIRE(round.installed == 1);
    REQUIRE(round.sent == 1);
    REQUIRE(village.shown() == Titles{"甲", "乙"});
    REQUIRE(village.county.events.count(id) == 1);
    REQUIRE(village.waiting() == 0);
    REQUIRE(village.round().sent == 0);
    REQUIRE(village.county.effects == 1);
}

TEST_CASE("an unchanged poll is one request for content") {
    Hall village;
    Agent agent = village.open();
    Hall::round(agent);
    village.county.asked.clear();
    Hall::round(agent);
    int metadata = 0;
    for (const std::string& path : village.county.asked)
        metadata += path.starts_with("/tuf/") ? 1 : 0;
    REQUIRE(metadata == 1);
}

TEST_CASE("an unchanged round is one request in all") {
    Hall village;
    village.county.add_reply({.kind = "state", .slip = "K7M-0001", .state = "accepted"});
    Agent agent = village.open();
    Hall::round(agent);
    Hall::round(agent);
    village.county.asked.clear();
    const Round round = Hall::round(agent);
    REQUIRE(round.reached);
    REQUIRE(village.county.asked.size() == 1);
    REQUIRE(village.county.asked[0].ends_with("/timestamp.json"));
    // A new reply is asked for although the content is as it was.
    village.county.add_reply({.kind = "state", .slip = "K7M-0001", .state = "done"});
    REQUIRE(Hall::round(agent).replies == 1);
    village.county.asked.clear();
    Hall::round(agent);
    Hall::round(agent);
    REQUIRE(village.county.asked.size() <= 3);
    // Whoever says that there is none is believed for an hour.
    village.county.add_reply({.kind = "state", .slip = "K7M-0001", .state = "returned"});
    village.county.spoil = [](const HttpRequest&, Result<HttpResponse>& response) {
        if (response.ok() && response.value().headers.count("hall-newest-reply") != 0)
            response.value().headers["hall-newest-reply"] = "2";
    };
    REQUIRE(Hall::round(agent).replies == 0);
    village.clock.pass_ms(3'601'000);
    REQUIRE(Hall::round(agent).replies == 1);
}

TEST_CASE("where nobody says how many replies there are they are asked for in every round") {
    Hall village;
    village.county.spoil = [](const HttpRequest&, Result<HttpResponse>& response) {
        if (response.ok()) response.value().headers.erase("hall-newest-reply");
    };
    Agent agent = village.open();
    for (int i = 0; i < 3; ++i) Hall::round(agent);
    village.county.add_reply({.kind = "state", .slip = "K7M-0001", .state = "accepted"});
    REQUIRE(Hall::round(agent).replies == 1);
}

TEST_CASE("a delta is taken where one leads on") {
    Hall village;
    village.round();
    village.county.publish("county", {test_article("b", "丙")});
    village.county.publish(village_channel(FakeCounty::village), {test_article("v", "村里的")});
    REQUIRE(village.round().installed == 2);
    const Titles titles = village.shown();
    REQUIRE(titles.size() == 3);
    REQUIRE(std::count(titles.begin(), titles.end(), "丙") == 1);
    REQUIRE(std::count(titles.begin(), titles.end(), "乙") == 0);
}

TEST_CASE("a network that is down leaves everything as it was") {
    Hall village;
    village.round();
    village.ask("好");
    village.county.instead = [](const HttpRequest&) {
        return Result<HttpResponse>(Error(Errc::unavailable, "no route"));
    };
    const Round round = village.round();
    REQUIRE_FALSE(round.reached);
    REQUIRE(village.waiting() == 1);
    REQUIRE(village.shown().size() == 2);
    village.county.instead = nullptr;
    REQUIRE(village.round().sent == 1);
}

TEST_CASE("a captive portal that answers everything with a page is believed in nothing") {
    Hall village;
    village.ask("好");
    village.county.instead = [](const HttpRequest&) { return Result<HttpResponse>(html()); };
    const Round round = village.round();
    REQUIRE(round.trouble);
    REQUIRE(round.sent == 0);
    REQUIRE(village.waiting() == 1);
    REQUIRE(VALUE(Cache::open(village.files, village.folder.cache()))
                .channel_version("county")
                .value() == 0);
    village.county.instead = nullptr;
    REQUIRE(village.round().sent == 1);
}

TEST_CASE("errors of the server end the round, and its wish for a back-off is heard") {
    for (const int status : {500, 502, 503, 429}) {
        Hall village;
        village.ask("好");
        village.county.instead = [status](const HttpRequest&) {
            HttpResponse response;
            response.status = status;
            response.headers["retry-after"] = "777";
            return Result<HttpResponse>(response);
        };
        Agent agent = village.open();
        REQUIRE_FALSE(Hall::round(agent).reached);
        if (status == 503 || status == 429) REQUIRE(agent.rest_ms() >= 777'000);
        REQUIRE(village.waiting() == 1);
    }
}

TEST_CASE("a wish for a back-off that nobody vouches for ends after a minute") {
    for (const char* wish : {"86400", "777", "Fri, 01 Jan 2100 00:00:00 GMT"}) {
        INFO(wish);
        Hall village;
        village.county.vouched = false;
        village.county.instead = [&](const HttpRequest&) {
            HttpResponse response;
            response.status = 503;
            response.headers["retry-after"] = wish;
            return Result<HttpResponse>(response);
        };
        Agent agent = village.open();
        REQUIRE_FALSE(Hall::round(agent).reached);
        REQUIRE(agent.rest_ms() == 60'000);
    }
}

TEST_CASE("staff learn why the county turned a signature away, for whom to call differs") {
    const struct {
        const char* problem;
        const char* target;
        const char* last_error;
        const char* reason;
    } cases[] = {
        {"unknown-kiosk", "", "unknown-kiosk", "does not know this kiosk"},
        {"wrong-time", "", "wrong-time", "another time"},
        {"not-signed", "", "not-signed", "takes the signature off"},
        {"wrong-signature", "http://backend:8470/api/v1/events", "wrong-signature",
         "was asked for http://backend:8470"},
        {"wrong-signature", "", "wrong-signature", "does not fit"},
        {"", "", "not-county", "responses for the county"},
    };
    for (const auto& [problem, target, last_error, reason] : cases) {
        INFO(problem << ' ' << target);
        Hall village;
        village.ask("好");
        village.county.instead =
            [&, problem = problem,
             target = target](const HttpRequest& asked) -> std::optional<Result<HttpResponse>> {
            if (asked.path != "/api/v1/events") return {};
            HttpResponse response;
            response.status = 401;
            if (*problem == '\0') return Result<HttpResponse>(response);
            response.headers["content-type"] = "application/problem+json";
            response.body = json_line({{"type", std::string("urn:hall:problem:") + problem},
                                       {"target", std::string(target)}});
            return Result<HttpResponse>(response);
        };
        REQUIRE(village.round().sent == 0);
        const LibraryStatus status = village.status();
        REQUIRE(status.last_error == last_error);
        REQUIRE_THAT(status.last_reason, contains_text(reason));
        REQUIRE(village.waiting() == 1);
        village.county.instead = nullptr;
        REQUIRE(village.round().sent == 1);
    }
}

TEST_CASE("a wish for a back-off is heard on metadata, text and pictures too") {
    for (const char* part : {"/metadata/", "/tuf/targets/", "/tuf/blobs/"}) {
        Hall village;
        const std::string bytes = "a picture";
        Document document = test_article("c", "丙");
        document.body["pictures"] = {{{"sha256", village.county.add_blob(bytes)},
                                      {"bytes", bytes.size()},
                                      {"mime", "image/jpeg"}}};
        village.county.publish("county", {document});
        village.county.instead =
            [&](const HttpRequest& request) -> std::optional<Result<HttpResponse>> {
            if (request.path.find(part) == std::string::npos) return {};
            HttpResponse response;
            response.status = 503;
            response.headers["retry-after"] = "777";
            return Result<HttpResponse>(response);
        };
        Agent agent = village.open();
        Hall::round(agent);
        INFO(part);
        REQUIRE(agent.rest_ms() >= 777'000);
        village.county.instead = nullptr;
        REQUIRE_FALSE(Hall::round(agent).trouble);
        REQUIRE(village.shown() == Titles{"甲", "乙", "丙"});
    }
}

TEST_CASE("pictures come after all words, and events that came meanwhile go first") {
    Hall village;
    Document document = test_article("c", "丙");
    for (int i = 0; i < 3; ++i) {
        const std::string bytes = "picture " + std::to_string(i);
        document.body["pictures"].push_back({{"sha256", village.county.add_blob(bytes)},
                                             {"bytes", bytes.size()},
                                             {"mime", "image/jpeg"}});
    }
    village.county.publish("county", {document});
    village.ask("before");
    int blobs = 0;
    std::vector<std::string> order;
    village.county.spoil = [&](const HttpRequest& request, Result<HttpResponse>&) {
        if (request.path.starts_with("/tuf/targets/")) order.push_back("text");
        if (request.path == "/api/v1/events") order.push_back("event");
        if (!request.path.starts_with("/tuf/blobs/")) return;
        order.push_back("blob");
        if (++blobs == 1) village.ask("meanwhile");
    };
    const Round round = village.round();
    REQUIRE_FALSE(round.trouble);
    REQUIRE(order == std::vector<std::string>{"text", "event", "blob", "event", "blob", "blob"});
    REQUIRE(round.sent == 2);
}

TEST_CASE("a response lost after the county took the events is asked for again and counts once") {
    Hall village;
    village.ask("好");
    village.county.spoil = [](const HttpRequest& request, Result<HttpResponse>& response) {
        if (request.path == "/api/v1/events") response = Error(Errc::unavailable, "reset");
    };
    village.round();
    REQUIRE(village.county.effects == 1);
    REQUIRE(village.waiting() == 1);
    village.county.spoil = nullptr;
    REQUIRE(village.round().sent == 1);
    REQUIRE(village.county.effects == 1);
    REQUIRE(village.waiting() == 0);
}

TEST_CASE("a receipt that the county did not sign, or for other bytes, drops nothing") {
    for (const bool forged_key : {true, false}) {
        Hall village;
        const std::string id = village.ask("好");
        village.county.spoil = [&](const HttpRequest& request, Result<HttpResponse>& response) {
            if (request.path != "/api/v1/events") return;
            const SigningKey attacker = SigningKey::make(village.random);
            const SigningKey& key = forged_key ? attacker : village.county.receipt_key;
            const std::string hash =
                forged_key ? sha256_hex(village.county.events.at(id)) : sha256_hex("other");
            const std::string receipt =
                signed_receipt({id, hash, "accepted", "", "2026-11-23T00:00:00Z", ""}, key);
            response.value().body = "{\"receipts\":[" + receipt + "]}";
        };
        REQUIRE(village.round().trouble->code() == Errc::untrusted);
        REQUIRE(village.waiting() == 1);
    }
}

TEST_CASE("a receipt key the settings no longer name is not believed, not even that of enrolment") {
    Hall village;
    village.round();
    const SigningKey next = SigningKey::make(village.random);
    const NamedKey old_key{key_id_of(village.county.receipt_key.public_key()), "receipt",
                           village.county.receipt_key.public_key()};
    const NamedKey new_key{key_id_of(next.public_key()), "receipt", next.public_key()};
    const auto settings = [&](const std::vector<NamedKey>& receipt_keys) {
        Document document;
        document.id = "settings";
        document.type = "settings";
        document.at = "2026-11-01T00:00:00Z";
        document.body = {{"receipt_keys", json_of(receipt_keys)},
                         {"seal_keys", json_of({new_key})}};
        return document;
    };
    // While both are named, the old one still counts.
    village.county.publish("county", {settings({new_key, old_key})});
    village.ask("一");
    REQUIRE_FALSE(village.round().trouble);
    REQUIRE(village.waiting() == 0);
    village.county.publish("county", {settings({new_key})});
    village.ask("二");
    const Round refused = village.round();
    REQUIRE(refused.trouble);
    REQUIRE(village.waiting() == 1);
    village.county.receipt_key = VALUE(SigningKey::from_seed(next.seed()));
    village.county.forget_receipts();
    village.round();
    REQUIRE(village.waiting() == 0);
    REQUIRE(village.county.effects == 2);
}

TEST_CASE("a batch of good and missing receipts keeps the good ones") {
    Hall village;
    village.ask("一");
    village.ask("二");
    village.county.spoil = [](const HttpRequest& request, Result<HttpResponse>& response) {
        if (request.path != "/api/v1/events") return;
        Json body = Json::parse(response.value().body);
        body["receipts"].erase(0);
        response.value().body = body.dump();
    };
    REQUIRE(village.round().trouble);
    REQUIRE(village.waiting() == 1);
}

TEST_CASE("segments that are flipped, cut, too long or not there install nothing") {
    const std::function<void(Result<HttpResponse>&)> faults[] = {
        [](Result<HttpResponse>& response) {
            response.value().body[response.value().body.size() / 2] ^= 1;
        },
        [](Result<HttpResponse>& response) { response.value().body.pop_back(); },
        [](Result<HttpResponse>& response) { response.value().body.push_back('x'); },
        [](Result<HttpResponse>& response) { response.value().status = 404; },
        [](Result<HttpResponse>& response) { response = html(); }};
    for (const auto& fault : faults) {
        Hall village;
        village.ask("好");
        village.county.spoil = [&](const HttpRequest& request, Result<HttpResponse>& response) {
            if (request.path.starts_with("/tuf/targets/")) fault(response);
        };
        const Round round = village.round();
        REQUIRE(round.trouble);
        REQUIRE(round.installed == 0);
        REQUIRE(round.sent == 1);  // the villager's request goes up all the same
        village.county.spoil = nullptr;
        REQUIRE(village.round().installed == 1);
        REQUIRE(village.shown().size() == 2);
    }
}

TEST_CASE("metadata that is forged or cut is not used, and requests still go up") {
    for (const char* name : {"timestamp.json", "snapshot.json", "targets.json", "county.json"}) {
        Hall village;
        village.ask("好");
        village.county.spoil = [&](const HttpRequest& request, Result<HttpResponse>& response) {
            if (!request.path.ends_with(name) || !response.ok() || response.value().status != 200)
                return;
            response.value().body[response.value().body.size() / 2] ^= 1;
        };
        const Round round = village.round();
        INFO(name);
        REQUIRE(round.trouble);
        REQUIRE(round.installed == 0);
        REQUIRE(round.sent == 1);
    }
}

TEST_CASE("an older timestamp than the one trusted is refused and content stays") {
    Hall village;
    const std::string old = village.county.repository.metadata_files.at("timestamp.json");
    village.county.publish("county", {test_article("c", "新的")});
    village.round();
    village.county.repository.metadata_files["timestamp.json"] = old;
    REQUIRE(village.round().trouble->code() == Errc::untrusted);
    REQUIRE(village.shown().size() == 3);
}

TEST_CASE("another village's view is not ours, though the county signed it") {
    Hall village;
    village.round();
    village.county.signed_view = "510681104205";
    village.county.publish("county", {test_article("c", "丙")});
    const Round round = village.round();
    REQUIRE(round.trouble);
    REQUIRE(round.trouble->code() == Errc::untrusted);
    REQUIRE(village.shown() == Titles{"甲", "乙"});
    village.county.signed_view = FakeCounty::village;
    village.county.publish("county", {test_article("d", "丁")});
    REQUIRE_FALSE(village.round().trouble);
    REQUIRE(village.shown().size() == 4);
}

TEST_CASE("a document that does not match its schema is skipped and reported") {
    Hall village;
    Document bad = test_article("bad", "坏的");
    bad.body.erase("text");
    village.county.publish("county", {bad, test_article("c", "好的")});
    village.round();
    REQUIRE(village.shown().size() == 3);
    Library library = VALUE(Library::open(village.folder.cache()));
    REQUIRE(VALUE(library.status(FakeCounty::village)).refused == 1);
}

TEST_CASE("a cache that turns to garbage comes again") {
    Hall village;
    village.round();
    for (const char* suffix : {"-wal", "-shm"})
        std::filesystem::remove(village.folder.cache().string() + suffix);
    REQUIRE_OK(village.files.write_durably(village.folder.cache(), std::string(9000, 'q'),
                                           FileMode::shared));
    const Round round = village.round();
    REQUIRE(round.installed == 1);
    REQUIRE(village.shown().size() == 2);
    REQUIRE(std::filesystem::exists(village.folder.cache().string() + ".bad-1"));
}

TEST_CASE("a clock in 1970 or 2099 learns the time from the county's signed word") {
    for (const std::int64_t wall : {std::int64_t{1000}, std::int64_t{4'070'908'800'000}}) {
        Hall village;
        village.county.time_ms = village.clock.wall;
        village.clock.wall = wall;
        village.ask("好");
        const Round round = village.round();
        REQUIRE_FALSE(round.trouble);
        REQUIRE(round.sent == 1);
        Library library = VALUE(Library::open(village.folder.cache()));
        const LibraryStatus status = VALUE(library.status(FakeCounty::village));
        REQUIRE(status.time.floor_ms == village.county.time_ms);
        const DeviceNow now = device_now(status.time, village.clock, "boot-1");
        REQUIRE(now.certain);
        REQUIRE(now.now_ms == village.county.time_ms);
    }
}

TEST_CASE("a time that nobody we know signed changes nothing") {
    Hall village;
    village.county.spoil = [&](const HttpRequest& request, Result<HttpResponse>& response) {
        if (request.path != "/api/v1/time") return;
        std::string& body = response.value().body;
        body.replace(body.find("2026"), 4, "2098");
    };
    REQUIRE(village.round().trouble->code() == Errc::untrusted);
    Library library = VALUE(Library::open(village.folder.cache()));
    REQUIRE(VALUE(library.status(FakeCounty::village)).time.told_boot.empty());
}

TEST_CASE("replies come in order, each once, and a forged one stops the rest") {
    Hall village;
    Reply reply;
    reply.kind = "state";
    reply.slip = "K7M-0001";
    reply.state = "accepted";
    village.county.add_reply(reply);
    reply.state = "handling";
    village.county.add_reply(reply);
    village.county.spoil = [](const HttpRequest& request, Result<HttpResponse>& response) {
        if (request.path.find("/replies") == std::string::npos) return;
        std::string& body = response.value().body;
        const std::size_t at = body.find("handling");
        if (at != std::string::npos) body.replace(at, 8, "finished");
    };
    REQUIRE(village.round().trouble);
    Library library = VALUE(Library::open(village.folder.cache()));
    REQUIRE(VALUE(library.replies("K7M-0001")).size() == 1);
    village.county.spoil = nullptr;
    REQUIRE(village.round().replies == 1);
    REQUIRE(VALUE(library.replies("K7M-0001")).back().state == "handling");
    REQUIRE(village.round().replies == 0);
}

TEST_CASE("a note for this kiosk is opened, one for another is left alone") {
    Hall village;
    const DeviceKeys keys = VALUE(load_device_keys(village.files, village.folder));
    const auto send = [&](const std::string& kiosk, const std::string& name,
                          const std::string& key) {
        Reply reply;
        reply.kind = "kiosk";
        reply.kiosk = kiosk;
        reply.sealed = VALUE(seal(json_line(json_of_roster({{"1001", name, "staff", "v"}})), key));
        village.county.add_reply(reply);
    };
    send("kiosk-1", "小陈", keys.box.public_key());
    send("kiosk-2", "别人", BoxKey::make(village.random).public_key());
    village.round();
    Library library = VALUE(Library::open(village.folder.cache()));
    REQUIRE(VALUE(library.roster()).front().name == "小陈");
}

TEST_CASE("content stops before the disk is full, events do not") {
    class TightFiles final : public FilesOnDisk {
      public:
        Result<std::uint64_t> free_bytes(const Path&) override { return std::uint64_t{20} << 20; }
    };
    Hall village;
    village.ask("好");
    TightFiles tight;
    Agent agent = VALUE(Agent::open({tight, village.clock, village.random, village.county},
                                    {village.folder, {}, "", {}}));
    const Round round = Hall::round(agent);
    REQUIRE(round.trouble->code() == Errc::exhausted);
    REQUIRE(round.installed == 0);
    REQUIRE(round.sent == 1);
}

TEST_CASE("an agent that finds no room to open its cache gives up what comes again") {
    struct FullDisk final : public FilesOnDisk {
        FullDisk() { vfs.fail_writes(10'000); }
        Result<std::uint64_t> free_bytes(const Path&) override {
            return full ? 0 : std::uint64_t{1} << 30;
        }
        Result<void> remove(const Path& file) override {
            if (size(file).ok() && file.parent_path().filename() == "blobs") {
                full = false;
                vfs.fail_writes(0);
            }
            return FilesOnDisk::remove(file);
        }
        FailingVfs vfs;
        bool full = true;
    };
    Hall village;
    village.round();
    REQUIRE_OK(village.files.write_durably(village.folder.cache(), std::string(10'000, 'x'),
                                           FileMode::shared));
    REQUIRE_OK(village.files.make_folder(village.folder.blobs()));
    REQUIRE_OK(village.files.append(village.folder.blob(std::string(64, 'a')), "picture"));
    FullDisk disk;
    AgentOptions options{village.folder, {}, "", {}};
    options.vfs = disk.vfs.name();
    Agent agent = VALUE(
        Agent::open({disk, village.clock, village.random, village.county}, std::move(options)));
    REQUIRE(Hall::round(agent).installed > 0);
}

TEST_CASE("before enrolment there is no agent, and a key others can read is refused") {
    const TempFolder temp;
    const DataFolder folder(temp.path());
    DiskFiles files;
    SystemRandom random;
    HandClock clock;
    FakeCounty county(random, clock);
    REQUIRE_ERROR(Errc::not_found,
                  Agent::open({files, clock, random, county}, {folder, {}, "", {}}));
    Hall village;
    std::filesystem::permissions(village.folder.sign_key(), std::filesystem::perms::group_read,
                                 std::filesystem::perm_options::add);
    REQUIRE_ERROR(Errc::refused,
                  Agent::open({village.files, village.clock, village.random, village.county},
                              {village.folder, {}, "", {}}));
}
