// The order of the workflow, and what happens when one step of it fails.

#include "tests/trust/installation.h"

using namespace hall;
using namespace hall::tuf;

TEST_CASE("a refresh asks for the next root, timestamp, snapshot and targets, in this order") {
    Installation here;
    REQUIRE_OK(here.refresh());
    REQUIRE(here.repository.asked_metadata ==
            Names{"2.root.json", "timestamp.json", "1.snapshot.json", "1.targets.json"});
    REQUIRE(here.versions() ==
            Versions{{"root", 1}, {"timestamp", 1}, {"snapshot", 1}, {"targets", 1}});
}

TEST_CASE("metadata is stored byte for byte as it came") {
    Installation here;
    std::string& timestamp = here.repository.metadata_files["timestamp.json"];
    timestamp += " \n";
    REQUIRE_OK(here.refresh());
    REQUIRE(here.stored("timestamp") == timestamp);
    for (const char* role : {"snapshot", "targets"}) {
        REQUIRE(here.stored(role) == here.repository.published(role));
    }
}

TEST_CASE("a second refresh asks only whether there is something new") {
    Installation here;
    REQUIRE_OK(here.refresh());
    here.repository.asked_metadata.clear();
    REQUIRE_OK(here.refresh());
    REQUIRE(here.repository.asked_metadata == Names{"2.root.json", "timestamp.json"});
}

TEST_CASE("without consistent snapshots only the root's name carries a version") {
    Installation here;
    here.repository.root().consistent_snapshot = false;
    here.repository.publish({"root", "targets", "snapshot", "timestamp"});
    REQUIRE_OK(here.refresh());
    REQUIRE(here.repository.asked_metadata ==
            Names{"2.root.json", "3.root.json", "timestamp.json", "snapshot.json", "targets.json"});
    REQUIRE(here.version("targets") == 2);
}

TEST_CASE("a folder without a root, or with a broken one, cannot be opened") {
    Installation here;
    const Path root = here.folder.path() / "root.json";
    Json without_version = Json::parse(here.stored("root"));
    without_version["signed"].erase("version");
    REQUIRE_OK(here.files.write_durably(root, without_version.dump(), FileMode::shared));
    REQUIRE_ERROR(Errc::corrupt, here.open());
    Json unsigned_root = Json::parse(here.repository.published("root"));
    unsigned_root["signatures"][0]["sig"] = std::string(128, '0');
    REQUIRE_OK(here.files.write_durably(root, unsigned_root.dump(), FileMode::shared));
    REQUIRE_ERROR(Errc::untrusted, here.open());
    REQUIRE_OK(here.files.write_durably(root, "no root", FileMode::shared));
    REQUIRE_ERROR(Errc::corrupt, here.open());
    REQUIRE_OK(here.files.remove(root));
    REQUIRE_ERROR(Errc::not_found, here.open());
    REQUIRE(here.repository.asked_metadata.empty());
}

TEST_CASE("a root that is not signed by itself is not installed") {
    Installation here;
    const TempFolder other;
    Json forged = Json::parse(here.repository.published("root"));
    forged["signatures"][0]["sig"] = std::string(128, '0');
    REQUIRE_ERROR(Errc::untrusted, Client::init(here.files, other.path(), forged.dump()));
    REQUIRE_ERROR(Errc::corrupt, Client::init(here.files, other.path(), "{}"));
    REQUIRE_ERROR(Errc::corrupt,
                  Client::init(here.files, other.path(), here.repository.published("targets")));
    REQUIRE(VALUE(here.files.list(other.path())).empty());
}

TEST_CASE("arbitrary software: a role that is not signed stops the refresh before it") {
    struct Case {
        const char* role;
        Versions trusted;
    };
    for (const Case& c : {Case{"root", {{"root", 1}}}, Case{"timestamp", {{"root", 2}}},
                          Case{"snapshot", {{"root", 2}, {"timestamp", 2}}},
                          Case{"targets", {{"root", 2}, {"timestamp", 2}, {"snapshot", 2}}}}) {
        Installation here;
        here.repository.signers(c.role).clear();
        here.repository.publish({"root", "targets", "snapshot", "timestamp"});
        INFO(c.role);
        REQUIRE_ERROR(Errc::untrusted, here.refresh());
        REQUIRE(here.versions() == c.trusted);
    }
}

TEST_CASE("arbitrary software: one changed bit of signed content is found") {
    for (const char* role : {"root", "timestamp", "snapshot", "targets"}) {
        Installation here;
        here.repository.publish({"root", "targets", "snapshot", "timestamp"});
        const std::string name = std::string(role) == "timestamp"
                                     ? "timestamp.json"
                                     : std::string("2.") + role + ".json";
        std::string& bytes = here.repository.metadata_files.at(name);
        const std::size_t expires = bytes.find("\"expires\": \"20");
        REQUIRE(expires != std::string::npos);
        bytes[expires + 14] = '9';
        INFO(role);
        REQUIRE_ERROR(Errc::untrusted, here.refresh());
        REQUIRE(here.stored(role) != bytes);
    }
}

