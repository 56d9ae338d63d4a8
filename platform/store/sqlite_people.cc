#include "platform/store/sqlite_session.h"

namespace hall::platform {

namespace {

User user_of(const Statement& row) {
    return {.name = row.text(0),
            .shown = row.text(1),
            .role = row.text(2),
            .scope = row.text(3),
            .verifier = row.text(4)};
}

class SqlitePeople final : public PeopleStore {
  public:
    explicit SqlitePeople(SqliteSession& session) : session_(session) {}

    Result<void> put_user(const User& user) override {
        Statement end = TRY(session_.prepare("DELETE FROM sessions WHERE user=?"));
        TRY(end.bind(1, user.name).run());
        Statement keep = TRY(session_.prepare(
            "INSERT INTO users(name,shown,role,scope,verifier) VALUES(?,?,?,?,?) "
            "ON CONFLICT(name) DO UPDATE SET shown=excluded.shown, role=excluded.role, "
            "scope=excluded.scope, verifier=excluded.verifier"));
        return keep.bind(1, user.name)
            .bind(2, user.shown)
            .bind(3, user.role)
            .bind(4, user.scope)
            .bind(5, user.verifier)
            .run();
    }

    Result<User> find_user(std::string_view name) override {
        Statement select =
            TRY(session_.prepare("SELECT name,shown,role,scope,verifier FROM users WHERE name=?"));
        if (!TRY(select.bind(1, name).step())) return no_row("user");
        return user_of(select);
    }

    Result<std::vector<User>> users() override {
        Statement select =
            TRY(session_.prepare("SELECT name,shown,role,scope,verifier FROM users ORDER BY name"));
        std::vector<User> users;
        while (TRY(select.step())) users.push_back(user_of(select));
        return users;
    }

    Result<void> add_session(const Session& session) override {
        Statement insert = TRY(session_.prepare(
            "INSERT INTO sessions(token_sha256,user,made_ms,used_ms) VALUES(?,?,?,?)"));
        return insert.bind(1, session.token_sha256)
            .bind(2, session.user)
            .bind(3, session.made_ms)
            .bind(4, session.used_ms)
            .run();
    }

    Result<Session> find_session(std::string_view token_sha256) override {
        Statement select = TRY(session_.prepare(
            "SELECT token_sha256,user,made_ms,used_ms FROM sessions WHERE token_sha256=?"));
        if (!TRY(select.bind(1, token_sha256).step())) return no_row("session");
        return Session{.token_sha256 = select.text(0),
                       .user = select.text(1),
                       .made_ms = select.integer(2),
                       .used_ms = select.integer(3)};
    }

    Result<void> touch_session(std::string_view token_sha256, std::int64_t used_ms) override {
        Statement update =
            TRY(session_.prepare("UPDATE sessions SET used_ms=? WHERE token_sha256=?"));
        return update.bind(1, used_ms).bind(2, token_sha256).run();
    }

    Result<void> end_session(std::string_view token_sha256) override {
        Statement remove = TRY(session_.prepare("DELETE FROM sessions WHERE token_sha256=?"));
        return remove.bind(1, token_sha256).run();
    }

    Result<void> end_sessions_unused_since(std::int64_t used_ms) override {
        Statement remove = TRY(session_.prepare("DELETE FROM sessions WHERE used_ms<?"));
        return remove.bind(1, used_ms).run();
    }

    Result<LoginFailures> login_failures(std::string_view name) override {
        Statement select =
            TRY(session_.prepare("SELECT count,until_ms FROM login_failures WHERE name=?"));
        if (!TRY(select.bind(1, name).step())) return LoginFailures{};
        return LoginFailures{.count = select.integer(0), .until_ms = select.integer(1)};
    }

    Result<void> set_login_failures(std::string_view name, const LoginFailures& failures) override {
        Statement keep = TRY(session_.prepare(
            "INSERT INTO login_failures(name,count,until_ms) VALUES(?,?,?) "
            "ON CONFLICT(name) DO UPDATE SET count=excluded.count, until_ms=excluded.until_ms"));
        return keep.bind(1, name).bind(2, failures.count).bind(3, failures.until_ms).run();
    }

    Result<void> clear_login_failures(std::string_view name) override {
        Statement remove = TRY(session_.prepare("DELETE FROM login_failures WHERE name=?"));
        return remove.bind(1, name).run();
    }

    Result<void> forget_login_failures_before(std::int64_t until_ms) override {
        Statement remove = TRY(session_.prepare("DELETE FROM login_failures WHERE until_ms<?"));
        return remove.bind(1, until_ms).run();
    }

    Result<void> put_staff(std::string_view village, const StaffMember& member) override {
        Statement keep = TRY(session_.prepare(
            "INSERT INTO staff(village,number,name,role,verifier) VALUES(?,?,?,?,?) "
            "ON CONFLICT(village,number) DO UPDATE SET name=excluded.name, role=excluded.role, "
            "verifier=excluded.verifier"));
        return keep.bind(1, village)
            .bind(2, member.number)
            .bind(3, member.name)
            .bind(4, member.role)
            .bind(5, member.verifier)
            .run();
    }

    Result<std::vector<StaffMember>> staff(std::string_view village) override {
        Statement select = TRY(
            session_.prepare("SELECT number,name,role,verifier FROM staff WHERE village IN ('',?) "
                             "ORDER BY number"));
        select.bind(1, village);
        std::vector<StaffMember> staff;
        while (TRY(select.step())) {
            staff.push_back({.number = select.text(0),
                             .name = select.text(1),
                             .role = select.text(2),
                             .verifier = select.text(3)});
        }
        return staff;
    }

    Result<std::vector<StaffEntry>> all_staff() override {
        Statement select = TRY(session_.prepare(
            "SELECT village,number,name,role,verifier FROM staff ORDER BY village,number"));
        std::vector<StaffEntry> entries;
        while (TRY(select.step())) {
            entries.push_back({.village = select.text(0),
                               .member = {.number = select.text(1),
                                          .name = select.text(2),
                                          .role = select.text(3),
                                          .verifier = select.text(4)}});
        }
        return entries;
    }

    Result<void> remove_staff(std::string_view village, std::string_view number) override {
        Statement remove = TRY(session_.prepare("DELETE FROM staff WHERE village=? AND number=?"));
        return remove.bind(1, village).bind(2, number).run();
    }

  private:
    SqliteSession& session_;
};

}  // namespace

std::unique_ptr<PeopleStore> make_sqlite_people(SqliteSession& session) {
    return std::make_unique<SqlitePeople>(session);
}

}  // namespace hall::platform
