// Sessions of the console: log-in with a delay that grows with failures and never locks
// for ever, a cookie that only the browser keeps, and a token every change must carry so
// that no other page can make it.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platform/http/message.h"
#include "platform/store/store.h"
#include "sync/core/clock.h"
#include "sync/core/random.h"
#include "sync/core/result.h"

namespace hall {

inline constexpr std::int64_t session_idle_ms = 2 * 3'600'000;
inline constexpr std::int64_t session_life_ms = 12 * 3'600'000;

// How long after so many failures no further try is looked at.
std::int64_t login_delay_ms(std::int64_t failures);

// Each call but the static ones is part of a store's transaction.
class Sessions {
  public:
    Sessions(const Clock& clock, Random& random, bool secure)
        : clock_(clock), random_(random), secure_(secure) {}

    // The first half of a log-in, before the password is looked at: the failure is
    // counted now and taken back by open(), so that pulling the plug gives no free try.
    struct Attempt {
        std::int64_t wait_ms = 0;  // not 0: too early, nothing was counted
        std::optional<User> user;  // nothing if there is no such account
    };
    Result<Attempt> begin(Store& store, std::string_view name) const;

    // In place of the second half, when nothing could be learnt about the password: the
    // attempt does not count.
    Result<void> take_back(Store& store, std::string_view name) const;

    // The second half, after the password was right: the token for the cookie.
    Result<std::string> open(Store& store, const User& user) const;

    // The session of a request.
    //   untrusted  none, ended, or too old
    struct Current {
        User user;
        std::string token;
    };
    // What a page asks by itself, with nobody there, is no use: it keeps no session alive.
    enum class Use { person, page };
    Result<Current> current(Store& store, const HttpRequest& request, Use use = Use::person) const;

    Result<void> close(Store& store, std::string_view token) const;

    std::string cookie(std::string_view token) const;  // the Set-Cookie header
    std::string expired_cookie() const;

    // What a change must carry in the header x-csrf-token.
    static std::string csrf_token(std::string_view token);
    static bool has_csrf_token(const HttpRequest& request, std::string_view token);

  private:
    const Clock& clock_;
    Random& random_;
    const bool secure_;  // served over TLS
};

}  // namespace hall
