// A client that lives on: what it says it trusts, before and after a refresh, and when
// its disk fails.

#include "tests/files_on_disk.h"
#include "tests/trust/installation.h"

using namespace hall;
using namespace hall::tuf;

namespace {

// A disk that takes so many more files and is full then.
class FullDisk final : public FilesOnDisk {
  public:
    explicit FullDisk(int writes) : writes_(writes) {}
    Result<void> write_durably(const Path& file, std::string_view bytes, FileMode mode) override {
        if (writes_-- <= 0) return Error(Errc::exhausted, "disk full");
        return FilesOnDisk::write_durably(file, bytes, mode);
    }

  private:
    int writes_;
};

}  // namespace

TEST_CASE("a fresh installation trusts its root and nothing else") {
    Installation here;
    const Client client = VALUE(here.open());
    REQUIRE(client.root().common.version == 1);
    REQUIRE(client.timestamp() == nullptr);
    REQUIRE(client.snapshot() == nullptr);
    REQUIRE(client.targets() == nullptr);
    REQUIRE_FALSE(client.expires_ms().has_value());
}

TEST_CASE("what was verified is trusted again after a restart, without a network") {
    Installation here;
    here.repository.timestamp().extra = {{"view", "510681113205"}};
    here.repository.publish_targets();
    REQUIRE_OK(here.refresh());
    const Client client = VALUE(here.open());
    REQUIRE(client.timestamp()->common.version == 2);
    REQUIRE(client.timestamp()->extra.at("view") == "510681113205");
    REQUIRE(client.snapshot()->common.version == 2);
    REQUIRE(client.targets()->common.version == 2);
    REQUIRE(client.expires_ms() == here.repository.timestamp().common.expires_ms);
}

TEST_CASE("what lies in the folder and does not verify is not trusted after a restart") {
    Installation here;
    REQUIRE_OK(here.refresh());
    Json forged = Json::parse(here.stored("timestamp"));
    forged["signed"]["version"] = 7;
    REQUIRE_OK(here.files.write_durably(here.folder.path() / "timestamp.json", forged.dump(),
                                        FileMode::shared));
    const Client client = VALUE(here.open());
    REQUIRE(client.timestamp() == nullptr);
    REQUIRE(client.targets() == nullptr);
}

TEST_CASE("the earliest expiry counts, that of a role in use as well") {
    Installation here;
    here.repository.add_delegation("targets", {"county", {}, false, {"county/*"}, {}});
    here.repository.targets("county").common.expires_ms = here.now_ms + Repository::day_ms;
    here.repository.publish({"county"});
    here.repository.publish_targets();
    Client client = VALUE(here.open());
    REQUIRE_OK(client.refresh(here.repository, here.now_ms));
    REQUIRE(client.expires_ms() == here.repository.timestamp().common.expires_ms);
    REQUIRE_OK(client.role(here.repository, "county", "targets", here.now_ms));
    REQUIRE(client.expires_ms() == here.now_ms + Repository::day_ms);
}

TEST_CASE("a refresh that fails leaves what was trusted, but for a newer root") {
    Installation here;
    Client client = VALUE(here.open());
    REQUIRE_OK(client.refresh(here.repository, here.now_ms));
    here.repository.publish({"root", "targets", "snapshot", "timestamp"});
    here.repository.failing["2.targets.json"] = Errc::unavailable;
    REQUIRE_ERROR(Errc::unavailable, client.refresh(here.repository, here.now_ms));
    REQUIRE(client.root().common.version == 2);
    REQUIRE(client.timestamp()->common.version == 1);
    REQUIRE(client.snapshot()->common.version == 1);
    REQUIRE(client.targets()->common.version == 1);
    here.repository.failing.clear();
    REQUIRE_OK(client.refresh(here.repository, here.now_ms));
    REQUIRE(client.targets()->common.version == 2);
}

TEST_CASE("a disk that fills up at any write is reported, and loses nothing") {
    for (int writes = 0; writes < 4; ++writes) {
        Installation here;
        REQUIRE_OK(here.refresh());
        here.repository.publish({"root", "targets", "snapshot", "timestamp"});
        FullDisk disk(writes);
        Client client = VALUE(Client::open(disk, here.folder.path()));
        INFO(writes);
        REQUIRE_ERROR(Errc::exhausted, client.refresh(here.repository, here.now_ms));
        REQUIRE(client.targets()->common.version == 1);
        REQUIRE_OK(here.refresh());
        REQUIRE(here.versions() ==
                Versions{{"root", 2}, {"timestamp", 2}, {"snapshot", 2}, {"targets", 2}});
    }
}

TEST_CASE("a new installation over an old one forgets what the new root does not vouch for") {
    Installation here;
    REQUIRE_OK(here.refresh());
    SeededRandom random(2);
    Repository other(random, here.now_ms);
    REQUIRE_OK(Client::init(here.files, here.folder.path(), other.published("root")));
    Client client = VALUE(here.open());
    REQUIRE(client.timestamp() == nullptr);
    REQUIRE_OK(client.refresh(other, here.now_ms));
    REQUIRE(here.stored("targets") == other.published("targets"));
}
