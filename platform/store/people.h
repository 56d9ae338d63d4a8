// People: accounts of the console with their sessions, and the staff who may log in at
// kiosks.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/result.h"
#include "sync/wire/reply.h"

namespace hall::platform {

struct User {
    std::string name;   // what they type
    std::string shown;  // what others see
    std::string role;   // county | town | village | department | discipline
    std::string scope;  // code of the town or village, name of the department; else empty
    std::string verifier;
};

struct Session {
    std::string token_sha256;  // hexadecimal; the token is only in the browser
    std::string user;
    std::int64_t made_ms = 0;
    std::int64_t used_ms = 0;
};

struct LoginFailures {
    std::int64_t count = 0;
    std::int64_t until_ms = 0;  // no try is looked at before
};

struct StaffEntry {
    std::string village;  // empty: every village
    StaffMember member;
};

class PeopleStore {
  public:
    virtual ~PeopleStore() = default;

    // Adds the account or replaces the one of that name, whose sessions then end. Whether it
    // may be replaced is for the caller to know: an account is somebody's.
    virtual Result<void> put_user(const User& user) = 0;
    virtual Result<User> find_user(std::string_view name) = 0;  // not_found
    virtual Result<std::vector<User>> users() = 0;

    virtual Result<void> add_session(const Session& session) = 0;
    virtual Result<Session> find_session(std::string_view token_sha256) = 0;  // not_found
    virtual Result<void> touch_session(std::string_view token_sha256, std::int64_t used_ms) = 0;
    virtual Result<void> end_session(std::string_view token_sha256) = 0;
    virtual Result<void> end_sessions_unused_since(std::int64_t used_ms) = 0;

    // Zeros for a name that never failed.
    virtual Result<LoginFailures> login_failures(std::string_view name) = 0;
    virtual Result<void> set_login_failures(std::string_view name,
                                            const LoginFailures& failures) = 0;
    virtual Result<void> clear_login_failures(std::string_view name) = 0;
    virtual Result<void> forget_login_failures_before(std::int64_t until_ms) = 0;

    // The staff of a village and those who serve every village (empty `village`).
    virtual Result<void> put_staff(std::string_view village, const StaffMember& member) = 0;
    virtual Result<std::vector<StaffMember>> staff(std::string_view village) = 0;

    // Everybody who may log in anywhere, by village and number.
    virtual Result<std::vector<StaffEntry>> all_staff() = 0;
    virtual Result<void> remove_staff(std::string_view village, std::string_view number) = 0;
};

}  // namespace hall::platform
