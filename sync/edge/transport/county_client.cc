#include "sync/edge/transport/county_client.h"

#include <algorithm>

#include "sync/core/json.h"
#include "sync/wire/http_date.h"
#include "sync/wire/http_signature.h"

namespace hall {

namespace {

constexpr std::string_view problem_prefix = "urn:hall:problem:";
constexpr std::size_t problem_bytes_max = 16 << 10;

// Without TLS anybody on the way may ask for a back-off; such a back-off ends as soon as he does.
constexpr std::int64_t unvouched_retry_after_ms_max = 60'000;

// An empty object if it is none.
Json problem_of(const HttpResponse& response) {
    Json none = Json::object();
    if (!response.header("content-type").starts_with("application/problem+json")) return none;
    Result<Json> json = parse_json(response.body, {.bytes_max = problem_bytes_max});
    const bool ours = json.ok() && string_or(json.value(), "type").starts_with(problem_prefix);
    return ours ? std::move(json).value() : none;
}

}  // namespace

Result<HttpResponse> CountyClient::ask(HttpRequest request) {
    answered_ = false;
    HttpResponse response = TRY(parts_.transport.exchange(request));
    answered_ = true;
    if (response.status == 429 || response.status == 503) {
        std::int64_t retry_after_ms =
            hall::retry_after_ms(response.header("retry-after"), parts_.now_ms());
        if (!response.vouched)
            retry_after_ms = std::min(retry_after_ms, unvouched_retry_after_ms_max);
        retry_after_ms_ = std::max(retry_after_ms_, retry_after_ms);
        return Error(Errc::unavailable, "the county asks for a back-off");
    }
    if (response.status >= 500) {
        return Error(Errc::unavailable, "HTTP " + std::to_string(response.status));
    }
    return response;
}

Result<HttpResponse> CountyClient::ask_signed(HttpRequest request) {
    const SignedHeaders headers =
        sign_request({request.method, server() + request.path, request.body}, parts_.key,
                     parts_.identity.kiosk, parts_.now_ms() / 1000, parts_.random);
    request.headers.emplace_back("Content-Digest", headers.content_digest);
    request.headers.emplace_back("Signature-Input", headers.signature_input);
    request.headers.emplace_back("Signature", headers.signature);
    const std::string address = server() + request.path;
    HttpResponse response = TRY(ask(std::move(request)));
    if (response.status == 401) {
        const std::string problem = problem_in(response);
        if (!rejected_) rejection_reason_ = problem.empty() ? "not-county" : problem;
        rejected_ = true;
        return Error(Errc::refused, reason_of_401(response, address));
    }
    return response;
}

void CountyClient::forget() {
    retry_after_ms_ = 0;
    rejected_ = false;
    rejection_reason_.clear();
}

std::string reason_of_401(const HttpResponse& response, const std::string& address) {
    const std::string problem = problem_in(response);
    if (problem == "unknown-kiosk") return "the county does not know this kiosk";
    if (problem == "wrong-time") return "the county has another time than this kiosk";
    if (problem == "not-signed") return "something on the way takes the signature off";
    if (problem != "wrong-signature") return "something on the way responses for the county: 401";
    const std::string arrived = string_or(problem_of(response), "target");
    if (arrived.empty() || arrived == address) return "the signature does not fit the request";
    return "something on the way changes the address: the county was asked for " + arrived;
}

std::string problem_in(const HttpResponse& response) {
    const std::string type = string_or(problem_of(response), "type");
    return type.empty() ? type : type.substr(problem_prefix.size());
}

std::string sentence_in(const HttpResponse& response) {
    constexpr std::size_t sentence_bytes_max = 600;
    const Json problem = problem_of(response);
    std::string sentence = string_or(problem, "detail", string_or(problem, "title"));
    return sentence.size() <= sentence_bytes_max ? sentence : std::string();
}

}  // namespace hall
