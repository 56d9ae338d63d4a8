// Writes the county's TUF metadata: the shared files of each role, and for each village a
// view that lists only the roles it follows (docs/protocol.md, section 1).
//
// Each call is part of a store's transaction. Files that clients reach only through a
// newer timestamp are added to a batch, which the caller writes durably before the
// transaction commits; the timestamp is kept in the store and written after it. So
// whatever fails, what a client sees is all of the old or all of the new.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/static_files.h"
#include "platform/publish/key_store.h"
#include "platform/store/store.h"
#include "sync/core/files.h"
#include "sync/core/result.h"
#include "sync/wire/content.h"
#include "sync/wire/metadata.h"

namespace hall {

// How long each signature counts. Generous: a village may be without a network for
// months, and expiry never hides content there.
struct MetadataLifetimes {
    int root_days = 3650;
    int role_days = 1825;  // targets, county, towns, villages, release
    int snapshot_days = 365;
    int timestamp_days = 30;
};

using FileBatch = std::vector<FileContent>;

class MetadataWriter {
  public:
    MetadataWriter(Files& files, const KeyStore& keys, const TufFolder& folder,
                   MetadataLifetimes lifetimes = {})
        : files_(files), keys_(keys), folder_(folder), lifetimes_(lifetimes) {}

    // The next version of root.json, signed by the root keys that lie here.
    Result<void> sign_root(Store& store, std::int64_t now_ms, FileBatch& batch) const;

    // The top-level targets: delegations to county, release and the towns.
    Result<void> sign_targets(Store& store, const Places& places, std::int64_t now_ms,
                              FileBatch& batch) const;

    // A channel's role with the segments the store lists; a town's also delegates to
    // `villages`.
    Result<void> sign_channel(Store& store, std::string_view channel,
                              const std::vector<Village>& villages, std::int64_t now_ms,
                              FileBatch& batch) const;

    // The online keys, read once for many views.
    struct ViewKeys {
        std::vector<SigningKey> snapshot;
        std::vector<SigningKey> timestamp;
    };
    Result<ViewKeys> view_keys() const;

    // A new snapshot and timestamp for a village from the versions the store holds.
    Result<void> sign_view(Store& store, const ViewKeys& keys, std::string_view village,
                           std::int64_t now_ms, FileBatch& batch) const;

    // A new timestamp over the same snapshot.
    Result<void> sign_timestamp(Store& store, const ViewKeys& keys, std::string_view village,
                                std::int64_t now_ms) const;

    // Adds the timestamp the store holds to the batch, if its file says something else.
    Result<void> show_view(Store& store, std::string_view village, FileBatch& batch) const;

    // Removes the snapshot before the last: the last may still be asked for by a kiosk
    // that read the timestamp a moment ago.
    Result<void> forget_old_snapshot(Store& store, std::string_view village) const;

    // The newest root.json.
    Result<std::string> root_file(Store& store) const;

  private:
    Result<void> write_role(Store& store, std::string_view name, const Json& signed_part,
                            std::int64_t version, std::int64_t expires_ms, FileBatch& batch) const;
    Result<tuf::DelegatedRole> delegate(tuf::Delegations& delegations, std::string_view role,
                                        std::vector<std::string> paths) const;
    Result<void> keep_view(Store& store, const ViewKeys& keys, PublishedView view,
                           const tuf::FileInfo& snapshot, std::int64_t now_ms) const;

    Files& files_;
    const KeyStore& keys_;
    const TufFolder& folder_;
    const MetadataLifetimes lifetimes_;
};

// The town a village belongs to: the first nine digits of its code.
std::string_view town_of_village(std::string_view village);

}  // namespace hall
