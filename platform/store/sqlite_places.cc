#include "platform/store/sqlite_session.h"

namespace hall::platform {

namespace {

// What moves with a village; staff is apart, because its numbers may clash.
constexpr const char* village_moves[] = {
    "UPDATE kiosks SET village=?2 WHERE village=?1",
    "UPDATE events SET village=?2 WHERE village=?1",
    "UPDATE requests SET village=?2, town=substr(?2,1,9) WHERE village=?1",
    "UPDATE stored_attachments SET village=?2 WHERE village=?1",
    "UPDATE enrolment_codes SET village=?2 WHERE village=?1",
    "UPDATE users SET scope=?2 WHERE role='village' AND scope=?1",
    "UPDATE OR IGNORE staff SET village=?2 WHERE village=?1",
};

class SqlitePlaces final : public PlaceStore {
  public:
    explicit SqlitePlaces(SqliteSession& session) : session_(session) {}

    Result<std::string> village_now(std::string_view code) override {
        Statement select =
            TRY(session_.prepare("SELECT village FROM former_villages WHERE code=?"));
        return TRY(select.bind(1, code).step()) ? select.text(0) : std::string(code);
    }

    Result<std::vector<FormerVillage>> former_villages() override {
        Statement select =
            TRY(session_.prepare("SELECT code,village FROM former_villages ORDER BY code"));
        std::vector<FormerVillage> former;
        while (TRY(select.step())) former.push_back({select.text(0), select.text(1)});
        return former;
    }

    Result<void> set_former_villages(const std::vector<FormerVillage>& former) override {
        Statement clear = TRY(session_.prepare("DELETE FROM former_villages"));
        TRY(clear.run());
        Statement insert =
            TRY(session_.prepare("INSERT INTO former_villages(code,village) VALUES(?,?)"));
        for (const FormerVillage& one : former) {
            TRY(insert.bind(1, one.code).bind(2, one.village).run());
        }
        return {};
    }

    Result<PlaceDependents> dependents_of_village(std::string_view code) override {
        PlaceDependents found;
        Statement kiosks = TRY(session_.prepare(
            "SELECT ordinal FROM kiosks WHERE village=? AND state<>'revoked' ORDER BY ordinal"));
        kiosks.bind(1, code);
        while (TRY(kiosks.step())) found.kiosks.push_back(kiosks.integer(0));
        found.slips =
            TRY(texts("SELECT slip FROM requests WHERE village=? AND state NOT IN "
                      "('done','returned') ORDER BY slip",
                      code));
        found.users = TRY(
            texts("SELECT name FROM users WHERE role='village' AND scope=? ORDER BY name", code));
        return found;
    }

    Result<PlaceDependents> dependents_of_town(std::string_view code) override {
        PlaceDependents found;
        found.users =
            TRY(texts("SELECT name FROM users WHERE role='town' AND scope=? ORDER BY name", code));
        return found;
    }

    Result<void> move_village(std::string_view from, std::string_view to) override {
        for (const char* sql : village_moves) {
            Statement move = TRY(session_.prepare(sql));
            TRY(move.bind(1, from).bind(2, to).run());
        }
        const std::vector<std::string> left =
            TRY(texts("SELECT number FROM staff WHERE village=? ORDER BY number", from));
        if (left.empty()) return {};
        return Error(Errc::refused,
                     "两个村的代办员都用着编号 " + left.front() + "，请先给其中一位换一个编号");
    }

    Result<void> move_town(std::string_view from, std::string_view to) override {
        Statement move =
            TRY(session_.prepare("UPDATE users SET scope=?2 WHERE role='town' AND scope=?1"));
        return move.bind(1, from).bind(2, to).run();
    }

  private:
    Result<std::vector<std::string>> texts(const char* sql, std::string_view code) {
        Statement select = TRY(session_.prepare(sql));
        select.bind(1, code);
        std::vector<std::string> found;
        while (TRY(select.step())) found.push_back(select.text(0));
        return found;
    }

    SqliteSession& session_;
};

}  // namespace

std::unique_ptr<PlaceStore> make_sqlite_places(SqliteSession& session) {
    return std::make_unique<SqlitePlaces>(session);
}

}  // namespace hall::platform
