#include "sync/edge/transport/address_check.h"

#include "sync/core/json.h"
#include "sync/edge/transport/county_client.h"
#include "sync/wire/http_signature.h"

namespace hall {

// The request is one that the county must turn down, because it does not know this key
// yet. How it does so says what arrived.
Result<void> check_address(const AddressCheck& check) {
    HttpRequest request;
    request.path = "/api/v1/villages/000000000000/replies?after=0";
    request.now_ms = check.now_ms;
    request.bytes_max = 64 << 10;
    const std::string address = check.server + request.path;
    const SignedHeaders headers =
        sign_request({request.method, address, {}}, check.key, key_id_of(check.key.public_key()),
                     check.now_ms / 1000, check.random);
    request.headers = {{"Content-Digest", headers.content_digest},
                       {"Signature-Input", headers.signature_input},
                       {"Signature", headers.signature}};
    const HttpResponse response = TRY(check.transport.exchange(request));
    if (response.status == 429 || response.status >= 500)
        return Error(Errc::unavailable,
                     "the county cannot response now: HTTP " + std::to_string(response.status));
    const std::string problem = problem_in(response);
    if (problem.empty()) {
        return Error(Errc::refused, "no county responses at " + check.server + ": HTTP " +
                                        std::to_string(response.status));
    }
    if (problem == "wrong-signature" || problem == "not-signed")
        return Error(Errc::refused, reason_of_401(response, address));
    const Result<Json> json = parse_json(response.body);
    const std::string arrived = json.ok() ? string_or(json.value(), "target") : std::string();
    if (!arrived.empty() && arrived != address) {
        return Error(Errc::refused,
                     "something on the way changes the address: the county was asked for " +
                         arrived + " and not for " + address);
    }
    return {};
}

}  // namespace hall
