#include "sync/edge/content/blob_keeper.h"

#include "sync/core/database.h"
#include "sync/edge/search/tokenizer.h"
#include "sync/wire/blob.h"
#include "tests/catch.h"
#include "tests/edge/fake_county.h"
#include "tests/files_on_disk.h"
#include "tests/hand_clock.h"
#include "tests/temp_folder.h"

using namespace hall;

namespace {

// A disk with so much free when blobs/ is empty.
class SmallDisk final : public FilesOnDisk {
  public:
    explicit SmallDisk(Path blobs) : blobs_(std::move(blobs)) {}
    std::uint64_t free = 100'000;

    Result<std::uint64_t> free_bytes(const Path&) override {
        std::uint64_t used = 0;
        const Result<std::vector<std::string>> names = list(blobs_);
        for (const std::string& name : names.ok() ? names.value() : std::vector<std::string>())
            used += VALUE(size(blobs_ / name));
        return free - std::min(free, used);
    }

  private:
    Path blobs_;
};

struct Machine {
    // A document of this day that names a blob of so many bytes; the blob's hash.
    std::string name_blob(const std::string& id, std::size_t bytes,
                          const std::string& date = "2026-11-01") {
        std::string content;
        for (const auto& c : random.bytes(bytes)) content.push_back(c);
        const std::string sha256 = county.add_blob(content);
        Document document;
        document.id = id;
        document.type = "article";
        document.rev = ++rev;
        document.at = "2026-11-01T00:00:00Z";
        document.body = {{"title", id}, {"date", date}};
        document.body["picture"] = json_of(BlobRef{
            .sha256 = sha256, .bytes = static_cast<std::int64_t>(bytes), .mime = "image/jpeg"});
        install(document);
        return sha256;
    }

    void install(const Document& document) {
        Cache::Install taking = VALUE(cache.begin({"county", version, version + 1},
                                                  [](const Document&) { return Result<void>(); }));
        REQUIRE_OK(taking.add({document}));
        REQUIRE_OK(taking.commit());
        ++version;
        keeper.content_changed();
    }

    // Steps until nothing is left to do; the errors on the way.
    std::vector<Errc> fetch() {
        std::vector<Errc> errors;
        for (int i = 0; i < 200; ++i) {
            const Result<bool> step = keeper.step();
            if (!step.ok()) errors.push_back(step.error().code());
            if (step.ok() && !step.value()) return errors;
        }
        FAIL("it does not end");
        return errors;
    }

    bool here(const std::string& sha256) {
        const Result<std::string> bytes = files.read(folder.blob(sha256), 1 << 20);
        return bytes.ok() && bytes.value() == county.blobs.at(sha256);
    }

    BlobState state(const std::string& sha256) {
        return VALUE(cache.blob(sha256, county.blobs.at(sha256).size())).state;
    }

    int asked(const std::string& sha256) {
        return static_cast<int>(
            std::count(county.asked.begin(), county.asked.end(), blob_path(sha256)));
    }

