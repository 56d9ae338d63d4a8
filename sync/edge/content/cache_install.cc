#include <algorithm>

#include "sync/core/json.h"
#include "sync/core/log.h"
#include "sync/edge/content/cache.h"
#include "sync/edge/content/cache_schema.h"
#include "sync/edge/content/document_text.h"
#include "sync/edge/search/search_index.h"
#include "sync/wire/blob.h"

namespace hall {

namespace {

// How a base finds what it brings.
enum class Fill {
    changes,  // a delta: what it names is looked up
    empty,    // a base for a channel that holds nothing
    compare,  // a base over what the channel holds
};

struct OldDocument {
    std::int64_t row = 0;
    Document document;
    std::string body;
};

}  // namespace

struct Cache::Install::State {
    Database& database;
    ChannelUpdate update;
    DocumentCheck check;
    Transaction transaction;
    Fill fill;
    bool index_later;  // when all documents are in
    Statement select_old;
    Statement insert;
    Statement remove;
    Statement insert_blob;
    Statement insert_blob_name;
    Statement remove_blob_names;
    Statement forget_refused;
    JsonParser parser;
    std::string last_id;              // the highest so far
    std::vector<std::int64_t> named;  // rows left or put in
    std::vector<RefusedDocument> refused;
    std::int64_t changed = 0;
    std::int64_t lines = 0;
    LogSeries documents_log{LogLevel::warning, "document_refused"};
    LogSeries lines_log{LogLevel::warning, "line_refused"};

    Result<std::optional<OldDocument>> find(const std::string& id) {
        if (!TRY(select_old.bind_no_copy(1, update.channel).bind_no_copy(2, id).step())) {
            return std::optional<OldDocument>();
        }
        OldDocument old{.row = select_old.integer(0), .document = {}, .body = select_old.text(4)};
        old.document = {.id = id,
                        .type = select_old.text(1),
                        .rev = select_old.integer(2),
                        .at = select_old.text(3)};
        select_old.reset();
        return std::optional(std::move(old));
    }

    // Out of the table and the index, which keeps no texts: each is named as it was put in.
    Result<void> take_out(OldDocument old) {
        old.document.body = Json::parse(old.body, nullptr, false);
        TRY(remove_from_index(database, old.row, search_text_of(old.document)));
        TRY(remove_blob_names.bind(1, old.row).run());
        ++changed;
        return remove.bind(1, old.row).run();
    }

    Result<void> put(const Document& document, const std::string& body) {
        const ListEntry entry = list_entry_of(document);
        TRY(insert.bind_no_copy(1, update.channel)
                .bind_no_copy(2, document.id)
                .bind_no_copy(3, document.type)
                .bind(4, document.rev)
                .bind_no_copy(5, document.at)
                .bind_no_copy(6, entry.board)
                .bind_no_copy(7, entry.column)
                .bind_no_copy(8, entry.title)
                .bind_no_copy(9, entry.date)
                .bind(10, entry.pinned ? 1 : 0)
                .bind_no_copy(11, entry.until)
                .bind_no_copy(12, entry.series)
                .bind_no_copy(13, entry.line)
                .bind_no_copy(14, body)
                .run());
        const std::int64_t row = database.last_row_id();
        named.push_back(row);
        // Most documents name no blob; looking at the bytes says so at once.
        if (body.find("\"sha256\"") != std::string::npos) TRY(name_blobs(row, document.body));
        if (index_later) return {};
        return add_to_index(database, row, search_text_of(document));
    }

    // Documents first and then the index, rather than both by turns: each then writes its
    // pages once, and what the one needs of memory is free for the other. A page that is
    // written twice in a transaction makes SQLite go over all of the WAL again.
    Result<void> build_index() {
        TRY(build_search_index());
        return database.run(create_column_index);
    }

    Result<void> build_search_index() {
        Statement select =
            TRY(database.prepare("SELECT row, type, body FROM documents NOT INDEXED "
                                 "WHERE channel=? ORDER BY row"));
        select.bind_no_copy(1, update.channel);
        while (TRY(select.step())) {
            Document document;
            document.type = select.text(1);
            document.body = TRY(parser.parse(select.text(2)));
            TRY(add_to_index(database, select.integer(0), search_text_of(document)));
        }
        return {};
    }

