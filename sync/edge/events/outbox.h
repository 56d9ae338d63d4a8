// Outbox: events this kiosk has promised to deliver, until the county has signed for
// them.
//
// An event is sealed before it gets here; nothing in this file can be read without a
// key that is not on the device. Power may fail between any two instructions.
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
#include "sync/edge/device/data_folder.h"
#include "sync/edge/device/file_format.h"
#include "sync/edge/device/storage_guard.h"
#include "sync/edge/events/attachment_folder.h"
#include "sync/wire/receipt.h"

namespace hall {

// Of outbox.db. Raise the version whenever its tables change, and keep `oldest_reader` at the
// last release's: a device may go back to it.
inline constexpr FileFormat outbox_format = {.version = 1, .oldest_reader = 1};

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

// One that waits, without what is in it.
struct WaitingEvent {
    std::int64_t position = 0;
    std::string id;
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
    Path quarantined;
};

// The writing side: hall-kiosk's. One thread.
class Outbox {
  public:
    // Opens or creates the file. A file that is no outbox is set aside (never deleted)
    // and reported by fault(); a new one takes its place with the next epoch. So does a
    // file older than the mark beside it, one without its mark, and one that woke up on
    // another machine. Files of attachments that no event names are removed. The disk kept
    // for events is given up if it takes that to open.
    //   refused  newer software wrote the file, in a format this program cannot use: it is
    //            left as it is
    static Result<Outbox> open(Files& files, const DataFolder& folder, OutboxLimits limits = {});

    // One that takes nothing and holds nothing, for a kiosk that found its file refused: it
    // shows content all the same. Every call is `unavailable`.
    static Outbox closed(Files& files, const DataFolder& folder, OutboxLimits limits = {});

    // True for that one: newer software wrote the file.
    bool is_newer() const { return is_newer_; }

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

    // Attachments that wait, those of the oldest events first, at most `count` after that one; and
    // what all of them come to.
    Result<std::vector<OutboxAttachment>> attachments(std::size_t count,
                                                      const OutboxAttachment& after = {}) const;
    Result<AttachmentTotals> attachment_totals() const;

    Result<std::int64_t> size() const;

    // How many events of a kind wait.
    Result<std::int64_t> size_of(std::string_view kind) const;

    // Events that wait, oldest first, at most `count` after that position.
    Result<std::vector<WaitingEvent>> waiting(std::int64_t after_position, std::size_t count) const;

    // The ids of those that wait, oldest first, at most `count`.
    Result<std::vector<std::string>> ids(std::size_t count) const;

    // The event with this slip number, if it still waits.
    Result<OutboxEvent> find_slip(std::string_view slip) const;

  private:
    Outbox(Files& files, DataFolder folder, OutboxLimits limits, std::optional<Database> database)
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
    Insertion insert_again(const NewEvent& event, const Error& error);
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
    bool is_newer_ = false;
    std::int64_t epoch_ = 1;
    std::int64_t counter_ = 0;
};

// The reading side: hall-sync's. One thread; never writes.
class OutboxReader {
  public:
    // Fails with `not_found` before the kiosk made the file, `refused` if newer software did,
    // in a format this program cannot read.
    static Result<OutboxReader> open(const DataFolder& folder, std::string vfs = {});

    struct BatchLimits {
        std::size_t events_max = 100;
        std::size_t bytes_max = std::size_t{1} << 20;
    };

    // Oldest first, those after `position`. Rows that are not as the kiosk writes them, or
    // whose bytes do not fit their hash, are left out: `damaged` names them by their ids, and
    // by "row-⟨position⟩" where the id cannot be one.
    struct Batch {
        std::vector<OutboxEvent> events;
        std::vector<std::string> damaged;
    };
    Result<Batch> next(std::int64_t after_position, const BatchLimits& limits);
    Result<Batch> next(std::int64_t after_position) { return next(after_position, BatchLimits{}); }

    // An event by its id, or by the name of a damaged row, checked like the others.
    //   not_found  it was dropped
    //   corrupt    a damaged row
    Result<OutboxEvent> find(std::string_view id);

    // Attachments that wait, those of the oldest events first, at most `count` after that one; and
    // how many there are. Rows that name none are left out.
    Result<std::vector<OutboxAttachment>> attachments(std::size_t count,
                                                      const OutboxAttachment& after = {});
    Result<std::int64_t> attachment_count();

    Result<std::int64_t> size();

    // Positions are of one epoch; the last that was given out, 0 for none.
    Result<std::int64_t> epoch();
    Result<std::int64_t> last_position();

    // Changes whenever the other process committed something.
    Result<std::int64_t> change_counter();

  private:
    explicit OutboxReader(Database database) : database_(std::move(database)) {}
    Database database_;
    bool has_attachments_ = false;  // older software made a file without them
};

}  // namespace hall
