// What the county takes from a stick, and from whom.

#include <set>

#include "tests/catch.h"
#include "tests/log_capture.h"
#include "tests/platform/test_medium.h"

using namespace hall;

using namespace hall::platform;

namespace {

Path batch_file(const TestMedium& medium, const std::string& kiosk, int number = 1) {
    return medium.folder.outbox(kiosk) / batch_name({1, number, number});
}

std::int64_t events_of(TestCounty& county) {
    return VALUE(
        ask<std::int64_t>(county.executor(), [](Store& store) { return store.events().count(); }));
}

}  // namespace

TEST_CASE("events from a stick are taken in and their receipts lie on it") {
    TestCounty county;
    TestKiosk kiosk(county);
    REQUIRE(kiosk.enrol().status == 200);
    const std::string first = bytes_of(kiosk.event());
    const std::string second = bytes_of(kiosk.heartbeat());
    TestMedium medium;
    medium.put(batch_file(medium, kiosk.id()), medium.batch_of(county, kiosk, {first, second}));
    const StickTaken taken = VALUE(medium.taken_by(county));
    REQUIRE(taken.kiosks.size() == 1);
    REQUIRE(taken.kiosks[0].kiosk == kiosk.id());
    REQUIRE(taken.kiosks[0].village == dishui);
    REQUIRE(taken.kiosks[0].accepted == 2);
    REQUIRE(taken.kiosks[0].again == 0);
    REQUIRE(taken.receipts_on_stick);
    REQUIRE(events_of(county) == 2);
    const auto receipts = medium.receipts(county, kiosk.id());
    REQUIRE(receipts.size() == 2);
    REQUIRE(receipts[0].state == "accepted");
    REQUIRE(receipts[0].sha256 == sha256_hex(first));
    // The request can be worked on like any other.
    REQUIRE_OK(county.platform().run_maintenance());
    const auto requests = VALUE(ask<std::vector<Request>>(
        county.executor(), [](Store& store) { return store.requests().list({}, {}); }));
    REQUIRE(requests.size() == 1);
    REQUIRE(requests[0].sealing == "opened");
}

TEST_CASE("the same events get the same receipts by network, by stick and again") {
    TestCounty county;
    TestKiosk kiosk(county);
    REQUIRE(kiosk.enrol().status == 200);
    const std::string event = bytes_of(kiosk.event());
    const std::string by_network = county.body(kiosk.send({event}));
    TestMedium medium;
    medium.put(batch_file(medium, kiosk.id()), medium.batch_of(county, kiosk, {event}));
    county.clock().advance_ms(86'400'000);
    StickTaken taken = VALUE(medium.taken_by(county));
    REQUIRE(taken.kiosks[0].accepted == 0);
    REQUIRE(taken.kiosks[0].again == 1);
    const std::string line = medium.get(medium.folder.receipts(kiosk.id()));
    REQUIRE(by_network == "{\"receipts\":[" + line.substr(0, line.size() - 1) + "]}");
    const auto before = medium.all();
    taken = VALUE(medium.taken_by(county));
    REQUIRE(taken.kiosks[0].again == 1);
    REQUIRE(medium.all() == before);
    REQUIRE(events_of(county) == 1);
}

TEST_CASE("one bad event of a batch is refused with its reason and holds up none") {
    TestCounty county;
    TestKiosk kiosk(county);
    REQUIRE(kiosk.enrol().status == 200);
    Event foreign = kiosk.event();
    foreign.village = far_village;
    TestMedium medium;
    medium.put(
        batch_file(medium, kiosk.id()),
        medium.batch_of(county, kiosk, {bytes_of(foreign), "no event", bytes_of(kiosk.event())}));
    const StickTaken taken = VALUE(medium.taken_by(county));
    REQUIRE(taken.kiosks[0].accepted == 1);
    REQUIRE(taken.kiosks[0].refused == 2);
    const auto receipts = medium.receipts(county, kiosk.id());
    REQUIRE(receipts.size() == 3);
    REQUIRE(receipts[0].state == "refused");
    REQUIRE_FALSE(receipts[0].reason.empty());
}

