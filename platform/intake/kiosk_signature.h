// Which kiosk sent a request: its signature (RFC 9421, sync/wire/http_signature.h), and
// whether it was made now. A kiosk whose clock is wrong may use a nonce it just asked the
// time with instead.

#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "platform/http/message.h"
#include "platform/http/problem.h"
#include "platform/http/router.h"
#include "platform/store/store.h"
#include "sync/core/clock.h"
#include "sync/core/log.h"
#include "sync/core/result.h"

namespace hall::platform {

// Nonces of time answers, for fifteen minutes; the oldest go first when there are very many.
// Any thread. Forgotten with the process: a kiosk then asks for the time again.
class NonceBook {
  public:
    explicit NonceBook(const Clock& clock) : clock_(clock) {}

    void record(std::string_view nonce);
    bool knows(std::string_view nonce) const;

  private:
    const Clock& clock_;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, std::int64_t> noted_ms_;
    std::deque<std::pair<std::string, std::int64_t>> by_time_;  // the oldest first
};

// Gives the kiosk of an id or key id; `not_found` if nobody has it.
using FindKiosk = std::function<Result<Kiosk>(std::string_view name)>;

// Checks signature and time. The digest of a large body takes a while: where it may be
// large, `find` asks the store and the rest is done outside.
//   corrupt      not signed, or in no form of ours
//   not_found    signed by nobody who is enrolled, or no longer
//   untrusted    the signature does not fit this method, address or body
//   refused      rightly signed, but not now: the kiosk should ask for the time
//   unavailable  the store cannot say
Result<Kiosk> signing_kiosk(const HttpRequest& request, const FindKiosk& find, const Clock& clock,
                            const NonceBook& nonces);
Result<Kiosk> signing_kiosk(const HttpRequest& request, Store& store, const Clock& clock,
                            const NonceBook& nonces);

// Of requests that are not signed: anybody can send as many as they like.
class UnsignedLog {
  public:
    explicit UnsignedLog(const Clock& clock) : clock_(clock) {}
    void line(const Problem& problem, const Error& error, std::string_view target) {
        lines_.line(clock_.mono_ms(),
                    {{"problem", problem.name}, {"reason", error.message()}, {"target", target}});
    }

  private:
    const Clock& clock_;
    LogBudget lines_{LogLevel::warning, "request_not_signed", 10};
};

// Lets those send a large body whose headers are signed as they must be: the signature
// covers the body by its digest, so it can be judged before the body comes. All outlive it.
Admission kiosk_admission(const Clock& clock, const NonceBook& nonces, UnsignedLog& log);

// What such an error becomes: problems not-signed, unknown-kiosk, wrong-signature and
// wrong-time. Their member "target" is the address that was asked for as it arrived here,
// so that a kiosk can see whether something on the way changed it.
HttpResponse signature_problem(const HttpRequest& request, const Error& error, UnsignedLog& log);

}  // namespace hall::platform
