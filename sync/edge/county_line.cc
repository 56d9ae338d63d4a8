#include "sync/edge/county_line.h"

#include <algorithm>

#include "sync/core/json.h"
#include "sync/wire/http_date.h"
#include "sync/wire/http_signature.h"

namespace hall {

namespace {

constexpr std::string_view problem_prefix = "urn:hall:problem:";
constexpr std::size_t problem_bytes_max = 16 << 10;

// Without TLS anybody on the way may ask for patience; his wish ends as soon as he does.
constexpr std::int64_t unvouched_patience_ms_max = 60'000;

// An empty object if it is none.
Json problem_of(const HttpAnswer& answer) {
    Json none = Json::object();
    if (!answer.header("content-type").starts_with("application/problem+json")) return none;
    Result<Json> json = parse_json(answer.body, {.bytes_max = problem_bytes_max});
    const bool ours = json.ok() && string_or(json.value(), "type").starts_with(problem_prefix);
    return ours ? std::move(json).value() : none;
}

}  // namespace

Result<HttpAnswer> CountyLine::ask(HttpQuestion question) {
    answered_ = false;
    HttpAnswer answer = TRY(parts_.carrier.exchange(question));
    answered_ = true;
    if (answer.status == 429 || answer.status == 503) {
        std::int64_t wish_ms = hall::retry_after_ms(answer.header("retry-after"), parts_.now_ms());
        if (!answer.vouched) wish_ms = std::min(wish_ms, unvouched_patience_ms_max);
        retry_after_ms_ = std::max(retry_after_ms_, wish_ms);
        return Error(Errc::unavailable, "the county asks for patience");
    }
    if (answer.status >= 500) {
        return Error(Errc::unavailable, "HTTP " + std::to_string(answer.status));
    }
    return answer;
}

Result<HttpAnswer> CountyLine::ask_signed(HttpQuestion question) {
    const SignedHeaders headers =
        sign_request({question.method, server() + question.path, question.body}, parts_.key,
                     parts_.identity.kiosk, parts_.now_ms() / 1000, parts_.random);
    question.headers.emplace_back("Content-Digest", headers.content_digest);
    question.headers.emplace_back("Signature-Input", headers.signature_input);
    question.headers.emplace_back("Signature", headers.signature);
    const std::string address = server() + question.path;
    HttpAnswer answer = TRY(ask(std::move(question)));
    if (answer.status == 401) {
        const std::string problem = problem_in(answer);
        if (!turned_away_) why_turned_away_ = problem.empty() ? "not-county" : problem;
        turned_away_ = true;
        return Error(Errc::refused, reason_of_401(answer, address));
    }
    return answer;
}

void CountyLine::forget() {
    retry_after_ms_ = 0;
    turned_away_ = false;
    why_turned_away_.clear();
}

std::string reason_of_401(const HttpAnswer& answer, const std::string& address) {
    const std::string problem = problem_in(answer);
    if (problem == "unknown-kiosk") return "the county does not know this kiosk";
    if (problem == "wrong-time") return "the county has another time than this kiosk";
    if (problem == "not-signed") return "something on the way takes the signature off";
    if (problem != "wrong-signature") return "something on the way answers for the county: 401";
    const std::string arrived = string_or(problem_of(answer), "target");
    if (arrived.empty() || arrived == address) return "the signature does not fit the request";
    return "something on the way changes the address: the county was asked for " + arrived;
}

std::string problem_in(const HttpAnswer& answer) {
    const std::string type = string_or(problem_of(answer), "type");
    return type.empty() ? type : type.substr(problem_prefix.size());
}

std::string sentence_in(const HttpAnswer& answer) {
    constexpr std::size_t sentence_bytes_max = 600;
    const Json problem = problem_of(answer);
    std::string sentence = string_or(problem, "detail", string_or(problem, "title"));
    return sentence.size() <= sentence_bytes_max ? sentence : std::string();
}

}  // namespace hall
