#include "platform/http/sessions.h"

#include <algorithm>
#include <iterator>

#include "sync/core/encoding.h"
#include "sync/core/utf8.h"
#include "sync/wire/signature.h"

namespace hall::platform {

namespace {

constexpr std::string_view cookie_name = "hall_session";
constexpr std::int64_t delays_s[] = {0, 0, 0, 5, 15, 60, 300, 900};

// From all addresses: so many failures, then so long. Who came in from an address within a
// month is not held up there by what others try elsewhere.
constexpr std::int64_t failures_of_all_max = 30;
constexpr std::int64_t delays_of_all_s[] = {5, 15, 60};
constexpr std::int64_t good_address_ms = std::int64_t{30} * 86'400'000;
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

std::int64_t login_delay_of_all_ms(std::int64_t failures) {
    if (failures <= failures_of_all_max) return 0;
    const auto last = static_cast<std::int64_t>(std::size(delays_of_all_s)) - 1;
    return delays_of_all_s[std::min(failures / failures_of_all_max - 1, last)] * 1000;
}

std::string log_in_name(std::string_view typed) {
    constexpr char32_t full_width_first = 0xFF01;
    constexpr char32_t full_width_last = 0xFF5E;
    constexpr char32_t wide_blank = 0x3000;
    std::string name;
    while (!typed.empty()) {
        char32_t c = next_character(typed);
        if (c >= full_width_first && c <= full_width_last) c -= full_width_first - U'!';
        if (c == wide_blank || c < U' ' || c == U'\x7F') c = U' ';
        if (c >= U'A' && c <= U'Z') c += U'a' - U'A';
        append_utf8(name, c);
    }
    while (name.ends_with(' ')) name.pop_back();
    return name.substr(std::min(name.find_first_not_of(' '), name.size()));
}

namespace {

// The wait that is left. A longer one than any delay: the clock was set back, and the wait
// would never end.
std::int64_t left_ms(const LoginFailures& failures, std::int64_t now_ms, std::int64_t delay_ms) {
    const std::int64_t wait_ms = failures.until_ms - now_ms;
    return wait_ms > 0 && wait_ms <= delay_ms ? wait_ms : 0;
}

// What is counted: the failures of a name from one address, and those from all; and until
// when an address is good for a name. A line break stands in no name (log_in_name()).
std::string from_here(const Sessions::Asker& asker) {
    return asker.name + "\nfrom " + asker.address;
}
std::string from_everywhere(const Sessions::Asker& asker) {
    return asker.name;
}
std::string good_here(const Sessions::Asker& asker) {
    return asker.name + "\ngood " + asker.address;
}

}  // namespace

Result<Sessions::Attempt> Sessions::begin(Store& store, const Asker& asker) const {
    PeopleStore& people = store.people();
    const LoginFailures here = TRY(people.login_failures(from_here(asker)));
    const LoginFailures all = TRY(people.login_failures(from_everywhere(asker)));
    const std::int64_t now_ms = clock_.wall_ms();
    const bool good = TRY(people.login_failures(good_here(asker))).until_ms > now_ms;
    std::int64_t wait_ms = left_ms(here, now_ms, login_delay_ms(here.count));
    if (!good) wait_ms = std::max(wait_ms, left_ms(all, now_ms, login_delay_of_all_ms(all.count)));
    if (wait_ms > 0) return Attempt{wait_ms, {}};
    TRY(people.set_login_failures(from_here(asker),
                                  {here.count + 1, now_ms + login_delay_ms(here.count + 1)}));
    if (!good) {
        TRY(people.set_login_failures(
            from_everywhere(asker),
            {all.count + 1, now_ms + login_delay_of_all_ms(all.count + 1)}));
    }
    Attempt attempt;
    Result<User> user = people.find_user(asker.name);
    if (user.ok()) {
        attempt.user = std::move(user).value();
    } else if (user.error().code() != Errc::not_found) {
        return user.error();
    }
    return attempt;
}

namespace {

// An attempt that begin() counted among those of all addresses no longer counts.
Result<void> uncount_everywhere(PeopleStore& people, const Sessions::Asker& asker,
                                std::int64_t now_ms) {
    if (TRY(people.login_failures(good_here(asker))).until_ms > now_ms) return {};
    LoginFailures all = TRY(people.login_failures(from_everywhere(asker)));
    all.count = std::max<std::int64_t>(0, all.count - 1);
    if (login_delay_of_all_ms(all.count) == 0) all.until_ms = now_ms;
    return people.set_login_failures(from_everywhere(asker), all);
}

}  // namespace

Result<void> Sessions::take_back(Store& store, const Asker& asker) const {
    PeopleStore& people = store.people();
    const std::int64_t now_ms = clock_.wall_ms();
    const LoginFailures here = TRY(people.login_failures(from_here(asker)));
    TRY(people.set_login_failures(from_here(asker),
                                  {std::max<std::int64_t>(0, here.count - 1), now_ms}));
    return uncount_everywhere(people, asker, now_ms);
}

Result<std::string> Sessions::open(Store& store, const Asker& asker, const User& user) const {
    PeopleStore& people = store.people();
    // The password was looked at outside the store, which takes a while.
    const Result<User> now = people.find_user(user.name);
    if (!now.ok() && now.error().code() != Errc::not_found) return now.error();
    if (!now.ok() || now.value().verifier != user.verifier)
        return Error(Errc::untrusted, "the password was changed meanwhile");
    const std::int64_t wall_ms = clock_.wall_ms();
    TRY(people.clear_login_failures(from_here(asker)));
    TRY(uncount_everywhere(people, asker, wall_ms));
    TRY(people.set_login_failures(good_here(asker), {0, wall_ms + good_address_ms}));
    const std::string token = hex_of(random_.bytes(token_bytes));
    TRY(people.add_session({.token_sha256 = sha256_hex(token),
                            .user = user.name,
                            .made_ms = wall_ms,
                            .used_ms = wall_ms}));
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

}  // namespace hall::platform
