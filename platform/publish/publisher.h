// Publisher: from documents that wait to what kiosks can fetch.
//
// What always holds (tests/platform/publisher_test.cc):
//
//   - A version of a channel is all there before any timestamp leads to it.
//   - Publishing when nothing waits changes nothing.
//   - A publication cut off at any moment leaves what was shown before; the next
//     mend() or publish() goes on from there.

#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "platform/publish/metadata_writer.h"
#include "platform/store/gate.h"
#include "sync/core/clock.h"
#include "sync/core/files.h"
#include "sync/core/result.h"
#include "sync/wire/content.h"

namespace hall {

struct Publication {
    std::string channel;
    std::int64_t version = 0;
    std::size_t documents = 0;
    std::uint64_t bytes = 0;  // of the segments written
    bool base = false;        // the channel was folded into a new base
};

// Calls from any thread; one publication at a time.
class Publisher {
  public:
    Publisher(Files& files, const Clock& clock, const KeyStore& keys, const TufFolder& folder)
        : files_(files), clock_(clock), folder_(folder), metadata_(files, keys, folder) {}

    // The first signatures of a county: root, targets, every channel's role with what
    // waits in it, and every village's view.
    // REQUIRES: keys of all roles exist; the store has the channels and the places.
    Result<std::vector<Publication>> found(StoreGate& gate);

    // Publishes what waits, in one channel or in all. One entry a channel that changed.
    //   not_found  no such channel
    Result<std::vector<Publication>> publish(StoreGate& gate,
                                             const std::optional<std::string>& channel = {});

    // Signs again what has less than half of its life left.
    Result<void> renew(StoreGate& gate);

    // Puts every timestamp in place that the store holds and the disk does not: after a
    // start.
    Result<void> mend(StoreGate& gate);

    const MetadataWriter& metadata() const { return metadata_; }

  private:
    // One channel on its way from the store to the disk and back: read in one job,
    // packed outside of any, so that kiosks need not wait for the compressor, and kept in
    // another job.
    struct Draft {
        Publication done;
        std::vector<Document> waiting;
        std::vector<Document> shown;  // what kiosks hold of those now
        std::vector<Document> all;  // empty if no base can be due
        std::vector<PublishedSegment> segments;
    };
    static Result<Draft> read_draft(Store& store, const std::string& channel);
    static Result<std::vector<Draft>> read_drafts(StoreGate& gate,
                                                  const std::optional<std::string>& channel);
    static std::vector<Publication> publications_of(const std::vector<Draft>& drafts);
    Result<void> pack(Draft& draft) const;
    Result<void> pack_patch_beside(const PublishedSegment& delta, Draft& draft) const;
    static Result<void> keep(Store& store, const Draft& draft);
    Result<PublishedSegment> write_segment(std::string_view channel, SegmentInfo info,
                                           std::string_view packed) const;
    Result<std::vector<PublishedSegment>> write_base(const Draft& draft) const;
    Result<void> sign_channel(Store& store, const Places& places, std::string_view channel,
                              FileBatch& batch) const;
    Result<void> sign_views(Store& store, const std::set<std::string>& villages,
                            FileBatch& batch) const;
    Result<void> show_views(StoreGate& gate, const std::set<std::string>& villages) const;

    Files& files_;
    const Clock& clock_;
    const TufFolder& folder_;
    const MetadataWriter metadata_;
    std::mutex one_at_a_time_;
};

// Every town and village, from the document "places" of the county channel.
//   not_found  the county was not founded
Result<Places> places_of_county(Store& store);

// The villages whose kiosks follow a channel.
std::set<std::string> villages_following(const Places& places, std::string_view channel);

// The name of a village and its town; not_found.
struct VillageNames {
    std::string county;
    std::string town;
    std::string village;
};
Result<VillageNames> names_of_village(const Places& places, std::string_view village);

}  // namespace hall
