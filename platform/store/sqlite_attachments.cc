#include "platform/store/sqlite_session.h"

namespace hall::platform {

namespace {

Upload upload_of(const Statement& row) {
    return {.kiosk = row.text(0),
            .name = {row.text(1), row.integer(2)},
            .offset = row.integer(3),
            .changed_ms = row.integer(4)};
}

EventAttachment attachment_of(const Statement& row) {
    return {.event = row.text(0),
            .number = static_cast<int>(row.integer(1)),
            .name = {row.text(2), row.integer(3)},
            .here = row.integer(4) != 0};
}

// Of attachments a and the events e that name them.
#define HALL_ATTACHMENT_COLUMNS                                                                  \
    "a.event,a.number,a.sha256,a.bytes,"                                                         \
    "EXISTS(SELECT 1 FROM stored_attachments s WHERE s.village=e.village AND s.sha256=a.sha256 " \
    "AND s.bytes=a.bytes)"

class SqliteAttachments final : public AttachmentStore {
  public:
    explicit SqliteAttachments(SqliteSession& session) : session_(session) {}

    Result<void> add(const EventAttachment& attachment) override {
        Statement insert = TRY(
            session_.prepare("INSERT INTO attachments(event,number,sha256,bytes) VALUES(?,?,?,?)"));
        return insert.bind(1, attachment.event)
            .bind(2, attachment.number)
            .bind(3, attachment.name.sha256)
            .bind(4, attachment.name.bytes)
            .run();
    }

    Result<std::vector<EventAttachment>> of_event(std::string_view event) override {
        Statement select = TRY(session_.prepare("SELECT " HALL_ATTACHMENT_COLUMNS
                                                " FROM attachments a JOIN events e ON e.id=a.event "
                                                "WHERE a.event=? ORDER BY a.number"));
        select.bind(1, event);
        std::vector<EventAttachment> attachments;
        while (TRY(select.step())) attachments.push_back(attachment_of(select));
        return attachments;
    }

    Result<EventAttachment> find_named(const AttachmentName& name,
                                       std::string_view village) override {
        Statement select = TRY(session_.prepare("SELECT " HALL_ATTACHMENT_COLUMNS
                                                " FROM attachments a JOIN events e ON e.id=a.event "
                                                "WHERE a.sha256=? AND a.bytes=? AND e.village=?"));
        select.bind(1, name.sha256).bind(2, name.bytes).bind(3, village);
        if (!TRY(select.step())) return no_row("attachment");
        return attachment_of(select);
    }

    Result<void> keep(const KeptAttachment& kept) override {
        Statement insert = TRY(session_.prepare(
            "INSERT INTO stored_attachments(sha256,bytes,village,kiosk,receipt,stored_ms) "
            "VALUES(?,?,?,?,?,?)"));
        return insert.bind(1, kept.name.sha256)
            .bind(2, kept.name.bytes)
            .bind(3, kept.village)
            .bind(4, kept.kiosk)
            .bind(5, kept.receipt)
            .bind(6, kept.stored_ms)
            .run();
    }

    Result<KeptAttachment> find_kept(std::string_view sha256, std::string_view village) override {
        Statement select = TRY(session_.prepare(
            "SELECT sha256,bytes,village,kiosk,receipt,stored_ms FROM stored_attachments "
            "WHERE sha256=? AND village=?"));
        if (!TRY(select.bind(1, sha256).bind(2, village).step())) return no_row("attachment");
        return KeptAttachment{.name = {select.text(0), select.integer(1)},
                              .village = select.text(2),
                              .kiosk = select.text(3),
                              .receipt = select.text(4),
                              .stored_ms = select.integer(5)};
    }

    Result<void> put_upload(const Upload& upload) override {
        Statement insert = TRY(
            session_.prepare("INSERT OR REPLACE INTO uploads(kiosk,sha256,bytes,offset,changed_ms) "
                             "VALUES(?,?,?,?,?)"));
        return insert.bind(1, upload.kiosk)
            .bind(2, upload.name.sha256)
            .bind(3, upload.name.bytes)
            .bind(4, upload.offset)
            .bind(5, upload.changed_ms)
            .run();
    }

    Result<Upload> find_upload(std::string_view kiosk, std::string_view sha256) override {
        Statement select = TRY(session_.prepare(
            "SELECT kiosk,sha256,bytes,offset,changed_ms FROM uploads WHERE kiosk=? AND sha256=?"));
        if (!TRY(select.bind(1, kiosk).bind(2, sha256).step())) return no_row("upload");
        return upload_of(select);
    }

    Result<void> remove_upload(std::string_view kiosk, std::string_view sha256) override {
        Statement remove = TRY(session_.prepare("DELETE FROM uploads WHERE kiosk=? AND sha256=?"));
        return remove.bind(1, kiosk).bind(2, sha256).run();
    }

    Result<std::vector<Upload>> uploads_unchanged_since(std::int64_t changed_ms,
                                                        std::size_t count_max) override {
        Statement select = TRY(session_.prepare(
            "SELECT kiosk,sha256,bytes,offset,changed_ms FROM uploads WHERE changed_ms<? "
            "ORDER BY changed_ms,kiosk,sha256 LIMIT ?"));
        select.bind(1, changed_ms).bind(2, std::uint64_t{count_max});
        std::vector<Upload> uploads;
        while (TRY(select.step())) uploads.push_back(upload_of(select));
        return uploads;
    }

    Result<AttachmentUse> use_of(std::string_view kiosk) override {
        Statement select = TRY(session_.prepare(
            "SELECT u.bytes,u.count,s.bytes,s.count FROM "
            "(SELECT coalesce(sum(bytes),0) AS bytes,count(*) AS count FROM uploads "
            "WHERE kiosk=?1) u,"
            "(SELECT coalesce(sum(bytes),0) AS bytes,count(*) AS count FROM stored_attachments "
            "WHERE kiosk=?1) s"));
        TRY(select.bind(1, kiosk).step());
        return AttachmentUse{.unfinished_bytes = select.integer(0),
                             .unfinished_count = select.integer(1),
                             .kept_bytes = select.integer(2),
                             .kept_count = select.integer(3)};
    }

  private:
    SqliteSession& session_;
};

}  // namespace

std::unique_ptr<AttachmentStore> make_sqlite_attachments(SqliteSession& session) {
    return std::make_unique<SqliteAttachments>(session);
}

}  // namespace hall::platform
