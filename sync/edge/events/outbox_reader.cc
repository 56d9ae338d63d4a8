// The reading side of the outbox: see outbox.h.

#include "sync/edge/events/outbox.h"

#include <algorithm>

#include "sync/core/number.h"
#include "sync/wire/attachment.h"
#include "sync/wire/event.h"
#include "sync/wire/signature.h"

namespace hall {

namespace {

OutboxEvent event_of(const Statement& row) {
    return {row.integer(0), row.text(1), row.text(2), row.text(3), row.blob(4), row.blob(5)};
}

constexpr std::size_t id_bytes_max = 64;

// No longer than it may be: what is longer is cut and then fits its hash no more.
#define EVENT_COLUMNS                                                   \
    "position, substr(id,1,65), substr(kind,1,65), substr(slip,1,65), " \
    "CASE WHEN length(bytes)<=262144 THEN bytes END, substr(sha256,1,33)"
static_assert(event_bytes_max == 262144);

constexpr std::string_view row_prefix = "row-";

// Names of ours are short and of few characters: they go into logs, addresses and lines.
bool is_short_name(std::string_view text) {
    return !text.empty() && text.size() <= id_bytes_max &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '.' || c == '_' || c == '-';
           });
}

// As the kiosk writes it: a row that the disk spoiled, or somebody by hand, must neither be
// sent nor keep others from it. Events are sent a line each.
bool is_sound(const OutboxEvent& event) {
    return is_short_name(event.id) && is_short_name(event.kind) &&
           (event.slip.empty() || is_short_name(event.slip)) && event.position > 0 &&
           event.bytes.size() <= event_bytes_max && !event.bytes.empty() &&
           event.bytes.find('\n') == std::string::npos && short_sha256(event.bytes) == event.sha256;
}

// What a damaged row is called where people look for it: by its id, if that can be one.
std::string name_of_damaged(const OutboxEvent& event) {
    return is_short_name(event.id) ? event.id
                                   : std::string(row_prefix) + std::to_string(event.position);
}

bool is_sound(const OutboxAttachment& attachment) {
    return is_attachment_id(attachment.name.sha256) && attachment.name.bytes > 0 &&
           is_short_name(attachment.event);
}

}  // namespace

Result<OutboxReader> OutboxReader::open(const DataFolder& folder, std::string vfs) {
    TRY_IN("outbox", refuse_newer(folder.outbox(), outbox_format.version, vfs));
    Database database = TRY_IN(
        "outbox", Database::open(folder.outbox(), {.mode = OpenMode::read, .vfs = std::move(vfs)}));
    const FileFormat format = file_format_of(TRY_IN("outbox", database.version()));
    // The kiosk is only just making it.
    if (format.version == 0) return Error(Errc::not_found, "an empty outbox");
    OutboxReader reader(std::move(database));
    Statement table =
        TRY(reader.database_.prepare("SELECT 1 FROM sqlite_master WHERE name='attachments'"));
    reader.has_attachments_ = TRY(table.step());
    return reader;
}

Result<OutboxReader::Batch> OutboxReader::next(std::int64_t after_position,
                                               const BatchLimits& limits) {
    Statement select =
        TRY(database_.prepare("SELECT " EVENT_COLUMNS " FROM events WHERE position>? "
                              "ORDER BY position"));
    select.bind(1, after_position);
    Batch batch;
    std::size_t bytes = 0;
    while (batch.events.size() < limits.events_max && TRY(select.step())) {
        OutboxEvent event = event_of(select);
        if (!is_sound(event)) {
            batch.damaged.push_back(name_of_damaged(event));
            continue;
        }
        if (!batch.events.empty() && bytes + event.bytes.size() + 1 > limits.bytes_max) break;
        bytes += event.bytes.size() + 1;
        batch.events.push_back(std::move(event));
    }
    return batch;
}

Result<OutboxEvent> OutboxReader::find(std::string_view id) {
    const bool by_row = id.starts_with(row_prefix);
    Statement select =
        TRY(database_.prepare(by_row ? "SELECT " EVENT_COLUMNS " FROM events WHERE position=?"
                                     : "SELECT " EVENT_COLUMNS " FROM events WHERE id=?"));
    const auto row = parse_number<std::int64_t>(by_row ? id.substr(row_prefix.size()) : "");
    if (by_row)
        select.bind(1, row.value_or(0));
    else
        select.bind(1, id);
    if (!TRY(select.step())) return Error(Errc::not_found, "no such event here");
    OutboxEvent event = event_of(select);
    if (!is_sound(event)) return Error(Errc::corrupt, "a damaged row");
    return event;
}

Result<std::vector<OutboxAttachment>> OutboxReader::attachments(std::size_t count,
                                                                const OutboxAttachment& after) {
    std::vector<OutboxAttachment> attachments;
    if (!has_attachments_) return attachments;
    Statement select = TRY(
        database_.prepare("SELECT substr(sha256,1,65), bytes, substr(event,1,65) FROM attachments "
                          "WHERE (event, sha256)>(?,?) ORDER BY event, sha256"));
    select.bind(1, after.event).bind(2, after.name.sha256);
    while (attachments.size() < count && TRY(select.step())) {
        OutboxAttachment attachment{{select.text(0), select.integer(1)}, select.text(2)};
        if (is_sound(attachment)) attachments.push_back(std::move(attachment));
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

Result<std::int64_t> OutboxReader::last_position() {
    Statement last = TRY(database_.prepare("SELECT seq FROM sqlite_sequence WHERE name='events'"));
    return TRY(last.step()) ? last.integer(0) : std::int64_t{0};
}

Result<std::int64_t> OutboxReader::change_counter() {
    Statement read = TRY(database_.prepare("PRAGMA data_version"));
    TRY(read.step());
    return read.integer(0);
}

}  // namespace hall
