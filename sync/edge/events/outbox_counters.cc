#include "sync/edge/events/outbox_counters.h"

#include <algorithm>

#include "sync/core/encoding.h"
#include "sync/core/json.h"
#include "sync/wire/signature.h"

namespace hall {

OutboxMark read_outbox_mark(Files& files, const Path& file) {
    const Result<std::string> text = files.read(file, 400);
    if (!text.ok()) return {};
    const Result<Json> json = parse_json(text.value());
    if (!json.ok()) return {};
    const OutboxMark mark = {integer_or(json.value(), "epoch", 0),
                             integer_or(json.value(), "counter", 0),
                             string_or(json.value(), "machine")};
    const bool can_be = mark.epoch >= 0 && mark.epoch < outbox_epoch_max && mark.counter >= 0 &&
                        mark.counter < outbox_counter_max;
    return can_be ? mark : OutboxMark{};
}

std::string machine_hash(const std::string& machine) {
    return machine.empty() ? std::string()
                           : hex_of(short_sha256("hall outbox " + machine)).substr(0, 16);
}

Result<std::optional<std::int64_t>> read_counter(Database& database, const char* name,
                                                 std::int64_t value_max) {
    Statement select = TRY(database.prepare("SELECT value FROM counters WHERE name=?"));
    if (!TRY(select.bind(1, name).step())) return std::optional<std::int64_t>();
    const std::int64_t value = select.integer(0);
    return value >= 0 && value <= value_max ? std::optional(value) : std::nullopt;
}

Result<void> write_counter(Database& database, const char* name, std::int64_t value) {
    Statement update =
        TRY(database.prepare("INSERT OR REPLACE INTO counters(name, value) VALUES(?,?)"));
    return update.bind(1, name).bind(2, value).run();
}

Result<std::int64_t> last_position(Database& database) {
    Statement last = TRY(database.prepare("SELECT seq FROM sqlite_sequence WHERE name='events'"));
    return TRY(last.step()) ? std::clamp<std::int64_t>(last.integer(0), 0, outbox_counter_max)
                            : std::int64_t{0};
}

}  // namespace hall
