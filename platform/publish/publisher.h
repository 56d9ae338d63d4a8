// Publisher: from documents that wait to what kiosks can fetch.
//
// What always holds (tests/platform/publisher_test.cc):
//
//   - A version of a channel is all there before any timestamp leads to it.
//   - Publishing when nothing waits changes nothing.
//   - A publication cut off at any moment leaves what was shown before; the next
//     repair() or publish() goes on from there.

#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "platform/publish/metadata_writer.h"
#include "platform/publish/offline_files.h"
#include "platform/store/store_executor.h"
#include "sync/core/clock.h"
#include "sync/core/files.h"
#include "sync/core/result.h"
#include "sync/wire/content.h"

namespace hall::platform {

struct Publication {
    std::string channel;
    std::int64_t version = 0;
    std::size_t documents = 0;
    std::uint64_t bytes = 0;  // of the segments written
    bool base = false;        // the channel was folded into a new base
};

// What is to change for roles whose keys may be offline.
struct OfflineWish {
    KeyPlan keys;            // who signs from now on; other roles stay as they are
    bool documents = false;  // publish what waits in the release channel
    bool renew = false;      // sign root, targets and release again, for their expiry
};

// Calls from any thread; one publication at a time.
class Publisher {
  public:
    Publisher(Files& files, const Clock& clock, const KeyStore& keys, const TufFolder& folder)
        : files_(files),
          clock_(clock),
          keys_(keys),
          folder_(folder),
          metadata_(files, keys, folder) {}

    // The first signatures of a county all of whose keys lie on this machine, as in the
    // demonstration: one key a role.
    // REQUIRES: keys of all roles exist; the store has the channels and the places.
    Result<std::vector<Publication>> found(StoreExecutor& executor);

    // --- Roles whose keys may be offline (publisher_keys.cc).

    // What root, targets and release are to say next, as far as the wish changes them. To
    // found a county the wish names the keys of every role.
    //   refused  nothing would change
    Result<OfflineDrafts> draft_offline(StoreExecutor& executor, const OfflineWish& wish);

    // Takes signed files in and publishes all that follows from them: roles whose keys
    // changed are signed again, and every view; the first root founds the county. The
    // documents of a release are published with the file that lists their segments.
    //   refused  in Chinese: signatures are missing, the files were made for another state
    //            of the county, or a key that the platform must have is not here
    //   corrupt  a file is not what it claims to be
    Result<std::vector<Publication>> install(StoreExecutor& executor, const OfflineFiles& files);

    // Lets others sign villages' channels: their towns and views are signed again. A village
    // of a served town that was never signed is served from then on.
    //   not_found  no such village or channel, or a key is not here
    Result<void> change_village_keys(StoreExecutor& executor, const KeyPlan& villages);

    // True once the county has been founded.
    Result<bool> founded(StoreExecutor& executor) const;

    // Publishes what waits, in one channel or in all. One entry a channel that changed.
    // The release channel is left out where its keys are not here.
    //   not_found  no such channel
    //   refused    in Chinese: release was asked for and must be signed offline
    Result<std::vector<Publication>> publish(StoreExecutor& executor,
                                             const std::optional<std::string>& channel = {});

    // Signs again what has less than half of its life left.
    Result<void> renew(StoreExecutor& executor);

    // Puts everything in place that the store holds and the disk does not, after a start
    // (publisher_mend.cc): a timestamp or a root that was cut off, or a whole folder that
    // was lost. What the store cannot give back either is logged and left, so that the
    // platform starts and takes what kiosks send.
    Result<void> repair(StoreExecutor& executor);

    // Keeps a picture, sound or film until documents name it, and as long as they do.
    Result<void> keep_blob(StoreExecutor& executor, std::string_view sha256,
                           std::string_view bytes);

    // Removes published files that nothing current names any more (superseded_files.h).
    Result<void> collect(StoreExecutor& executor);

    const MetadataWriter& metadata() const { return metadata_; }