TEST_CASE("batches of unenrolled, of revoked kiosks and of others' folders are not taken") {
    TestCounty county;
    TestKiosk kiosk(county);
    TestKiosk other(county);
    TestKiosk outsider(county);
    REQUIRE(kiosk.enrol().status == 200);
    REQUIRE(other.enrol(other_village).status == 200);
    const std::string good = bytes_of(kiosk.event());
    TestMedium medium;
    // Signed by another kiosk, in the folder of this one; and the other way round.
    medium.put(batch_file(medium, kiosk.id(), 1), medium.batch_of(county, other, {good}));
    medium.put(batch_file(medium, other.id(), 1), medium.batch_of(county, kiosk, {good}));
    medium.put(batch_file(medium, "kiosk-none", 1), medium.batch_of(county, outsider, {good}));
    StickTaken taken = VALUE(medium.taken_by(county));
    REQUIRE(taken.kiosks.empty());
    REQUIRE(taken.unenrolled == 3);
    REQUIRE(events_of(county) == 0);
    // Another key under this kiosk's name.
    std::string forged = medium.batch_of(county, outsider, {good});
    const std::size_t at = forged.find("kiosk-none");
    forged.replace(at, 10, kiosk.id());
    medium.put(batch_file(medium, kiosk.id(), 2), forged);
    REQUIRE(VALUE(medium.taken_by(county)).unenrolled == 4);
    REQUIRE_OK(county.executor().run([&](Store& store) -> Result<void> {
        Kiosk revoked = TRY(store.kiosks().find(kiosk.id()));
        revoked.revoked = true;
        return store.kiosks().update(revoked);
    }));
    TestMedium late;
    late.put(batch_file(late, kiosk.id()), late.batch_of(county, kiosk, {good}));
    REQUIRE(VALUE(late.taken_by(county)).unenrolled == 1);
    REQUIRE(events_of(county) == 0);
}

TEST_CASE("files that are damaged, huge, links or of strange names hold up none of the others") {
    TestCounty county;
    TestKiosk kiosk(county);
    REQUIRE(kiosk.enrol().status == 200);
    TestMedium medium;
    const std::string whole = medium.batch_of(county, kiosk, {bytes_of(kiosk.event())});
    const Path outbox = medium.folder.outbox(kiosk.id());
    medium.put(batch_file(medium, kiosk.id(), 1), whole.substr(0, whole.size() / 2));
    medium.put(batch_file(medium, kiosk.id(), 2), "");
    medium.put(batch_file(medium, kiosk.id(), 3), std::string(stick_batch_bytes_max + 1, 'x'));
    std::filesystem::create_symlink("/etc/passwd", batch_file(medium, kiosk.id(), 4));
    std::filesystem::create_directory(batch_file(medium, kiosk.id(), 5));
    medium.put(batch_file(medium, kiosk.id(), 6), "x\n" + whole);
    // Not sealed to the county, but rightly signed.
    const BoxKey elsewhere = BoxKey::make(county.random());
    medium.put(batch_file(medium, kiosk.id(), 7),
               VALUE(signed_batch({.kiosk = kiosk.id(), .village = kiosk.village()}, {"{}"},
                                  {"id", "county", elsewhere.public_key()}, kiosk.sign_key())));
    medium.put(batch_file(medium, kiosk.id(), 8), whole);
    medium.put(outbox / "\xff\xfe", "x");
    medium.put(outbox / "signer.txt", "x");
    medium.put(medium.folder.all_outboxes() / "KIOSK-1" / batch_name({1, 1, 1}), whole);
    std::filesystem::create_directory_symlink(outbox, medium.folder.all_outboxes() / "kiosk-link");
    const StickTaken taken = VALUE(medium.taken_by(county));
    REQUIRE(taken.kiosks.size() == 1);
    REQUIRE(taken.kiosks[0].accepted == 1);
    REQUIRE(taken.damaged + taken.unenrolled == 7);
    REQUIRE(events_of(county) == 1);
}

TEST_CASE("two villages' kiosks on one stick each get their own receipts") {
    TestCounty county;
    TestKiosk one(county);
    TestKiosk two(county);
    REQUIRE(one.enrol().status == 200);
    REQUIRE(two.enrol(far_village).status == 200);
    const std::string first = bytes_of(one.event());
    const std::string second = bytes_of(two.event());
    TestMedium medium;
    medium.put(batch_file(medium, one.id()), medium.batch_of(county, one, {first}));
    medium.put(batch_file(medium, two.id()), medium.batch_of(county, two, {second}));
    REQUIRE(VALUE(medium.taken_by(county)).kiosks.size() == 2);
    REQUIRE(medium.receipts(county, one.id())[0].sha256 == sha256_hex(first));
    REQUIRE(medium.receipts(county, two.id())[0].sha256 == sha256_hex(second));
}

