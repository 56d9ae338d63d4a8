// Cache: the verified content of the channels a kiosk follows, with receipts and
// replies. Written by hall-sync alone; it can be thrown away and fetched again.
//
// What always holds (tests/edge/cache_test.cc, tests/scenarios):
//
//   - Readers see all of version N of a channel or all of N+1: documents, index and
//     version change in one transaction.
//   - A channel's version never goes back.
//   - A document that does not fit its type is left out and reported; the rest stands.

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/database.h"
#include "sync/core/files.h"
#include "sync/core/result.h"
#include "sync/wire/document.h"
#include "sync/wire/receipt.h"
#include "sync/wire/reply.h"

namespace hall {

struct CacheFault {
    Path set_aside;
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
    // Opens or creates. A damaged file is set aside and a new one begun: the content
    // comes again. `vfs` is a test's own SQLite file system, or empty.
    static Result<Cache> open(Files& files, const Path& file, const std::string& vfs = {});

    const std::optional<CacheFault>& fault() const { return fault_; }

    // 0 for a channel never fetched.
    Result<std::int64_t> channel_version(std::string_view channel);

    // Takes documents in, part by part, and commits them as one. Nothing is seen before
    // commit(), and nothing stays without it.
    class Install {
      public:
        Install(Install&&) noexcept = default;

        Result<void> add(const std::vector<Document>& documents);

        // Fails with `refused` if the version would go back.
        Result<void> commit();

        const std::vector<RefusedDocument>& refused() const { return refused_; }
        std::int64_t changed() const { return changed_; }

      private:
        friend class Cache;
        Install(Cache& cache, ChannelUpdate update, DocumentCheck check, Transaction transaction)
            : cache_(&cache),
              update_(std::move(update)),
              check_(std::move(check)),
              transaction_(std::move(transaction)) {}

        Result<void> put(const Document& document);
        Result<void> take_out(std::string_view id);

        Cache* cache_;
        ChannelUpdate update_;
        DocumentCheck check_;
        Transaction transaction_;
        std::vector<RefusedDocument> refused_;
        std::int64_t changed_ = 0;
    };

    // Begins taking in one version. For a base the channel is emptied first, inside the
    // same transaction. Fails with `refused` unless update.from is 0 or the version held.
    Result<Install> begin(const ChannelUpdate& update, DocumentCheck check);

    // Documents of a channel as they stand, in the order of their ids: what a patch was
    // made against.
    Result<std::vector<Document>> documents(std::string_view channel,
                                            const std::vector<std::string>& ids);

    // Receipts stay when their event has left the outbox: the look-up of progress shows
    // them.
    Result<void> store_receipts(const std::vector<Receipt>& receipts);
    Result<bool> has_receipt(std::string_view event);
    Result<bool> has_accepted(std::string_view event);  // and the county did not refuse it

    // What was parked waits until its time and holds nothing up. Parking again counts the
    // tries and keeps `since`; an accepted receipt, or the county's word for an
    // attachment, ends it.
    Result<void> park(const Parked& parked);
    Result<std::optional<Parked>> parked(std::string_view id);
    Result<void> unpark(std::string_view id);
    // Ids whose time has come, oldest first. One that lies more than a day ahead is due:
    // the clock was wrong when it was set.
    Result<std::vector<std::string>> parked_due(std::int64_t now_ms, std::size_t count);

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

    // A private note for this kiosk, opened: the roster of staff.
    Result<void> store_note(std::string_view name, std::string_view body);

    // Small facts about the synchronisation, for the status page: "last_contact".
    Result<void> set_fact(std::string_view name, std::string_view value);
    Result<std::string> fact(std::string_view name);  // empty if there is none

    // A document's body, raw; not_found if the cache has none.
    Result<Document> document(std::string_view channel, std::string_view id);

  private:
    explicit Cache(Database database) : database_(std::move(database)) {}
    Database database_;
    std::optional<CacheFault> fault_;
};

}  // namespace hall
