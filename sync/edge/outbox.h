// Outbox: events this kiosk has promised to deliver, until the county has signed for
// them.
//
// An event is sealed before it gets here; nothing in this file can be read without a
// key that is not on the board. Power may fail between any two instructions.
//
// What always holds (tests/edge/outbox_test.cc):
//
//   - An event that append() returned is on disk until the county accepted it. One that
//     the county refused stays, so that a person can see why and it can be sent again.
//   - Bytes of an event never change: a retry sends what was first sent.
//   - Counters rise by one; (epoch, counter) is never used twice, not even after the
//     file was restored from a copy.
//   - An attachment is on disk before its event is, and until the county signed for it.
//   - size() never passes limits.events_max; append() refuses first.
//   - After room() said yes, append() finds its place on the disk: the reserve of
//     storage_guard.h is given up for it if there is no other.
//   - After the disk failed, nothing is called stored that was not read back and synced
//     anew; after it failed twice, nothing is taken at all.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/database.h"
#include "sync/core/files.h"
#include "sync/core/result.h"
#include "sync/edge/attachment_folder.h"
#include "sync/edge/data_folder.h"
#include "sync/edge/storage_guard.h"
#include "sync/wire/receipt.h"

namespace hall {

struct OutboxLimits {
    std::int64_t events_max = 10'000;
    StoragePolicy storage = {};
    std::uint64_t attachment_bytes_max = std::uint64_t{512} << 20;  // of all that wait
    std::string machine;  // id of this machine, to notice a moved disk; or empty
    std::string vfs;      // of SQLite; a test's own, or empty
};

struct OutboxEvent {
    std::int64_t position = 0;
    std::string id;
    std::string kind;
    std::string slip;
    std::string bytes;
    std::string sha256;  // 32 bytes
};

// An attachment that waits for the county's signature. Its file is in the folder
// attachments/, under its name.
struct OutboxAttachment {
    AttachmentName name;
    std::string event;
};

struct AttachmentTotals {
    std::int64_t count = 0;
    std::uint64_t bytes = 0;
};

// What became of a damaged file, for the status page and the county.
struct OutboxFault {
    Path set_aside;
};

// The writing side: hall-kiosk's. One thread.
class Outbox {
  public:
    // Opens or creates the file. A file that is no outbox is set aside (never deleted)
    // and reported by fault(); a new one takes its place with the next epoch. So does a
    // file older than the mark beside it, one without its mark, and one that woke up on
    // another machine. Files of attachments that no event names are removed. The disk kept
    // for events is given up if it takes that to open.
    static Result<Outbox> open(Files& files, const DataFolder& folder, OutboxLimits limits = {});

    const std::optional<OutboxFault>& fault() const { return fault_; }

    // True once the disk failed twice in a row: every call is then `unavailable` until
    // the outbox is opened anew, which takes a restart. Nothing that was stored is lost.
    bool broken() const { return !database_; }

    std::int64_t epoch() const { return epoch_; }

    // The counter of the next event.
    std::int64_t next_counter() const { return counter_ + 1; }

    struct NewEvent {
        std::string_view id;
        std::string_view kind;
        std::string_view slip;   // or empty
        std::string_view bytes;  // as bytes_of(Event) made them, with next_counter()
        std::span<const SealedAttachment> attachments = {};  // stored before, see below
    };

    // Commits the event and returns its position. When this returns, the screen may say
    // "saved on this machine".
    //
    // If the disk fails meanwhile, the file is closed and opened again, everything in it
    // is written and synced anew, and only then is the event looked for; if it is not
    // there it is stored once more, the same bytes.
    //   exhausted    the queue is full or the disk is; nothing changed
    //   refused      the id is here already
    //   unavailable  another process holds the file, and nothing changed; or the outbox
    //                is broken() now, and whether the event was stored is unknown
    Result<std::int64_t> append(const NewEvent& event);

    // Would append() have room, for an event with so many bytes of attachments? Asked
    // before a form is opened, so that nobody types in vain.
    //   exhausted, unavailable  as append()
    Result<void> room(std::uint64_t attachment_bytes = 0) const;

    // Where attachments are stored before the event that names them is appended.
    AttachmentFolder& attachment_folder() { return attachments_; }

    // Drops the events that the county accepted: same id, same hash. Of those it refused,
    // only what says nothing of a person. Returns how many.
    Result<std::size_t> drop(const std::vector<Receipt>& receipts);

    // Drops attachments that the county signed for, with their files. Returns how many.
    Result<std::size_t> drop_attachments(const std::vector<AttachmentName>& stored);

    // Attachments that wait, at most `count`, and what all of them come to.
    Result<std::vector<OutboxAttachment>> attachments(std::size_t count) const;
    Result<AttachmentTotals> attachment_totals() const;

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
          guard_(files, folder_, limits_.storage),
          attachments_(files, folder_.attachments()),
          database_(std::move(database)) {}

    static Result<Outbox> open_once(Files& files, const DataFolder& folder,
                                    const OutboxLimits& limits, std::optional<OutboxFault>& fault);
    Result<Database*> database() const;
    void hold_reserve();
    Result<void> load_epoch();
    Result<void> sweep_attachments();
    Result<void> write_mark(std::int64_t counter);
    struct Insertion {
        Result<std::int64_t> position;
        bool disk_failed = false;
    };
    Insertion insert(const NewEvent& event);
    bool reserve_makes_way(const Error& error);
    Result<std::int64_t> position_of(std::string_view id) const;
    Result<void> start_again();
    Error break_off(const Error& error);

    Files* files_;
    DataFolder folder_;
    OutboxLimits limits_;
    StorageGuard guard_;
    AttachmentFolder attachments_;
    mutable std::optional<Database> database_;  // nothing: broken
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
    // left out; `damaged` holds their ids.
    struct Batch {
        std::vector<OutboxEvent> events;
        std::vector<std::string> damaged;
    };
    Result<Batch> next(std::int64_t after_position, const BatchLimits& limits);
    Result<Batch> next(std::int64_t after_position) { return next(after_position, BatchLimits{}); }

    // An event by its id, checked like the others. `not_found` once it was dropped.
    Result<OutboxEvent> find(std::string_view id);

    // Attachments that wait, at most `count`, and how many there are.
    Result<std::vector<OutboxAttachment>> attachments(std::size_t count);
    Result<std::int64_t> attachment_count();

    Result<std::int64_t> size();

    // Positions are of one epoch.
    Result<std::int64_t> epoch();

    // Changes whenever the other process committed something.
    Result<std::int64_t> change_counter();

  private:
    explicit OutboxReader(Database database) : database_(std::move(database)) {}
    Database database_;
    bool has_attachments_ = false;  // older software made a file without them
};

}  // namespace hall
