#include "sync/wire/reply.h"
#include "sync/wire/slip.h"
#include "tests/catch.h"
#include "tests/platform/county.h"

using namespace hall;

using namespace hall::platform;

namespace {

std::size_t kiosk_count(TestCounty& county) {
    return VALUE(ask<std::vector<Kiosk>>(county.executor(),
                                         [](Store& store) { return store.kiosks().list(); }))
        .size();
}

}  // namespace

TEST_CASE("a code makes a board a kiosk of its village") {
    TestCounty county;
    TestKiosk kiosk(county);
    const HttpResponse response = kiosk.enrol();
    REQUIRE(response.status == 200);
    const EnrolmentResponse answer = VALUE(parse_enrolment_response(response.body));
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
    REQUIRE_OK(county.executor().run([&](Store& store) -> Result<void> {
        Kiosk stored = TRY(store.kiosks().find(id));
        stored.cloned = true;
        return store.kiosks().update(stored);
    }));
    REQUIRE(kiosk.enrol().status == 200);
    REQUIRE(kiosk.id() == id);
    REQUIRE(kiosk.epoch() == 2);
    REQUIRE_FALSE(VALUE(ask<Kiosk>(county.executor(), [&](Store& store) {
                      return store.kiosks().find(id);
                  })).cloned);
}

TEST_CASE("a board that enrols again with new keys ends the kiosk it was, and every copy of it") {
    TestCounty county;
    TestKiosk kiosk(county);
    REQUIRE(kiosk.enrol().status == 200);
    const std::string former = kiosk.id();
    const std::string left_behind = bytes_of(kiosk.event());
    // What the clone would send, signed with the key both had.
    const HttpRequest of_clone =
        kiosk.signed_request("POST", "/api/v1/events", pack_batch({bytes_of(kiosk.event())}));
    REQUIRE(kiosk.enrol_again().status == 200);
    REQUIRE(kiosk.id() != former);
    REQUIRE(county.answer(of_clone).status == 401);
    // What the board itself still had to send of its former life is taken.
    REQUIRE(kiosk.receipts(kiosk.send({left_behind}))[0].state == "accepted");
    REQUIRE(kiosk.receipts(kiosk.send({bytes_of(kiosk.event())}))[0].state == "accepted");
}

TEST_CASE("nobody ends a kiosk without its key, nor with a signature made for another code") {
    TestCounty county;
    TestKiosk victim(county);
    REQUIRE(victim.enrol().status == 200);
    const SigningKey next = SigningKey::make(county.random());
    const BoxKey next_box = BoxKey::make(county.random());
    const auto enrol = [&](const SigningKey& signer, bool for_this_code) {
        EnrolmentRequest request{county.code(), next.public_key(), next_box.public_key(),
                                 std::nullopt};
        EnrolmentRequest signed_one = request;
        if (!for_this_code) signed_one.code = county.code();
        request.former =
            FormerKiosk{victim.id(), signer.sign(former_message(victim.id(), signed_one))};
        sign_enrolment(request, next);
        return county.answer(request_to("POST", "/api/v1/enrol", bytes_of(request))).status;
    };
    REQUIRE(enrol(next, true) == 403);
    REQUIRE(enrol(victim.sign_key(), false) == 403);
    REQUIRE(victim.send({bytes_of(victim.event())}).status == 200);
    REQUIRE(enrol(victim.sign_key(), true) == 200);
    REQUIRE(victim.send({bytes_of(victim.event())}).status == 401);
}

