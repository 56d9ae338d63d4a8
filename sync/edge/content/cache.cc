#include "sync/edge/content/cache.h"

#include <charconv>

#include "sync/core/json.h"
#include "sync/core/log.h"
#include "sync/edge/content/cache_schema.h"
#include "sync/edge/search/search_index.h"
#include "sync/edge/search/tokenizer.h"
#include "sync/wire/segment.h"

namespace hall {

namespace {

constexpr const char* cache_schema = R"sql(
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
CREATE INDEX documents_by_type ON documents(type);
CREATE INDEX documents_by_until ON documents(until) WHERE until <> '';
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
CREATE TABLE blobs(
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY(sha256, bytes)
) STRICT, WITHOUT ROWID;
CREATE TABLE blob_names(
    document INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    PRIMARY KEY(document, sha256, bytes)
) STRICT, WITHOUT ROWID;
CREATE INDEX blob_names_by_blob ON blob_names(sha256, bytes);
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
CREATE TABLE device_messages(
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

// Larger than SQLite's own: a first synchronisation writes and reads all of the file, and
// each page costs two calls to write and one to read (docs/decisions/0020).
constexpr int page_bytes = 16'384;

Result<Database> open_database(const Path& file, const std::string& vfs) {
    Database database = TRY(Database::open(file, {.mode = OpenMode::write,
                                                  .durability = Durability::normal,
                                                  .page_bytes = page_bytes,
                                                  .vfs = vfs,
                                                  .extension = register_tokenizer}));
    TRY(database.check_header());
    return database;
}

Result<void> create_tables(Database& database) {
    Transaction transaction = TRY(Transaction::begin(database));
    TRY(database.run(cache_schema));
    TRY(database.run(create_column_index));
    TRY(create_search_index(database));
    TRY(database.run(later_schema));
    TRY(database.set_version(user_version_of(cache_format)));
    return transaction.commit();
}

Document cached_document_of(const Statement& row) {
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
        log_line(LogLevel::error, "cache_quarantined", {{"reason", database.error().message()}});
        fault = CacheFault{TRY(set_database_aside(files, file))};
        database = open_database(file, vfs);
    }
    Database opened = TRY_IN("cache", std::move(database));
    const std::int64_t version = TRY_IN("cache", opened.version());
    if (version == 0) {
        TRY_IN("cache", create_tables(opened));
    } else if (is_usable(file_format_of(version), cache_format.version)) {
        TRY_IN("cache", opened.run(later_schema));
    } else {
        // Nothing is wrong with it, and all of it comes again: no reason to keep it.
        log_line(LogLevel::info, "cache_replaced", {{"version", version}});
        { const Database closed = std::move(opened); }
        TRY_IN("cache", remove_database(files, file));
        opened = TRY_IN("cache", open_database(file, vfs));
        TRY_IN("cache", create_tables(opened));
    }
    TRY_IN("cache", sync_database(files, file));
    Cache cache(std::move(opened));
    cache.fault_ = std::move(fault);
    return cache;
}

Result<void> Cache::quarantine(Files& files, const Path& file) {
    log_line(LogLevel::error, "cache_quarantined", {{"reason", "damaged while it was in use"}});
    if (files.size(file).ok()) TRY_IN("cache", set_database_aside(files, file));
    return {};
}

Result<std::int64_t> Cache::channel_version(std::string_view channel) {
    Statement select = TRY(database_.prepare("SELECT version FROM channels WHERE name=?"));
    return TRY(select.bind(1, channel).step()) ? select.integer(0) : std::int64_t{0};
}

Result<std::vector<std::string>> Cache::channels() {
    Statement select = TRY(database_.prepare("SELECT name FROM channels ORDER BY name"));
    std::vector<std::string> names;
    while (TRY(select.step())) names.push_back(select.text(0));
    return names;
}

// As a base of nothing, which takes texts, index and pictures out together.
Result<void> Cache::drop_channel(const std::string& channel) {
    const std::int64_t held = TRY(channel_version(channel));
    const auto any = [](const Document&) { return Result<void>(); };
    Install install = TRY(begin({.channel = channel, .from = 0, .to = held}, any));
    TRY(install.commit());
    Statement forget = TRY(database_.prepare("DELETE FROM channels WHERE name=?"));
    return forget.bind(1, channel).run();
}

Result<Document> Cache::document(std::string_view channel, std::string_view id) {
    Statement select = TRY(database_.prepare(
        "SELECT id, type, rev, at, body FROM documents WHERE channel=? AND id=?"));
    if (!TRY(select.bind(1, channel).bind(2, id).step())) {
        return Error(Errc::not_found, std::string(id));
    }
    return cached_document_of(select);
}

Result<std::string> Cache::patch_base(std::string_view channel,
                                      const std::vector<std::string>& ids) {
    Statement select = TRY(database_.prepare(
        "SELECT id, type, rev, at, body FROM documents WHERE channel=? AND id=?"));
    std::string lines;
    for (const std::string& id : ids) {
        if (!TRY(select.bind(1, channel).bind(2, id).step())) return Error(Errc::not_found, id);
        const Document document{.id = select.text(0),
                                .type = select.text(1),
                                .rev = select.integer(2),
                                .at = select.text(3)};
        lines += line_of(document, select.text(4));
        lines += '\n';
        if (lines.size() > patch_base_bytes_max)
            return Error(Errc::exhausted, "too much patch_base");
        select.reset();
    }
    return lines;
}

Result<std::vector<CachedBlob>> Cache::blobs(Statement& select) {
    std::vector<CachedBlob> found;
    while (TRY(select.step())) {
        found.push_back({.sha256 = select.text(0),
                         .bytes = static_cast<std::uint64_t>(select.integer(1)),
                         .state = blob_state_of(select.text(2))});
    }
    return found;
}

// A picture of half a megabyte is small; a film is not, however new it is.
#define BLOBS_WHERE(condition)                                                             \
    "SELECT b.sha256, b.bytes, b.state FROM blobs b JOIN blob_names USING(sha256, bytes) " \
    "JOIN documents d ON d.row=document WHERE " condition " GROUP BY b.sha256, b.bytes "

Result<std::vector<CachedBlob>> Cache::missing_blobs(std::size_t count_max, std::size_t after) {
    Statement select = TRY(database_.prepare(BLOBS_WHERE(
        "b.state<>'here'") "ORDER BY b.bytes>524288, max(d.pinned) DESC, max(d.date) DESC, "
                           "b.bytes, b.sha256 LIMIT ? OFFSET ?"));
    return blobs(select.bind(1, static_cast<std::int64_t>(count_max))
                     .bind(2, static_cast<std::int64_t>(after)));
}

Result<std::vector<CachedBlob>> Cache::present_blobs(std::size_t count_max) {
    Statement select = TRY(database_.prepare(
        BLOBS_WHERE("b.state='here'") "ORDER BY b.bytes>524288 DESC, max(d.pinned), max(d.date), "
                                      "b.bytes DESC, b.sha256 LIMIT ?"));
    return blobs(select.bind(1, static_cast<std::int64_t>(count_max)));
}

Result<CachedBlob> Cache::blob(std::string_view sha256, std::uint64_t bytes) {
    Statement select =
        TRY(database_.prepare("SELECT sha256, bytes, state FROM blobs WHERE sha256=? AND bytes=?"));
    std::vector<CachedBlob> found = TRY(blobs(select.bind(1, sha256).bind(2, bytes)));
    if (found.empty()) return Error(Errc::not_found, std::string(sha256));
    return std::move(found.front());
}

Result<bool> Cache::names_blob(std::string_view sha256) {
    Statement select = TRY(database_.prepare("SELECT 1 FROM blobs WHERE sha256=?"));
    return select.bind(1, sha256).step();
}

Result<void> Cache::set_blob_state(const CachedBlob& blob, BlobState state) {
    if (blob.state == state) return {};
    Statement update =
        TRY(database_.prepare("UPDATE blobs SET state=? WHERE sha256=? AND bytes=?"));
    return update.bind(1, name_of(state)).bind(2, blob.sha256).bind(3, blob.bytes).run();
}

Result<void> Cache::store_receipts(const std::vector<Receipt>& receipts) {
    // The kiosk drops an event when it sees the receipt, which must then be there to stay.
    TRY(database_.set_durability(Durability::full));
    Transaction transaction = TRY(Transaction::begin(database_));
    Statement insert =
        TRY(database_.prepare("INSERT OR REPLACE INTO receipts(event, sha256, state, number, at, "
                              "reason) VALUES(?,?,?,?,?,?)"));
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

Result<std::optional<Receipt>> Cache::receipt(std::string_view event) {
    Statement select = TRY(database_.prepare(
        "SELECT event, sha256, state, number, at, reason FROM receipts WHERE event=?"));
    if (!TRY(select.bind(1, event).step())) return std::optional<Receipt>();
    return std::optional<Receipt>({select.text(0), select.text(1), select.text(2), select.text(3),
                                   select.text(4), select.text(5)});
}

Result<void> Cache::park(const Parked& parked) {
    Statement insert =
        TRY(database_.prepare("INSERT INTO parked(id, reason, since, tries, next_ms) "
                              "VALUES(?,?,?,1,?) ON CONFLICT(id) DO UPDATE SET "
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

Result<std::vector<std::string>> Cache::parked_due(ParkedKind kind, std::int64_t now_ms,
                                                   std::size_t count) {
    Statement select = TRY(database_.prepare(
        "SELECT id FROM parked WHERE (next_ms<=?1 OR next_ms>?1+?2) AND "
        "(length(id)=64 AND id NOT GLOB '*[^0-9a-f]*')=?4 ORDER BY since, id LIMIT ?3"));
    select.bind(1, now_ms)
        .bind(2, parked_ms_max)
        .bind(3, static_cast<std::int64_t>(count))
        .bind(4, kind == ParkedKind::attachments ? 1 : 0);
    std::vector<std::string> ids;
    while (TRY(select.step())) ids.push_back(select.text(0));
    return ids;
}

Result<void> Cache::store_attachment_receipt(const StoredAttachment& stored) {
    // The kiosk drops the file when it sees this, which must then be there to stay.
    TRY(database_.set_durability(Durability::full));
    Transaction transaction = TRY(Transaction::begin(database_));
    Statement insert = TRY(
        database_.prepare("INSERT OR REPLACE INTO attachments(sha256, bytes, at) VALUES(?,?,?)"));
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
    Statement insert =
        TRY(database_.prepare("INSERT OR REPLACE INTO uploads(sha256, place) VALUES(?,?)"));
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
        TRY(database_.prepare("INSERT OR REPLACE INTO replies(village, seq, slip, state, line, at, "
                              "sealed) VALUES(?,?,?,?,?,?,?)"));
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

Result<void> Cache::store_device_message(std::string_view name, std::string_view body) {
    Statement insert =
        TRY(database_.prepare("INSERT OR REPLACE INTO device_messages(name, body) VALUES(?,?)"));
    return insert.bind(1, name).bind(2, body).run();
}

Result<void> Cache::set_fact(std::string_view name, std::string_view value) {
    Statement insert =
        TRY(database_.prepare("INSERT OR REPLACE INTO facts(name, value) VALUES(?,?)"));
    return insert.bind(1, name).bind(2, value).run();
}

Result<std::string> Cache::fact(std::string_view name) {
    Statement select = TRY(database_.prepare("SELECT value FROM facts WHERE name=?"));
    return TRY(select.bind(1, name).step()) ? select.text(0) : std::string();
}

}  // namespace hall
