// The reading side of the outbox: see outbox.h.

#include "sync/edge/outbox.h"
#include "sync/wire/signature.h"

namespace hall {

namespace {

OutboxEvent event_of(const Statement& row) {
    return {row.integer(0), row.text(1), row.text(2), row.text(3), row.blob(4), row.blob(5)};
}

bool is_whole(const OutboxEvent& event) {
    return short_sha256(event.bytes) == event.sha256;
}

}  // namespace

Result<OutboxReader> OutboxReader::open(const DataFolder& folder, std::string vfs) {
    Database database = TRY_IN(
        "outbox", Database::open(folder.outbox(), {.mode = OpenMode::read, .vfs = std::move(vfs)}));
    // The kiosk is only just making it.
    if (TRY_IN("outbox", database.version()) == 0) return Error(Errc::not_found, "an empty outbox");
    OutboxReader reader(std::move(database));
    Statement table =
        TRY(reader.database_.prepare("SELECT 1 FROM sqlite_master WHERE name='attachments'"));
    reader.has_attachments_ = TRY(table.step());
    return reader;
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
        if (event.bytes.size() > limits.event_bytes_max || !is_whole(event)) {
            batch.damaged.push_back(std::move(event.id));
            continue;
        }
        if (!batch.events.empty() && bytes + event.bytes.size() + 1 > limits.bytes_max) break;
        bytes += event.bytes.size() + 1;
        batch.events.push_back(std::move(event));
    }
    return batch;
}

Result<OutboxEvent> OutboxReader::find(std::string_view id) {
    Statement select = TRY(
        database_.prepare("SELECT position, id, kind, slip, bytes, sha256 FROM events WHERE id=?"));
    if (!TRY(select.bind(1, id).step())) return Error(Errc::not_found, "no such event here");
    OutboxEvent event = event_of(select);
    if (!is_whole(event)) return Error(Errc::corrupt, "a damaged row");
    return event;
}

Result<std::vector<OutboxAttachment>> OutboxReader::attachments(std::size_t count) {
    std::vector<OutboxAttachment> attachments;
    if (!has_attachments_) return attachments;
    Statement select = TRY(
        database_.prepare("SELECT sha256, bytes, event FROM attachments ORDER BY event LIMIT ?"));
    select.bind(1, static_cast<std::int64_t>(count));
    while (TRY(select.step())) {
        attachments.push_back({{select.text(0), select.integer(1)}, select.text(2)});
    }
    return attachments;
}

Result<std::int64_t> OutboxReader::attachment_count() {
    if (!has_attachments_) return 0;
    Statement count = TRY(database_.prepare("SELECT count(*) FROM attachments"));
    TRY(count.step());
    return count.integer(0);
}

Result<std::int64_t> OutboxReader::size() {
    Statement count = TRY(database_.prepare("SELECT count(*) FROM events"));
    TRY(count.step());
    return count.integer(0);
}

Result<std::int64_t> OutboxReader::epoch() {
    Statement select = TRY(database_.prepare("SELECT value FROM counters WHERE name='epoch'"));
    if (!TRY(select.step())) return Error(Errc::corrupt, "outbox without counters");
    return select.integer(0);
}

Result<std::int64_t> OutboxReader::change_counter() {
    Statement read = TRY(database_.prepare("PRAGMA data_version"));
    TRY(read.step());
    return read.integer(0);
}

}  // namespace hall
