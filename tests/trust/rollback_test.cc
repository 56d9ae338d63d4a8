// Versions that fall, stand still, or were driven too high; and time.

#include "tests/trust/installation.h"

using namespace hall;
using namespace hall::tuf;

TEST_CASE("rollback: an older timestamp is refused, also after a restart") {
    Installation here;
    here.repository.publish({"timestamp"});
    REQUIRE_OK(here.refresh());
    REQUIRE(here.version("timestamp") == 2);
    here.repository.timestamp().common.version = 1;
    here.repository.publish_again({"timestamp"});
    REQUIRE_ERROR(Errc::untrusted, here.refresh());
    REQUIRE(here.version("timestamp") == 2);
    REQUIRE(here.repository.asked_metadata.back() == "timestamp.json");
}

TEST_CASE("rollback: an older snapshot in a newer timestamp is refused") {
    for (const bool with_hashes : {false, true}) {
        Installation here;
        here.repository.states_hashes = with_hashes;
        here.repository.publish({"snapshot", "timestamp"});
        REQUIRE_OK(here.refresh());
        here.repository.snapshot().common.version = 1;
        here.repository.publish_again({"snapshot"});
        here.repository.publish({"timestamp"});
        REQUIRE_ERROR(Errc::untrusted, here.refresh());
        REQUIRE(here.version("timestamp") == 2);
        REQUIRE(here.version("snapshot") == 2);
        REQUIRE(here.repository.asked_metadata.back() == "timestamp.json");
    }
}

TEST_CASE("rollback: older targets in a newer snapshot are refused") {
    for (const bool with_hashes : {false, true}) {
        Installation here;
        here.repository.states_hashes = with_hashes;
        here.repository.publish_targets();
        REQUIRE_OK(here.refresh());
        here.repository.targets().common.version = 1;
        here.repository.publish_again({"targets"});
        here.repository.publish({"snapshot", "timestamp"});
        REQUIRE_ERROR(Errc::untrusted, here.refresh());
        REQUIRE(here.version("snapshot") == 2);
        REQUIRE(here.version("targets") == 2);
    }
}

TEST_CASE("rollback: a delegated role may not fall back, nor vanish from the snapshot") {
    for (const bool vanish : {false, true}) {
        Installation here;
        here.repository.add_delegation("targets", {"county", {}, false, {"county/*"}, {}});
        here.repository.publish({"county", "county", "targets", "snapshot", "timestamp"});
        REQUIRE_OK(here.refresh());
        if (vanish) {
            here.repository.snapshot().meta.erase("county.json");
        } else {
            here.repository.snapshot().meta.at("county.json").version = 1;
        }
        here.repository.publish({"snapshot", "timestamp"});
        REQUIRE_ERROR(Errc::untrusted, here.refresh());
        REQUIRE(here.version("snapshot") == 2);
    }
}

TEST_CASE("rollback: an old root is never taken again") {
    Installation here;
    here.repository.publish({"root", "root"});
    REQUIRE_OK(here.refresh());
    REQUIRE(here.version("root") == 3);
    here.repository.metadata_files["4.root.json"] =
        here.repository.metadata_files.at("2.root.json");
    REQUIRE_ERROR(Errc::untrusted, here.refresh());
    REQUIRE(here.version("root") == 3);
}

TEST_CASE("rollback: an expired local timestamp is still a mark nothing may fall below") {
    Installation here;
    here.repository.publish({"timestamp"});
    REQUIRE_OK(here.refresh());
    here.repository.timestamp().common.version = 1;
    here.repository.timestamp().common.expires_ms += 100 * Repository::day_ms;
    here.repository.publish_again({"timestamp"});
    here.now_ms += 31 * Repository::day_ms;
    // Only the timestamp is still fresh; root and the rest must be, too, to get there.
    here.repository.root().common.expires_ms += 100 * Repository::day_ms;
    here.repository.publish({"root"});
    REQUIRE_ERROR(Errc::untrusted, here.refresh());
    REQUIRE(here.version("timestamp") == 2);
}

