#include "sync/edge/outbox.h"

#include "sync/core/json.h"
#include "sync/core/log.h"
#include "sync/wire/signature.h"

namespace hall {

namespace {

constexpr std::int64_t schema_version = 1;

// Deleted positions are not used again (AUTOINCREMENT), so "after position" never skips.
constexpr const char* schema = R"sql(
CREATE TABLE events(
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    slip TEXT NOT NULL,
    bytes BLOB NOT NULL,
    sha256 BLOB NOT NULL
) STRICT;
CREATE INDEX events_by_slip ON events(slip);
CREATE TABLE counters(
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO counters VALUES('epoch', 0), ('counter', 0);
)sql";

Result<Database> open_database(const Path& file, const OutboxLimits& limits) {
    Database database = TRY(Database::open(
        file, {.mode = OpenMode::write, .durability = Durability::full, .vfs = limits.vfs}));
    const std::int64_t version = TRY(database.version());
    if (version == 0) {
        Transaction transaction = TRY(Transaction::begin(database));
        TRY(database.run(schema));
        TRY(database.set_version(schema_version));
        TRY(transaction.commit());
    } else if (version != schema_version) {
        return Error(Errc::corrupt, "outbox of version " + std::to_string(version));
    }
    return database;
}

struct Mark {
    std::int64_t epoch = 0;
    std::int64_t counter = 0;
};

// Epoch and counter outside the database, so that a database put back from a copy is
// noticed. A mark that cannot be read counts as none.
Mark read_mark(Files& files, const Path& file) {
    const Result<std::string> text = files.read(file, 200);
    if (!text.ok()) return {};
    const Result<Json> json = parse_json(text.value());
    if (!json.ok()) return {};
    return {integer_or(json.value(), "epoch", 0), integer_or(json.value(), "counter", 0)};
}

Result<std::int64_t> read_counter(Database& database, const char* name) {
    Statement select = TRY(database.prepare("SELECT value FROM counters WHERE name=?"));
    if (!TRY(select.bind(1, name).step())) return Error(Errc::corrupt, "outbox without counters");
    return select.integer(0);
}

Result<void> write_counter(Database& database, const char* name, std::int64_t value) {
    Statement update = TRY(database.prepare("UPDATE counters SET value=? WHERE name=?"));
    return update.bind(1, value).bind(2, name).run();
}

OutboxEvent event_of(const Statement& row) {
    return {row.integer(0), row.text(1), row.text(2), row.text(3), row.blob(4), row.blob(5)};
}

}  // namespace

Result<Outbox> Outbox::open(Files& files, const DataFolder& folder, OutboxLimits limits) {
    std::optional<OutboxFault> fault;
    Result<Database> database = open_database(folder.outbox(), limits);
    if (!database.ok() && database.error().code() == Errc::corrupt) {
        const Path aside = TRY(set_database_aside(files, folder.outbox()));
        log_line(LogLevel::error, "outbox_set_aside",
                 {{"file", aside.filename().string()}, {"reason", database.error().message()}});
        fault = OutboxFault{aside};
        database = open_database(folder.outbox(), limits);
    }
    Outbox outbox(files, folder, std::move(limits), TRY_IN("outbox", std::move(database)));
    outbox.fault_ = std::move(fault);
    TRY_IN("outbox", sync_database(files, folder.outbox()));
    TRY_IN("outbox", outbox.load_epoch());
    return outbox;
}

// The epoch rises when the database is new, or older than the mark beside it: then the
// counters between are spent, and the county could take a new event for a clone's.
Result<void> Outbox::load_epoch() {
    const Mark mark = read_mark(*files_, folder_.outbox_mark());
    epoch_ = TRY(read_counter(database_, "epoch"));
    counter_ = TRY(read_counter(database_, "counter"));
    const bool fresh = epoch_ == 0;
    const bool restored = mark.epoch > epoch_ || (mark.epoch == epoch_ && mark.counter > counter_);
    if (!fresh && !restored) return {};
    if (restored) log_line(LogLevel::warning, "outbox_restored", {{"epoch", mark.epoch}});
    epoch_ = std::max(epoch_, mark.epoch) + 1;
    // Slip numbers count on across epochs, so that no number is given out twice.
    counter_ = std::max(counter_, mark.counter);
    Transaction transaction = TRY(Transaction::begin(database_));
    TRY(write_counter(database_, "epoch", epoch_));
    TRY(write_counter(database_, "counter", counter_));
    TRY(transaction.commit());
    return write_mark();
}

Result<void> Outbox::write_mark() {
    const Json mark = {{"epoch", epoch_}, {"counter", counter_}};
    return files_->write_durably(folder_.outbox_mark(), json_line(mark));
}

Result<void> Outbox::room() const {
    if (TRY(size()) >= limits_.events_max) return Error(Errc::exhausted, "the outbox is full");
    const std::uint64_t free = TRY(files_->free_bytes(folder_.root()));
    if (free < limits_.reserve_bytes / 4) return Error(Errc::exhausted, "the disk is full");
    return {};
}

Result<std::int64_t> Outbox::append(const NewEvent& event) {
    if (TRY(size()) >= limits_.events_max) return Error(Errc::exhausted, "the outbox is full");
    Transaction transaction = TRY(Transaction::begin(database_));
    Statement insert = TRY(
        database_.prepare("INSERT INTO events(id, kind, slip, bytes, sha256) VALUES(?,?,?,?,?)"));
    TRY_IN("append", insert.bind(1, event.id)
                         .bind(2, event.kind)
                         .bind(3, event.slip)
                         .bind_blob(4, event.bytes)
                         .bind_blob(5, sha256(event.bytes))
                         .run());
    const std::int64_t position = database_.last_row_id();
    TRY(write_counter(database_, "counter", counter_ + 1));
    TRY_IN("append", transaction.commit());
    ++counter_;
    // The event is safe; a mark one behind only means that a copy restored at this very
    // moment would not be noticed.
    if (const Result<void> marked = write_mark(); !marked.ok()) {
        log_line(LogLevel::warning, "outbox_mark", {{"reason", marked.error().text()}});
    }
    return position;
}

Result<std::size_t> Outbox::drop(const std::vector<Receipt>& receipts) {
    std::size_t dropped = 0;
    Transaction transaction = TRY(Transaction::begin(database_));
    Statement remove =
        TRY(database_.prepare("DELETE FROM events WHERE id=? AND lower(hex(sha256))=?"));
    for (const Receipt& receipt : receipts) {
        TRY(remove.bind(1, receipt.event).bind(2, receipt.sha256).run());
        dropped += static_cast<std::size_t>(database_.changes());
    }
    if (dropped == 0) return dropped;
    TRY(transaction.commit());
    return dropped;
}

Result<std::int64_t> Outbox::size() const {
    Statement count = TRY(database_.prepare("SELECT count(*) FROM events"));
    TRY(count.step());
    return count.integer(0);
}

Result<std::int64_t> Outbox::size_of(std::string_view kind) const {
    Statement count = TRY(database_.prepare("SELECT count(*) FROM events WHERE kind=?"));
    TRY(count.bind(1, kind).step());
    return count.integer(0);
}

Result<std::vector<std::string>> Outbox::ids(std::size_t count) const {
    Statement select = TRY(database_.prepare("SELECT id FROM events ORDER BY position LIMIT ?"));
    select.bind(1, static_cast<std::int64_t>(count));
    std::vector<std::string> ids;
    while (TRY(select.step())) ids.push_back(select.text(0));
    return ids;
}

Result<OutboxEvent> Outbox::find_slip(std::string_view slip) const {
    Statement select = TRY(database_.prepare(
        "SELECT position, id, kind, slip, bytes, sha256 FROM events WHERE slip=?"));
    if (!TRY(select.bind(1, slip).step())) return Error(Errc::not_found, "no such slip here");
    return event_of(select);
}

Result<OutboxReader> OutboxReader::open(const DataFolder& folder, std::string vfs) {
    Database database = TRY_IN(
        "outbox", Database::open(folder.outbox(), {.mode = OpenMode::read, .vfs = std::move(vfs)}));
    // The kiosk is only just making it.
    if (TRY_IN("outbox", database.version()) == 0) return Error(Errc::not_found, "an empty outbox");
    return OutboxReader(std::move(database));
}

Result<OutboxReader::Batch> OutboxReader::next(std::int64_t after_position,
                                               const BatchLimits& limits) {
    Statement select = TRY(database_.prepare(
        "SELECT position, id, kind, slip, bytes, sha256 FROM events WHERE position>? "
        "ORDER BY position"));
    select.bind(1, after_position);
    Batch batch;
    std::size_t bytes = 0;
    while (batch.events.size() < limits.events_max && TRY(select.step())) {
        OutboxEvent event = event_of(select);
        if (event.bytes.size() > limits.event_bytes_max || sha256(event.bytes) != event.sha256) {
            ++batch.damaged;
            continue;
        }
        if (!batch.events.empty() && bytes + event.bytes.size() + 1 > limits.bytes_max) break;
        bytes += event.bytes.size() + 1;
        batch.events.push_back(std::move(event));
    }
    return batch;
}

Result<std::int64_t> OutboxReader::size() {
    Statement count = TRY(database_.prepare("SELECT count(*) FROM events"));
    TRY(count.step());
    return count.integer(0);
}

Result<std::int64_t> OutboxReader::epoch() {
    return read_counter(database_, "epoch");
}

Result<std::int64_t> OutboxReader::change_counter() {
    Statement read = TRY(database_.prepare("PRAGMA data_version"));
    TRY(read.step());
    return read.integer(0);
}

}  // namespace hall
