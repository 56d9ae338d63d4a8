// The rules above every event, through the route a kiosk uses.

#include <zlib.h>
#include <zstd.h>

#include "sync/core/database.h"
#include "sync/core/encoding.h"
#include "sync/wire/slip.h"
#include "sync/wire/time_response.h"
#include "tests/catch.h"
#include "tests/platform/county.h"

using namespace hall;

using namespace hall::platform;

namespace {

struct Enrolled {
    Enrolled() { REQUIRE(kiosk.enrol().status == 200); }

    template <typename T, typename Job>
    T in_store(Job job) {
        return VALUE(ask<T>(county.executor(), job));
    }
    std::int64_t events() {
        return in_store<std::int64_t>([](Store& store) { return store.events().count(); });
    }
    std::size_t requests() {
        return in_store<std::vector<Request>>(
                   [](Store& store) { return store.requests().list({}, {.count = 1000}); })
            .size();
    }
    std::vector<Incident> incidents() {
        return in_store<std::vector<Incident>>(
            [](Store& store) { return store.events().incidents(100); });
    }
    bool cloned() {
        return in_store<Kiosk>([&](Store& store) { return store.kiosks().find(kiosk.id()); })
            .cloned;
    }

    TestCounty county;
    TestKiosk kiosk{county};
};

std::string zstd(const std::string& plain) {
    std::string packed(ZSTD_compressBound(plain.size()), '\0');
    packed.resize(ZSTD_compress(packed.data(), packed.size(), plain.data(), plain.size(), 3));
    return packed;
}

std::string problem_type(const HttpResponse& response) {
    return string_or(VALUE(parse_json(response.body)), "type");
}

}  // namespace

TEST_CASE("an event is taken with its effect and gets a receipt that is signed") {
    Enrolled e;
    const std::string bytes = bytes_of(e.kiosk.event());
    const auto receipts = e.kiosk.receipts(e.kiosk.send({bytes}));
    REQUIRE(receipts.size() == 1);
    REQUIRE(receipts[0].state == "accepted");
    REQUIRE(receipts[0].number == e.kiosk.last_slip());
    REQUIRE(receipts[0].sha256 == sha256_hex(bytes));
    REQUIRE(e.events() == 1);
    REQUIRE(e.requests() == 1);
}

TEST_CASE("the same bytes get the same receipt, byte for byte, and one effect") {
    Enrolled e;
    const std::string bytes = bytes_of(e.kiosk.event());
    const std::string first = e.kiosk.send({bytes}).body;
    e.county.clock().advance_ms(3'600'000);
    REQUIRE(e.kiosk.send({bytes}).body == first);
    REQUIRE(e.requests() == 1);
}

TEST_CASE("a signed request that is replayed has no second effect") {
    Enrolled e;
    const HttpRequest request =
        e.kiosk.signed_request("POST", "/api/v1/events", pack_batch({bytes_of(e.kiosk.event())}));
    const HttpResponse first = e.county.answer(request);
    const HttpResponse second = e.county.answer(request);
    REQUIRE(first.status == 200);
    REQUIRE(second.body == first.body);
    REQUIRE(e.events() == 1);
}

TEST_CASE("an id with other bytes is refused and reported, and the first stands") {
    Enrolled e;
    Event event = e.kiosk.event();
    const std::string first = bytes_of(event);
    REQUIRE(e.kiosk.receipts(e.kiosk.send({first}))[0].state == "accepted");
    event.counter += 100;
    const auto receipts = e.kiosk.receipts(e.kiosk.send({bytes_of(event)}));
    REQUIRE(receipts[0].state == "refused");
    REQUIRE_FALSE(receipts[0].reason.empty());
    REQUIRE(e.incidents().size() == 1);
    REQUIRE(e.incidents()[0].kind == "conflict");
    REQUIRE(e.kiosk.receipts(e.kiosk.send({first}))[0].state == "accepted");
    REQUIRE(e.events() == 1);
}

