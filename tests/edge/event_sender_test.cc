// How events go up when the county, or something on the way, will not have all of them.

#include "sync/edge/events/event_sender.h"

#include "sync/wire/content_encoding.h"
#include "sync/wire/event.h"
#include "sync/wire/http_date.h"
#include "sync/wire/signature.h"
#include "tests/catch.h"
#include "tests/edge/enrolled_hall.h"
#include "tests/log_capture.h"

using namespace hall;

namespace {

// The events of a request to /api/v1/events.
std::vector<std::string> batch_of(const HttpRequest& request) {
    return VALUE(unpack_batch(
        VALUE(decode_content(request.header("Content-Encoding"), request.body, batch_bytes_max))));
}

HttpResponse problem(int status, const std::string& name, const std::string& title) {
    HttpResponse response;
    response.status = status;
    response.headers["content-type"] = "application/problem+json";
    response.body =
        json_line({{"type", "urn:hall:problem:" + name}, {"title", title}, {"status", status}});
    return response;
}

HttpResponse page(int status) {
    HttpResponse response;
    response.status = status;
    response.headers["content-type"] = "text/html";
    response.body = "<html><body>" + std::to_string(status) + "</body></html>";
    return response;
}

using Instead = std::optional<Result<HttpResponse>>;

struct Sender : EnrolledHall {
    // Appends events, sealed for show; their ids.
    std::vector<std::string> write(int count, const std::string& kind = "request") {
        Outbox outbox = VALUE(Outbox::open(files, folder));
        std::vector<std::string> ids;
        for (int i = 0; i < count; ++i) {
            Event event = next_event(outbox, kind);
            if (must_be_sealed(kind)) {
                event.sealed = SealedPart{"county", "key", random.bytes(300)};
            } else {
                event.body = Json::object();
            }
            REQUIRE_OK(outbox.append({event.id, event.kind, "", bytes_of(event)}));
            ids.push_back(event.id);
        }
        return ids;
    }

    Round round() {
        Agent agent = open();
        const Round done = EnrolledHall::round(agent);
        rest_ms = agent.rest_ms();
        return done;
    }

    // Asks `response` for each batch; nothing from it lets the county answer.
    void at_events(std::function<Instead(const HttpRequest&)> response) {
        county.instead = [this, response = std::move(response)](const HttpRequest& request) {
            if (request.path != "/api/v1/events") return Instead();
            ++batches;
            return response(request);
        };
    }

    // An event the county chokes on, whatever stands beside it.
    void choke_on(const std::string& id, const HttpResponse& response) {
        at_events([id, response](const HttpRequest& request) -> Instead {
            for (const std::string& event : batch_of(request)) {
                if (event.find(id) != std::string::npos) return Result<HttpResponse>(response);
            }
            return std::nullopt;
        });
    }

    std::vector<std::string> reasons() {
        return VALUE(VALUE(Library::open(folder.cache())).parked_reasons(100));
    }
    bool receipted(const std::string& id) {
        return VALUE(VALUE(Cache::open(files, folder.cache())).has_accepted(id));
    }

    int batches = 0;
    std::int64_t rest_ms = 0;
};

using Sentences = std::vector<std::string>;

}  // namespace

TEST_CASE("a batch is packed where that pays, and signed as it is sent") {
    Sender village;
    village.write(20);
    std::string encoding;
    std::size_t packed = 0;
    std::size_t plain = 0;
    village.at_events([&](const HttpRequest& request) -> Instead {
        encoding = request.header("Content-Encoding");
        packed = request.body.size();
        plain = pack_batch(batch_of(request)).size();
        return std::nullopt;  // the county checks signature and digest
    });
    REQUIRE(village.round().sent == 20);
    REQUIRE(encoding == "zstd");
    REQUIRE(packed < plain * 9 / 10);
    REQUIRE(village.county.effects == 20);
}