    Result<void> name_blobs(std::int64_t row, const Json& body) {
        for (const BlobRef& blob : blobs_in(body)) {
            TRY(insert_blob.bind_no_copy(1, blob.sha256).bind(2, blob.bytes).run());
            TRY(insert_blob_name.bind(1, row)
                    .bind_no_copy(2, blob.sha256)
                    .bind(3, blob.bytes)
                    .run());
        }
        return {};
    }

    void refuse(const std::string& id, const Error& reason) {
        documents_log.line({{"channel", update.channel}, {"id", id}, {"reason", reason.text()}});
        refused.push_back({update.channel, id, reason.message()});
    }

    Result<void> add(const Document& document, const std::string& body) {
        std::optional<OldDocument> old;
        // Lines come in the order of their ids; a base names each once.
        const bool in_order = document.id > last_id;
        if (fill != Fill::empty || !in_order) old = TRY(find(document.id));
        if (update.from == 0 && !in_order && old &&
            std::find(named.begin(), named.end(), old->row) != named.end()) {
            refuse(document.id, Error(Errc::refused, "stands twice in a base"));
            return {};
        }
        if (in_order) last_id = document.id;
        if (fill == Fill::compare && old && !document.gone && says_the_same(*old, document, body)) {
            named.push_back(old->row);
            return {};
        }
        if (fill == Fill::changes) {
            TRY(forget_refused.bind_no_copy(1, update.channel).bind_no_copy(2, document.id).run());
        }
        if (old) TRY(take_out(*std::move(old)));
        if (document.gone) return {};
        if (const Result<void> fits = check(document); !fits.ok()) {
            refuse(document.id, fits.error());
            return {};
        }
        ++changed;
        return put(document, body);
    }

    static bool says_the_same(const OldDocument& old, const Document& document,
                              const std::string& body) {
        return old.document.rev == document.rev && old.document.type == document.type &&
               old.document.at == document.at && old.body == body;
    }

