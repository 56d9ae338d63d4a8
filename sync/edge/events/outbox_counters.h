// Outbox counters: epoch and counter of an outbox, in its database and, as the mark, in a
// file beside it. A database that was put back from a copy, or woke up on another machine, is
// known by them. Used by the outbox alone.

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sync/core/database.h"
#include "sync/core/files.h"
#include "sync/core/result.h"

namespace hall {

// Beyond these no slip number and no name of a batch can be made.
inline constexpr std::int64_t outbox_epoch_max = 999'999;
inline constexpr std::int64_t outbox_counter_max = std::int64_t{1} << 30;

struct OutboxMark {
    std::int64_t epoch = 0;  // 0: there is no mark
    std::int64_t counter = 0;
    std::string machine;  // a hash, or empty
};

// Epoch and counter outside the database, so that a database put back from a copy is
// noticed; and on which machine that was. A mark that cannot be read counts as none.
OutboxMark read_outbox_mark(Files& files, const Path& file);

// machine-id(5) asks that its content be kept to the machine. Empty for none.
std::string machine_hash(const std::string& machine);

// Nothing where there is none, or one that no program of ours wrote. `name`: epoch, counter.
Result<std::optional<std::int64_t>> read_counter(Database& database, const char* name,
                                                 std::int64_t value_max);
Result<void> write_counter(Database& database, const char* name, std::int64_t value);

// As many as ever came into this file: a counter that is lost was not above it in this epoch.
Result<std::int64_t> last_position(Database& database);

}  // namespace hall
