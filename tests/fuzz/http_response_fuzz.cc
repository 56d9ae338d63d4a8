// What comes back when a kiosk asks over HTTP, byte for byte: a county, a proxy, a portal
// that answers everything with a page, or noise. Real sockets, on loopback.

#include <algorithm>

#include "sync/edge/transport/county_client.h"
#include "sync/edge/transport/http_transport.h"
#include "tests/fuzz/input.h"
#include "tests/untrusted_peer.h"

using namespace hall;

namespace {

bool is_trimmed(const std::string& text) {
    return text.empty() || (text.front() != ' ' && text.back() != ' ' && text.back() != '\r');
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static UntrustedPeer outsider;
    static HttpTransport transport(outsider.server());
    HttpRequest request;
    request.path = "/api/v1/time";
    request.bytes_max = 4096;
    request.timeout_ms = 2000;
    // A good response first, so that each input is heard in the same state.
    outsider.say("HTTP/1.1 200 OK\r\nX-Last: of this response\r\nContent-Length: 0\r\n\r\n");
    CHECK(transport.exchange(request).ok());
    outsider.say(fuzz::text_of(bytes, size));
    const Result<HttpResponse> response = transport.exchange(request);
    if (!response.ok()) {
        CHECK(response.error().code() != Errc::untrusted);  // there is no TLS here
        return 0;
    }
    CHECK(response.value().status >= 0 && response.value().status <= 999);
    CHECK(response.value().body.size() <= request.bytes_max);
    CHECK(response.value().headers.size() <= 100);
    for (const auto& [name, value] : response.value().headers) {
        CHECK(std::none_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; }));
        CHECK(is_trimmed(value));
    }
    CHECK(problem_in(response.value()).size() <= size);
    CHECK(sentence_in(response.value()).size() <= 600);
    return 0;
}
