#include "platform/http/sessions.h"

#include <algorithm>
#include <iterator>

#include "sync/core/encoding.h"
#include "sync/wire/signature.h"

namespace hall {

namespace {

constexpr std::string_view cookie_name = "hall_session";
constexpr std::int64_t delays_s[] = {0, 0, 0, 5, 15, 60, 300, 900};
constexpr std::size_t token_bytes = 32;

std::string token_in(const HttpRequest& request) {
    std::string_view rest = request.header("cookie");
    while (!rest.empty()) {
        std::string_view pair = rest.substr(0, rest.find(';'));
        rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
        while (pair.starts_with(' ')) pair.remove_prefix(1);
        const std::size_t equals = pair.find('=');
        if (equals != std::string_view::npos && pair.substr(0, equals) == cookie_name) {
            return std::string(pair.substr(equals + 1));
        }
    }
    return {};
}

// Comparing hashes says nothing about where two tokens differ.
bool same_secret(std::string_view a, std::string_view b) {
    return sha256(a) == sha256(b);
}

}  // namespace

std::int64_t login_delay_ms(std::int64_t failures) {
    const auto last = static_cast<std::int64_t>(std::size(delays_s)) - 1;
    return delays_s[std::clamp<std::int64_t>(failures, 0, last)] * 1000;
}

Result<Sessions::Attempt> Sessions::begin(Store& store, std::string_view name) const {
    const LoginFailures failures = TRY(store.people().login_failures(name));
    const std::int64_t now_ms = clock_.wall_ms();
    const std::int64_t wait_ms = failures.until_ms - now_ms;
    // Longer than any delay: the clock was set back, and the wait would never end.
    if (wait_ms > 0 && wait_ms <= login_delay_ms(failures.count)) return Attempt{wait_ms, {}};
    TRY(store.people().set_login_failures(
        name, {failures.count + 1, now_ms + login_delay_ms(failures.count + 1)}));
    Attempt attempt;
    Result<User> user = store.people().find_user(name);
    if (user.ok()) {
        attempt.user = std::move(user).value();
    } else if (user.error().code() != Errc::not_found) {
        return user.error();
    }
    return attempt;
}

Result<void> Sessions::take_back(Store& store, std::string_view name) const {
    const LoginFailures failures = TRY(store.people().login_failures(name));
    return store.people().set_login_failures(
        name, {std::max<std::int64_t>(failures.count - 1, 0), clock_.wall_ms()});
}

Result<std::string> Sessions::open(Store& store, const User& user) const {
    TRY(store.people().clear_login_failures(user.name));
    const std::string token = hex_of(random_.bytes(token_bytes));
    const std::int64_t now_ms = clock_.wall_ms();
    TRY(store.people().add_session({.token_sha256 = sha256_hex(token),
                                    .user = user.name,
                                    .made_ms = now_ms,
                                    .used_ms = now_ms}));
    return token;
}

Result<Sessions::Current> Sessions::current(Store& store, const HttpRequest& request,
                                            Use use) const {
    constexpr std::int64_t touch_ms = 60'000;
    const Error none(Errc::untrusted, "no session");
    Current current{.token = token_in(request)};
    if (current.token.empty()) return none;
    const std::string hash = sha256_hex(current.token);
    const Result<Session> session = store.people().find_session(hash);
    if (!session.ok()) {
        return session.error().code() == Errc::not_found ? none : session.error();
    }
    const std::int64_t now_ms = clock_.wall_ms();
    const Session& found = session.value();
    if (now_ms - found.used_ms > session_idle_ms || now_ms - found.made_ms > session_life_ms) {
        TRY(store.people().end_session(hash));
        return none;
    }
    if (use == Use::person && now_ms - found.used_ms > touch_ms)
        TRY(store.people().touch_session(hash, now_ms));
    current.user = TRY(store.people().find_user(found.user));
    return current;
}

Result<void> Sessions::close(Store& store, std::string_view token) const {
    return store.people().end_session(sha256_hex(token));
}

std::string Sessions::cookie(std::string_view token) const {
    std::string header = std::string(cookie_name) + '=' + std::string(token) +
                         "; Path=/api/console; HttpOnly; SameSite=Strict";
    if (secure_) header += "; Secure";
    return header;
}

std::string Sessions::expired_cookie() const {
    return cookie("") + "; Max-Age=0";
}

std::string Sessions::csrf_token(std::string_view token) {
    return sha256_hex("hall csrf " + std::string(token));
}

bool Sessions::has_csrf_token(const HttpRequest& request, std::string_view token) {
    return same_secret(request.header("x-csrf-token"), csrf_token(token));
}

}  // namespace hall