TEST_CASE("two ids at one counter are both kept, and the kiosk is flagged as cloned") {
    Enrolled e;
    const Event first = e.kiosk.event();
    e.kiosk.counter -= 1;
    const Event second = e.kiosk.event();
    REQUIRE(first.counter == second.counter);
    REQUIRE(e.kiosk.receipts(e.kiosk.send({bytes_of(first)}))[0].state == "accepted");
    REQUIRE_FALSE(e.cloned());
    REQUIRE(e.kiosk.receipts(e.kiosk.send({bytes_of(second)}))[0].state == "accepted");
    REQUIRE(e.cloned());
    REQUIRE(e.events() == 2);
    REQUIRE(e.incidents()[0].kind == "clone");
}

TEST_CASE("a counter stands once in a kiosk's life, whatever the epoch") {
    Enrolled e;
    const Event first = e.kiosk.event();
    e.kiosk.counter -= 1;
    Event second = e.kiosk.event();
    second.epoch = first.epoch + 1;  // a copied disk in another machine
    REQUIRE(e.kiosk.receipts(e.kiosk.send({bytes_of(first), bytes_of(second)})).size() == 2);
    REQUIRE(e.cloned());
    REQUIRE(e.events() == 2);
}

TEST_CASE("a board that goes on in a new epoch with new counters is no clone") {
    Enrolled e;
    const Event first = e.kiosk.event();
    Event second = e.kiosk.event();
    second.epoch = first.epoch + 1;
    REQUIRE(e.kiosk.receipts(e.kiosk.send({bytes_of(first), bytes_of(second)})).size() == 2);
    REQUIRE_FALSE(e.cloned());
}

TEST_CASE("a cloned kiosk is told once to enrol again, signed and for it alone") {
    Enrolled e;
    TestKiosk neighbour(e.county);
    REQUIRE(neighbour.enrol().status == 200);
    const auto signer = [](TestKiosk& of) {
        std::vector<EnrolAgain> found;
        for (const Reply& reply : of.replies()) {
            if (reply.kind != "kiosk" || reply.kiosk != of.id()) continue;
            const Json body = VALUE(parse_json(VALUE(open_sealed(reply.sealed, of.box_key()))));
            if (string_or(body, "device_message") == enrol_again_message)
                found.push_back(VALUE(enrol_again_of(body)));
        }
        return found;
    };
    const Event first = e.kiosk.event();
    REQUIRE(e.kiosk.send({bytes_of(first)}).status == 200);
    for (int i = 0; i < 3; ++i) {
        e.kiosk.counter = first.counter - 1;
        REQUIRE(e.kiosk.receipts(e.kiosk.send({bytes_of(e.kiosk.event())}))[0].state == "accepted");
    }
    REQUIRE(signer(e.kiosk).size() == 1);
    REQUIRE(signer(e.kiosk)[0].kiosk == e.kiosk.id());
    REQUIRE(signer(e.kiosk)[0].epoch == e.kiosk.epoch());
    REQUIRE(signer(neighbour).empty());
    REQUIRE(e.incidents().size() == 3);
}

TEST_CASE("an event is known for ever, by its bytes and its receipt") {
    Enrolled e;
    const std::string bytes = bytes_of(e.kiosk.event());
    const std::string first = e.kiosk.send({bytes}).body;
    e.county.clock().advance_ms(3 * 366 * 86'400'000LL);
    REQUIRE_OK(e.county.platform().run_maintenance());
    e.county.restart();
    REQUIRE(e.kiosk.send({bytes}).body == first);
    REQUIRE(e.events() == 1);
}