TEST_CASE("a county that does not unpack gets the same events as they are, from then on") {
    Sender village;
    village.write(5);
    village.at_events([&](const HttpRequest& request) -> Instead {
        if (request.header("Content-Encoding").empty()) return std::nullopt;
        return Result<HttpResponse>(problem(415, "wrong-encoding", "不支持"));
    });
    REQUIRE(village.round().sent == 5);
    REQUIRE(village.batches == 2);
    REQUIRE(village.reasons().empty());
}

TEST_CASE("a batch too large for somebody on the way is halved until it passes") {
    Sender village;
    village.write(37);
    village.at_events([](const HttpRequest& request) -> Instead {
        if (request.body.size() <= 2500) return std::nullopt;
        return Result<HttpResponse>(page(413));  // in its own words, as a proxy does
    });
    const Round round = village.round();
    REQUIRE_FALSE(round.trouble);
    REQUIRE(round.sent == 37);
    REQUIRE(village.reasons().empty());
}

TEST_CASE("one event the county chokes on is parked with its reason; all others arrive") {
    for (const auto& response :
         {problem(422, "refused", "这样不行"), problem(400, "bad-request", "这样不行")}) {
        Sender village;
        const std::vector<std::string> ids = village.write(150);
        village.choke_on(ids[60], response);
        const Round round = village.round();
        REQUIRE_FALSE(round.trouble);
        REQUIRE(round.sent == 149);
        REQUIRE(round.parked == 1);
        REQUIRE(village.county.effects == 149);
        REQUIRE(village.reasons() == Sentences{"这样不行"});
        REQUIRE_FALSE(village.receipted(ids[60]));
        // It does not cost a halving each round.
        village.batches = 0;
        REQUIRE(village.round().sent == 0);
        REQUIRE(village.batches == 0);
    }
}

TEST_CASE("an event of its own that is too large says so in numbers if nobody says it in words") {
    Sender village;
    const std::vector<std::string> ids = village.write(3);
    village.choke_on(ids[1], page(413));
    REQUIRE(village.round().sent == 2);
    REQUIRE(village.reasons() == Sentences{"HTTP 413"});
}

