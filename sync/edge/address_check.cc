#include "sync/edge/address_check.h"

#include "sync/core/json.h"
#include "sync/edge/county_line.h"
#include "sync/wire/http_signature.h"

namespace hall {

// The question is one that the county must turn down, because it does not know this key
// yet. How it does so says what arrived.
Result<void> check_address(const AddressCheck& check) {
    HttpQuestion question;
    question.path = "/api/v1/villages/000000000000/replies?after=0";
    question.now_ms = check.now_ms;
    question.bytes_max = 64 << 10;
    const std::string address = check.server + question.path;
    const SignedHeaders headers =
        sign_request({question.method, address, {}}, check.key, key_id_of(check.key.public_key()),
                     check.now_ms / 1000, check.random);
    question.headers = {{"Content-Digest", headers.content_digest},
                        {"Signature-Input", headers.signature_input},
                        {"Signature", headers.signature}};
    const HttpAnswer answer = TRY(check.carrier.exchange(question));
    if (answer.status == 429 || answer.status >= 500)
        return Error(Errc::unavailable,
                     "the county cannot answer now: HTTP " + std::to_string(answer.status));
    const std::string problem = problem_in(answer);
    if (problem.empty()) {
        return Error(Errc::refused, "no county answers at " + check.server + ": HTTP " +
                                        std::to_string(answer.status));
    }
    if (problem == "wrong-signature" || problem == "not-signed")
        return Error(Errc::refused, reason_of_401(answer, address));
    const Result<Json> json = parse_json(answer.body);
    const std::string arrived = json.ok() ? string_or(json.value(), "target") : std::string();
    if (!arrived.empty() && arrived != address) {
        return Error(Errc::refused,
                     "something on the way changes the address: the county was asked for " +
                         arrived + " and not for " + address);
    }
    return {};
}

}  // namespace hall
