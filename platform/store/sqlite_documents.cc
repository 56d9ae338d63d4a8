#include "platform/store/sqlite_session.h"
#include "sync/wire/document.h"

namespace hall::platform {

namespace {

class SqliteDocuments final : public DocumentStore {
  public:
    explicit SqliteDocuments(SqliteSession& session) : session_(session) {}

    Result<void> add_channel(std::string_view channel) override {
        Statement insert = TRY(session_.prepare("INSERT OR IGNORE INTO channels(name) VALUES(?)"));
        return insert.bind(1, channel).run();
    }

    Result<std::vector<std::string>> channels() override {
        return names(TRY(session_.prepare("SELECT name FROM channels ORDER BY name")));
    }

    Result<std::int64_t> version(std::string_view channel) override {
        Statement select = TRY(session_.prepare("SELECT version FROM channels WHERE name=?"));
        if (!TRY(select.bind(1, channel).step())) return no_row("channel");
        return select.integer(0);
    }

    Result<void> put(std::string_view channel, const Document& document) override {
        TRY(version(channel));
        const std::int64_t rev = TRY(newest_rev(channel, document.id));
        if (document.rev != rev + 1) return Error(Errc::refused, "another revision was kept first");
        const std::string line = line_of(document);
        Statement keep = TRY(session_.prepare(
            "INSERT INTO documents(channel,id,rev,version,type,line) VALUES(?,?,?,0,?,?) "
            "ON CONFLICT(channel,id) DO UPDATE SET rev=excluded.rev, version=0, "
            "type=excluded.type, line=excluded.line"));
        TRY(keep.bind(1, channel)
                .bind(2, document.id)
                .bind(3, document.rev)
                .bind(4, document.type)
                .bind(5, line)
                .run());
        Statement history = TRY(
            session_.prepare("INSERT INTO document_versions(channel,id,rev,line) VALUES(?,?,?,?)"));
        return history.bind(1, channel)
            .bind(2, document.id)
            .bind(3, document.rev)
            .bind(4, line)
            .run();
    }

    Result<Document> newest(DocumentRef ref) override {
        Statement select =
            TRY(session_.prepare("SELECT line FROM documents WHERE channel=? AND id=?"));
        return one(select.bind(1, ref.channel).bind(2, ref.id));
    }

    Result<Document> revision(DocumentRef ref, std::int64_t rev) override {
        Statement select = TRY(session_.prepare(
            "SELECT line FROM document_versions WHERE channel=? AND id=? AND rev=?"));
        return one(select.bind(1, ref.channel).bind(2, ref.id).bind(3, rev));
    }

    Result<std::vector<Document>> all(std::string_view channel) override {
        Statement select =
            TRY(session_.prepare("SELECT line FROM documents WHERE channel=? ORDER BY id"));
        return many(select.bind(1, channel));
    }

    Result<std::vector<Document>> waiting(std::string_view channel) override {
        Statement select = TRY(session_.prepare(
            "SELECT line FROM documents WHERE channel=? AND version=0 ORDER BY id"));
        return many(select.bind(1, channel));
    }

    Result<std::vector<Document>> of_type(std::string_view channel,
                                          std::string_view type) override {
        Statement select = TRY(
            session_.prepare("SELECT line FROM documents WHERE channel=? AND type=? ORDER BY id"));
        return many(select.bind(1, channel).bind(2, type));
    }

    Result<Document> shown(DocumentRef ref) override {
        Statement select = TRY(session_.prepare(
            "SELECT line FROM document_versions WHERE channel=? AND id=? AND version>0 "
            "ORDER BY version DESC LIMIT 1"));
        Document document = TRY(one(select.bind(1, ref.channel).bind(2, ref.id)));
        if (document.gone) return Error(Errc::not_found, std::string(ref.id));
        return document;
    }

    Result<std::vector<Document>> shown_of_waiting(std::string_view channel) override {
        // max() in a query with one row a group takes the other columns of that row.
        Statement select = TRY(session_.prepare(
            "SELECT v.line, max(v.version) FROM documents d JOIN document_versions v "
            "USING(channel, id) WHERE d.channel=? AND d.version=0 AND v.version>0 "
            "GROUP BY v.id ORDER BY v.id"));
        std::vector<Document> shown = TRY(many(select.bind(1, channel)));
        std::erase_if(shown, [](const Document& document) { return document.gone; });
        return shown;
    }

    Result<std::vector<std::string>> channels_waiting() override {
        return names(
            TRY(session_.prepare("SELECT name FROM channels WHERE EXISTS(SELECT 1 FROM documents "
                                 "WHERE channel=name AND documents.version=0) ORDER BY name")));
    }

    Result<void> set_published(std::string_view channel, std::int64_t version,
                               const std::vector<Document>& documents) override {
        Statement stands = TRY(
            session_.prepare("UPDATE documents SET version=? WHERE channel=? AND id=? AND rev=?"));
        Statement shown = TRY(session_.prepare(
            "UPDATE document_versions SET version=? WHERE channel=? AND id=? AND rev=?"));
        for (const Document& document : documents) {
            for (Statement* update : {&stands, &shown}) {
                TRY((*update)
                        .bind(1, version)
                        .bind(2, channel)
                        .bind(3, document.id)
                        .bind(4, document.rev)
                        .run());
            }
        }
        Statement update = TRY(session_.prepare("UPDATE channels SET version=? WHERE name=?"));
        return update.bind(1, version).bind(2, channel).run();
    }

  private:
    Result<std::int64_t> newest_rev(std::string_view channel, std::string_view id) {
        Statement select =
            TRY(session_.prepare("SELECT rev FROM documents WHERE channel=? AND id=?"));
        if (!TRY(select.bind(1, channel).bind(2, id).step())) return std::int64_t{0};
        return select.integer(0);
    }

    static Result<Document> one(Statement& select) {
        if (!TRY(select.step())) return no_row("document");
        return parse_document(select.text(0));
    }

    static Result<std::vector<Document>> many(Statement& select) {
        std::vector<Document> documents;
        while (TRY(select.step())) documents.push_back(TRY(parse_document(select.text(0))));
        return documents;
    }

    static Result<std::vector<std::string>> names(Statement select) {
        std::vector<std::string> found;
        while (TRY(select.step())) found.push_back(select.text(0));
        return found;
    }

    SqliteSession& session_;
};

}  // namespace

std::unique_ptr<DocumentStore> make_sqlite_documents(SqliteSession& session) {
    return std::make_unique<SqliteDocuments>(session);
}

}  // namespace hall::platform
