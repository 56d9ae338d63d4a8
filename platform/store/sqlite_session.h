// The one writing connection to platform.db, and the schema's migrations. Private to the
// SQLite store.

#pragma once

#include <memory>
#include <string>

#include "platform/store/store.h"
#include "sync/core/database.h"
#include "sync/core/result.h"

namespace hall::platform {

class SqliteSession {
  public:
    static Result<std::unique_ptr<SqliteSession>> open(const Path& file, const std::string& vfs);

    Result<Statement> prepare(const char* sql) { return database_.prepare(sql); }
    Database& database() { return database_; }

  private:
    explicit SqliteSession(Database database) : database_(std::move(database)) {}
    Result<void> migrate();

    Database database_;
};

std::unique_ptr<DocumentStore> make_sqlite_documents(SqliteSession& session);
std::unique_ptr<PublicationStore> make_sqlite_publications(SqliteSession& session);
std::unique_ptr<EventStore> make_sqlite_events(SqliteSession& session);
std::unique_ptr<AttachmentStore> make_sqlite_attachments(SqliteSession& session);
std::unique_ptr<RequestStore> make_sqlite_requests(SqliteSession& session);
std::unique_ptr<ReplyStore> make_sqlite_replies(SqliteSession& session);
std::unique_ptr<KioskStore> make_sqlite_kiosks(SqliteSession& session);
std::unique_ptr<HelpCallStore> make_sqlite_help_calls(SqliteSession& session);
std::unique_ptr<PeopleStore> make_sqlite_people(SqliteSession& session);
std::unique_ptr<PlaceStore> make_sqlite_places(SqliteSession& session);

// Text of an SQLite error code for "no row where one must be".
inline Error no_row(std::string_view what) {
    return Error(Errc::not_found, "no " + std::string(what));
}

}  // namespace hall::platform
