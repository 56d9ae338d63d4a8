// What a carrier makes of answers that are no good HTTP.

#include "sync/edge/carrier_http.h"

#include <memory>

#include "tests/catch.h"
#include "tests/stranger.h"

using namespace hall;

namespace {

HttpQuestion question() {
    HttpQuestion asked;
    asked.path = "/api/v1/time";
    asked.timeout_ms = 10'000;
    return asked;
}

const std::string good =
    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX-Last: of this answer\r\n"
    "Content-Length: 5\r\n\r\nhallo";

}  // namespace

TEST_CASE("an answer that begins with the rest of a header has nothing to do with the one before") {
    Stranger stranger;
    CarrierHttp carrier(stranger.server());
    for (int i = 0; i < 20; ++i) {
        stranger.say(good);
        REQUIRE(VALUE(carrier.exchange(question())).header("x-last") == "of this answer");
        stranger.say("HTTP/1.1 200 OK\r\n and: more\r\nContent-Length: 5\r\n\r\nhallo");
        // Some releases of curl refuse it, others take it for a header of its own; none may add
        // it to the header that ended the answer before.
        const Result<HttpAnswer> odd = carrier.exchange(question());
        if (odd.ok()) {
            REQUIRE(odd.value().header("x-last").empty());
        } else {
            REQUIRE(odd.error().code() == Errc::unavailable);
        }
    }
    stranger.say(good);
    REQUIRE(VALUE(carrier.exchange(question())).body == "hallo");
}

TEST_CASE("one connection serves many questions, and is opened anew when it was closed") {
    Stranger stranger;
    auto carrier = std::make_unique<CarrierHttp>(stranger.server());
    stranger.say(good, false);
    for (int i = 0; i < 5; ++i) REQUIRE(VALUE(carrier->exchange(question())).body == "hallo");
    REQUIRE(stranger.connections() == 1);
    stranger.say(good, true);
    REQUIRE_OK(carrier->exchange(question()));
    stranger.say(good, false);
    REQUIRE_OK(carrier->exchange(question()));
    REQUIRE(stranger.connections() == 2);
    carrier.reset();
}

TEST_CASE("a status that is none of HTTP's makes an answer unavailable, also in part") {
    Stranger stranger;
    CarrierHttp carrier(stranger.server());
    for (const char* line : {"HTTP/2090054740993/0", "HTTP/1.1 099 Low", "HTTP/1.1 000 None",
                             "HTTP/1.1 1000 High", "HTTP/1.1 -200 Less", "HTTP/1.1 200200 Twice"}) {
        INFO(line);
        stranger.say(std::string(line) + "\r\nContent-Length: 5\r\n\r\nhallo");
        for (const bool part_will_do : {false, true}) {
            HttpQuestion asked = question();
            asked.part_will_do = part_will_do;
            const Result<HttpAnswer> answer = carrier.exchange(asked);
            if (answer.ok()) {
                REQUIRE(answer.value().status >= 100);
                REQUIRE(answer.value().status <= 999);
            } else {
                REQUIRE(answer.error().code() == Errc::unavailable);
            }
        }
    }
    stranger.say("HTTP/2090054740993/0\r\nContent-Length: 5\r\n\r\nhallo");
    REQUIRE_ERROR(Errc::unavailable, carrier.exchange(question()));
}

TEST_CASE("headers and trailers without end are broken off, of whichever part of an answer") {
    Stranger stranger;
    CarrierHttp carrier(stranger.server());
    const std::string lines = [] {
        std::string text;
        for (int i = 0; i < 20'000; ++i)
            text += "X-" + std::to_string(i) + ": " + std::string(40, 'x') + "\r\n";
        return text;
    }();
    std::string early;
    for (int i = 0; i < 20'000; ++i) early += "HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n";
    const std::string chunk =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhallo\r\n0\r\n";
    for (const std::string& answer :
         {"HTTP/1.1 200 OK\r\n" + lines + "\r\n", chunk + lines + "\r\n", early + good}) {
        INFO(answer.substr(0, 100));
        stranger.say(answer);
        REQUIRE_ERROR(Errc::unavailable, carrier.exchange(question()));
        HttpQuestion part = question();
        part.part_will_do = true;
        const Result<HttpAnswer> some = carrier.exchange(part);
        if (some.ok()) REQUIRE(some.value().broken_off);
    }
    // As many as any server of today sends are fine.
    stranger.say(chunk + "X-Trailer: of the body\r\n\r\n");
    REQUIRE(VALUE(carrier.exchange(question())).body == "hallo");
}

TEST_CASE("without TLS nobody vouches for an answer") {
    Stranger stranger;
    CarrierHttp carrier(stranger.server());
    stranger.say(good);
    REQUIRE_FALSE(VALUE(carrier.exchange(question())).vouched);
}
