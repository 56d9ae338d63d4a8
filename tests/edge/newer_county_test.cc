// A county of a later release: what it says that we do not know holds nothing up.

#include "sync/edge/agent/agent.h"
#include "sync/edge/content/library.h"
#include "sync/edge/device/enrolment_store.h"
#include "tests/catch.h"
#include "tests/edge/fake_county.h"
#include "tests/hand_clock.h"
#include "tests/temp_folder.h"

using namespace hall;

TEST_CASE("replies, notes and states of a later release are kept or passed over, in order") {
    TempFolder temp;
    const DataFolder folder(temp.path());
    DiskFiles files;
    HandClock clock;
    SystemRandom random;
    FakeCounty county(random, clock);
    const DeviceKeys keys = VALUE(load_or_make_device_keys(files, folder, random));
    const EnrolmentResponse response = county.enrol(keys.sign.public_key(), keys.box.public_key());
    REQUIRE_OK(store_enrolment(files, folder, FakeCounty::server, response));
    Reply reply;
    reply.kind = "appointment";
    reply.slip = "K7M-0001";
    county.add_reply(reply);
    reply.kind = "kiosk";
    reply.kiosk = "kiosk-1";
    reply.slip.clear();
    reply.sealed = VALUE(seal(R"({"device_message":"weather","rain":true})", keys.box.public_key()));
    county.add_reply(reply);
    reply.sealed = "not even a box";
    county.add_reply(reply);
    reply = Reply{};
    reply.kind = "state";
    reply.slip = "K7M-0001";
    reply.state = "waiting-for-department";
    reply.line = "正在等部门回话";
    county.add_reply(reply);

    Agent agent = VALUE(Agent::open({files, clock, random, county}, {folder, {}, "boot", {}}));
    while (!agent.step()) {
    }
    REQUIRE_FALSE(agent.round().trouble);
    REQUIRE(agent.round().replies == 4);
    Library library = VALUE(Library::open(folder.cache()));
    REQUIRE(VALUE(library.replies("K7M-0001")).size() == 1);
    REQUIRE(VALUE(library.replies("K7M-0001"))[0].line == "正在等部门回话");
    REQUIRE(VALUE(library.roster()).empty());
    REQUIRE_FALSE(VALUE(library.must_enrol_again("kiosk-1", 1)));
}
