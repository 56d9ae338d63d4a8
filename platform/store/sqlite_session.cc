#include "platform/store/sqlite_session.h"

#include "platform/embedded.h"
#include "sync/core/log.h"

namespace hall::platform {

Result<std::unique_ptr<SqliteSession>> SqliteSession::open(const Path& file,
                                                           const std::string& vfs) {
    const DatabaseOptions options{.mode = OpenMode::write,
                                  .durability = Durability::full,
                                  .busy_ms = 5000,
                                  .cache_kib = 16'384,
                                  .statements_kept = 256,  // all of the store's
                                  .vfs = vfs};
    std::unique_ptr<SqliteSession> session(new SqliteSession(TRY(Database::open(file, options))));
    TRY_IN("migrate", session->migrate());
    return session;
}

Result<void> SqliteSession::migrate() {
    const std::span<const EmbeddedFile> steps = embedded_schema();
    const std::int64_t version = TRY(database_.version());
    const auto newest = static_cast<std::int64_t>(steps.size());
    if (version > newest) {
        return Error(Errc::refused, "the database was written by a newer version of this program");
    }
    for (std::int64_t step = version; step < newest; ++step) {
        Transaction transaction = TRY(Transaction::begin(database_));
        const EmbeddedFile& file = steps[static_cast<std::size_t>(step)];
        const std::string sql(file.bytes);
        TRY_IN(file.name, database_.run(sql.c_str()));
        TRY(database_.set_version(step + 1));
        TRY(transaction.commit());
        if (version > 0) log_line(LogLevel::info, "schema_migrated", {{"to", step + 1}});
    }
    return {};
}

namespace {

class SqliteStore final : public Store {
  public:
    explicit SqliteStore(std::unique_ptr<SqliteSession> session)
        : session_(std::move(session)),
          documents_(make_sqlite_documents(*session_)),
          publications_(make_sqlite_publications(*session_)),
          events_(make_sqlite_events(*session_)),
          attachments_(make_sqlite_attachments(*session_)),
          requests_(make_sqlite_requests(*session_)),
          replies_(make_sqlite_replies(*session_)),
          kiosks_(make_sqlite_kiosks(*session_)),
          help_calls_(make_sqlite_help_calls(*session_)),
          people_(make_sqlite_people(*session_)),
          places_(make_sqlite_places(*session_)) {}

    DocumentStore& documents() override { return *documents_; }
    PublicationStore& publications() override { return *publications_; }
    EventStore& events() override { return *events_; }
    AttachmentStore& attachments() override { return *attachments_; }
    RequestStore& requests() override { return *requests_; }
    ReplyStore& replies() override { return *replies_; }
    KioskStore& kiosks() override { return *kiosks_; }
    HelpCallStore& help_calls() override { return *help_calls_; }
    PeopleStore& people() override { return *people_; }
    PlaceStore& places() override { return *places_; }

    Result<void> begin() override { return run("BEGIN IMMEDIATE"); }
    Result<void> commit() override { return run("COMMIT"); }
    void roll_back() override {
        // After a full disk SQLite has rolled back by itself; then this fails, rightly.
        static_cast<void>(run("ROLLBACK"));
    }

    Result<void> set_savepoint() override { return run("SAVEPOINT mark"); }
    Result<void> release_savepoint() override { return run("RELEASE mark"); }
    Result<void> roll_back_to_savepoint() override {
        TRY(run("ROLLBACK TO mark"));
        return run("RELEASE mark");
    }

  private:
    Result<void> run(const char* sql) { return TRY(session_->prepare(sql)).run(); }

    std::unique_ptr<SqliteSession> session_;
    std::unique_ptr<DocumentStore> documents_;
    std::unique_ptr<PublicationStore> publications_;
    std::unique_ptr<EventStore> events_;
    std::unique_ptr<AttachmentStore> attachments_;
    std::unique_ptr<RequestStore> requests_;
    std::unique_ptr<ReplyStore> replies_;
    std::unique_ptr<KioskStore> kiosks_;
    std::unique_ptr<HelpCallStore> help_calls_;
    std::unique_ptr<PeopleStore> people_;
    std::unique_ptr<PlaceStore> places_;
};

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite_store(const Path& file, const std::string& vfs) {
    return std::unique_ptr<Store>(
        std::make_unique<SqliteStore>(TRY(SqliteSession::open(file, vfs))));
}

}  // namespace hall::platform
