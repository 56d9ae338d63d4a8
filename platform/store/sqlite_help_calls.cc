#include "platform/store/sqlite_session.h"

namespace hall::platform {

namespace {

#define CALL_COLUMNS "id,kiosk,village,screen,called_ms,answered_by,answered_ms"

StoredHelpCall call_of(const Statement& row) {
    return {.id = row.text(0),
            .kiosk = row.text(1),
            .village = row.text(2),
            .screen = row.text(3),
            .called_ms = row.integer(4),
            .answered_by = row.text(5),
            .answered_ms = row.integer(6)};
}

class SqliteHelpCalls final : public HelpCallStore {
  public:
    explicit SqliteHelpCalls(SqliteSession& session) : session_(session) {}

    Result<void> add(const StoredHelpCall& call) override {
        Statement insert = TRY(session_.prepare(
            "INSERT INTO help_calls(id,kiosk,village,screen,called_ms) VALUES(?,?,?,?,?)"));
        return insert.bind(1, call.id)
            .bind(2, call.kiosk)
            .bind(3, call.village)
            .bind(4, call.screen)
            .bind(5, call.called_ms)
            .run();
    }

    Result<StoredHelpCall> find(std::string_view id) override {
        Statement select =
            TRY(session_.prepare("SELECT " CALL_COLUMNS " FROM help_calls WHERE id=?"));
        if (!TRY(select.bind(1, id).step())) return no_row("call for help");
        return call_of(select);
    }

    Result<std::vector<StoredHelpCall>> standing(std::string_view village,
                                                 std::int64_t since_ms) override {
        Statement select =
            TRY(session_.prepare("SELECT " CALL_COLUMNS " FROM help_calls WHERE village=? AND "
                                 "called_ms>? AND answered_ms=0 ORDER BY called_ms,id"));
        select.bind(1, village).bind(2, since_ms);
        std::vector<StoredHelpCall> calls;
        while (TRY(select.step())) calls.push_back(call_of(select));
        return calls;
    }

    Result<void> answer(std::string_view id, std::string_view user, std::int64_t now_ms) override {
        Statement update = TRY(
            session_.prepare("UPDATE help_calls SET answered_by=?2,answered_ms=?3 WHERE id=?1"));
        return update.bind(1, id).bind(2, user).bind(3, now_ms).run();
    }

    Result<void> forget_before(std::int64_t called_ms) override {
        Statement remove = TRY(session_.prepare("DELETE FROM help_calls WHERE called_ms<?"));
        return remove.bind(1, called_ms).run();
    }

  private:
    SqliteSession& session_;
};

}  // namespace

std::unique_ptr<HelpCallStore> make_sqlite_help_calls(SqliteSession& session) {
    return std::make_unique<SqliteHelpCalls>(session);
}

}  // namespace hall::platform
