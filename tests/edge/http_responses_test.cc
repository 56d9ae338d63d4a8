// What a transport makes of responses that are no good HTTP.

#include "sync/edge/transport/http_transport.h"

#include <memory>

#include "tests/catch.h"
#include "tests/untrusted_peer.h"

using namespace hall;

namespace {

HttpRequest request() {
    HttpRequest asked;
    asked.path = "/api/v1/time";
    asked.timeout_ms = 10'000;
    return asked;
}

const std::string good =
    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX-Last: of this response\r\n"
    "Content-Length: 5\r\n\r\nhallo";

}  // namespace

TEST_CASE(
    "a response that begins with the rest of a header has nothing to do with the one before") {
    UntrustedPeer outsider;
    HttpTransport transport(outsider.server());
    for (int i = 0; i < 20; ++i) {
        outsider.say(good);
        REQUIRE(VALUE(transport.exchange(request())).header("x-last") == "of this response");
        outsider.say("HTTP/1.1 200 OK\r\n and: more\r\nContent-Length: 5\r\n\r\nhallo");
        // Some releases of curl refuse it, others take it for a header of its own; none may add
        // it to the header that ended the response before.
        const Result<HttpResponse> odd = transport.exchange(request());
        if (odd.ok()) {
            REQUIRE(odd.value().header("x-last").empty());
        } else {
            REQUIRE(odd.error().code() == Errc::unavailable);
        }
    }
    outsider.say(good);
    REQUIRE(VALUE(transport.exchange(request())).body == "hallo");
}

TEST_CASE("one connection serves many requests, and is opened anew when it was closed") {
    UntrustedPeer outsider;
    auto transport = std::make_unique<HttpTransport>(outsider.server());
    outsider.say(good, false);
    for (int i = 0; i < 5; ++i) REQUIRE(VALUE(transport->exchange(request())).body == "hallo");
    REQUIRE(outsider.connections() == 1);
    outsider.say(good, true);
    REQUIRE_OK(transport->exchange(request()));
    outsider.say(good, false);
    REQUIRE_OK(transport->exchange(request()));
    REQUIRE(outsider.connections() == 2);
    transport.reset();
}

TEST_CASE("a status that is none of HTTP's makes a response unavailable, also in part") {
    UntrustedPeer outsider;
    HttpTransport transport(outsider.server());
    for (const char* line : {"HTTP/2090054740993/0", "HTTP/1.1 099 Low", "HTTP/1.1 000 None",
                             "HTTP/1.1 1000 High", "HTTP/1.1 -200 Less", "HTTP/1.1 200200 Twice"}) {
        INFO(line);
        outsider.say(std::string(line) + "\r\nContent-Length: 5\r\n\r\nhallo");
        for (const bool part_will_do : {false, true}) {
            HttpRequest asked = request();
            asked.part_will_do = part_will_do;
            const Result<HttpResponse> response = transport.exchange(asked);
            if (response.ok()) {
                REQUIRE(response.value().status >= 100);
                REQUIRE(response.value().status <= 999);
            } else {
                REQUIRE(response.error().code() == Errc::unavailable);
            }
        }
    }
}

TEST_CASE("headers and trailers without end are broken off, of whichever part of a response") {
    UntrustedPeer outsider;
    HttpTransport transport(outsider.server());
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
    for (const std::string& response :
         {"HTTP/1.1 200 OK\r\n" + lines + "\r\n", chunk + lines + "\r\n", early + good}) {
        INFO(response.substr(0, 100));
        outsider.say(response);
        REQUIRE_ERROR(Errc::unavailable, transport.exchange(request()));
        HttpRequest part = request();
        part.part_will_do = true;
        const Result<HttpResponse> some = transport.exchange(part);
        if (some.ok()) REQUIRE(some.value().broken_off);
    }
    // As many as any server of today sends are fine.
    outsider.say(chunk + "X-Trailer: of the body\r\n\r\n");
    REQUIRE(VALUE(transport.exchange(request())).body == "hallo");
}

TEST_CASE("without TLS nobody vouches for a response") {
    UntrustedPeer outsider;
    HttpTransport transport(outsider.server());
    outsider.say(good);
    REQUIRE_FALSE(VALUE(transport.exchange(request())).vouched);
}