TEST_CASE("fast forward: new timestamp keys let the timestamp start again") {
    Installation here;
    here.repository.timestamp().common.version = 99'999;
    here.repository.publish_again({"timestamp"});
    REQUIRE_OK(here.refresh());
    REQUIRE(here.version("timestamp") == 99'999);
    here.repository.rotate_keys("timestamp");
    here.repository.timestamp().common.version = 0;
    here.repository.publish({"root", "timestamp"});
    REQUIRE_OK(here.refresh());
    REQUIRE(here.version("timestamp") == 1);
}

TEST_CASE("fast forward: new snapshot and timestamp keys let the snapshot start again") {
    Installation here;
    here.repository.snapshot().common.version = 99'999;
    here.repository.publish_again({"snapshot"});
    here.repository.publish({"timestamp"});
    REQUIRE_OK(here.refresh());
    REQUIRE(here.version("snapshot") == 99'999);
    here.repository.rotate_keys("snapshot");
    here.repository.rotate_keys("timestamp");
    here.repository.snapshot().common.version = 0;
    here.repository.publish({"root", "targets", "snapshot", "timestamp"});
    REQUIRE_OK(here.refresh());
    REQUIRE(here.version("snapshot") == 1);
}

TEST_CASE("fast forward: new snapshot keys let targets start again and roles be left out") {
    Installation here;
    here.repository.add_delegation("targets", {"county", {}, false, {"county/*"}, {}});
    here.repository.targets().common.version = 99'999;
    here.repository.publish({"county"});
    here.repository.publish_again({"targets"});
    here.repository.publish({"snapshot", "timestamp"});
    REQUIRE_OK(here.refresh());
    REQUIRE(here.version("targets") == 99'999);
    here.repository.rotate_keys("snapshot");
    here.repository.targets().common.version = 0;
    here.repository.snapshot().meta.erase("county.json");
    here.repository.publish({"root", "targets", "snapshot", "timestamp"});
    REQUIRE_OK(here.refresh());
    REQUIRE(here.version("targets") == 1);
}

TEST_CASE("fast forward: no version rises further at once than the limit says") {
    constexpr std::int64_t step = 1'000'000;
    REQUIRE(ClientLimits{}.version_step_max == step);
    // What is driven up, and who signs it away.
    for (const std::string& role : {std::string("timestamp"), std::string("snapshot"),
                                    std::string("targets"), std::string("county")}) {
        for (const std::int64_t beyond : {std::int64_t{1}, std::int64_t{1} << 52}) {
            INFO(role << " " << beyond);
            Installation here;
            here.repository.add_delegation("targets", {"county", {}, false, {"county/*"}, {}});
            here.repository.publish({"county", "targets", "snapshot", "timestamp"});
            REQUIRE_OK(here.refresh());
            const Versions before = here.versions();
            Common& common = role == "timestamp"  ? here.repository.timestamp().common
                             : role == "snapshot" ? here.repository.snapshot().common
                                                  : here.repository.targets(role).common;
            common.version += step + beyond - 1;
            here.repository.publish({role});
            if (role != "timestamp" && role != "snapshot") here.repository.publish({"snapshot"});
            if (role != "timestamp") here.repository.publish({"timestamp"});
            REQUIRE_ERROR(Errc::untrusted, here.refresh());
            REQUIRE(here.version("snapshot") == before.at("snapshot"));
            REQUIRE(here.version("targets") == before.at("targets"));
            if (role == "timestamp") REQUIRE(here.version("timestamp") == 2);
        }
    }
}

TEST_CASE("fast forward: the widest step that is allowed is taken, and the next one after it") {
    Installation here;
    here.limits.version_step_max = 1000;
    REQUIRE_OK(here.refresh());
    for (const std::int64_t version : {1001, 2001}) {
        here.repository.timestamp().common.version = version - 1;
        here.repository.publish({"timestamp"});
        REQUIRE_OK(here.refresh());
        REQUIRE(here.version("timestamp") == version);
    }
}

TEST_CASE("fast forward: a new kiosk has no mark and takes versions as high as they are") {
    Installation here;
    here.repository.timestamp().common.version = (std::int64_t{1} << 53) - 1;
    here.repository.publish({"timestamp"});
    REQUIRE_OK(here.refresh());
    // 2^53 was the last number there is: only new keys lead on from here.
    Json file = Json::parse(here.repository.published("timestamp"));
    here.repository.metadata_files["timestamp.json"] =
        here.repository.signed_bytes("timestamp", [&] {
            Json content = file["signed"];
            content["version"] = (std::int64_t{1} << 53) + 1;
            return content;
        }());
    REQUIRE_ERROR(Errc::corrupt, here.refresh());
    here.repository.rotate_keys("timestamp");
    here.repository.timestamp().common.version = 0;
    here.repository.publish({"root", "timestamp"});
    REQUIRE_OK(here.refresh());
    REQUIRE(here.version("timestamp") == 1);
}

TEST_CASE("fast forward works for a program that is not started anew") {
    Installation here;
    here.repository.timestamp().common.version = 99'999;
    here.repository.publish_again({"timestamp"});
    Client client = VALUE(here.open());
    REQUIRE_OK(client.refresh(here.repository, here.now_ms));
    here.repository.rotate_keys("timestamp");
    here.repository.timestamp().common.version = 0;
    here.repository.publish({"root", "timestamp"});
    REQUIRE_OK(client.refresh(here.repository, here.now_ms));
    REQUIRE(client.timestamp()->common.version == 1);
    REQUIRE(client.root().common.version == 2);
}

TEST_CASE("freeze: the last root of the chain must not have expired, those before it may") {
    Installation here;
    here.repository.root().common.expires_ms = here.now_ms - 1000;
    here.repository.publish({"root"});
    REQUIRE_ERROR(Errc::untrusted, here.refresh());
    REQUIRE(here.versions() == Versions{{"root", 2}});
    REQUIRE(here.repository.asked_metadata == Names{"2.root.json", "3.root.json"});
    here.repository.root().common.expires_ms = here.now_ms + 1000;
    here.repository.publish({"root"});
    REQUIRE_OK(here.refresh());
    REQUIRE(here.version("root") == 3);
}

TEST_CASE("freeze: an expired timestamp, snapshot or targets is not stored") {
    for (const char* role : {"timestamp", "snapshot", "targets"}) {
        Installation here;
        REQUIRE_OK(here.refresh());
        Repository& repository = here.repository;
        const std::int64_t yesterday_ms = here.now_ms - Repository::day_ms;
        if (std::string(role) == "timestamp") {
            repository.timestamp().common.expires_ms = yesterday_ms;
        } else if (std::string(role) == "snapshot") {
            repository.snapshot().common.expires_ms = yesterday_ms;
        } else {
            repository.targets().common.expires_ms = yesterday_ms;
        }
        repository.publish_targets();
        INFO(role);
        REQUIRE_ERROR(Errc::untrusted, here.refresh());
        REQUIRE(here.version(role) == 1);
    }
}

TEST_CASE("freeze: metadata is good until the moment it expires, and not at that moment") {
    Installation here;
    here.now_ms = here.repository.root().common.expires_ms - 1;
    REQUIRE_OK(here.refresh());
    here.now_ms += 1;
    REQUIRE_ERROR(Errc::untrusted, here.refresh());
}

TEST_CASE("freeze: a repository that stands still is refused once its timestamp expires") {
    Installation here;
    here.repository.timestamp().common.expires_ms = here.now_ms + Repository::day_ms;
    here.repository.publish({"timestamp"});
    REQUIRE_OK(here.refresh());
    here.now_ms += Repository::day_ms;
    REQUIRE_ERROR(Errc::untrusted, here.refresh());
    REQUIRE(here.repository.asked_metadata.back() == "timestamp.json");
    // An expired timestamp, snapshot or targets on our disk is no unavailable_reason to newer ones.
    here.repository.timestamp().common.expires_ms = here.now_ms + Repository::day_ms;
    here.repository.publish({"targets", "snapshot", "timestamp"});
    REQUIRE_OK(here.refresh());
    REQUIRE(here.versions() ==
            Versions{{"root", 1}, {"timestamp", 3}, {"snapshot", 2}, {"targets", 2}});
}

TEST_CASE("freeze: an expired local snapshot is replaced by a fresh one of the next version") {
    Installation here;
    here.repository.snapshot().common.expires_ms = here.now_ms + Repository::day_ms;
    here.repository.publish({"snapshot", "timestamp"});
    REQUIRE_OK(here.refresh());
    here.now_ms += 2 * Repository::day_ms;
    REQUIRE_ERROR(Errc::untrusted, here.refresh());
    here.repository.snapshot().common.expires_ms = here.now_ms + Repository::day_ms;
    here.repository.publish({"snapshot", "timestamp"});
    REQUIRE_OK(here.refresh());
    REQUIRE(here.version("snapshot") == 3);
}

TEST_CASE("a kiosk without a network goes on with what expired, and can say so") {
    Installation here;
    here.expiry = Expiry::reported;
    here.repository.add_target("targets", "a", "content");
    here.repository.publish_targets();
    REQUIRE_OK(here.refresh());
    const std::int64_t expires_ms = here.repository.timestamp().common.expires_ms;
    here.now_ms = expires_ms + 400 * Repository::day_ms;
    Client client = VALUE(here.open());
    REQUIRE(client.expires_ms() == expires_ms);
    REQUIRE_OK(client.refresh(here.repository, here.now_ms));
    REQUIRE(VALUE(here.download("a")) == "content");
    REQUIRE(*client.expires_ms() < here.now_ms);

    // Reported is not forgiven: everything else is judged as ever.
    here.repository.timestamp().common.version = 1;
    here.repository.publish_again({"timestamp"});
    REQUIRE_ERROR(Errc::untrusted, here.refresh());
}
