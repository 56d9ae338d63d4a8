// Sessions of the console: log-in with a delay that grows with the failures of a name from
// an address and never locks for ever, a cookie that only the browser keeps, and a token every
// change must carry so that no other page can make it.

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

namespace hall::platform {

inline constexpr std::int64_t session_idle_ms = 2 * 3'600'000;
inline constexpr std::int64_t session_life_ms = 12 * 3'600'000;

// How long after so many failures no further try is looked at: of one name from one address,
// and of one name from all addresses together. The second is a ceiling for those who guess
// from many; it stands far above what one person mistypes.
std::int64_t login_delay_ms(std::int64_t failures);
std::int64_t login_delay_of_all_ms(std::int64_t failures);

// A name as its account is written: what an input method made full-width is plain again,
// letters are small, control characters are blanks, and blanks around it are gone.
std::string log_in_name(std::string_view typed);

// Each call but the static ones is part of a store's transaction.
class Sessions {
  public:
    Sessions(const Clock& clock, Random& random, bool secure)
        : clock_(clock), random_(random), secure_(secure) {}

    // Who wants to log in, and from where (address_share()).
    struct Asker {
        std::string name;
        std::string address;
    };

    // The first half of a log-in, before the password is looked at: the failure is
    // counted now and taken back by open(), so that pulling the plug gives no free try.
    struct Attempt {
        std::int64_t wait_ms = 0;  // not 0: too early, nothing was counted
        std::optional<User> user;  // nothing if there is no such account
    };
    Result<Attempt> begin(Store& store, const Asker& asker) const;

    // In place of the second half, when nothing could be learnt about the password: the
    // attempt does not count.
    Result<void> take_back(Store& store, const Asker& asker) const;

    // The second half, after the password was right: the token for the cookie.
    //   untrusted  the account is gone, or has another password by now
    Result<std::string> open(Store& store, const Asker& asker, const User& user) const;

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

}  // namespace hall::platform
