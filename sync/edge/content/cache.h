// Cache: the verified content of the channels a kiosk follows, with receipts and
// replies. Written by hall-sync alone; it can be thrown away and fetched again.
//
// What always holds (tests/edge/cache_test.cc, tests/sim):
//
//   - Readers see all of version N of a channel or all of N+1: documents, index and
//     version change in one transaction.
//   - A channel's version never goes back.
//   - A document that does not fit its type is left out and reported; the rest stands.
//   - Every blob that a document names has a row, and no other blob has.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/clock.h"
#include "sync/core/database.h"
#include "sync/core/files.h"
#include "sync/core/result.h"
#include "sync/edge/content/blob_state.h"
#include "sync/wire/document.h"
#include "sync/wire/receipt.h"
#include "sync/wire/reply.h"

namespace hall {

struct CacheFault {
    Path quarantined;
};

// What one version of a channel brings.
struct ChannelUpdate {
    std::string channel;
    std::int64_t from = 0;  // 0: a base, which replaces everything
    std::int64_t to = 0;
};

struct RefusedDocument {
    std::string channel;
    std::string id;
    std::string reason;
};

struct CachedBlob {
    std::string sha256;  // hexadecimal
    std::uint64_t bytes = 0;
    BlobState state = BlobState::coming;
};

// What the county did not take, why, and when it is tried again.
struct Parked {
    std::string id;      // of an event, or the name of an attachment
    std::string reason;  // a sentence a person can read, in Chinese
    std::string since;   // UTC
    int tries = 1;
    std::int64_t next_ms = 0;  // by the county's time
};

// Judges a document before it is stored; `refused` leaves it out.
using DocumentCheck = std::function<Result<void>(const Document&)>;

class Cache {
  public:
    // Opens or creates. A damaged file is set aside and a new one begun; one in a format that
    // this program cannot use (file_format.h) is replaced: the content comes again. `vfs` is a
    // test's own SQLite file system, or empty.
    static Result<Cache> open(Files& files, const Path& file, const std::string& vfs = {});

    // Sets the file aside, whatever opening it would say of it: a program that had it open
    // found it damaged. REQUIRES: it is not open here.
    static Result<void> quarantine(Files& files, const Path& file);

    const std::optional<CacheFault>& fault() const { return fault_; }

    // True once the file was found damaged since it was opened: nothing more can be stored.
    // It is to be set aside, also if opening it would not find the damage.
    bool damaged() const { return database_.damaged(); }

    // The disk failed under it, or its name leads to another file now: it is to be opened anew.
    bool must_be_opened_again() const { return database_.disk_failed() || database_.has_moved(); }
    bool disk_failed() const { return database_.disk_failed(); }

    // 0 for a channel never fetched.
    Result<std::int64_t> channel_version(std::string_view channel);

    // The channels that are held.
    Result<std::vector<std::string>> channels();

    // Forgets a channel and all that came by it: the kiosk follows it no more. Following it
    // again begins anew.
    Result<void> drop_channel(const std::string& channel);

    // Takes documents in, one after the other, and commits them as one. Nothing is seen
    // before commit(), and nothing stays without it.
    class Install {
      public:
        Install(Install&&) noexcept;
        Install& operator=(Install&&) noexcept;
        ~Install();

        // The next line of a segment. What is no document, or does not fit its type, is
        // left out and reported; an error is the disk's.
        Result<void> add_line(std::string_view line);

        Result<void> add(const std::vector<Document>& documents);

        // Fails with `refused` if the version would go back.
        Result<void> commit();

        const std::vector<RefusedDocument>& refused() const;

        // Documents put in, replaced or taken out.
        std::int64_t changed() const;

      private:
        friend class Cache;
        struct State;
        explicit Install(std::unique_ptr<State> state);
        std::unique_ptr<State> state_;
    };