TEST_CASE("a stick that is locked is taken all the same, and the receipts go with the next") {
    TestCounty county;
    TestKiosk kiosk(county);
    REQUIRE(kiosk.enrol().status == 200);
    TestMedium medium;
    medium.put(batch_file(medium, kiosk.id()),
               medium.batch_of(county, kiosk, {bytes_of(kiosk.event()), "no event"}));
    PulledFiles locked(medium.files);
    locked.read_only = true;
    const StickTaken taken = VALUE(medium.taken_by(county, &locked));
    REQUIRE(taken.kiosks[0].accepted == 1);
    REQUIRE_FALSE(taken.receipts_on_stick);
    REQUIRE(taken.stick_trouble->code() == Errc::refused);
    REQUIRE_FALSE(std::filesystem::exists(medium.folder.receipts(kiosk.id())));
    TestMedium next;
    const StickMade made = VALUE(next.made_by(county, {std::string(dishui)}));
    REQUIRE(made.kiosks == 1);
    const auto receipts = next.receipts(county, kiosk.id());
    REQUIRE(receipts.size() == 2);  // also the refusal
    TestMedium elsewhere;
    REQUIRE(VALUE(elsewhere.made_by(county, {std::string(far_village)})).kiosks == 0);
}

TEST_CASE("without a stick or an outbox there is nothing to take") {
    TestCounty county;
    TestMedium medium;
    REQUIRE_ERROR(Errc::not_found, medium.taken_by(county));
    std::filesystem::create_directories(medium.folder.root());
    REQUIRE(VALUE(medium.taken_by(county)).kiosks.empty());
    medium.put(medium.folder.all_outboxes(), "a file");
    REQUIRE(VALUE(medium.taken_by(county)).kiosks.empty());
}

TEST_CASE("a stick pulled out at any call of a taking loses and doubles nothing") {
    TestCounty county;
    TestKiosk kiosk(county);
    REQUIRE(kiosk.enrol().status == 200);
    std::set<std::string> all;
    for (const bool for_ever : {false, true}) {
        for (const PulledFiles::Kind kind :
             {PulledFiles::Kind::lost, PulledFiles::Kind::lost_but_applied,
              PulledFiles::Kind::cut_short}) {
            int calls = 0;
            for (bool clean = false; !clean;) {
                REQUIRE(++calls < 60);
                INFO("call " << calls << (for_ever ? " for ever" : " once"));
                TestMedium medium;
                for (int number = 1; number <= 3; ++number) {
                    const std::string event = bytes_of(kiosk.event());
                    all.insert(sha256_hex(event));
                    medium.put(batch_file(medium, kiosk.id(), number),
                               medium.batch_of(county, kiosk, {event}));
                }
                PulledFiles pulled(medium.files);
                pulled.fail_at(calls, for_ever, kind);
                const Result<StickTaken> taken = medium.taken_by(county, &pulled);
                clean = !pulled.failed();
                if (clean) REQUIRE(VALUE(Result<StickTaken>(taken)).kiosks[0].accepted == 3);
                const StickTaken again = VALUE(medium.taken_by(county));
                REQUIRE(again.kiosks[0].accepted + again.kiosks[0].again == 3);
                REQUIRE(again.receipts_on_stick);
                REQUIRE(events_of(county) == static_cast<std::int64_t>(all.size()));
                std::set<std::string> receipted;
                for (const Receipt& receipt : medium.receipts(county, kiosk.id()))
                    receipted.insert(receipt.sha256);
                REQUIRE(receipted == all);
            }
            REQUIRE(calls > 5);
        }
    }
}

TEST_CASE("thirty thousand spoilt batches write one line and a count, and hide no good one") {
    TestCounty county;
    TestKiosk kiosk(county);
    REQUIRE(kiosk.enrol().status == 200);
    TestMedium medium;
    constexpr int junk = 2'500;
    for (int i = 1; i <= junk; ++i) {
        medium.put(batch_file(medium, kiosk.id(), i), "junk");
        if (i % 10 == 0) medium.put(batch_file(medium, "kiosk-" + std::to_string(i)), "junk");
    }
    medium.put(batch_file(medium, kiosk.id(), junk + 1),
               medium.batch_of(county, kiosk, {bytes_of(kiosk.event())}));
    const LogCapture log;
    const StickTaken taken = VALUE(medium.taken_by(county));
    REQUIRE(taken.damaged == junk + junk / 10);
    REQUIRE(taken.kiosks.size() == 1);
    REQUIRE(taken.kiosks[0].accepted == 1);
    const auto lines = log.lines("batch_rejected");
    REQUIRE(lines.size() == 2);
    REQUIRE(lines[1].find("more=" + std::to_string(taken.damaged - 1)) != std::string::npos);
}
