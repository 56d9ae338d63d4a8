#include "sync/wire/reply.h"
#include "sync/wire/slip.h"
#include "tests/catch.h"
#include "tests/platform/county.h"

using namespace hall;

TEST_CASE("a code makes a board a kiosk of its village") {
    TestCounty county;
    TestKiosk kiosk(county);
    const HttpResponse response = kiosk.enrol();
    REQUIRE(response.status == 200);
    const EnrolmentAnswer answer = VALUE(parse_enrolment_answer(response.body));
    REQUIRE(answer.village == dishui);
    REQUIRE(answer.village_name == "滴水村");
    REQUIRE(answer.town_name == "松林镇");
    REQUIRE(answer.county == "广汉市");
    REQUIRE(answer.epoch == 1);
    REQUIRE(answer.root == VALUE(RouteFetcher(county, dishui).metadata("1.root.json", 1 << 20)));
    REQUIRE(answer.receipt_keys.size() == 1);
    REQUIRE(kiosk.send({bytes_of(kiosk.event())}).status == 200);
}

TEST_CASE("a code is long enough that nobody guesses it, and nowhere to be read") {
    TestCounty county;
    const std::string code = county.code();
    const std::string canonical = VALUE(canonical_slip_code(code));
    REQUIRE(canonical.size() == 14);  // 12 characters of 5 bits and two dashes
    DiskFiles files;
    for (const char* name : {"platform.db", "platform.db-wal"}) {
        const std::string bytes = VALUE(files.read(county.data() / name, 64 << 20));
        REQUIRE(bytes.find(code) == std::string::npos);
    }
}

TEST_CASE("a code counts once") {
    TestCounty county;
    const std::string code = county.code();
    TestKiosk first(county);
    TestKiosk second(county);
    REQUIRE(first.enrol_with(code).status == 200);
    REQUIRE(second.enrol_with(code).status == 403);
}

TEST_CASE("a board whose answer was lost gets the same answer again") {
    TestCounty county;
    const std::string code = county.code();
    TestKiosk kiosk(county);
    const std::string first = kiosk.enrol_with(code).body;
    REQUIRE(kiosk.enrol_with(code).body == first);
    REQUIRE(kiosk.replies().size() == 1);
    county.clock().advance_ms(enrolment_code_ms);
    REQUIRE(kiosk.enrol_with(code).status == 403);
}

TEST_CASE("a code is too old after fifteen minutes") {
    TestCounty county;
    const std::string early = county.code();
    TestKiosk kiosk(county);
    county.clock().advance_ms(enrolment_code_ms - 1);
    REQUIRE(kiosk.enrol_with(early).status == 200);
    const std::string late = county.code();
    county.clock().advance_ms(enrolment_code_ms);
    REQUIRE(TestKiosk(county).enrol_with(late).status == 403);
}

TEST_CASE("a code is read as people type it") {
    TestCounty county;
    std::string code = county.code();
    for (char& c : code) {
        if (c == '-') c = ' ';
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    REQUIRE(TestKiosk(county).enrol_with(code).status == 200);
}

TEST_CASE("guessing codes is slowed down") {
    TestCounty county;
    TestKiosk kiosk(county);
    int wrong = 0;
    int slowed = 0;
    for (int i = 0; i < 30; ++i) {
        const int status = kiosk.enrol_with("7KQ2-M9XD-4TRW").status;
        wrong += status == 403 ? 1 : 0;
        slowed += status == 429 ? 1 : 0;
    }
    REQUIRE(wrong == 10);
    REQUIRE(slowed == 20);
}

TEST_CASE("a board that enrols again keeps its id, gets the next epoch and is clean again") {
    TestCounty county;
    TestKiosk kiosk(county);
    REQUIRE(kiosk.enrol().status == 200);
    const std::string id = kiosk.id();
    REQUIRE_OK(county.gate().run([&](Store& store) -> Result<void> {
        Kiosk stored = TRY(store.kiosks().find(id));
        stored.cloned = true;
        return store.kiosks().update(stored);
    }));
    REQUIRE(kiosk.enrol().status == 200);
    REQUIRE(kiosk.id() == id);
    REQUIRE(kiosk.epoch() == 2);
    REQUIRE_FALSE(VALUE(ask<Kiosk>(county.gate(), [&](Store& store) {
                      return store.kiosks().find(id);
                  })).cloned);
}

TEST_CASE("a revoked board cannot enrol again with its old key") {
    TestCounty county;
    TestKiosk kiosk(county);
    REQUIRE(kiosk.enrol().status == 200);
    REQUIRE_OK(county.gate().run([&](Store& store) -> Result<void> {
        Kiosk stored = TRY(store.kiosks().find(kiosk.id()));
        stored.revoked = true;
        return store.kiosks().update(stored);
    }));
    REQUIRE(kiosk.enrol().status == 403);
    REQUIRE(kiosk.send({bytes_of(kiosk.event())}).status == 401);
}

TEST_CASE("there is no code for a village there is not") {
    TestCounty county;
    REQUIRE_ERROR(Errc::not_found, ask<std::string>(county.gate(), [&](Store& store) {
                      return county.platform().enrolment().make_code(store, "510681113999");
                  }));
}

TEST_CASE("the roster comes to the new kiosk alone and only it can open it") {
    TestCounty county;
    TestKiosk kiosk(county);
    TestKiosk neighbour(county);
    REQUIRE(kiosk.enrol().status == 200);
    REQUIRE(neighbour.enrol().status == 200);
    const auto replies = kiosk.replies();
    REQUIRE(replies.size() == 1);
    REQUIRE(replies[0].kind == "kiosk");
    REQUIRE(replies[0].kiosk == kiosk.id());
    const Json roster = VALUE(parse_json(VALUE(open_sealed(replies[0].sealed, kiosk.box_key()))));
    const auto staff = VALUE(roster_of(roster));
    REQUIRE(staff.size() == 1);
    REQUIRE(staff[0].number == "1001");
    REQUIRE_OK(check_password(password, staff[0].verifier));
    REQUIRE_ERROR(Errc::untrusted, open_sealed(replies[0].sealed, neighbour.box_key()));
}

TEST_CASE("replies are for kiosks of the village") {
    TestCounty county;
    TestKiosk kiosk(county);
    REQUIRE(kiosk.enrol().status == 200);
    const std::string path = "/api/v1/villages/" + std::string(far_village) + "/replies";
    REQUIRE(county.answer(kiosk.signed_request("GET", path)).status == 403);
    REQUIRE(county.answer(request_to("GET", path)).status == 401);
    const std::string by_channel = "/api/v1/villages/village-" + std::string(dishui) + "/replies";
    REQUIRE(county.answer(kiosk.signed_request("GET", by_channel)).status == 200);
    const std::string odd = "/api/v1/villages/" + std::string(dishui) + "/replies?after=-1";
    REQUIRE(county.answer(kiosk.signed_request("GET", odd)).status == 400);
}
