#include "platform/store/sqlite_session.h"

namespace hall::platform {

namespace {

#define HALL_KIOSK_COLUMNS                                                               \
    "id,ordinal,village,sign_key,box_key,key_id,epoch,state,cloned,enrolled_ms,seen_ms," \
    "heartbeat"

Kiosk kiosk_of(const Statement& row) {
    return {.id = row.text(0),
            .ordinal = row.integer(1),
            .village = row.text(2),
            .sign_key = row.blob(3),
            .box_key = row.blob(4),
            .key_id = row.text(5),
            .epoch = row.integer(6),
            .revoked = row.text(7) == "revoked",
            .cloned = row.integer(8) != 0,
            .enrolled_ms = row.integer(9),
            .seen_ms = row.integer(10),
            .heartbeat = row.text(11)};
}

class SqliteKiosks final : public KioskStore {
  public:
    explicit SqliteKiosks(SqliteSession& session) : session_(session) {}

    Result<Kiosk> find(std::string_view name) override {
        Statement select = TRY(
            session_.prepare("SELECT " HALL_KIOSK_COLUMNS " FROM kiosks WHERE id=?1 OR key_id=?1"));
        if (!TRY(select.bind(1, name).step())) return no_row("kiosk");
        return kiosk_of(select);
    }

    Result<Kiosk> find_by_sign_key(std::string_view sign_key) override {
        Statement select =
            TRY(session_.prepare("SELECT " HALL_KIOSK_COLUMNS " FROM kiosks WHERE sign_key=?"));
        if (!TRY(select.bind_blob(1, sign_key).step())) return no_row("kiosk");
        return kiosk_of(select);
    }

    Result<std::vector<Kiosk>> list() override {
        Statement select = TRY(
            session_.prepare("SELECT " HALL_KIOSK_COLUMNS " FROM kiosks ORDER BY village,ordinal"));
        std::vector<Kiosk> kiosks;
        while (TRY(select.step())) kiosks.push_back(kiosk_of(select));
        return kiosks;
    }

    Result<void> add(const Kiosk& kiosk) override {
        Statement insert = TRY(session_.prepare("INSERT INTO kiosks(" HALL_KIOSK_COLUMNS
                                                ") VALUES(?,?,?,?,?,?,?,?,?,?,?,?)"));
        return insert.bind(1, kiosk.id)
            .bind(2, kiosk.ordinal)
            .bind(3, kiosk.village)
            .bind_blob(4, kiosk.sign_key)
            .bind_blob(5, kiosk.box_key)
            .bind(6, kiosk.key_id)
            .bind(7, kiosk.epoch)
            .bind(8, kiosk.revoked ? "revoked" : "active")
            .bind(9, kiosk.cloned ? 1 : 0)
            .bind(10, kiosk.enrolled_ms)
            .bind(11, kiosk.seen_ms)
            .bind(12, kiosk.heartbeat)
            .run();
    }

    Result<void> update(const Kiosk& kiosk) override {
        Statement update = TRY(session_.prepare(
            "UPDATE kiosks SET box_key=?,epoch=?,state=?,cloned=?,enrolled_ms=?,seen_ms=?,"
            "heartbeat=? WHERE id=?"));
        TRY(update.bind_blob(1, kiosk.box_key)
                .bind(2, kiosk.epoch)
                .bind(3, kiosk.revoked ? "revoked" : "active")
                .bind(4, kiosk.cloned ? 1 : 0)
                .bind(5, kiosk.enrolled_ms)
                .bind(6, kiosk.seen_ms)
                .bind(7, kiosk.heartbeat)
                .bind(8, kiosk.id)
                .run());
        if (session_.database().changes() == 0) return no_row("kiosk");
        return {};
    }

    Result<std::int64_t> next_ordinal() override {
        Statement select = TRY(session_.prepare("SELECT coalesce(max(ordinal),-1)+1 FROM kiosks"));
        TRY(select.step());
        return select.integer(0);
    }

    Result<void> add_code(const EnrolmentCode& code) override {
        Statement insert = TRY(session_.prepare(
            "INSERT INTO enrolment_codes(code_sha256,village,made_ms,expires_ms,kiosk) "
            "VALUES(?,?,?,?,?)"));
        return insert.bind(1, code.code_sha256)
            .bind(2, code.village)
            .bind(3, code.made_ms)
            .bind(4, code.expires_ms)
            .bind(5, code.kiosk)
            .run();
    }

    Result<EnrolmentCode> find_code(std::string_view code_sha256) override {
        Statement select = TRY(session_.prepare(
            "SELECT code_sha256,village,made_ms,expires_ms,kiosk FROM enrolment_codes "
            "WHERE code_sha256=?"));
        if (!TRY(select.bind(1, code_sha256).step())) return no_row("code");
        return EnrolmentCode{.code_sha256 = select.text(0),
                             .village = select.text(1),
                             .made_ms = select.integer(2),
                             .expires_ms = select.integer(3),
                             .kiosk = select.text(4)};
    }

    Result<void> use_code(std::string_view code_sha256, std::string_view kiosk) override {
        Statement update =
            TRY(session_.prepare("UPDATE enrolment_codes SET kiosk=? WHERE code_sha256=?"));
        TRY(update.bind(1, kiosk).bind(2, code_sha256).run());
        if (session_.database().changes() == 0) return no_row("code");
        return {};
    }

    Result<void> forget_codes_before(std::int64_t expires_ms) override {
        Statement remove = TRY(session_.prepare("DELETE FROM enrolment_codes WHERE expires_ms<?"));
        return remove.bind(1, expires_ms).run();
    }

  private:
    SqliteSession& session_;
};

}  // namespace

std::unique_ptr<KioskStore> make_sqlite_kiosks(SqliteSession& session) {
    return std::make_unique<SqliteKiosks>(session);
}

}  // namespace hall::platform