TEST_CASE("a refused enrolment leaves no kiosk behind and its code unused") {
    TestCounty county;
    TestKiosk victim(county);
    REQUIRE(victim.enrol().status == 200);
    const std::string code = county.code();
    for (int i = 0; i < 5; ++i) {
        const SigningKey key = SigningKey::make(county.random());
        const BoxKey box = BoxKey::make(county.random());
        EnrolmentRequest request{code, key.public_key(), box.public_key(), std::nullopt};
        request.former = FormerKiosk{victim.id(), key.sign(former_message(victim.id(), request))};
        sign_enrolment(request, key);
        REQUIRE(county.answer(request_to("POST", "/api/v1/enrol", bytes_of(request))).status ==
                403);
        REQUIRE(kiosk_count(county) == 1);
        // Nor does it write anything on its way to the refusal that somebody could keep.
        const bool refused = VALUE(ask<bool>(county.executor(), [&](Store& store) {
            const auto answer = county.platform().enrolment().enrol(store, request);
            return Outcome<bool>::keeping(!answer.ok());
        }));
        REQUIRE(refused);
        REQUIRE(kiosk_count(county) == 1);
    }
    REQUIRE(victim.replies().size() == 1);
    county.clock().advance_ms(60'000);  // enrolments are counted by the minute
    REQUIRE(TestKiosk(county).enrol_with(code).status == 200);
}

TEST_CASE("a kiosk is enrolled by nobody who only knows its public key") {
    TestCounty county;
    TestKiosk victim(county);
    REQUIRE(victim.enrol().status == 200);
    const SigningKey own = SigningKey::make(county.random());
    const BoxKey box = BoxKey::make(county.random());
    const auto stored = [&] {
        return VALUE(ask<Kiosk>(county.executor(),
                                [&](Store& store) { return store.kiosks().find(victim.id()); }));
    };
    const std::string code = county.code();
    EnrolmentRequest request{code, victim.sign_key().public_key(), box.public_key()};
    const auto status = [&] {
        return county.answer(request_to("POST", "/api/v1/enrol", bytes_of(request))).status;
    };
    request.signature = own.sign(enrolment_message(request));
    REQUIRE(status() == 401);
    // A signature of the victim's for another code, or for other keys.
    EnrolmentRequest of_victim = victim.enrolment(county.code());
    request.signature = of_victim.signature;
    REQUIRE(status() == 401);
    of_victim = victim.enrolment(code);
    request.signature = of_victim.signature;
    REQUIRE(status() == 401);
    request.signature.clear();
    REQUIRE(status() == 400);
    REQUIRE(stored().box_key == victim.box_key().public_key());
    REQUIRE(stored().epoch == 1);
    REQUIRE(victim.enrol_with(code).status == 200);
}

TEST_CASE("a board with a key that nothing can be sealed to is not enrolled") {
    TestCounty county;
    const SigningKey key = SigningKey::make(county.random());
    for (const char first : {'\0', '\1'}) {
        EnrolmentRequest request{county.code(), key.public_key(), std::string(32, '\0')};
        request.box_key[0] = first;
        sign_enrolment(request, key);
        REQUIRE(county.answer(request_to("POST", "/api/v1/enrol", bytes_of(request))).status ==
                400);
    }
    REQUIRE(kiosk_count(county) == 0);
}

TEST_CASE("a board of a kiosk that this county never knew enrols like any other") {
    TestCounty county;
    const SigningKey key = SigningKey::make(county.random());
    const BoxKey box = BoxKey::make(county.random());
    EnrolmentRequest request{county.code(), key.public_key(), box.public_key(), std::nullopt};
    request.former = FormerKiosk{"kiosk-of-before", key.sign("whatever")};
    sign_enrolment(request, key);
    REQUIRE(county.answer(request_to("POST", "/api/v1/enrol", bytes_of(request))).status == 200);
}

TEST_CASE("a revoked board cannot enrol again with its old key") {
    TestCounty county;
    TestKiosk kiosk(county);
    REQUIRE(kiosk.enrol().status == 200);
    REQUIRE_OK(county.executor().run([&](Store& store) -> Result<void> {
        Kiosk stored = TRY(store.kiosks().find(kiosk.id()));
        stored.revoked = true;
        return store.kiosks().update(stored);
    }));
    REQUIRE(kiosk.enrol().status == 403);
    REQUIRE(kiosk.send({bytes_of(kiosk.event())}).status == 401);
}

TEST_CASE("there is no code for a village there is not") {
    TestCounty county;
    REQUIRE_ERROR(Errc::not_found, ask<std::string>(county.executor(), [&](Store& store) {
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
