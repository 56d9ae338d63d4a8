// A kiosk in a village that joined another: from its own view it learns where it stands, shows
// what both villages published, and people get their answers.

#include "sync/edge/content/library.h"
#include "tests/catch.h"
#include "tests/uploads/kiosk_side.h"

using namespace hall;
using namespace hall::kiosk;

namespace {

constexpr const char* dishui_joined_baili =
    R"({"county":"广汉市","towns":[{"code":"510681104","name":"连山镇","villages":[)"
    R"({"code":"510681104205","name":"石门村","kind":"village"}]},)"
    R"({"code":"510681113","name":"松林镇","villages":[)"
    R"({"code":"510681113203","name":"白里村","kind":"village","formerly":["510681113205"]}]}]})";

// All of Songlin became part of Lianshan; its villages are a new one.
constexpr const char* songlin_joined_lianshan =
    R"({"county":"广汉市","towns":[{"code":"510681104","name":"连山镇","formerly":["510681113"],)"
    R"("villages":[{"code":"510681104205","name":"石门村","kind":"village"},)"
    R"({"code":"510681104299","name":"合村","kind":"village",)"
    R"("formerly":["510681113203","510681113205"]}]}]})";

std::vector<std::string> replies_to(KioskSide& device, const Slip& slip) {
    Library library = VALUE(Library::open(device.folder.cache()));
    std::vector<std::string> lines;
    for (const Reply& reply : VALUE(library.replies(slip.number))) lines.push_back(reply.line);
    return lines;
}

bool shows(KioskSide& device, const std::string& channel, const std::string& id) {
    Library library = VALUE(Library::open(device.folder.cache()));
    return library.document(channel, id).ok();
}

void good_round(KioskSide& device) {
    const Round round = device.round();
    if (round.trouble) INFO(round.trouble->text());
    REQUIRE_FALSE(round.trouble);
}

}  // namespace

TEST_CASE("a kiosk whose village joined another learns it, shows both and is answered") {
    CountySide county;
    KioskSide device(county);
    good_round(device);
    const Slip before = VALUE(device.submit({}, "合并前的事"));
    good_round(device);
    device.drop();
    county.accept_request(before.number);

    county.publish_places(dishui_joined_baili);
    const Slip between = VALUE(device.submit({}, "还不知道时的事"));
    county.publish_article("village-510681113203", "after", "合并后的消息");
    good_round(device);
    REQUIRE(device.agent().identity().village == "510681113203");
    REQUIRE(device.agent().identity().village_name == "白里村");
    REQUIRE(shows(device, "village-510681113203", "after"));
    REQUIRE(shows(device, "village-510681113205", "news"));
    device.drop();
    REQUIRE(device.waiting_events() == 0);

    // What was answered under the old code, and what is from now on, both come.
    good_round(device);
    REQUIRE(replies_to(device, before).size() == 1);
    county.accept_request(between.number);
    good_round(device);
    REQUIRE(replies_to(device, between).size() == 1);

    // After a restart it knows at once, and its events carry the new code.
    device.restart_agent();
    REQUIRE(device.agent().identity().village == "510681113203");
    device.identity = device.agent().identity();
    const Slip after = VALUE(device.submit({}, "合并后的事"));
    good_round(device);
    device.drop();
    REQUIRE(device.waiting_events() == 0);
    county.accept_request(after.number);
    good_round(device);
    REQUIRE(replies_to(device, after).size() == 1);
    // The old view goes on: what comes later comes by it.
    county.publish_article("village-510681113203", "later", "更晚的消息");
    good_round(device);
    REQUIRE(shows(device, "village-510681113203", "later"));
}

TEST_CASE("a kiosk whose town is gone too goes on with what its new town publishes") {
    CountySide county;
    KioskSide device(county);
    good_round(device);
    REQUIRE(shows(device, "town-510681113", "news"));
    county.publish_places(songlin_joined_lianshan);
    // The new village waits for its key; the kiosk knows where it stands and goes on.
    good_round(device);
    REQUIRE(device.agent().identity().town == "510681104");
    county.make_key("village-510681104299");
    county.publish_article("village-510681104299", "first", "合村的第一条");
    county.publish_article("town-510681104", "town-word", "连山镇的话");
    good_round(device);
    REQUIRE(shows(device, "village-510681104299", "first"));
    REQUIRE(shows(device, "town-510681104", "town-word"));
    REQUIRE(shows(device, "village-510681113205", "news"));
    REQUIRE_FALSE(shows(device, "town-510681113", "news"));
}
