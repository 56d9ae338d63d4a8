// Mix and match across the villages of a county: every view is signed by the same keys.

#include "tests/trust/installation.h"

using namespace hall;
using namespace hall::tuf;

namespace {

// Publishes timestamp and snapshot as those of a village.
void publish_view(Repository& repository, const std::string& village) {
    repository.snapshot().extra = {{"view", village}};
    repository.timestamp().extra = {{"view", village}};
    repository.publish({"snapshot", "timestamp"});
}

}  // namespace

TEST_CASE("mix and match: another village's timestamp is refused") {
    Installation here;
    here.view = "510681113205";
    publish_view(here.repository, here.view);
    REQUIRE_OK(here.refresh());
    const Versions before = here.versions();
    publish_view(here.repository, "510681104205");
    REQUIRE_ERROR(Errc::untrusted, here.refresh());
    REQUIRE(here.versions() == before);
    publish_view(here.repository, here.view);
    REQUIRE_OK(here.refresh());
}

TEST_CASE("mix and match: a timestamp or snapshot that says nothing of its view is refused") {
    for (const bool snapshot_says : {false, true}) {
        Installation here;
        here.view = "510681113205";
        if (snapshot_says) {
            here.repository.snapshot().extra = {{"view", here.view}};
        } else {
            here.repository.timestamp().extra = {{"view", here.view}};
        }
        here.repository.publish({"snapshot", "timestamp"});
        REQUIRE_ERROR(Errc::untrusted, here.refresh());
        REQUIRE(here.version("snapshot") == 0);
    }
}

TEST_CASE("mix and match: another village's snapshot in our timestamp is refused") {
    Installation here;
    here.view = "510681113205";
    publish_view(here.repository, here.view);
    here.repository.snapshot().extra = {{"view", "510681104205"}};
    here.repository.publish({"snapshot", "timestamp"});
    REQUIRE_ERROR(Errc::untrusted, here.refresh());
    REQUIRE(here.version("snapshot") == 0);
}

TEST_CASE("a kiosk that moved to another village forgets the marks of the first") {
    Installation here;
    here.view = "510681104205";
    here.repository.add_delegation("targets", {"village-old", {}, false, {"old/*"}, {}});
    here.repository.publish({"village-old", "targets"});
    for (int i = 0; i < 5; ++i) publish_view(here.repository, here.view);
    REQUIRE_OK(here.refresh());
    REQUIRE(here.version("timestamp") == 6);
    // The new village's view is younger, and does not list what the old one did.
    here.view = "510681113205";
    here.repository.snapshot().common.version = 1;
    here.repository.timestamp().common.version = 1;
    here.repository.snapshot().meta.erase("village-old.json");
    publish_view(here.repository, here.view);
    here.repository.failing["2.snapshot.json"] = Errc::unavailable;
    REQUIRE_ERROR(Errc::unavailable, here.refresh());
    here.repository.failing.clear();
    REQUIRE_OK(here.refresh());
    REQUIRE(here.version("timestamp") == 2);
    REQUIRE(here.version("snapshot") == 2);
}

TEST_CASE("a client that follows no view reads any repository") {
    Installation here;
    publish_view(here.repository, "510681113205");
    REQUIRE_OK(here.refresh());
    REQUIRE(VALUE(here.open()).snapshot()->extra.at("view") == "510681113205");
}