    // What the channel held and the base did not name.
    Result<void> take_out_unnamed() {
        std::sort(named.begin(), named.end());
        Statement select =
            TRY(database.prepare("SELECT row, id FROM documents WHERE channel=? ORDER BY row"));
        select.bind_no_copy(1, update.channel);
        std::vector<std::string> gone;
        while (TRY(select.step())) {
            if (std::binary_search(named.begin(), named.end(), select.integer(0))) continue;
            gone.push_back(select.text(1));
        }
        for (const std::string& id : gone) {
            std::optional<OldDocument> old = TRY(find(id));
            if (old) TRY(take_out(*std::move(old)));
        }
        return {};
    }
};

Result<Cache::Install> Cache::begin(const ChannelUpdate& update, DocumentCheck check) {
    const std::int64_t held = TRY(channel_version(update.channel));
    if (update.from != 0 && update.from != held) {
        return Error(Errc::refused, update.channel + ": not the version it starts from");
    }
    Fill fill = Fill::changes;
    bool index_later = false;
    if (update.from == 0) {
        Statement any = TRY(database_.prepare("SELECT 1 FROM documents WHERE channel=? LIMIT 1"));
        fill = TRY(any.bind(1, update.channel).step()) ? Fill::compare : Fill::empty;
        any.reset();
        Statement none = TRY(database_.prepare("SELECT NOT EXISTS (SELECT 1 FROM documents)"));
        TRY(none.step());
        index_later = fill == Fill::empty && none.integer(0) != 0;
    }
    // What was once shown must not be gone after a power cut; what the rounds note may.
    TRY(database_.set_durability(Durability::full));
    Transaction transaction = TRY(Transaction::begin(database_));
    if (index_later) TRY(database_.run(drop_column_index));
    if (update.from == 0) {
        Statement forget = TRY(database_.prepare("DELETE FROM refused WHERE channel=?"));
        TRY(forget.bind(1, update.channel).run());
    }
    const auto prepare = [this](const char* sql) { return database_.prepare(sql); };
    Statement select_old =
        TRY(prepare("SELECT row, type, rev, at, body FROM documents WHERE channel=? AND id=?"));
    Statement insert = TRY(prepare(
        "INSERT INTO documents(channel, id, type, rev, at, board, col, title, date, pinned, "
        "until, series, line, body) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)"));
    Statement remove = TRY(prepare("DELETE FROM documents WHERE row=?"));
    Statement insert_blob =
        TRY(prepare("INSERT OR IGNORE INTO blobs(sha256, bytes, state) "
                    "VALUES(?,?,'coming')"));
    Statement insert_blob_name =
        TRY(prepare("INSERT OR IGNORE INTO blob_names(document, sha256, "
                    "bytes) VALUES(?,?,?)"));
    Statement remove_blob_names = TRY(prepare("DELETE FROM blob_names WHERE document=?"));
    Statement forget_refused = TRY(prepare("DELETE FROM refused WHERE channel=? AND id=?"));
    std::unique_ptr<Install::State> state(
        new Install::State{.database = database_,
                           .update = update,
                           .check = std::move(check),
                           .transaction = std::move(transaction),
                           .fill = fill,
                           .index_later = index_later,
                           .select_old = std::move(select_old),
                           .insert = std::move(insert),
                           .remove = std::move(remove),
                           .insert_blob = std::move(insert_blob),
                           .insert_blob_name = std::move(insert_blob_name),
                           .remove_blob_names = std::move(remove_blob_names),
                           .forget_refused = std::move(forget_refused)});
    return Install(std::move(state));
}

Cache::Install::Install(std::unique_ptr<State> state) : state_(std::move(state)) {}
Cache::Install::Install(Install&&) noexcept = default;
Cache::Install& Cache::Install::operator=(Install&&) noexcept = default;
Cache::Install::~Install() = default;

const std::vector<RefusedDocument>& Cache::Install::refused() const {
    return state_->refused;
}

std::int64_t Cache::Install::changed() const {
    return state_->changed;
}

Result<void> Cache::Install::add_line(std::string_view line) {
    ++state_->lines;
    const Result<DocumentLine> read = read_document_line(line, state_->parser);
    if (!read.ok()) {
        state_->lines_log.line({{"channel", state_->update.channel},
                                {"line", state_->lines},
                                {"reason", read.error().text()}});
        return {};
    }
    const auto& [document, body] = read.value();
    return state_->add(document, body.empty() ? json_line(document.body) : std::string(body));
}

Result<void> Cache::Install::add(const std::vector<Document>& documents) {
    for (const Document& document : documents) {
        TRY(state_->add(document, json_line(document.body)));
    }
    return {};
}

Result<void> Cache::Install::commit() {
    State& state = *state_;
    Statement held = TRY(state.database.prepare("SELECT version FROM channels WHERE name=?"));
    held.bind_no_copy(1, state.update.channel);
    if (TRY(held.step()) && state.update.to < held.integer(0)) {
        return Error(Errc::refused, state.update.channel + ": an older version");
    }
    held.reset();
    if (state.fill == Fill::compare) TRY(state.take_out_unnamed());
    if (state.index_later) TRY(state.build_index());
    TRY(state.database.run(remove_unnamed_blobs));
    Statement note =
        TRY(state.database.prepare("INSERT OR REPLACE INTO refused(channel, id, "
                                   "reason) VALUES(?,?,?)"));
    for (const RefusedDocument& refused : state.refused) {
        TRY(note.bind(1, refused.channel).bind(2, refused.id).bind(3, refused.reason).run());
    }
    Statement version =
        TRY(state.database.prepare("INSERT OR REPLACE INTO channels(name, "
                                   "version) VALUES(?,?)"));
    TRY(version.bind(1, state.update.channel).bind(2, state.update.to).run());
    TRY(state.transaction.commit());
    return state.database.set_durability(Durability::normal);
}

}  // namespace hall
