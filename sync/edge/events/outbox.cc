#include "sync/edge/events/outbox.h"

#include <algorithm>

#include "sync/core/encoding.h"
#include "sync/core/json.h"
#include "sync/core/log.h"
#include "sync/edge/events/outbox_counters.h"
#include "sync/wire/event.h"
#include "sync/wire/signature.h"

namespace hall {

namespace {

// The release before must be able to use what this one writes, or a device could not go back
// to it with events in its hands (file_format.h). Nothing was released before the first.
constexpr std::int64_t released_version = 1;
static_assert(outbox_format.oldest_reader <= released_version);

// Deleted positions are not used again (AUTOINCREMENT), so "after position" never skips.
constexpr const char* outbox_schema = R"sql(
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

// Came later: older software opens a file that has it and leaves it alone, so that a
// device can return to the software it had before.
constexpr const char* attachments_schema = R"sql(
CREATE TABLE IF NOT EXISTS attachments(
    sha256 TEXT PRIMARY KEY,
    bytes INTEGER NOT NULL,
    event TEXT NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

// A file in which these cannot be read is no outbox.
Result<void> check_tables(Database& database) {
    TRY(database.prepare("SELECT position, id, kind, slip, bytes, sha256 FROM events"));
    TRY(database.prepare("SELECT name, value FROM counters"));
    TRY(database.prepare("SELECT sha256, bytes, event FROM attachments"));
    return {};
}

Result<Database> open_database(const Path& file, const OutboxLimits& limits) {
    TRY(refuse_newer(file, outbox_format.version, limits.vfs));
    Database database = TRY(Database::open(
        file, {.mode = OpenMode::write, .durability = Durability::full, .vfs = limits.vfs}));
    const FileFormat format = file_format_of(TRY(database.version()));
    if (format.version == 0) {
        Transaction transaction = TRY(Transaction::begin(database));
        TRY(database.run(outbox_schema));
        TRY(database.set_version(user_version_of(outbox_format)));
        TRY(transaction.commit());
    } else if (!is_usable(format, outbox_format.version)) {
        const bool newer = format.version > outbox_format.version;
        return Error(newer ? Errc::refused : Errc::corrupt,
                     "outbox of version " + std::to_string(format.version));
    }
    TRY(database.run(attachments_schema));
    TRY(check_tables(database));
    return database;
}

OutboxEvent stored_event_of(const Statement& row) {
    return {row.integer(0), row.text(1), row.text(2), row.text(3), row.blob(4), row.blob(5)};
}

Result<std::vector<OutboxAttachment>> attachments_in(Database& database, std::size_t count,
                                                     const OutboxAttachment& after) {
    Statement select =
        TRY(database.prepare("SELECT sha256, bytes, event FROM attachments "
                             "WHERE (event, sha256)>(?,?) ORDER BY event, sha256 LIMIT ?"));
    select.bind(1, after.event)
        .bind(2, after.name.sha256)
        .bind(3, static_cast<std::int64_t>(count));
    std::vector<OutboxAttachment> attachments;
    while (TRY(select.step())) {
        attachments.push_back({{select.text(0), select.integer(1)}, select.text(2)});
    }
    return attachments;
}

}  // namespace

Result<Outbox> Outbox::open(Files& files, const DataFolder& folder, OutboxLimits limits) {
    std::optional<OutboxFault> fault;
    Result<Outbox> outbox = open_once(files, folder, limits, fault);
    if (!outbox.ok() && outbox.error().code() == Errc::exhausted) {
        StorageGuard guard(files, folder, limits.storage);
        if (TRY(guard.release_reserve())) outbox = open_once(files, folder, limits, fault);
    }
    if (!outbox.ok()) return outbox;
    outbox.value().fault_ = std::move(fault);
    outbox.value().hold_reserve();
    return outbox;
}

Outbox Outbox::closed(Files& files, const DataFolder& folder, OutboxLimits limits) {
    Outbox outbox(files, folder, std::move(limits), std::nullopt);
    outbox.is_newer_ = true;
    return outbox;
}

Result<Outbox> Outbox::open_once(Files& files, const DataFolder& folder, const OutboxLimits& limits,
                                 std::optional<OutboxFault>& fault) {
    if (const auto ended = TRY(finish_setting_aside(files, folder.outbox()))) {
        log_line(LogLevel::error, "outbox_quarantined", {{"file", ended->filename().string()}});
        fault = OutboxFault{*ended};
    }
    Result<Database> database = open_database(folder.outbox(), limits);
    if (!database.ok() && database.error().code() == Errc::corrupt) {
        const Path aside = TRY(set_database_aside(files, folder.outbox()));
        log_line(LogLevel::error, "outbox_quarantined",
                 {{"file", aside.filename().string()}, {"reason", database.error().message()}});
        fault = OutboxFault{aside};
        database = open_database(folder.outbox(), limits);
    }
    Outbox outbox(files, folder, limits, TRY_IN("outbox", std::move(database)));
    TRY_IN("outbox", sync_database(files, folder.outbox()));
    TRY_IN("outbox", outbox.load_epoch());
    if (const Result<void> swept = outbox.sweep_attachments(); !swept.ok()) {
        log_line(LogLevel::warning, "attachments_not_swept", {{"reason", swept.error().text()}});
    }
    return outbox;
}

// An outbox without a reserve still works; it is made again when the disk can bear it.
void Outbox::hold_reserve() {
    if (const Result<void> held = guard_.hold_reserve(); !held.ok()) {
        log_line(LogLevel::warning, "outbox_reserve", {{"reason", held.error().text()}});
    }
}

Result<Database*> Outbox::database() const {
    if (is_newer_) return Error(Errc::unavailable, "the outbox is newer than this software");
    if (!database_) return Error(Errc::unavailable, "the outbox is broken");
    return &*database_;
}

// The epoch rises when the database is new, or older than the mark beside it: then the
// counters between are spent, and the county could take a new event for a clone's. A
// database without its mark may be an old one, and so may one on another machine; one whose
// counters cannot be read goes on from the mark.
Result<void> Outbox::load_epoch() {
    Database& database = *TRY(this->database());
    const OutboxMark mark = read_outbox_mark(*files_, folder_.outbox_mark());
    const std::string machine = machine_hash(limits_.machine);
    const std::optional<std::int64_t> epoch =
        TRY(read_counter(database, "epoch", outbox_epoch_max));
    const std::optional<std::int64_t> counter =
        TRY(read_counter(database, "counter", outbox_counter_max));
    epoch_ = epoch.value_or(0);
    counter_ = counter ? *counter : TRY(last_position(database));
    const bool damaged = !epoch || !counter;
    const bool fresh = !damaged && epoch_ == 0;
    const bool moved = !machine.empty() && !mark.machine.empty() && machine != mark.machine;
    const bool restored = !fresh && (mark.epoch == 0 || mark.epoch > epoch_ ||
                                     (mark.epoch == epoch_ && mark.counter > counter_));
    if (!fresh && !restored && !moved && !damaged) {
        return mark.machine == machine || machine.empty() ? Result<void>() : write_mark(counter_);
    }
    if (damaged) log_line(LogLevel::error, "outbox_counters_lost", {{"epoch", mark.epoch}});
    if (restored) log_line(LogLevel::warning, "outbox_restored", {{"epoch", mark.epoch}});
    if (moved) log_line(LogLevel::warning, "outbox_moved", {{"epoch", mark.epoch}});
    epoch_ = std::max(epoch_, mark.epoch) + 1;
    // Slip numbers count on across epochs, so that no number is given out twice.
    counter_ = std::max(counter_, mark.counter);
    Transaction transaction = TRY(Transaction::begin(database));
    TRY(write_counter(database, "epoch", epoch_));
    TRY(write_counter(database, "counter", counter_));
    TRY(transaction.commit());
    return write_mark(counter_);
}

Result<void> Outbox::sweep_attachments() {
    Database& database = *TRY(this->database());
    Statement select = TRY(database.prepare("SELECT sha256 FROM attachments"));
    std::set<std::string> named;
    while (TRY(select.step())) named.insert(select.text(0));
    return attachments_.remove_all_but(named);
}

Result<void> Outbox::write_mark(std::int64_t counter) {
    Json mark = {{"epoch", epoch_}, {"counter", counter}};
    if (!limits_.machine.empty()) mark["machine"] = machine_hash(limits_.machine);
    return files_->write_durably(folder_.outbox_mark(), json_line(mark));
}

Result<void> Outbox::room(std::uint64_t attachment_bytes) const {
    if (TRY(size()) >= limits_.events_max) return Error(Errc::exhausted, "the outbox is full");
    const AttachmentTotals waiting = TRY(attachment_totals());
    if (waiting.bytes + attachment_bytes > limits_.attachment_bytes_max) {
        return Error(Errc::exhausted, "too many attachments wait");
    }
    return guard_.room_for_event(attachment_bytes);
}

Result<std::int64_t> Outbox::append(const NewEvent& event) {
    if (counter_ >= outbox_counter_max) return Error(Errc::exhausted, "no counter is left");
    if (TRY(size()) >= limits_.events_max) return Error(Errc::exhausted, "the outbox is full");
    // The mark goes first: a counter that is spent there is never given out again, whatever
    // copy of the file comes back. If the power fails in between, the epoch rises; that is
    // all.
    Result<void> marked = write_mark(counter_ + 1);
    if (!marked.ok() && reserve_makes_way(marked.error())) marked = write_mark(counter_ + 1);
    TRY_IN("mark", std::move(marked));
    Insertion insertion = insert(event);
    if (!insertion.position.ok() && reserve_makes_way(insertion.position.error())) {
        insertion = insert(event);
    }
    if (insertion.disk_failed) insertion = insert_again(event, insertion.position.error());
    const std::int64_t position = TRY(std::move(insertion.position));
    // What was committed is not asked for again: a response that cannot be read would report as
    // failed what is stored, and give its counter out a second time.
    ++counter_;
    return position;
}

// The disk failed while the event was stored, and whether it is there nobody can say before
// the file was opened anew.
Outbox::Insertion Outbox::insert_again(const NewEvent& event, const Error& error) {
    log_line(LogLevel::warning, "outbox_failed", {{"reason", error.text()}});
    if (const Result<void> started = start_again(); !started.ok()) return {started.error()};
    Insertion stored{position_of(event.id)};
    if (stored.position.ok()) return stored;
    if (stored.position.error().code() != Errc::not_found)
        return {break_off(stored.position.error())};
    Insertion insertion = insert(event);
    if (insertion.disk_failed) return {break_off(insertion.position.error())};
    return insertion;
}

// True if the error is a full disk and the reserve made way: it is worth another try.
bool Outbox::reserve_makes_way(const Error& error) {
    if (error.code() != Errc::exhausted) return false;
    const Result<bool> given_up = guard_.release_reserve();
    return given_up.ok() && given_up.value();
}

Outbox::Insertion Outbox::insert(const NewEvent& event) {
    const Result<Database*> open = database();
    if (!open.ok()) return {open.error()};
    Database& database = *open.value();
    Result<Transaction> transaction = Transaction::begin(database);
    if (!transaction.ok()) return {transaction.error()};
    const auto fill = [&]() -> Result<std::int64_t> {
        Statement insert = TRY(database.prepare(
            "INSERT INTO events(id, kind, slip, bytes, sha256) VALUES(?,?,?,?,?)"));
        TRY(insert.bind(1, event.id)
                .bind(2, event.kind)
                .bind(3, event.slip)
                .bind_blob(4, event.bytes)
                .bind_blob(5, short_sha256(event.bytes))
                .run());
        const std::int64_t position = database.last_row_id();
        Statement name =
            TRY(database.prepare("INSERT INTO attachments(sha256, bytes, event) VALUES(?,?,?)"));
        for (const SealedAttachment& attachment : event.attachments) {
            TRY(name.bind(1, attachment.name.sha256)
                    .bind(2, attachment.name.bytes)
                    .bind(3, event.id)
                    .run());
        }
        TRY(write_counter(database, "counter", counter_ + 1));
        TRY(transaction.value().commit());
        return position;
    };
    Result<std::int64_t> position = fill();
    // Inside the transaction nobody else can be in the way: what fails is the disk.
    const bool failed = !position.ok() && position.error().code() == Errc::unavailable;
    if (!position.ok()) return {std::move(position).error().in("append"), failed};
    return {std::move(position)};
}

Result<std::int64_t> Outbox::position_of(std::string_view id) const {
    Statement select = TRY(TRY(database())->prepare("SELECT position FROM events WHERE id=?"));
    if (!TRY(select.bind(1, id).step())) return Error(Errc::not_found, "not stored");
    return select.integer(0);
}

// After fsync failed, the kernel may show bytes that are on no disk, and a second fsync
// says nothing about them. So the file is closed, and what can be read of it is moved from
// the log into the file: written again, and synced. If that fails too, the disk has failed
// twice, and nothing more is taken.
Result<void> Outbox::start_again() {
    const auto again = [this]() -> Result<Database> {
        Database database = TRY(open_database(folder_.outbox(), limits_));
        Statement settle = TRY(database.prepare("PRAGMA wal_checkpoint(TRUNCATE)"));
        if (!TRY(settle.step()) || settle.integer(0) != 0) {
            return Error(Errc::unavailable, "the log could not be emptied");
        }
        settle.reset();
        return database;
    };
    database_.reset();
    Result<Database> database = again();
    if (!database.ok()) return break_off(database.error());
    database_ = std::move(database).value();
    return {};
}

Error Outbox::break_off(const Error& error) {
    log_line(LogLevel::error, "outbox_broken", {{"reason", error.text()}});
    database_.reset();
    return Error(Errc::unavailable, error.message()).in("the disk failed twice");
}

Result<std::size_t> Outbox::drop(const std::vector<Receipt>& receipts) {
    Database& database = *TRY(this->database());
    std::size_t dropped = 0;
    Transaction transaction = TRY(Transaction::begin(database));
    Statement select =
        TRY(database.prepare("SELECT kind FROM events WHERE id=? AND lower(hex(sha256))=?"));
    Statement remove = TRY(database.prepare("DELETE FROM events WHERE id=?"));
    for (const Receipt& receipt : receipts) {
        select.bind(1, receipt.event).bind(2, receipt.sha256);
        if (!TRY(select.step())) continue;
        const bool keep = receipt.state != "accepted" && must_be_sealed(select.text(0));
        select.reset();
        if (keep) continue;
        TRY(remove.bind(1, receipt.event).run());
        ++dropped;
    }
    if (dropped == 0) return dropped;
    TRY(transaction.commit());
    hold_reserve();
    return dropped;
}

Result<std::size_t> Outbox::drop_attachments(const std::vector<AttachmentName>& stored) {
    Database& database = *TRY(this->database());
    std::vector<std::string> dropped;
    Transaction transaction = TRY(Transaction::begin(database));
    Statement remove = TRY(database.prepare("DELETE FROM attachments WHERE sha256=? AND bytes=?"));
    for (const AttachmentName& name : stored) {
        TRY(remove.bind(1, name.sha256).bind(2, name.bytes).run());
        if (database.changes() > 0) dropped.push_back(name.sha256);
    }
    if (dropped.empty()) return dropped.size();
    TRY(transaction.commit());
    // A file that a crash leaves behind here is swept when the outbox is opened next.
    for (const std::string& sha256 : dropped) TRY(attachments_.remove(sha256));
    return dropped.size();
}

Result<std::vector<OutboxAttachment>> Outbox::attachments(std::size_t count,
                                                          const OutboxAttachment& after) const {
    return attachments_in(*TRY(database()), count, after);
}

Result<AttachmentTotals> Outbox::attachment_totals() const {
    Statement sum =
        TRY(TRY(database())->prepare("SELECT count(*), coalesce(sum(bytes),0) FROM attachments"));
    TRY(sum.step());
    return AttachmentTotals{sum.integer(0), static_cast<std::uint64_t>(sum.integer(1))};
}

Result<std::int64_t> Outbox::size() const {
    Statement count = TRY(TRY(database())->prepare("SELECT count(*) FROM events"));
    TRY(count.step());
    return count.integer(0);
}

Result<std::int64_t> Outbox::size_of(std::string_view kind) const {
    Statement count = TRY(TRY(database())->prepare("SELECT count(*) FROM events WHERE kind=?"));
    TRY(count.bind(1, kind).step());
    return count.integer(0);
}

Result<std::vector<WaitingEvent>> Outbox::waiting(std::int64_t after_position,
                                                  std::size_t count) const {
    Statement select =
        TRY(TRY(database())
                ->prepare(
                    "SELECT position, id FROM events WHERE position>? ORDER BY position LIMIT ?"));
    select.bind(1, after_position).bind(2, static_cast<std::int64_t>(count));
    std::vector<WaitingEvent> waiting;
    while (TRY(select.step())) waiting.push_back({select.integer(0), select.text(1)});
    return waiting;
}

Result<std::vector<std::string>> Outbox::ids(std::size_t count) const {
    std::vector<std::string> ids;
    for (WaitingEvent& event : TRY(waiting(0, count))) ids.push_back(std::move(event.id));
    return ids;
}

Result<OutboxEvent> Outbox::find_slip(std::string_view slip) const {
    Statement select = TRY(
        TRY(database())
            ->prepare("SELECT position, id, kind, slip, bytes, sha256 FROM events WHERE slip=?"));
    if (!TRY(select.bind(1, slip).step())) return Error(Errc::not_found, "no such slip here");
    return stored_event_of(select);
}

}  // namespace hall
