#include "sync/edge/cache.h"

#include <charconv>

#include "sync/core/json.h"
#include "sync/core/log.h"
#include "sync/edge/document_text.h"
#include "sync/edge/search_index.h"
#include "sync/edge/tokenizer.h"

namespace hall {

namespace {

// Raise it whenever the tables or the text of document_text.h change: an older file is
// then thrown away and fetched again.
constexpr std::int64_t schema_version = 1;

constexpr const char* schema = R"sql(
CREATE TABLE documents(
    row INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    rev INTEGER NOT NULL,
    at TEXT NOT NULL,
    board TEXT NOT NULL,
    col TEXT NOT NULL,
    title TEXT NOT NULL,
    date TEXT NOT NULL,
    pinned INTEGER NOT NULL,
    until TEXT NOT NULL,
    series TEXT NOT NULL,
    line TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE(channel, id)
) STRICT;
CREATE INDEX documents_by_column ON documents(board, col, pinned DESC, date DESC, id);
CREATE INDEX documents_by_type ON documents(type);
CREATE INDEX documents_by_series ON documents(series) WHERE series <> '';
CREATE TABLE channels(
    name TEXT PRIMARY KEY,
    version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE refused(
    channel TEXT NOT NULL,
    id TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY(channel, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE receipts(
    event TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL,
    state TEXT NOT NULL,
    number TEXT NOT NULL,
    at TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX receipts_by_number ON receipts(number) WHERE number <> '';
CREATE TABLE replies(
    village TEXT NOT NULL,
    seq INTEGER NOT NULL,
    slip TEXT NOT NULL,
    state TEXT NOT NULL,
    line TEXT NOT NULL,
    at TEXT NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY(village, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX replies_by_slip ON replies(slip);
CREATE TABLE notes(
    name TEXT PRIMARY KEY,
    body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE facts(
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

// What came later. An older file gets these too: it would be a pity to fetch everything
// again for them.
constexpr const char* later_schema = R"sql(
CREATE TABLE IF NOT EXISTS parked(
    id TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    since TEXT NOT NULL,
    tries INTEGER NOT NULL,
    next_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS attachments(
    sha256 TEXT PRIMARY KEY,
    bytes INTEGER NOT NULL,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS uploads(
    sha256 TEXT PRIMARY KEY,
    place TEXT NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

constexpr std::int64_t parked_ms_max = 86'400'000;

Result<Database> open_database(const Path& file, const std::string& vfs) {
    Database database = TRY(Database::open(
        file, {.mode = OpenMode::write, .durability = Durability::normal, .vfs = vfs}));
    const std::int64_t version = TRY(database.version());
    if (version == schema_version) {
        TRY(register_tokenizer(database));
        TRY(database.run(later_schema));
        return database;
    }
    if (version != 0) return Error(Errc::corrupt, "cache of version " + std::to_string(version));
    Transaction transaction = TRY(Transaction::begin(database));
    TRY(database.run(schema));
    TRY(create_search_index(database));
    TRY(database.run(later_schema));
    TRY(database.set_version(schema_version));
    TRY(transaction.commit());
    return database;
}

Document document_of(const Statement& row) {
    Document document;
    document.id = row.text(0);
    document.type = row.text(1);
    document.rev = row.integer(2);
    document.at = row.text(3);
    // Our own bytes, checked when they came in.
    document.body = Json::parse(row.text(4), nullptr, false);
    return document;
}

}  // namespace

Result<Cache> Cache::open(Files& files, const Path& file, const std::string& vfs) {
    Result<Database> database = open_database(file, vfs);
    std::optional<CacheFault> fault;
    if (!database.ok() && database.error().code() == Errc::corrupt) {
        log_line(LogLevel::error, "cache_set_aside", {{"reason", database.error().message()}});
        fault = CacheFault{TRY(set_database_aside(files, file))};
        database = open_database(file, vfs);
    }
    Cache cache(TRY_IN("cache", std::move(database)));
    TRY_IN("cache", sync_database(files, file));
    cache.fault_ = std::move(fault);
    return cache;
}

Result<std::int64_t> Cache::channel_version(std::string_view channel) {
    Statement select = TRY(database_.prepare("SELECT version FROM channels WHERE name=?"));
    return TRY(select.bind(1, channel).step()) ? select.integer(0) : std::int64_t{0};
}

Result<Cache::Install> Cache::begin(const ChannelUpdate& update, DocumentCheck check) {
    const std::int64_t held = TRY(channel_version(update.channel));
    if (update.from != 0 && update.from != held) {
        return Error(Errc::refused, update.channel + ": not the version it starts from");
    }
    // What was once shown must not be gone after a power cut; what the rounds note may.
    TRY(database_.set_durability(Durability::full));
    Transaction transaction = TRY(Transaction::begin(database_));
    Install install(*this, update, std::move(check), std::move(transaction));
    if (update.from == 0) {
        // The index keeps no texts, so each is named as it was put in.
        Statement select = TRY(database_.prepare("SELECT id FROM documents WHERE channel=?"));
        select.bind(1, update.channel);
        std::vector<std::string> ids;
        while (TRY(select.step())) ids.push_back(select.text(0));
        for (const std::string& id : ids) TRY(install.take_out(id));
        Statement forget = TRY(database_.prepare("DELETE FROM refused WHERE channel=?"));
        TRY(forget.bind(1, update.channel).run());
    }
    return install;
}

Result<void> Cache::Install::take_out(std::string_view id) {
    Database& database = cache_->database_;
    Statement select = TRY(database.prepare(
        "SELECT id, type, rev, at, body, row FROM documents WHERE channel=? AND id=?"));
    if (!TRY(select.bind(1, update_.channel).bind(2, id).step())) return {};
    const std::int64_t row = select.integer(5);
    const Document old = document_of(select);
    TRY(remove_from_index(database, row, search_text_of(old)));
    Statement remove = TRY(database.prepare("DELETE FROM documents WHERE row=?"));
    return remove.bind(1, row).run();
}

Result<void> Cache::Install::put(const Document& document) {
    Database& database = cache_->database_;
    const ListEntry entry = list_entry_of(document);
    Statement insert = TRY(database.prepare(
        "INSERT INTO documents(channel, id, type, rev, at, board, col, title, date, pinned, until, "
        "series, line, body) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)"));
    TRY(insert.bind(1, update_.channel)
            .bind(2, document.id)
            .bind(3, document.type)
            .bind(4, document.rev)
            .bind(5, document.at)
            .bind(6, entry.board)
            .bind(7, entry.column)
            .bind(8, entry.title)
            .bind(9, entry.date)
            .bind(10, entry.pinned ? 1 : 0)
            .bind(11, entry.until)
            .bind(12, entry.series)
            .bind(13, entry.line)
            .bind(14, json_line(document.body))
            .run());
    return add_to_index(database, database.last_row_id(), search_text_of(document));
}

Result<void> Cache::Install::add(const std::vector<Document>& documents) {
    for (const Document& document : documents) {
        TRY(take_out(document.id));
        ++changed_;
        if (document.gone) continue;
        if (const Result<void> fits = check_(document); !fits.ok()) {
            refused_.push_back({update_.channel, document.id, fits.error().message()});
            log_line(LogLevel::warning, "document_refused",
                     {{"channel", update_.channel},
                      {"id", document.id},
                      {"reason", fits.error().text()}});
            continue;
        }
        TRY(put(document));
    }
    return {};
}

Result<void> Cache::Install::commit() {
    Database& database = cache_->database_;
    if (update_.to < TRY(cache_->channel_version(update_.channel))) {
        return Error(Errc::refused, update_.channel + ": an older version");
    }
    Statement note = TRY(database.prepare("INSERT OR REPLACE INTO refused VALUES(?,?,?)"));
    for (const RefusedDocument& refused : refused_) {
        TRY(note.bind(1, refused.channel).bind(2, refused.id).bind(3, refused.reason).run());
    }
    Statement version = TRY(database.prepare("INSERT OR REPLACE INTO channels VALUES(?,?)"));
    TRY(version.bind(1, update_.channel).bind(2, update_.to).run());
    TRY(transaction_.commit());
    return database.set_durability(Durability::normal);
}

Result<std::vector<Document>> Cache::documents(std::string_view channel,
                                               const std::vector<std::string>& ids) {
    Statement select = TRY(database_.prepare(
        "SELECT id, type, rev, at, body FROM documents WHERE channel=? AND id=?"));
    std::vector<Document> documents;
    for (const std::string& id : ids) {
        if (TRY(select.bind(1, channel).bind(2, id).step()))
            documents.push_back(document_of(select));
        select.reset();
    }
    return documents;
}

Result<Document> Cache::document(std::string_view channel, std::string_view id) {
    std::vector<Document> found = TRY(documents(channel, {std::string(id)}));
    if (found.empty()) return Error(Errc::not_found, std::string(id));
    return std::move(found.front());
}

Result<void> Cache::store_receipts(const std::vector<Receipt>& receipts) {
    // The kiosk drops an event when it sees the receipt, which must then be there to stay.
    TRY(database_.set_durability(Durability::full));
    Transaction transaction = TRY(Transaction::begin(database_));
    Statement insert =
        TRY(database_.prepare("INSERT OR REPLACE INTO receipts VALUES(?,?,?,?,?,?)"));
    for (const Receipt& receipt : receipts) {
        TRY(insert.bind(1, receipt.event)
                .bind(2, receipt.sha256)
                .bind(3, receipt.state)
                .bind(4, receipt.number)
                .bind(5, receipt.at)
                .bind(6, receipt.reason)
                .run());
        if (receipt.state == "accepted") TRY(unpark(receipt.event));
    }
    TRY(transaction.commit());
    return database_.set_durability(Durability::normal);
}

Result<bool> Cache::has_receipt(std::string_view event) {
    Statement select = TRY(database_.prepare("SELECT 1 FROM receipts WHERE event=?"));
    return select.bind(1, event).step();
}

Result<bool> Cache::has_accepted(std::string_view event) {
    Statement select =
        TRY(database_.prepare("SELECT 1 FROM receipts WHERE event=? AND state='accepted'"));
    return select.bind(1, event).step();
}

Result<void> Cache::park(const Parked& parked) {
    Statement insert =
        TRY(database_.prepare("INSERT INTO parked VALUES(?,?,?,1,?) ON CONFLICT(id) DO UPDATE SET "
                              "reason=excluded.reason, tries=tries+1, next_ms=excluded.next_ms"));
    return insert.bind(1, parked.id)
        .bind(2, parked.reason)
        .bind(3, parked.since)
        .bind(4, parked.next_ms)
        .run();
}

Result<std::optional<Parked>> Cache::parked(std::string_view id) {
    Statement select =
        TRY(database_.prepare("SELECT id, reason, since, tries, next_ms FROM parked WHERE id=?"));
    if (!TRY(select.bind(1, id).step())) return std::optional<Parked>();
    return std::optional<Parked>({select.text(0), select.text(1), select.text(2),
                                  static_cast<int>(select.integer(3)), select.integer(4)});
}

Result<void> Cache::unpark(std::string_view id) {
    Statement remove = TRY(database_.prepare("DELETE FROM parked WHERE id=?"));
    return remove.bind(1, id).run();
}

Result<std::vector<std::string>> Cache::parked_due(std::int64_t now_ms, std::size_t count) {
    Statement select = TRY(database_.prepare(
        "SELECT id FROM parked WHERE next_ms<=?1 OR next_ms>?1+?2 ORDER BY since, id LIMIT ?3"));
    select.bind(1, now_ms).bind(2, parked_ms_max).bind(3, static_cast<std::int64_t>(count));
    std::vector<std::string> ids;
    while (TRY(select.step())) ids.push_back(select.text(0));
    return ids;
}

Result<void> Cache::store_attachment_receipt(const StoredAttachment& stored) {
    // The kiosk drops the file when it sees this, which must then be there to stay.
    TRY(database_.set_durability(Durability::full));
    Transaction transaction = TRY(Transaction::begin(database_));
    Statement insert = TRY(database_.prepare("INSERT OR REPLACE INTO attachments VALUES(?,?,?)"));
    TRY(insert.bind(1, stored.name.sha256).bind(2, stored.name.bytes).bind(3, stored.at).run());
    Statement forget = TRY(database_.prepare("DELETE FROM uploads WHERE sha256=?"));
    TRY(forget.bind(1, stored.name.sha256).run());
    TRY(unpark(stored.name.sha256));
    TRY(transaction.commit());
    return database_.set_durability(Durability::normal);
}

Result<bool> Cache::has_attachment_receipt(std::string_view sha256) {
    Statement select = TRY(database_.prepare("SELECT 1 FROM attachments WHERE sha256=?"));
    return select.bind(1, sha256).step();
}

Result<void> Cache::set_upload_place(std::string_view sha256, std::string_view place) {
    Statement insert = TRY(database_.prepare("INSERT OR REPLACE INTO uploads VALUES(?,?)"));
    return insert.bind(1, sha256).bind(2, place).run();
}

Result<std::string> Cache::upload_place(std::string_view sha256) {
    Statement select = TRY(database_.prepare("SELECT place FROM uploads WHERE sha256=?"));
    return TRY(select.bind(1, sha256).step()) ? select.text(0) : std::string();
}

Result<void> Cache::store_replies(const std::vector<Reply>& replies, std::string_view village,
                                  std::int64_t after) {
    Transaction transaction = TRY(Transaction::begin(database_));
    Statement insert =
        TRY(database_.prepare("INSERT OR REPLACE INTO replies VALUES(?,?,?,?,?,?,?)"));
    for (const Reply& reply : replies) {
        if (reply.kind != "state") continue;
        TRY(insert.bind(1, reply.village)
                .bind(2, reply.seq)
                .bind(3, reply.slip)
                .bind(4, reply.state)
                .bind(5, reply.line)
                .bind(6, reply.at)
                .bind_blob(7, reply.sealed)
                .run());
    }
    TRY(set_fact("replies_after_" + std::string(village), std::to_string(after)));
    return transaction.commit();
}

Result<std::int64_t> Cache::replies_after(std::string_view village) {
    const std::string text = TRY(fact("replies_after_" + std::string(village)));
    std::int64_t after = 0;
    std::from_chars(text.data(), text.data() + text.size(), after);
    return after;
}

Result<void> Cache::store_note(std::string_view name, std::string_view body) {
    Statement insert = TRY(database_.prepare("INSERT OR REPLACE INTO notes VALUES(?,?)"));
    return insert.bind(1, name).bind(2, body).run();
}

Result<void> Cache::set_fact(std::string_view name, std::string_view value) {
    Statement insert = TRY(database_.prepare("INSERT OR REPLACE INTO facts VALUES(?,?)"));
    return insert.bind(1, name).bind(2, value).run();
}

Result<std::string> Cache::fact(std::string_view name) {
    Statement select = TRY(database_.prepare("SELECT value FROM facts WHERE name=?"));
    return TRY(select.bind(1, name).step()) ? select.text(0) : std::string();
}

}  // namespace hall