TEST_CASE("wrong role: a key that may sign one role cannot sign another") {
    for (const char* role : {"root", "timestamp", "snapshot", "targets"}) {
        for (const char* thief : {"root", "timestamp", "snapshot", "targets"}) {
            if (std::string(role) == thief) continue;
            Installation here;
            here.repository.signers(role) = here.repository.signers(thief);
            here.repository.publish({"root", "targets", "snapshot", "timestamp"});
            INFO(thief << " signs " << role);
            REQUIRE_ERROR(Errc::untrusted, here.refresh());
            REQUIRE(here.version(role) != 2);
        }
    }
}

TEST_CASE("type confusion: a snapshot signed with the timestamp's key is no timestamp") {
    Installation here;
    Repository& repository = here.repository;
    repository.add_key("snapshot", repository.signers("timestamp").front());
    repository.snapshot().meta = {{"snapshot.json", {.version = 1}}};
    repository.publish({"root", "snapshot"});
    repository.metadata_files["timestamp.json"] = repository.published("snapshot");
    REQUIRE_ERROR(Errc::corrupt, here.refresh());
    REQUIRE(here.versions() == Versions{{"root", 2}});
}

TEST_CASE("a file under the name of another version is refused") {
    struct Case {
        const char* role;
        Versions trusted;
    };
    for (const Case& c :
         {Case{"root", {{"root", 1}}}, Case{"snapshot", {{"root", 2}, {"timestamp", 2}}},
          Case{"targets", {{"root", 2}, {"timestamp", 2}, {"snapshot", 2}}}}) {
        Installation here;
        Repository& repository = here.repository;
        repository.publish({"root", "targets", "snapshot", "timestamp"});
        Json later = Json::parse(repository.published(c.role)).at("signed");
        later["version"] = 3;
        repository.metadata_files["2." + std::string(c.role) + ".json"] =
            repository.signed_bytes(c.role, later);
        INFO(c.role);
        REQUIRE_ERROR(Errc::untrusted, here.refresh());
        REQUIRE(here.versions() == c.trusted);
    }
}

TEST_CASE(
    "mix and match: a snapshot of another length or hash than the timestamp says is refused") {
    Installation here;
    Repository& repository = here.repository;
    repository.states_hashes = true;
    repository.publish_targets();
    REQUIRE_OK(here.refresh());
    repository.publish({"targets", "snapshot"});
    repository.timestamp().snapshot.hashes["sha256"] = sha256_hex("another");
    repository.publish({"timestamp"});
    REQUIRE_ERROR(Errc::untrusted, here.refresh());
    REQUIRE(here.version("timestamp") == 3);
    REQUIRE(here.version("snapshot") == 2);
}

TEST_CASE("mix and match: targets of another hash than the snapshot says are refused") {
    Installation here;
    Repository& repository = here.repository;
    repository.states_hashes = true;
    repository.publish_targets();
    REQUIRE_OK(here.refresh());
    repository.publish({"targets"});
    repository.snapshot().meta.at("targets.json").hashes["sha256"] = sha256_hex("another");
    repository.publish({"snapshot", "timestamp"});
    REQUIRE_ERROR(Errc::untrusted, here.refresh());
    REQUIRE(here.version("snapshot") == 3);
    REQUIRE(here.version("targets") == 2);
}

TEST_CASE("newer targets that the snapshot does not list are not even asked for") {
    Installation here;
    REQUIRE_OK(here.refresh());
    here.repository.publish({"targets"});
    here.repository.asked_metadata.clear();
    REQUIRE_OK(here.refresh());
    REQUIRE(here.version("targets") == 1);
    REQUIRE(here.repository.asked_metadata.back() == "timestamp.json");
}

TEST_CASE("a timestamp of the same version but other content does not replace ours") {
    Installation here;
    REQUIRE_OK(here.refresh());
    const std::string ours = here.stored("timestamp");
    here.repository.timestamp().snapshot.version = 100;
    here.repository.publish_again({"timestamp"});
    here.repository.asked_metadata.clear();
    REQUIRE_OK(here.refresh());
    REQUIRE(here.stored("timestamp") == ours);
    REQUIRE(here.repository.asked_metadata.back() == "timestamp.json");
}

TEST_CASE("a missing snapshot or targets stops the refresh after what was verified before it") {
    Installation here;
    REQUIRE_OK(here.refresh());
    ++here.repository.timestamp().snapshot.version;
    here.repository.publish({"timestamp"});
    REQUIRE_ERROR(Errc::unavailable, here.refresh());
    REQUIRE(here.repository.asked_metadata.back() == "2.snapshot.json");
    REQUIRE(here.versions() ==
            Versions{{"root", 1}, {"timestamp", 2}, {"snapshot", 1}, {"targets", 1}});

    here.repository.snapshot().meta.at("targets.json").version = 2;
    here.repository.publish({"snapshot", "timestamp"});
    REQUIRE_ERROR(Errc::unavailable, here.refresh());
    REQUIRE(here.repository.asked_metadata.back() == "2.targets.json");
    REQUIRE(here.versions() ==
            Versions{{"root", 1}, {"timestamp", 3}, {"snapshot", 2}, {"targets", 1}});

    here.repository.metadata_files.erase("timestamp.json");
    REQUIRE_ERROR(Errc::unavailable, here.refresh());
}

