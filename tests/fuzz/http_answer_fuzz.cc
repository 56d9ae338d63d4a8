// What comes back when a kiosk asks over HTTP, byte for byte: a county, a proxy, a portal
// that answers everything with a page, or noise. Real sockets, on loopback.

#include <algorithm>

#include "sync/edge/carrier_http.h"
#include "sync/edge/county_line.h"
#include "tests/fuzz/input.h"
#include "tests/stranger.h"

using namespace hall;

namespace {

bool is_trimmed(const std::string& text) {
    return text.empty() || (text.front() != ' ' && text.back() != ' ' && text.back() != '\r');
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static Stranger stranger;
    static CarrierHttp carrier(stranger.server());
    HttpQuestion question;
    question.path = "/api/v1/time";
    question.bytes_max = 4096;
    question.timeout_ms = 2000;
    // A good answer first, so that each input is heard in the same state.
    stranger.say("HTTP/1.1 200 OK\r\nX-Last: of this answer\r\nContent-Length: 0\r\n\r\n");
    CHECK(carrier.exchange(question).ok());
    stranger.say(fuzz::text_of(bytes, size));
    const Result<HttpAnswer> answer = carrier.exchange(question);
    if (!answer.ok()) {
        CHECK(answer.error().code() != Errc::untrusted);  // there is no TLS here
        return 0;
    }
    CHECK(answer.value().status >= 0 && answer.value().status <= 999);
    CHECK(answer.value().body.size() <= question.bytes_max);
    CHECK(answer.value().headers.size() <= 100);
    for (const auto& [name, value] : answer.value().headers) {
        CHECK(std::none_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; }));
        CHECK(is_trimmed(value));
    }
    CHECK(problem_in(answer.value()).size() <= size);
    CHECK(sentence_in(answer.value()).size() <= 600);
    return 0;
}
