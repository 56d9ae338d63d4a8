// Which kiosk sent a request: its signature (RFC 9421, sync/wire/http_signature.h), and
// whether it was made now. A kiosk whose clock is wrong may use a nonce it just asked the
// time with instead.

#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "platform/http/message.h"
#include "platform/store/store.h"
#include "sync/core/clock.h"
#include "sync/core/log.h"
#include "sync/core/result.h"

namespace hall {

// Nonces of time answers, for fifteen minutes. Any thread. Forgotten with the process:
// a kiosk then asks for the time again.
class NonceBook {
  public:
    explicit NonceBook(const Clock& clock) : clock_(clock) {}

    void note(std::string_view nonce);
    bool knows(std::string_view nonce) const;

  private:
    const Clock& clock_;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, std::int64_t> noted_ms_;
};

// Gives the kiosk of an id or key id; `not_found` if nobody has it.
using FindKiosk = std::function<Result<Kiosk>(std::string_view name)>;

// Checks signature and time. The digest of a large body takes a while: where it may be
// large, `find` asks the store and the rest is done outside.
//   untrusted  not signed, wrongly signed, or by nobody enrolled (or no longer)
//   refused    rightly signed, but not now: the kiosk should ask for the time
Result<Kiosk> signing_kiosk(const HttpRequest& request, const FindKiosk& find, const Clock& clock,
                            const NonceBook& nonces);
Result<Kiosk> signing_kiosk(const HttpRequest& request, Store& store, const Clock& clock,
                            const NonceBook& nonces);

// Of requests that are not signed: anybody can send as many as they like.
class UnsignedLog {
  public:
    explicit UnsignedLog(const Clock& clock) : clock_(clock) {}
    void line(const Error& error) {
        lines_.line(clock_.mono_ms(), {{"reason", error.message()}});
    }

  private:
    const Clock& clock_;
    LogBudget lines_{LogLevel::warning, "request_not_signed", 10};
};

// What such an error becomes: problems not-signed and wrong-time.
HttpResponse signature_problem(const Error& error, UnsignedLog& log);

}  // namespace hall