TEST_CASE("a snapshot that leaves out the targets is refused") {
    Installation here;
    here.repository.snapshot().meta.clear();
    here.repository.publish({"snapshot", "timestamp"});
    REQUIRE_ERROR(Errc::untrusted, here.refresh());
}

TEST_CASE("what the network answers instead of metadata is never stored") {
    for (const char* answer : {"", "<html>please log in</html>", "{}", "[]",
                               R"({"signed":{"_type":"timestamp"},"signatures":[]})"}) {
        Installation here;
        here.repository.metadata_files["timestamp.json"] = answer;
        INFO(answer);
        REQUIRE_FALSE(here.refresh().ok());
        REQUIRE(here.versions() == Versions{{"root", 1}});
    }
}

TEST_CASE("members and keys nobody knows do no harm") {
    Installation here;
    REQUIRE_OK(here.refresh());
    Repository& repository = here.repository;
    repository.root().keys["tomorrow"] = {"tomorrow", "tomorrow", "?"};
    repository.root().roles["root"].key_ids.push_back("tomorrow");
    repository.publish({"root"});
    Json content = Json::parse(repository.published("root")).at("signed");
    content["custom-field"] = "value";
    content["keys"].begin().value()["extra-field"] = {{"a", 1}};
    content["keys"].begin().value()["keyid_hash_algorithms"] = "md5";
    content["roles"]["root"]["another-field"] = "value";
    content["roles"]["mirrors"] = content["roles"]["root"];
    repository.metadata_files["2.root.json"] = repository.signed_bytes("root", content);
    REQUIRE_OK(here.refresh());
    REQUIRE(here.version("root") == 2);
}

TEST_CASE("endless data: no file may be longer than the limit or the length stated for it") {
    const std::string endless(600'000, ' ');
    for (const char* name : {"2.root.json", "timestamp.json"}) {
        Installation here;
        here.repository.metadata_files[name] = here.repository.published("timestamp") + endless;
        INFO(name);
        REQUIRE_ERROR(Errc::exhausted, here.refresh());
    }
    for (const char* role : {"snapshot", "targets"}) {
        Installation here;
        here.repository.states_hashes = true;
        here.repository.publish_targets();
        here.repository.metadata_files["2." + std::string(role) + ".json"] += " ";
        INFO(role);
        REQUIRE_ERROR(Errc::exhausted, here.refresh());
        REQUIRE(here.version(role) == 0);
    }
    for (const char* role : {"snapshot", "targets"}) {
        Installation here;
        here.limits.snapshot_bytes_max = 2000;
        here.limits.targets_bytes_max = 2000;
        here.repository.metadata_files["1." + std::string(role) + ".json"] += endless;
        INFO(role);
        REQUIRE_ERROR(Errc::exhausted, here.refresh());
    }
}

TEST_CASE("endless data: at most as many new roots are read as the limit says") {
    Installation here;
    for (int i = 0; i < 9; ++i) here.repository.publish({"root"});
    here.limits.root_rotations_max = 4;
    REQUIRE_OK(here.refresh());
    REQUIRE(here.version("root") == 5);
    REQUIRE_OK(here.refresh());
    REQUIRE(here.version("root") == 9);
}

TEST_CASE("a network that is down changes nothing, wherever it goes down") {
    for (const char* name :
         {"2.root.json", "3.root.json", "timestamp.json", "2.snapshot.json", "2.targets.json"}) {
        Installation here;
        REQUIRE_OK(here.refresh());
        here.repository.publish({"root", "targets", "snapshot", "timestamp"});
        here.repository.failing[name] = Errc::unavailable;
        INFO(name);
        REQUIRE_ERROR(Errc::unavailable, here.refresh());
        REQUIRE(here.version("targets") == 1);
        here.repository.failing.clear();
        REQUIRE_OK(here.refresh());
        REQUIRE(here.versions() ==
                Versions{{"root", 2}, {"timestamp", 2}, {"snapshot", 2}, {"targets", 2}});
    }
}

TEST_CASE("cached files that were damaged are fetched again") {
    for (const char* role : {"timestamp", "snapshot", "targets"}) {
        Installation here;
        REQUIRE_OK(here.refresh());
        const std::string good = here.stored(role);
        const Path file = here.folder.path() / (std::string(role) + ".json");
        REQUIRE_OK(
            here.files.write_durably(file, good.substr(0, good.size() / 2), FileMode::shared));
        REQUIRE_OK(here.refresh());
        INFO(role);
        REQUIRE(here.stored(role) == good);
    }
}
