#include "platform/intake/kiosk_signature.h"

#include <cstdlib>

#include "platform/http/problem.h"
#include "sync/core/log.h"
#include "sync/wire/http_signature.h"

namespace hall {

namespace {

constexpr std::int64_t nonce_ms = 15 * 60'000;
constexpr std::int64_t created_s_off_max = 15 * 60;

}  // namespace

void NonceBook::note(std::string_view nonce) {
    constexpr std::size_t nonces_max = 20'000;
    const std::lock_guard lock(mutex_);
    const std::int64_t now_ms = clock_.mono_ms();
    if (noted_ms_.size() >= nonces_max) {
        std::erase_if(noted_ms_,
                      [&](const auto& entry) { return now_ms - entry.second > nonce_ms; });
        if (noted_ms_.size() >= nonces_max) return;
    }
    noted_ms_[std::string(nonce)] = now_ms;
}

bool NonceBook::knows(std::string_view nonce) const {
    const std::lock_guard lock(mutex_);
    const auto found = noted_ms_.find(std::string(nonce));
    return found != noted_ms_.end() && clock_.mono_ms() - found->second <= nonce_ms;
}

Result<Kiosk> signing_kiosk(const HttpRequest& request, Store& store, const Clock& clock,
                            const NonceBook& nonces) {
    const FindKiosk find = [&store](std::string_view name) { return store.kiosks().find(name); };
    return signing_kiosk(request, find, clock, nonces);
}

Result<Kiosk> signing_kiosk(const HttpRequest& request, const FindKiosk& find, const Clock& clock,
                            const NonceBook& nonces) {
    const SignedHeaders headers{.content_digest = std::string(request.header("content-digest")),
                                .signature_input = std::string(request.header("signature-input")),
                                .signature = std::string(request.header("signature"))};
    if (headers.signature.empty()) return Error(Errc::untrusted, "no signature");
    const RequestToSign signed_request{request.method, request.absolute_uri, request.body};
    Kiosk kiosk;
    const PublicKeyOf public_key_of = [&](std::string_view key_id) -> Result<std::string> {
        kiosk = TRY(find(key_id));
        if (kiosk.revoked) return Error(Errc::not_found, "revoked");
        return kiosk.sign_key;
    };
    const Result<RequestIdentity> identity = verify_request(signed_request, headers, public_key_of);
    if (!identity.ok()) {
        // Headers out of form are no better than none.
        if (identity.error().code() != Errc::corrupt) return identity.error();
        return Error(Errc::untrusted, identity.error().message());
    }
    const std::int64_t off_s = clock.wall_ms() / 1000 - identity.value().created_s;
    if (std::llabs(off_s) > created_s_off_max && !nonces.knows(identity.value().nonce)) {
        return Error(Errc::refused, "the request was made at another time");
    }
    return kiosk;
}

HttpResponse signature_problem(const Error& error, UnsignedLog& log) {
    if (error.code() == Errc::refused) return problem_response(problems::wrong_time);
    if (error.code() != Errc::untrusted) return response_of(error);
    log.line(error);
    return problem_response(problems::not_signed);
}

}  // namespace hall
