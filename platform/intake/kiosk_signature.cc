#include "platform/intake/kiosk_signature.h"

#include <cstdlib>

#include "platform/http/problem.h"
#include "sync/core/log.h"
#include "sync/core/utf8.h"
#include "sync/wire/http_signature.h"

namespace hall::platform {

namespace {

constexpr std::int64_t nonce_ms = 15 * 60'000;
constexpr std::int64_t created_s_off_max = 15 * 60;

}  // namespace

void NonceBook::record(std::string_view nonce) {
    constexpr std::size_t nonces_max = 20'000;
    const std::lock_guard lock(mutex_);
    const std::int64_t now_ms = clock_.mono_ms();
    while (!by_time_.empty() &&
           (by_time_.size() >= nonces_max || now_ms - by_time_.front().second > nonce_ms)) {
        const auto known = noted_ms_.find(by_time_.front().first);
        // One that was noted again since is younger.
        if (known != noted_ms_.end() && known->second == by_time_.front().second)
            noted_ms_.erase(known);
        by_time_.pop_front();
    }
    noted_ms_[std::string(nonce)] = now_ms;
    by_time_.emplace_back(nonce, now_ms);
}

bool NonceBook::knows(std::string_view nonce) const {
    const std::lock_guard lock(mutex_);
    const auto found = noted_ms_.find(std::string(nonce));
    return found != noted_ms_.end() && clock_.mono_ms() - found->second <= nonce_ms;
}

namespace {

enum class Body { has_come, is_to_come };

Result<Kiosk> judge(const HttpRequest& request, Body body, const FindKiosk& find,
                    const Clock& clock, const NonceBook& nonces) {
    const SignedHeaders headers{.content_digest = std::string(request.header("content-digest")),
                                .signature_input = std::string(request.header("signature-input")),
                                .signature = std::string(request.header("signature"))};
    if (headers.signature.empty()) return Error(Errc::corrupt, "no signature");
    const RequestToSign signed_request{request.method, request.absolute_uri, request.body};
    Kiosk kiosk;
    std::optional<Error> not_found;
    const PublicKeyOf public_key_of = [&](std::string_view key_id) -> Result<std::string> {
        Result<Kiosk> found = find(key_id);
        if (found.ok() && found.value().revoked) found = Error(Errc::not_found, "revoked");
        if (!found.ok()) {
            not_found = found.error();
            return found.error();
        }
        kiosk = std::move(found).value();
        return kiosk.sign_key;
    };
    const Result<RequestIdentity> identity =
        body == Body::has_come ? verify_request(signed_request, headers, public_key_of)
                               : verify_request_head(signed_request, headers, public_key_of);
    if (not_found && not_found->code() != Errc::not_found)
        return Error(Errc::unavailable, not_found->text());
    if (not_found) return *std::move(not_found);
    if (!identity.ok()) return identity.error();
    const std::int64_t off_s = clock.wall_ms() / 1000 - identity.value().created_s;
    if (std::llabs(off_s) > created_s_off_max && !nonces.knows(identity.value().nonce)) {
        return Error(Errc::refused, "the request was made at another time");
    }
    return kiosk;
}

FindKiosk find_in(Store& store) {
    return [&store](std::string_view name) { return store.kiosks().find(name); };
}

const Problem* problem_of(const Error& error) {
    switch (error.code()) {
        case Errc::corrupt:
            return &problems::not_signed;
        case Errc::not_found:
            return &problems::unknown_kiosk;
        case Errc::untrusted:
            return &problems::wrong_signature;
        case Errc::refused:
            return &problems::wrong_time;
        case Errc::unavailable:
        case Errc::exhausted:
            break;
    }
    return nullptr;
}

}  // namespace

Result<Kiosk> signing_kiosk(const HttpRequest& request, Store& store, const Clock& clock,
                            const NonceBook& nonces) {
    return judge(request, Body::has_come, find_in(store), clock, nonces);
}

Result<Kiosk> signing_kiosk(const HttpRequest& request, const FindKiosk& find, const Clock& clock,
                            const NonceBook& nonces) {
    return judge(request, Body::has_come, find, clock, nonces);
}

Admission kiosk_admission(const Clock& clock, const NonceBook& nonces, UnsignedLog& log) {
    return [&clock, &nonces, &log](const HttpRequest& request,
                                   Store& store) -> Result<std::optional<HttpResponse>> {
        const Result<Kiosk> kiosk = judge(request, Body::is_to_come, find_in(store), clock, nonces);
        if (kiosk.ok()) return std::optional<HttpResponse>();
        return std::optional<HttpResponse>(signature_problem(request, kiosk.error(), log));
    };
}

HttpResponse signature_problem(const HttpRequest& request, const Error& error, UnsignedLog& log) {
    constexpr std::size_t target_bytes_max = 2048;
    const Problem* const problem = problem_of(error);
    if (problem == nullptr) return response_of(error);
    const std::string target = request.absolute_uri.substr(0, target_bytes_max);
    log.line(*problem, error, target);
    if (!is_utf8(target)) return problem_response(*problem);
    return problem_with(*problem, {{"target", target}});
}

}  // namespace hall::platform
