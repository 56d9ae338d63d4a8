// The headers of a signed request, a zero byte between them: of all that can be written for
// one request and one key, only the honest ones pass. Then the same with the digest made
// right, so that what stands behind it is reached.

#include "sync/wire/http_signature.h"

#include "tests/fuzz/fixed.h"
#include "tests/fuzz/input.h"

using namespace hall;

namespace {

Result<std::string> public_key_of(std::string_view id) {
    if (id != "kiosk-7") return Error(Errc::not_found, "no such kiosk");
    return fuzz::county_key().public_key();
}

void hold(const SignedHeaders& headers) {
    const SignedHeaders& honest = fuzz::request_headers();
    const Result<RequestIdentity> identity =
        verify_request(fuzz::request(), headers, public_key_of);
    const bool same = headers.content_digest == honest.content_digest &&
                      headers.signature_input == honest.signature_input &&
                      headers.signature == honest.signature;
    CHECK(identity.ok() == same);
    if (identity.ok()) CHECK(identity.value().key_id == "kiosk-7");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    std::string_view input = fuzz::text_of(bytes, size);
    SignedHeaders headers;
    headers.content_digest = fuzz::take_text(input);
    headers.signature_input = fuzz::take_text(input);
    headers.signature = input;
    hold(headers);
    headers.content_digest = fuzz::request_headers().content_digest;
    hold(headers);
    headers.signature = fuzz::request_headers().signature;
    hold(headers);
    return 0;
}
