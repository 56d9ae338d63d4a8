// Outbox: events this kiosk has promised to deliver, until the county has signed for
// them.
//
// An event is sealed before it gets here; nothing in this file can be read without a
// key that is not on the board. Power may fail between any two instructions.
//
// What always holds (tests/edge/outbox_test.cc):
//
//   - An event that append() returned is on disk until a receipt names it.
//   - Bytes of an event never change: a retry sends what was first sent.
//   - Counters rise by one; (epoch, counter) is never used twice, not even after the
//     file was restored from a copy.
//   - size() never passes limits.events_max; append() refuses first.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/database.h"
#include "sync/core/files.h"
#include "sync/core/result.h"
#include "sync/edge/data_folder.h"
#include "sync/wire/receipt.h"

namespace hall {

struct OutboxLimits {
    std::int64_t events_max = 10'000;
    std::uint64_t reserve_bytes = std::uint64_t{16} << 20;  // of disk, kept free for events
    std::string vfs;                                        // of SQLite; a test's own, or empty
};

struct OutboxEvent {
    std::int64_t position = 0;
    std::string id;
    std::string kind;
    std::string slip;
    std::string bytes;
    std::string sha256;  // 32 bytes
};

// What became of a damaged file, for the status page and the county.
struct OutboxFault {
    Path set_aside;
};

// The writing side: hall-kiosk's. One thread.
class Outbox {
  public:
    // Opens or creates the file. A file that is no outbox is set aside (never deleted)
    // and reported by fault(); a new one takes its place with the next epoch.
    static Result<Outbox> open(Files& files, const DataFolder& folder, OutboxLimits limits = {});

    const std::optional<OutboxFault>& fault() const { return fault_; }

    std::int64_t epoch() const { return epoch_; }

    // The counter of the next event.
    std::int64_t next_counter() const { return counter_ + 1; }

    struct NewEvent {
        std::string_view id;
        std::string_view kind;
        std::string_view slip;   // or empty
        std::string_view bytes;  // as bytes_of(Event) made them, with next_counter()
    };

    // Commits the event and returns its position. When this returns, the screen may say
    // "saved on this machine".
    //   exhausted    the queue is full or the disk is; nothing changed
    //   refused      the id is here already
    //   unavailable  the disk failed; whether the event was stored is unknown, and the
    //                outbox must be opened again before it is used
    Result<std::int64_t> append(const NewEvent& event);

    // Would append() have room? Asked before a form is opened, so that nobody types in
    // vain.
    Result<void> room() const;

    // Drops the events that these receipts sign for: same id, same hash. Returns how many.
    Result<std::size_t> drop(const std::vector<Receipt>& receipts);

    Result<std::int64_t> size() const;

    // How many events of a kind wait.
    Result<std::int64_t> size_of(std::string_view kind) const;

    // The ids of all events that wait, oldest first, at most `count`.
    Result<std::vector<std::string>> ids(std::size_t count) const;

    // The event with this slip number, if it still waits.
    Result<OutboxEvent> find_slip(std::string_view slip) const;

  private:
    Outbox(Files& files, DataFolder folder, OutboxLimits limits, Database database)
        : files_(&files),
          folder_(std::move(folder)),
          limits_(std::move(limits)),
          database_(std::move(database)) {}

    Result<void> load_epoch();
    Result<void> write_mark();

    Files* files_;
    DataFolder folder_;
    OutboxLimits limits_;
    mutable Database database_;
    std::optional<OutboxFault> fault_;
    std::int64_t epoch_ = 1;
    std::int64_t counter_ = 0;
};

// The reading side: hall-sync's. One thread; never writes.
class OutboxReader {
  public:
    // Fails with `not_found` before the kiosk made the file.
    static Result<OutboxReader> open(const DataFolder& folder, std::string vfs = {});

    struct BatchLimits {
        std::size_t events_max = 100;
        std::size_t bytes_max = std::size_t{1} << 20;
        std::size_t event_bytes_max = std::size_t{256} << 10;
    };

    // Oldest first, those after `position`. Rows whose bytes do not fit their hash are
    // left out and counted in `damaged`.
    struct Batch {
        std::vector<OutboxEvent> events;
        std::size_t damaged = 0;
    };
    Result<Batch> next(std::int64_t after_position, const BatchLimits& limits);
    Result<Batch> next(std::int64_t after_position) { return next(after_position, BatchLimits{}); }

    Result<std::int64_t> size();

    // Positions are of one epoch.
    Result<std::int64_t> epoch();

    // Changes whenever the other process committed something.
    Result<std::int64_t> change_counter();

  private:
    explicit OutboxReader(Database database) : database_(std::move(database)) {}
    Database database_;
};

}  // namespace hall
