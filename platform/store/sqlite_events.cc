#include "platform/store/sqlite_session.h"

namespace hall::platform {

namespace {

class SqliteEvents final : public EventStore {
  public:
    explicit SqliteEvents(SqliteSession& session) : session_(session) {}

    Result<StoredEvent> find(std::string_view id) override {
        Statement select = TRY(session_.prepare(
            "SELECT id,kiosk,epoch,counter,village,kind,slip,bytes,sha256,receipt,received_ms "
            "FROM events WHERE id=?"));
        if (!TRY(select.bind(1, id).step())) return no_row("event");
        return StoredEvent{.id = select.text(0),
                           .kiosk = select.text(1),
                           .epoch = select.integer(2),
                           .counter = select.integer(3),
                           .village = select.text(4),
                           .kind = select.text(5),
                           .slip = select.text(6),
                           .bytes = select.blob(7),
                           .sha256 = select.text(8),
                           .receipt = select.text(9),
                           .received_ms = select.integer(10)};
    }

    Result<void> add(const StoredEvent& event) override {
        Statement insert = TRY(session_.prepare(
            "INSERT INTO events(id,kiosk,epoch,counter,village,kind,slip,bytes,sha256,receipt,"
            "received_ms) VALUES(?,?,?,?,?,?,?,?,?,?,?)"));
        return insert.bind(1, event.id)
            .bind(2, event.kiosk)
            .bind(3, event.epoch)
            .bind(4, event.counter)
            .bind(5, event.village)
            .bind(6, event.kind)
            .bind(7, event.slip)
            .bind_blob(8, event.bytes)
            .bind(9, event.sha256)
            .bind(10, event.receipt)
            .bind(11, event.received_ms)
            .run();
    }

    Result<std::optional<std::string>> id_at(const EventPlace& place) override {
        Statement select = TRY(session_.prepare(
            "SELECT id FROM events WHERE kiosk=? AND counter=? ORDER BY id LIMIT 1"));
        select.bind(1, place.kiosk).bind(2, place.counter);
        if (!TRY(select.step())) return std::optional<std::string>();
        return std::optional<std::string>(select.text(0));
    }

    Result<std::int64_t> count() override {
        Statement select = TRY(session_.prepare("SELECT count(*) FROM events"));
        TRY(select.step());
        return select.integer(0);
    }

    Result<void> add_use(const EventUse& use) override {
        Statement add = TRY(session_.prepare(
            "INSERT INTO event_use(kiosk,day,bytes) VALUES(?,?,?) ON CONFLICT(kiosk) DO UPDATE "
            "SET bytes=excluded.bytes+CASE WHEN day=excluded.day THEN bytes ELSE 0 END, "
            "day=excluded.day"));
        return add.bind(1, use.kiosk).bind(2, use.day).bind(3, use.bytes).run();
    }

    Result<std::int64_t> bytes_on(std::string_view kiosk, std::int64_t day) override {
        Statement select =
            TRY(session_.prepare("SELECT bytes FROM event_use WHERE kiosk=? AND day=?"));
        if (!TRY(select.bind(1, kiosk).bind(2, day).step())) return std::int64_t{0};
        return select.integer(0);
    }

    Result<void> keep_for_stick(const StickReceipt& receipt, std::size_t kept) override {
        Statement replace = TRY(session_.prepare(
            "INSERT OR REPLACE INTO stick_receipts(kiosk,event,sha256,receipt) VALUES(?,?,?,?)"));
        TRY(replace.bind(1, receipt.kiosk)
                .bind(2, receipt.event)
                .bind(3, receipt.sha256)
                .bind(4, receipt.receipt)
                .run());
        Statement forget = TRY(session_.prepare(
            "DELETE FROM stick_receipts WHERE kiosk=?1 AND number<=(SELECT number FROM "
            "stick_receipts WHERE kiosk=?1 ORDER BY number DESC LIMIT 1 OFFSET ?2)"));
        return forget.bind(1, receipt.kiosk).bind(2, std::uint64_t{kept}).run();
    }

    Result<std::vector<std::string>> for_stick(std::string_view kiosk) override {
        Statement select = TRY(
            session_.prepare("SELECT receipt FROM stick_receipts WHERE kiosk=? ORDER BY number"));
        select.bind(1, kiosk);
        std::vector<std::string> receipts;
        while (TRY(select.step())) receipts.push_back(select.text(0));
        return receipts;
    }

    Result<void> report(const Incident& incident) override {
        Statement insert = TRY(session_.prepare(
            "INSERT INTO incidents(at_ms,kind,kiosk,event) SELECT ?1,?2,?3,?4 WHERE NOT EXISTS("
            "SELECT 1 FROM incidents WHERE kiosk=?3 AND kind=?2 AND event=?4)"));
        return insert.bind(1, incident.at_ms)
            .bind(2, incident.kind)
            .bind(3, incident.kiosk)
            .bind(4, incident.event)
            .run();
    }

    Result<std::vector<Incident>> incidents(std::size_t count_max) override {
        Statement select = TRY(session_.prepare(
            "SELECT at_ms,kind,kiosk,event FROM incidents ORDER BY number DESC LIMIT ?"));
        select.bind(1, std::uint64_t{count_max});
        std::vector<Incident> incidents;
        while (TRY(select.step())) {
            incidents.push_back({.at_ms = select.integer(0),
                                 .kind = select.text(1),
                                 .kiosk = select.text(2),
                                 .event = select.text(3)});
        }
        return incidents;
    }

  private:
    SqliteSession& session_;
};

}  // namespace

std::unique_ptr<EventStore> make_sqlite_events(SqliteSession& session) {
    return std::make_unique<SqliteEvents>(session);
}

}  // namespace hall::platform