    // Begins taking in one version. A base says all that the channel holds: what it does
    // not name goes, in the same transaction, and what it says as before is left alone.
    // Fails with `refused` unless update.from is 0 or the version held.
    Result<Install> begin(const ChannelUpdate& update, DocumentCheck check);

    // The lines of these documents as they stand, in the order given: the patch base of a
    // patch. Fails with `not_found` if one of them is not here, `exhausted` if they are
    // more than a patch may stand on.
    Result<std::string> patch_base(std::string_view channel, const std::vector<std::string>& ids);

    // --- Maintenance, a little at a time while nobody waits.

    // Removes up to `documents_max` documents that ran out before `today` and gives their number.
    // A base that still says them brings them again. `today` comes from what the county
    // signed: no clock of this machine's removes anything.
    Result<std::size_t> remove_expired(Date today, std::size_t documents_max);

    // Joins pieces of the search index, writing some `pages_max` pages. True while there is more.
    Result<bool> merge_index(int pages_max);

    // --- Blobs that documents name; which of them are fetched is blob_keeper.h's business.

    // Not there yet, the most wanted first: small before large, then pinned, then new; after
    // so many that are passed over.
    Result<std::vector<CachedBlob>> missing_blobs(std::size_t count_max, std::size_t after = 0);

    // There, the least wanted first.
    Result<std::vector<CachedBlob>> present_blobs(std::size_t count_max);

    // not_found: no document names it.
    Result<CachedBlob> blob(std::string_view sha256, std::uint64_t bytes);
    Result<bool> names_blob(std::string_view sha256);
    Result<void> set_blob_state(const CachedBlob& blob, BlobState state);

    // Receipts stay when their event has left the outbox: the look-up of progress shows
    // them.
    Result<void> store_receipts(const std::vector<Receipt>& receipts);
    Result<bool> has_receipt(std::string_view event);
    Result<bool> has_accepted(std::string_view event);  // and the county did not refuse it
    Result<std::optional<Receipt>> receipt(std::string_view event);

    // What was parked waits until its time and holds nothing up. Parking again counts the
    // tries and keeps `since`; an accepted receipt, or the county's word for an
    // attachment, ends it.
    Result<void> park(const Parked& parked);
    Result<std::optional<Parked>> parked(std::string_view id);
    Result<void> unpark(std::string_view id);
    // Ids whose time has come, of events or of attachments, oldest first, at most `count`. One
    // that lies more than a day ahead is due: the clock was wrong when it was set.
    enum class ParkedKind { events, attachments };
    Result<std::vector<std::string>> parked_due(ParkedKind kind, std::int64_t now_ms,
                                                std::size_t count);

    // The county's word that it has an attachment whole.
    Result<void> store_attachment_receipt(const StoredAttachment& stored);
    Result<bool> has_attachment_receipt(std::string_view sha256);

    // Where the county takes an attachment, while it is under way; empty if unknown.
    Result<void> set_upload_place(std::string_view sha256, std::string_view place);
    Result<std::string> upload_place(std::string_view sha256);

    // Stores replies and, with them, that everything up to `after` was taken.
    Result<void> store_replies(const std::vector<Reply>& replies, std::string_view village,
                               std::int64_t after);

    // The last reply of this village that was taken, 0 if none.
    Result<std::int64_t> replies_after(std::string_view village);

    // A private message for this device, opened: the roster of staff.
    Result<void> store_device_message(std::string_view name, std::string_view body);

    // Small facts about the synchronisation, for the status page: "last_contact".
    Result<void> set_fact(std::string_view name, std::string_view value);
    Result<std::string> fact(std::string_view name);  // empty if there is none

    // A document's body, raw; not_found if the cache has none.
    Result<Document> document(std::string_view channel, std::string_view id);

  private:
    explicit Cache(Database database) : database_(std::move(database)) {}
    Result<std::vector<CachedBlob>> blobs(Statement& select);

    Database database_;
    std::optional<CacheFault> fault_;
};

}  // namespace hall
