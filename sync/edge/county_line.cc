#include "sync/edge/county_line.h"

#include <algorithm>

#include "sync/core/json.h"
#include "sync/wire/http_date.h"
#include "sync/wire/http_signature.h"

namespace hall {

namespace {

constexpr std::string_view problem_prefix = "urn:hall:problem:";
constexpr std::size_t problem_bytes_max = 16 << 10;

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
        retry_after_ms_ = std::max(
            retry_after_ms_, hall::retry_after_ms(answer.header("retry-after"), parts_.now_ms()));
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
    HttpAnswer answer = TRY(ask(std::move(question)));
    if (answer.status == 401) {
        turned_away_ = true;
        return Error(Errc::refused, "the county does not know this kiosk");
    }
    return answer;
}

void CountyLine::forget() {
    retry_after_ms_ = 0;
    turned_away_ = false;
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