TEST_CASE("an event that the store cannot take is refused alone, and reported") {
    Enrolled e;
    // A heartbeat of a kiosk whose row is gone: the store finds nothing to note it in.
    TestKiosk gone(e.county);
    REQUIRE(gone.enrol().status == 200);
    const Event orphan = gone.heartbeat();
    REQUIRE_OK(e.county.executor().run([&](Store& store) -> Result<void> {
        Kiosk kiosk = TRY(store.kiosks().find(gone.id()));
        kiosk.revoked = true;
        return store.kiosks().update(kiosk);
    }));
    {
        Database database = VALUE(Database::open(e.county.data() / "platform.db", {}));
        REQUIRE_OK(
            database.run("CREATE TRIGGER broken BEFORE UPDATE ON kiosks WHEN NEW.state='revoked' "
                         "BEGIN SELECT RAISE(ABORT,'no'); END"));
    }
    const auto receipts = e.kiosk.receipts(
        e.kiosk.send({bytes_of(e.kiosk.event()), bytes_of(orphan), bytes_of(e.kiosk.event())}));
    REQUIRE(receipts.size() == 3);
    REQUIRE(receipts[0].state == "accepted");
    REQUIRE(receipts[1].state == "refused");
    REQUIRE(receipts[1].event == orphan.id);
    REQUIRE(receipts[2].state == "accepted");
    REQUIRE(e.events() == 2);
    REQUIRE(e.incidents()[0].kind == "broken");
}