    TempFolder temp;
    DataFolder folder{temp.path()};
    SmallDisk files{folder.blobs()};
    HandClock clock;
    SystemRandom random;
    FakeCounty county{random, clock};
    Cache cache = Cache::open(files, folder.cache()).value();
    StorageGuard guard{files,
                       folder,
                       {.reserve_bytes = 1000,
                        .event_bytes = 100,
                        .text_floor_bytes = 1000,
                        .blob_floor_bytes = 10'000,
                        .blob_bytes_max = 30'000}};
    BlobKeeper keeper{{files, clock, county, cache, folder, guard, {.piece_bytes = 2000}}};
    std::int64_t version = 0;
    std::int64_t rev = 0;
};

}  // namespace

TEST_CASE("what documents name is fetched, and lies under its hash") {
    Machine machine;
    const std::string a = machine.name_blob("a", 5000);
    const std::string b = machine.name_blob("b", 100);
    REQUIRE(machine.fetch().empty());
    REQUIRE(machine.here(a));
    REQUIRE(machine.here(b));
    REQUIRE(machine.state(a) == BlobState::here);
    REQUIRE(machine.asked(a) == 3);
    REQUIRE(machine.fetch().empty());
    REQUIRE(machine.asked(a) == 3);
}

TEST_CASE("other bytes never get the hash's name, and the other blobs still come") {
    Machine machine;
    const std::string forged = machine.name_blob("a", 500, "2026-11-20");
    const std::string good = machine.name_blob("b", 500, "2026-11-10");
    machine.county.spoil = [&](const HttpRequest& request, Result<HttpResponse>& response) {
        if (request.path == blob_path(forged)) response.value().body[0] ^= 1;
    };
    REQUIRE(machine.fetch() == std::vector<Errc>{Errc::untrusted});
    REQUIRE_ERROR(Errc::not_found, machine.files.size(machine.folder.blob(forged)));
    REQUIRE(machine.state(forged) == BlobState::coming);
    REQUIRE(machine.here(good));
    // It is left alone for a while, then asked for again.
    machine.county.spoil = nullptr;
    REQUIRE(machine.fetch().empty());
    REQUIRE(machine.asked(forged) == 1);
    machine.clock.pass_ms(61'000);
    REQUIRE(machine.fetch().empty());
    REQUIRE(machine.here(forged));
}

TEST_CASE("a line that breaks in a blob costs a piece, also over a restart") {
    Machine machine;
    const std::string sha256 = machine.name_blob("a", 9000);
    for (int i = 0; i < 2; ++i) REQUIRE(VALUE(machine.keeper.step()));
    machine.county.instead = [](const HttpRequest&) {
        return Result<HttpResponse>(Error(Errc::unavailable, "no line"));
    };
    REQUIRE_ERROR(Errc::unavailable, machine.keeper.step());
    machine.county.instead = nullptr;
    machine.county.asked.clear();
    BlobKeeper later({machine.files,
                      machine.clock,
                      machine.county,
                      machine.cache,
                      machine.folder,
                      machine.guard,
                      {.piece_bytes = 2000}});
    while (VALUE(later.step())) {
    }
    REQUIRE(machine.here(sha256));
    REQUIRE(machine.asked(sha256) == 3);
}

TEST_CASE("a blob that is too large is never asked for, and one without room says so") {
    Machine machine;
    const std::string large = machine.name_blob("a", 30'001);
    const std::string small = machine.name_blob("b", 5000);
    machine.files.free = 14'999;
    REQUIRE(machine.fetch().empty());
    REQUIRE(machine.state(large) == BlobState::too_large);
    REQUIRE(machine.state(small) == BlobState::no_space);
    REQUIRE(machine.county.asked.empty());
    machine.files.free = 15'000;
    REQUIRE(machine.fetch().empty());
    REQUIRE(machine.here(small));
    REQUIRE(machine.asked(large) == 0);
}

TEST_CASE("a blob that cannot be read any more comes again") {
    Machine machine;
    const std::string a = machine.name_blob("a", 500);
    REQUIRE(machine.fetch().empty());
    machine.files.bad_sector = machine.folder.blob(a);
    REQUIRE_OK(machine.keeper.scrub_one());
    REQUIRE(machine.fetch().empty());
    REQUIRE(machine.files.bad_sector.empty());
    REQUIRE(machine.here(a));
}

TEST_CASE("when the disk fills up blobs go, the oldest first, and nothing of the outbox") {
    Machine machine;
    const std::string old = machine.name_blob("a", 5000, "2025-01-01");
    const std::string fresh = machine.name_blob("b", 5000, "2026-11-20");
    REQUIRE(machine.fetch().empty());
    REQUIRE_OK(machine.guard.hold_reserve());
    REQUIRE_OK(machine.files.append(machine.folder.root() / "outbox.db.bad-1", "precious"));
    machine.files.free = 10'000 + 1000;  // with both there, 1000 are left: 4000 too few
    REQUIRE_OK(machine.keeper.make_room());
    REQUIRE_ERROR(Errc::not_found, machine.files.size(machine.folder.blob(old)));
    REQUIRE(machine.state(old) == BlobState::no_space);
    REQUIRE(machine.here(fresh));
    machine.files.free = 1000;
    REQUIRE_OK(machine.keeper.make_room());
    REQUIRE_ERROR(Errc::not_found, machine.files.size(machine.folder.blob(fresh)));
    REQUIRE(VALUE(machine.files.size(machine.folder.outbox_reserve())) == 1000);
    REQUIRE_OK(machine.files.size(machine.folder.root() / "outbox.db.bad-1"));
    REQUIRE_OK(machine.files.size(machine.folder.cache()));
    // Between the floors nothing comes that would have to go again.
    machine.files.free = 9000;
    REQUIRE(machine.fetch().empty());
    REQUIRE(machine.asked(old) == 3);
}

TEST_CASE("a blob given up while the cache can keep no word of it comes again") {
    Machine machine;
    const std::string sha256 = machine.name_blob("a", 5000);
    REQUIRE(machine.fetch().empty());
    Database other = VALUE(Database::open(machine.folder.cache(), {.extension = register_tokenizer}));
    REQUIRE_OK(
        other.run("CREATE TRIGGER full BEFORE UPDATE ON blobs BEGIN "
                  "SELECT RAISE(ABORT, 'full'); END"));
    machine.files.free = 6000;
    REQUIRE_FALSE(machine.keeper.make_room().ok());
    REQUIRE_FALSE(machine.here(sha256));
    REQUIRE(machine.state(sha256) == BlobState::here);
    REQUIRE_OK(other.run("DROP TRIGGER full"));
    machine.files.free = 100'000;
    REQUIRE(machine.fetch().empty());
    REQUIRE(machine.here(sha256));
}

TEST_CASE("what is named again after its beginning was thrown away comes whole") {
    Machine machine;
    const std::string a = machine.name_blob("a", 5000);
    const std::string content = machine.county.blobs.at(a);
    const Document named = VALUE(machine.cache.document("county", "a"));
    REQUIRE(VALUE(machine.keeper.step()));
    REQUIRE(VALUE(machine.keeper.step()));
    Document other = named;
    other.body.erase("picture");
    machine.install(other);
    REQUIRE(machine.fetch().empty());
    machine.install(named);
    REQUIRE(machine.fetch().empty());
    REQUIRE(machine.here(a));
}

TEST_CASE("what nobody names any more goes, and what is gone or spoilt comes again") {
    Machine machine;
    const std::string a = machine.name_blob("a", 500);
    const std::string b = machine.name_blob("b", 500);
    REQUIRE(machine.fetch().empty());
    const std::string other = machine.name_blob("a", 600);  // in a's place
    REQUIRE(machine.fetch().empty());
    REQUIRE(machine.here(other));
    REQUIRE_ERROR(Errc::not_found, machine.files.size(machine.folder.blob(a)));
    REQUIRE_OK(machine.files.remove(machine.folder.blob(b)));
    machine.keeper.content_changed();
    REQUIRE(machine.fetch().empty());
    REQUIRE(machine.here(b));
    REQUIRE_OK(machine.files.write_durably(machine.folder.blob(b), std::string(500, 'x'),
                                           FileMode::shared));
    for (int i = 0; i < 3; ++i) REQUIRE_OK(machine.keeper.scrub_one());
    REQUIRE(machine.fetch().empty());
    REQUIRE(machine.here(b));
}