  private:
    // One channel on its way from the store to the disk and back: read in one job,
    // packed outside of any, so that kiosks need not wait for the compressor, and kept in
    // another job.
    struct Draft {
        Publication done;
        std::vector<Document> waiting;
        std::vector<Document> shown;  // what kiosks hold of those now
        std::vector<Document> all;    // empty if no base can be due
        std::vector<PublishedSegment> segments;
    };
    static Result<Draft> read_draft(Store& store, const std::string& channel);
    Result<std::vector<Draft>> read_drafts(StoreExecutor& executor,
                                           const std::optional<std::string>& channel) const;
    static std::vector<Publication> publications_of(const std::vector<Draft>& drafts);
    Result<void> pack(Draft& draft) const;
    Result<void> pack_patch_beside(const PublishedSegment& delta, Draft& draft) const;
    static Result<void> keep(Store& store, const Draft& draft);
    Result<PublishedSegment> write_segment(std::string_view channel, SegmentInfo info,
                                           std::string_view packed) const;
    Result<std::vector<PublishedSegment>> write_base(const Draft& draft) const;
    // A job that signs: it keeps in the store what it signs and gives the files. Done twice
    // on the same store it does the same.
    using Signing = std::function<Result<void>(Store&, FileBatch&)>;
    Result<void> write_then_keep(StoreExecutor& executor, const Signing& sign) const;
    Result<void> write_files(const FileBatch& batch) const;
    Result<void> sign_channel(Store& store, const Places& places, std::string_view channel,
                              std::int64_t now_ms, FileBatch& batch) const;
    Result<void> sign_views(Store& store, const std::set<std::string>& villages,
                            std::int64_t now_ms, FileBatch& batch) const;
    Result<void> show_views(StoreExecutor& executor, const std::set<std::string>& villages) const;
    Result<void> show_root(StoreExecutor& executor) const;
    Result<bool> signs_release(Store& store) const;
    bool has_segments(const std::vector<PublishedSegment>& segments) const;
    Result<bool> repair_segments(Store& store, const std::string& channel) const;
    Result<void> repair_channel(Store& store, const Places& places, const std::string& channel,
                                bool role_lost, std::set<std::string>& stale,
                                FileBatch& batch) const;
    Result<void> repair_view(Store& store, const PublishedView& view, bool is_stale,
                             FileBatch& batch) const;

    // What is to count, after it was checked.
    struct Accepted {
        std::vector<tuf::Root> roots;  // the present one, if any, and the one that is to count
        tuf::Targets targets;
    };
    Result<Accepted> accept(Store& store, const Places& places, const OfflineFiles& files) const;
    Result<void> accept_root(Store& store, const std::string& file, Accepted& accepted) const;
    Result<void> accept_targets(Store& store, const Places& places, const std::string& file,
                                Accepted& accepted) const;
    Result<void> accept_release(Store& store, const std::string& file,
                                const Accepted& accepted) const;
    Result<void> keep_release(Store& store, const std::string& file, FileBatch& batch) const;
    Result<void> sign_delegates(Store& store, const Places& places, const Accepted& accepted,
                                std::int64_t now_ms, FileBatch& batch) const;

    Files& files_;
    const Clock& clock_;
    const KeyStore& keys_;
    const TufFolder& folder_;
    const MetadataWriter metadata_;
    std::mutex one_at_a_time_;
};

// Every town and village, from the document "places" of the county channel.
//   not_found  the county was not founded
Result<Places> places_of_county(Store& store);

// Of these, the ones that kiosks can follow: their channels have been signed. A village
// or town that was added to the places waits for its keys.
Result<Places> served_places(Store& store);

// The villages a town delegates to; none for other channels.
const std::vector<Village>& villages_of_channel(const Places& places, std::string_view channel);

// The name of a village and its town, also under a code that it once had; not_found.
struct VillageNames {
    std::string county;
    std::string town;
    std::string village;
};
Result<VillageNames> names_of_village(const Places& places, std::string_view village);

}  // namespace hall::platform