TEST_CASE("a kiosk that sends without end is slowed down, and others are not") {
    Enrolled e;
    TestKiosk neighbour(e.county);
    REQUIRE(neighbour.enrol().status == 200);
    int slowed = 0;
    HttpResponse last;
    for (int i = 0; i < 300; ++i) {
        last = e.kiosk.send({});
        slowed += last.status == 429 ? 1 : 0;
    }
    REQUIRE(slowed == 60);
    REQUIRE(problem_type(last) == "urn:hall:problem:slow-down");
    REQUIRE(neighbour.send({}).status == 200);
    e.county.clock().advance_ms(60'000);
    REQUIRE(e.kiosk.send({}).status == 200);
}

TEST_CASE("a request signed by one kiosk is none of another's, and none a day later") {
    Enrolled e;
    TestKiosk neighbour(e.county);
    REQUIRE(neighbour.enrol().status == 200);
    const HttpRequest request =
        e.kiosk.signed_request("POST", "/api/v1/events", pack_batch({bytes_of(e.kiosk.event())}));
    HttpRequest other = request;
    std::string& input = other.headers["signature-input"];
    input.replace(input.find(e.kiosk.id()), e.kiosk.id().size(), neighbour.id());
    REQUIRE(e.county.answer(other).status == 401);
    REQUIRE(e.county.answer(request).status == 200);
    e.county.clock().advance_ms(86'400'000);
    REQUIRE(e.county.answer(request).status == 401);
    REQUIRE(e.events() == 1);
}

TEST_CASE("a newer kiosk may say more: what we do not know is kept and receipted") {
    Enrolled e;
    Json newer = Json::parse(bytes_of(e.kiosk.event()));
    newer["schema"] = 3;
    newer["kind"] = "appointment";
    newer["made"]["satellite"] = true;
    newer["tomorrow"] = {{"a", 1}};
    const auto receipts = e.kiosk.receipts(e.kiosk.send({json_line(newer)}));
    REQUIRE(receipts[0].state == "accepted");
    REQUIRE(e.in_store<StoredEvent>([&](Store& store) {
                 return store.events().find(string_or(newer, "id"));
             }).bytes == json_line(newer));
    REQUIRE(e.requests() == 1);
}

TEST_CASE("requests that older kiosks signed are taken, byte for byte, and answered") {
    for (const std::string folder : {"wire-1", "wire-2"}) {
        TestCounty county;
        DiskFiles disk;
        const auto frozen = [&](const std::string& name) {
            return VALUE(disk.read(Path(HALL_SOURCE_DIR) / "tests/vectors" / name, 1 << 20));
        };
        const Json keys = VALUE(parse_json(frozen("wire-1/keys.json")));
        const std::string seed = VALUE(bytes_of_hex(string_or(keys, "device_sign_seed")));
        const SigningKey device = VALUE(SigningKey::from_seed(seed));
        std::int64_t ordinal = 0;
        while (short_id_of(ordinal) != "K7M") ++ordinal;  // of the slips in these requests
        REQUIRE_OK(county.executor().run([&](Store& store) {
            return store.kiosks().add({.id = "kiosk-00112233445566aa",
                                       .ordinal = ordinal,
                                       .village = std::string(dishui),
                                       .sign_key = device.public_key(),
                                       .box_key = std::string(32, 'b'),
                                       .key_id = key_id_of(device.public_key()),
                                       .epoch = 3});
        }));
        const Json saved = VALUE(parse_json(frozen(folder + "/signed-request.json")));
        HttpRequest request = request_to("POST", "/api/v1/events",
                                         frozen(folder + "/" + string_or(saved, "content")));
        request.absolute_uri = string_or(saved, "target_uri");
        for (const auto& [member, header] :
             std::map<std::string, std::string>{{"content_digest", "content-digest"},
                                                {"signature_input", "signature-input"},
                                                {"signature", "signature"},
                                                {"content_encoding", "content-encoding"}}) {
            request.headers[header] = string_or(saved, member);
        }
        const HttpResponse response = county.answer(request);
        INFO(folder << response.body);
        REQUIRE(response.status == 200);
        const auto receipt_keys = VALUE(county.platform().keys().public_receipt_keys());
        const Json answer = VALUE(parse_json(response.body));
        for (const Json& receipt : array_or_empty(answer, "receipts"))
            REQUIRE(VALUE(open_receipt(json_line(receipt), receipt_keys)).state == "accepted");
        REQUIRE(array_or_empty(answer, "receipts").size() == (folder == "wire-1" ? 2 : 1));
    }
}

TEST_CASE("one refused event never holds up the others") {
    Enrolled e;
    Event foreign = e.kiosk.event();
    foreign.village = std::string(far_village);
    Event open = e.kiosk.heartbeat();
    open.kind = "request";
    const auto receipts =
        e.kiosk.receipts(e.kiosk.send({"not an event", bytes_of(foreign), bytes_of(e.kiosk.event()),
                                       bytes_of(open), bytes_of(e.kiosk.event())}));
    REQUIRE(receipts.size() == 5);
    REQUIRE(receipts[0].state == "refused");
    REQUIRE(receipts[1].state == "refused");
    REQUIRE(receipts[1].event == foreign.id);
    REQUIRE(receipts[2].state == "accepted");
    REQUIRE(receipts[3].state == "refused");
    REQUIRE(receipts[3].event == open.id);
    REQUIRE(receipts[4].state == "accepted");
    REQUIRE(e.events() == 2);
}

TEST_CASE("a kiosk cannot speak for another kiosk, but for its retired predecessor") {
    Enrolled e;
    TestKiosk neighbour(e.county);
    REQUIRE(neighbour.enrol().status == 200);
    const std::string bytes = bytes_of(neighbour.event());
    REQUIRE(e.kiosk.receipts(e.kiosk.send({bytes}))[0].state == "refused");
    REQUIRE_OK(e.county.executor().run([&](Store& store) -> Result<void> {
        Kiosk retired = TRY(store.kiosks().find(neighbour.id()));
        retired.revoked = true;
        return store.kiosks().update(retired);
    }));
    REQUIRE(e.kiosk.receipts(e.kiosk.send({bytes}))[0].state == "accepted");
}

TEST_CASE("a slip that is not of its maker and its counter is refused") {
    Enrolled e;
    TestKiosk neighbour(e.county);
    REQUIRE(neighbour.enrol().status == 200);
    const Event of_neighbour = neighbour.event();
    REQUIRE(neighbour.receipts(neighbour.send({bytes_of(of_neighbour)}))[0].state == "accepted");
    const auto state_with = [&](const std::string& slip) {
        Event event = e.kiosk.event();
        event.slip = slip;
        return e.kiosk.receipts(e.kiosk.send({bytes_of(event)}))[0].state;
    };
    REQUIRE(state_with(of_neighbour.slip) == "refused");
    const std::string own_before = e.kiosk.event().slip;
    REQUIRE(state_with(own_before) == "refused");
    REQUIRE(state_with("K7M-0001") == "refused");
    REQUIRE(state_with("nonsense") == "refused");
    REQUIRE(state_with("") == "accepted");  // whoever wants none gets none
    REQUIRE(e.kiosk.receipts(e.kiosk.send({bytes_of(e.kiosk.event())}))[0].state == "accepted");
    REQUIRE(e.events() == 3);
}

TEST_CASE("what is sealed to somebody the county does not have is refused, not receipted") {
    Enrolled e;
    for (const char* to : {"village", "mayor", "County", "receipt"}) {
        Event event = e.kiosk.event();
        event.sealed->to = to;
        INFO(to);
        REQUIRE(e.kiosk.receipts(e.kiosk.send({bytes_of(event)}))[0].state == "refused");
    }
    REQUIRE(e.requests() == 0);
}

TEST_CASE("a kiosk sends so many bytes of events a day and no more, and what is known is free") {
    Enrolled e;
    const auto large = [&] {
        Event event = e.kiosk.event();
        event.sealed->bytes = e.county.random().bytes(180'000);
        return bytes_of(event);
    };
    std::vector<std::string> first;
    int taken = 0;
    int slowed = 0;
    for (int i = 0; i < 80; ++i) {
        const std::vector<std::string> batch = {large(), large(), large(), large()};
        if (first.empty()) first = batch;
        const HttpResponse response = e.kiosk.send(batch);
        taken += response.status == 200 ? 1 : 0;
        slowed += response.status == 429 ? 1 : 0;
    }
    REQUIRE(taken + slowed == 80);
    const std::int64_t bytes = 4 * static_cast<std::int64_t>(first[0].size());
    REQUIRE(taken == IntakeLimits{}.bytes_a_day_max / bytes);
    REQUIRE(e.events() == 4 * taken);  // nothing of a batch that was refused
    REQUIRE(e.kiosk.send(first).status == 200);
    REQUIRE(e.kiosk.send({bytes_of(e.kiosk.event())}).status == 200);
    e.county.clock().advance_ms(86'400'000);
    REQUIRE(e.kiosk.send({large()}).status == 200);
}

TEST_CASE("a heartbeat leaves no request and tells when the kiosk was seen") {
    Enrolled e;
    REQUIRE(e.kiosk.receipts(e.kiosk.send({bytes_of(e.kiosk.heartbeat())}))[0].state == "accepted");
    REQUIRE(e.requests() == 0);
    const Kiosk kiosk =
        e.in_store<Kiosk>([&](Store& store) { return store.kiosks().find(e.kiosk.id()); });
    REQUIRE(kiosk.seen_ms == e.county.clock().wall_ms());
    REQUIRE_THAT(kiosk.heartbeat, contains_text("0.1.0"));
}

TEST_CASE("a batch may be compressed, and the signature is over what was sent") {
    Enrolled e;
    const std::string packed = zstd(pack_batch({bytes_of(e.kiosk.event())}));
    HttpRequest request = e.kiosk.signed_request("POST", "/api/v1/events", packed);
    request.headers["content-encoding"] = "zstd";
    REQUIRE(e.kiosk.receipts(e.county.answer(request))[0].state == "accepted");
    request.headers["content-encoding"] = "br";
    REQUIRE(e.county.answer(request).status == 415);
}

TEST_CASE("a small body that unpacks to a large one is refused") {
    Enrolled e;
    const std::string packed = zstd(std::string(8 << 20, '\n'));
    REQUIRE(packed.size() < 10'000);
    HttpRequest request = e.kiosk.signed_request("POST", "/api/v1/events", packed);
    request.headers["content-encoding"] = "zstd";
    REQUIRE(e.county.answer(request).status == 413);
}

TEST_CASE("more than a hundred events at once are too many") {
    Enrolled e;
    std::vector<std::string> events;
    for (int i = 0; i < 101; ++i) events.push_back(bytes_of(e.kiosk.heartbeat()));
    REQUIRE(e.kiosk.send(events).status == 413);
    events.pop_back();
    REQUIRE(e.kiosk.receipts(e.kiosk.send(events)).size() == 100);
}

TEST_CASE("a request nobody enrolled signed is turned away") {
    Enrolled e;
    const std::string batch = pack_batch({bytes_of(e.kiosk.event())});
    REQUIRE(e.county.answer(request_to("POST", "/api/v1/events", batch)).status == 401);
    TestKiosk outsider(e.county);
    const HttpResponse response =
        e.county.answer(outsider.signed_request("POST", "/api/v1/events", batch));
    REQUIRE(response.status == 401);
    REQUIRE(problem_type(response) == "urn:hall:problem:unknown-kiosk");
    REQUIRE(e.events() == 0);
}

TEST_CASE("a kiosk learns whether its signature went missing, did not fit, or is nobody's") {
    Enrolled e;
    const HttpRequest good =
        e.kiosk.signed_request("POST", "/api/v1/events", pack_batch({bytes_of(e.kiosk.event())}));
    const auto problem = [&](const HttpRequest& request) {
        const HttpResponse response = e.county.answer(request);
        REQUIRE(response.status == 401);
        // What was asked for as it arrived, so that a kiosk sees what changed on the way.
        REQUIRE(string_or(VALUE(parse_json(response.body)), "target") == request.absolute_uri);
        return problem_type(response).substr(std::string("urn:hall:problem:").size());
    };
    for (const char* header : {"signature", "signature-input", "content-digest"}) {
        INFO(header);
        HttpRequest stripped = good;
        stripped.headers.erase(header);
        REQUIRE(problem(stripped) == "not-signed");
    }
    HttpRequest rewritten = good;
    rewritten.absolute_uri = "http://backend:8470/api/v1/events";
    REQUIRE(problem(rewritten) == "wrong-signature");
    HttpRequest changed = good;
    changed.body += '\n';
    REQUIRE(problem(changed) == "wrong-signature");
    TestKiosk outsider(e.county);
    REQUIRE(problem(outsider.signed_request("POST", "/api/v1/events", "x")) == "unknown-kiosk");
    REQUIRE(e.county.answer(good).status == 200);
}

TEST_CASE("a large body is let in by its signed headers, before it comes") {
    Enrolled e;
    const Router& router = e.county.platform().router();
    for (const auto& [method, target] :
         {std::pair<const char*, std::string>{"POST", "/api/v1/events"},
          {"PATCH", "/api/v1/uploads/" + std::string(64, 'a')}}) {
        INFO(target);
        HttpRequest good = e.kiosk.signed_request(method, target, std::string(100'000, 'x'));
        good.body.clear();
        const auto refusal = [&](HttpRequest request) {
            const Route* route = router.match(request).route;
            REQUIRE(static_cast<bool>(route->admit));
            return VALUE(ask<std::optional<HttpResponse>>(
                e.county.executor(), [&](Store& store) { return route->admit(request, store); }));
        };
        REQUIRE_FALSE(refusal(good).has_value());
        HttpRequest unsigned_one = good;
        unsigned_one.headers.erase("signature");
        REQUIRE(refusal(unsigned_one)->status == 401);
        HttpRequest other_digest = good;
        other_digest.headers["content-digest"] =
            "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:";
        REQUIRE(refusal(other_digest)->status == 401);
        TestKiosk outsider(e.county);
        REQUIRE(refusal(outsider.signed_request(method, target))->status == 401);
        e.county.clock().advance_ms(16 * 60'000);
        REQUIRE(refusal(good)->status == 401);
    }
}

TEST_CASE("nonces of very many kiosks leave room for the next") {
    ManualClock clock;
    NonceBook book(clock);
    for (int i = 0; i < 50'000; ++i) book.record("nonce " + std::to_string(i));
    book.record("the next");
    REQUIRE(book.knows("the next"));
    REQUIRE_FALSE(book.knows("nonce 0"));
    clock.advance_ms(16 * 60'000);
    REQUIRE_FALSE(book.knows("the next"));
}

TEST_CASE("a signature counts for one method, one address and one body") {
    Enrolled e;
    const HttpRequest signed_one =
        e.kiosk.signed_request("POST", "/api/v1/events", pack_batch({bytes_of(e.kiosk.event())}));
    HttpRequest other_body = signed_one;
    other_body.body = pack_batch({bytes_of(e.kiosk.event())});
    REQUIRE(e.county.answer(other_body).status == 401);
    HttpRequest other_host = signed_one;
    other_host.absolute_uri = "http://elsewhere/api/v1/events";
    REQUIRE(e.county.answer(other_host).status == 401);
    HttpRequest other_path = e.kiosk.signed_request(
        "GET", "/api/v1/villages/" + std::string(dishui) + "/replies?after=0");
    other_path.query["after"] = "1";
    other_path.absolute_uri =
        "http://127.0.0.1/api/v1/villages/" + std::string(dishui) + "/replies?after=1";
    REQUIRE(e.county.answer(other_path).status == 401);
    REQUIRE(e.county.answer(signed_one).status == 200);
}

TEST_CASE("a kiosk that was revoked is turned away at once") {
    Enrolled e;
    REQUIRE_OK(e.county.executor().run([&](Store& store) -> Result<void> {
        Kiosk kiosk = TRY(store.kiosks().find(e.kiosk.id()));
        kiosk.revoked = true;
        return store.kiosks().update(kiosk);
    }));
    REQUIRE(e.kiosk.send({bytes_of(e.kiosk.event())}).status == 401);
}

TEST_CASE("an old request is turned away, with a word about the time") {
    Enrolled e;
    const HttpRequest request =
        e.kiosk.signed_request("POST", "/api/v1/events", pack_batch({bytes_of(e.kiosk.event())}));
    e.county.clock().advance_ms(14 * 60'000);
    REQUIRE(e.county.answer(request).status == 200);
    e.county.clock().advance_ms(2 * 60'000);
    const HttpResponse late = e.county.answer(request);
    REQUIRE(late.status == 401);
    REQUIRE(problem_type(late) == "urn:hall:problem:wrong-time");
}

TEST_CASE("a kiosk whose clock is wrong may sign with the nonce of a time answer") {
    Enrolled e;
    e.county.clock().set_wall_ms(e.county.clock().wall_ms() - 86'400'000);
    const HttpRequest request =
        e.kiosk.signed_request("POST", "/api/v1/events", pack_batch({bytes_of(e.kiosk.event())}));
    e.county.clock().set_wall_ms(e.county.clock().wall_ms() + 86'400'000);
    REQUIRE(e.county.answer(request).status == 401);
    const std::string& input = request.headers.at("signature-input");
    const std::size_t at = input.find("nonce=\"") + 7;
    const std::string nonce = input.substr(at, input.find('"', at) - at);
    const std::string question = json_line({{"nonce", nonce}});
    REQUIRE(e.county.answer(request_to("POST", "/api/v1/time", question)).status == 200);
    REQUIRE(e.county.answer(request).status == 200);
    e.county.clock().advance_ms(16 * 60'000);
    REQUIRE(e.county.answer(request).status == 401);
}

TEST_CASE("the time answer is signed and names the kiosk's nonce") {
    TestCounty county;
    const HttpResponse response =
        county.answer(request_to("POST", "/api/v1/time", "{\"nonce\":\"0123456789\"}"));
    const auto keys = VALUE(county.platform().keys().public_receipt_keys());
    REQUIRE(VALUE(open_time(response.body, "0123456789", keys)) ==
            county.clock().wall_ms() / 1000 * 1000);
    REQUIRE(county.answer(request_to("POST", "/api/v1/time", "{\"nonce\":\"1\"}")).status == 400);
    REQUIRE(county.answer(request_to("POST", "/api/v1/time", "nonsense")).status == 400);
}

TEST_CASE("asking for the time without end is slowed down") {
    TestCounty county;
    int refused = 0;
    for (int i = 0; i < 100; ++i) {
        const HttpResponse response =
            county.answer(request_to("POST", "/api/v1/time", "{\"nonce\":\"0123456789\"}"));
        if (response.status != 429) continue;
        ++refused;
        bool says_when = false;
        for (const auto& [name, value] : response.headers) says_when |= name == "Retry-After";
        REQUIRE(says_when);
    }
    REQUIRE(refused == 40);
}
