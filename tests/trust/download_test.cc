// Targets: length, hashes, and where they are fetched from.

#include "sync/core/encoding.h"
#include "tests/trust/installation.h"

using namespace hall;
using namespace hall::tuf;

TEST_CASE("a target is fetched under its hash, in its folder") {
    Installation here;
    here.repository.add_target("targets", "county/00000001.base-00.zst", "content");
    here.repository.publish_targets();
    REQUIRE(VALUE(here.download("county/00000001.base-00.zst")) == "content");
    REQUIRE(here.repository.asked_targets ==
            Names{"county/" + sha256_hex("content") + ".00000001.base-00.zst"});
}

TEST_CASE("without consistent snapshots a target is fetched under its own name") {
    Installation here;
    here.repository.root().consistent_snapshot = false;
    here.repository.add_target("targets", "county/file", "content");
    here.repository.publish({"root", "targets", "snapshot", "timestamp"});
    REQUIRE(VALUE(here.download("county/file")) == "content");
    REQUIRE(here.repository.asked_targets == Names{"county/file"});
}

TEST_CASE("arbitrary software: another content in a target's place is refused") {
    Installation here;
    here.repository.add_target("targets", "file", "content");
    here.repository.publish_targets();
    const std::string hashed = sha256_hex("content") + ".file";
    for (const char* evil : {"CONTENT", "conten", ""}) {
        here.repository.target_files[hashed] = evil;
        REQUIRE_ERROR(Errc::untrusted, here.download("file"));
    }
}

TEST_CASE("endless data: a target is never read past its length") {
    Installation here;
    here.repository.add_target("targets", "file", "content");
    here.repository.publish_targets();
    here.repository.target_files[sha256_hex("content") + ".file"] += "!";
    REQUIRE_ERROR(Errc::exhausted, here.download("file"));
}

TEST_CASE("a target longer than we take is not even asked for") {
    Installation here;
    here.repository.add_target("targets", "file", "content");
    here.repository.publish_targets();
    here.limits.target_bytes_max = 6;
    REQUIRE_ERROR(Errc::exhausted, here.download("file"));
    REQUIRE(here.repository.asked_targets.empty());
}

TEST_CASE("a target may state SHA-512, alone or beside SHA-256") {
    for (const bool both : {false, true}) {
        Installation here;
        here.repository.add_target("targets", "file", "content");
        auto& hashes = here.repository.targets().targets.at("file").hashes;
        const std::string hash = hex_of(sha512("content"));
        hashes["sha512"] = hash;
        if (!both) hashes.erase("sha256");
        here.repository.target_files[hash + ".file"] = "content";
        here.repository.publish_targets();
        REQUIRE(VALUE(here.download("file")) == "content");
        here.repository.target_files[(both ? sha256_hex("content") : hash) + ".file"] = "CONTENT";
        REQUIRE_ERROR(Errc::untrusted, here.download("file"));
    }
}

TEST_CASE("a target whose hashes we cannot compute is refused") {
    for (const bool consistent : {false, true}) {
        Installation here;
        here.repository.root().consistent_snapshot = consistent;
        here.repository.add_target("targets", "file", "content");
        here.repository.targets().targets.at("file").hashes = {{"tomorrow", sha256_hex("content")}};
        here.repository.publish({"root", "targets", "snapshot", "timestamp"});
        REQUIRE_ERROR(Errc::untrusted, here.download("file"));
    }
}

TEST_CASE("a target the repository lacks, or a network that is down, can be tried again") {
    Installation here;
    here.repository.add_target("targets", "file", "content");
    here.repository.publish_targets();
    const std::string hashed = sha256_hex("content") + ".file";
    here.repository.failing[hashed] = Errc::unavailable;
    REQUIRE_ERROR(Errc::unavailable, here.download("file"));
    here.repository.failing.clear();
    here.repository.target_files.erase(hashed);
    REQUIRE_ERROR(Errc::unavailable, here.download("file"));
}

TEST_CASE("a changed target is what the newest metadata says it is") {
    Installation here;
    for (int i = 0; i < 4; ++i) {
        const std::string content = "content " + std::to_string(i);
        here.repository.add_target("targets", "file", content);
        here.repository.publish_targets();
        REQUIRE(VALUE(here.download("file")) == content);
    }
}