TEST_CASE("what was parked is tried again, later and later, and arrives when it may") {
    Sender village;
    const std::vector<std::string> ids = village.write(2);
    village.choke_on(ids[0], problem(422, "refused", "这样不行"));
    REQUIRE(village.round().sent == 1);
    village.clock.pass_ms(3'599'000);
    village.batches = 0;
    village.round();
    REQUIRE(village.batches == 0);
    village.clock.pass_ms(2'000);
    village.round();
    REQUIRE(village.batches == 1);  // alone
    REQUIRE(village.reasons().size() == 1);
    village.clock.pass_ms(3'601'000);
    village.round();
    REQUIRE(village.batches == 1);  // now four hours
    village.clock.pass_ms(4 * 3'600'000);
    village.county.instead = nullptr;
    REQUIRE(village.round().sent == 1);
    REQUIRE(village.reasons().empty());
    REQUIRE(village.receipted(ids[0]));
}

TEST_CASE("the wait of what is parked grows to a day and not beyond") {
    REQUIRE(parked_ms(1) == 3'600'000);
    REQUIRE(parked_ms(2) == 4 * 3'600'000);
    REQUIRE(parked_ms(3) == 16 * 3'600'000);
    REQUIRE(parked_ms(4) == 86'400'000);
    REQUIRE(parked_ms(1000) == 86'400'000);
}

TEST_CASE("an event parked under a clock in 2099 does not wait until then") {
    Sender village;
    village.county.time_ms = 4'070'908'800'000;
    const std::vector<std::string> ids = village.write(1);
    village.choke_on(ids[0], problem(422, "refused", "这样不行"));
    village.round();
    REQUIRE(village.reasons().size() == 1);
    village.county.time_ms = 0;
    village.county.instead = nullptr;
    // The floor was raised by what the county signed; a county that errs is another matter.
    Cache cache = VALUE(Cache::open(village.files, village.folder.cache()));
    REQUIRE_OK(cache.set_fact("time_floor", "2026-11-23T00:00:00Z"));
    REQUIRE_OK(cache.set_fact("time_told", ""));
    REQUIRE(village.round().sent == 1);
}

TEST_CASE("a portal or a proxy that says no parks nothing: it may say yes tomorrow") {
    for (const int status : {400, 403, 404, 405, 422, 451}) {
        Sender village;
        village.write(3);
        village.at_events([status](const HttpRequest&) { return Instead(page(status)); });
        const Round round = village.round();
        INFO(status);
        REQUIRE(round.trouble->code() == Errc::refused);
        REQUIRE(round.parked == 0);
        REQUIRE(village.batches == 1);
        REQUIRE(village.reasons().empty());
        village.county.instead = nullptr;
        REQUIRE(village.round().sent == 3);
    }
}

TEST_CASE("a county that does not know the kiosk parks nothing") {
    Sender village;
    village.write(3);
    village.at_events([](const HttpRequest&) {
        return Instead(problem(401, "not-signed", "这台机器的签名没有通过"));
    });
    const Round round = village.round();
    REQUIRE(round.trouble->code() == Errc::refused);
    REQUIRE(round.parked == 0);
    REQUIRE(village.reasons().empty());
}

TEST_CASE("an event the county refused and signed for stays, with the county's reason") {
    Sender village;
    const std::vector<std::string> ids = village.write(3);
    const auto refuse = [&](const HttpRequest& request, Result<HttpResponse>& response) {
        if (request.path != "/api/v1/events") return;
        Json body = Json::parse(response.value().body);
        for (std::size_t i = 0; i < batch_of(request).size(); ++i) {
            const std::string bytes = batch_of(request)[i];
            if (bytes.find(ids[1]) == std::string::npos) continue;
            body["receipts"][i] = Json::parse(signed_receipt(
                {ids[1], sha256_hex(bytes), "refused", "", "2026-11-23T00:00:00Z", "县里读不出来"},
                village.county.receipt_key));
        }
        response.value().body = body.dump();
    };
    village.county.spoil = refuse;
    const Round round = village.round();
    REQUIRE_FALSE(round.trouble);
    REQUIRE(round.sent == 2);
    REQUIRE(round.parked == 1);
    REQUIRE(village.reasons() == Sentences{"县里读不出来"});
    village.county.spoil = nullptr;
    REQUIRE(village.round().sent == 0);
    village.clock.pass_ms(3'601'000);
    REQUIRE(village.round().sent == 1);
    REQUIRE(village.reasons().empty());
    REQUIRE(village.receipted(ids[1]));
}

TEST_CASE("a heartbeat the county refused is nobody's sorrow") {
    Sender village;
    const std::vector<std::string> ids = village.write(1, "heartbeat");
    village.county.spoil = [&](const HttpRequest& request, Result<HttpResponse>& response) {
        if (request.path != "/api/v1/events") return;
        const std::string bytes = batch_of(request).front();
        response.value().body = "{\"receipts\":[" +
                                signed_receipt({ids[0], sha256_hex(bytes), "refused", "",
                                                "2026-11-23T00:00:00Z", "不收"},
                                               village.county.receipt_key) +
                                "]}";
    };
    REQUIRE(village.round().parked == 0);
    REQUIRE(village.reasons().empty());
    Outbox outbox = VALUE(Outbox::open(village.files, village.folder));
    Library library = VALUE(Library::open(village.folder.cache()));
    REQUIRE(VALUE(outbox.drop(VALUE(library.receipts(ids)))) == 1);
}

TEST_CASE("a receipt that never comes holds up nothing behind it") {
    Sender village;
    const std::vector<std::string> ids = village.write(250);
    village.county.spoil = [&](const HttpRequest& request, Result<HttpResponse>& response) {
        if (request.path != "/api/v1/events") return;
        Json body = Json::parse(response.value().body);
        std::erase_if(body["receipts"].get_ref<Json::array_t&>(),
                      [&](const Json& receipt) { return receipt["receipt"]["event"] == ids[3]; });
        response.value().body = body.dump();
    };
    const Round round = village.round();
    REQUIRE(round.trouble->code() == Errc::untrusted);
    REQUIRE(round.sent == 249);
    village.county.spoil = nullptr;
    REQUIRE(village.round().sent == 1);
    REQUIRE(village.county.effects == 250);
}

TEST_CASE("a row that the disk has spoiled is reported, and the others go") {
    Sender village;
    const std::vector<std::string> ids = village.write(3);
    {
        Database writer = VALUE(Database::open(village.folder.outbox(), {}));
        Statement spoil = VALUE(writer.prepare("UPDATE events SET bytes=x'00' WHERE id=?"));
        REQUIRE_OK(spoil.bind(1, ids[1]).run());
    }
    REQUIRE(village.round().sent == 2);
    REQUIRE(village.reasons() == Sentences{"damaged"});
}

TEST_CASE("the county's wish for a back-off is heard in seconds and as a date") {
    for (const bool as_date : {false, true}) {
        Sender village;
        village.write(1);
        const std::string wish =
            as_date ? http_date_text(village.clock.wall_ms() + 777'000) : "777";
        village.at_events([&](const HttpRequest&) {
            HttpResponse response = problem(429, "slow-down", "太频繁了");
            response.headers["retry-after"] = wish;
            return Instead(response);
        });
        REQUIRE_FALSE(village.round().reached);
        REQUIRE(village.rest_ms >= 776'000);
        REQUIRE(village.rest_ms <= 778'000);
    }
}

TEST_CASE("a long outbox goes up in one round, oldest first, a hundred at a time") {
    Sender village;
    village.write(1000);
    std::vector<std::string> order;
    village.at_events([&](const HttpRequest& request) -> Instead {
        for (const std::string& bytes : batch_of(request))
            order.push_back(VALUE(parse_event(bytes)).id);
        return std::nullopt;
    });
    REQUIRE(village.round().sent == 1000);
    REQUIRE(village.batches == 10);
    REQUIRE(std::is_sorted(order.begin(), order.end(), [](const auto& a, const auto& b) {
        return a.substr(0, 13) < b.substr(0, 13);  // the time in a UUIDv7
    }));
}

TEST_CASE("a row that cannot be sent is parked as damaged, and the others go up") {
    Sender village;
    const std::vector<std::string> good = village.write(2);
    {
        Outbox outbox = VALUE(Outbox::open(village.files, village.folder));
        REQUIRE_OK(outbox.append({"with-a-break", "request", "", "{\"two\":\n1}"}));
        REQUIRE_OK(outbox.append({"id with\nbreak", "request", "", "bytes"}));
    }
    const std::vector<std::string> more = village.write(1);
    const LogCapture log;
    for (int rounds = 0; rounds < 3; ++rounds) {
        const Round round = village.round();
        REQUIRE_FALSE(round.trouble);
    }
    for (const std::string& id : {good[0], good[1], more[0]})
        REQUIRE(village.county.events.count(id) == 1);
    REQUIRE(village.reasons() == Sentences{"damaged", "damaged"});
    REQUIRE(log.lines("event_parked").size() <= 4);
}

TEST_CASE("a row whose event is another than it says is parked, and does not spoil each round") {
    Sender village;
    Outbox outbox = VALUE(Outbox::open(village.files, village.folder));
    Event event = village.next_event(outbox, "like");
    event.body = Json::object();
    const std::string bytes = bytes_of(event);
    REQUIRE_OK(outbox.append({"another-id", "like", "", bytes}));
    REQUIRE_FALSE(village.round().trouble);
    REQUIRE(village.reasons() == Sentences{"damaged"});
    REQUIRE_FALSE(village.round().trouble);
    REQUIRE(village.county.effects == 1);
}

TEST_CASE("a hundred refusals write one line and a count") {
    Sender village;
    const std::vector<std::string> ids = village.write(100);
    village.county.spoil = [](const HttpRequest& request, Result<HttpResponse>& response) {
        if (request.path != "/api/v1/events") return;
        response.value().status = 422;
        response.value() = problem(422, "bad-request", "不收");
    };
    const LogCapture log;
    village.round();
    village.round();
    REQUIRE(village.reasons().size() == 100);
    REQUIRE(log.lines("event_parked").size() == 2);
    REQUIRE(log.lines("event_parked")[1].find("more=99") != std::string::npos);
}
