// Writes the county's TUF metadata: the shared files of each role, and for each village a
// view that lists only the roles it follows (docs/protocol.md, section 1).
//
// Calls that take a store are part of its transaction, read no published file and write
// none. Files that clients reach only through a newer timestamp are added to a batch, which
// the caller writes durably before the transaction commits; timestamps are kept in the store
// and written after it, and a new root is shown last of all. So whatever fails, what a client
// sees is all of the old or all of the new. The same store, keys and time give the same bytes.
//
// Who signs is read from the metadata that counts, never from what keys lie here.

#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/static_files.h"
#include "platform/publish/key_store.h"
#include "platform/publish/role_keys.h"
#include "platform/publish/view_plan.h"
#include "platform/store/store.h"
#include "sync/core/files.h"
#include "sync/core/result.h"
#include "sync/wire/content.h"
#include "sync/wire/metadata.h"
#include "sync/wire/places.h"

namespace hall::platform {

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

    // --- What roles whose keys may be offline are to say next, unsigned.

    Result<Json> draft_root(Store& store, const KeyPlan& plan, std::int64_t now_ms) const;

    // Delegations to county, release and the towns.
    Result<Json> draft_targets(Store& store, const Places& places, const KeyPlan& plan,
                               std::int64_t now_ms) const;

    Result<Json> draft_release(Store& store, const std::vector<PublishedSegment>& segments,
                               std::int64_t now_ms) const;

    // Takes their signed file in. Nothing is checked here. A root is put where nobody
    // asks for it until show_root().
    Result<void> keep_signed(Store& store, std::string_view role, std::string_view bytes,
                             FileBatch& batch) const;

    // --- Roles whose keys are online.

    // A channel's role with the segments the store lists; a town's also delegates to
    // `villages`, and goes on delegating to those that became part of others. `changes` says who
    // signs from now on where that is not what the role's delegator says: the channel itself, or
    // villages of a town.
    //   not_found  too few of its keys lie here
    Result<void> sign_channel(Store& store, std::string_view channel,
                              const std::vector<Village>& villages, const KeyPlan& changes,
                              std::int64_t now_ms, FileBatch& batch) const;

    // The online keys, read once for many views: those that one of these roots names. The
    // last root is the one that must be satisfied.
    struct ViewKeys {
        std::vector<SigningKey> snapshot;
        std::vector<SigningKey> timestamp;
    };
    Result<ViewKeys> view_keys(const std::vector<tuf::Root>& roots) const;
    Result<ViewKeys> view_keys(Store& store) const;  // of the root that counts now

    // A new snapshot and timestamp of a view from the versions the store holds.
    Result<void> sign_view(Store& store, const ViewKeys& keys, const ViewPlan& plan,
                           std::int64_t now_ms, FileBatch& batch) const;

    // A new timestamp over the same snapshot.
    Result<void> sign_timestamp(Store& store, const ViewKeys& keys, std::string_view village,
                                std::int64_t now_ms) const;

    // --- With files, outside of any job

    // Adds the timestamp the store holds to the batch, if its file says something else.
    Result<void> show_view(const PublishedView& view, FileBatch& batch) const;

    // Removes the snapshot before the last: the last may still be asked for by a kiosk
    // that read the timestamp a moment ago.
    Result<void> forget_old_snapshot(const PublishedView& view) const;

    // Puts the newest root in its place, if it waits: after every view is signed for it.
    Result<void> show_root(std::int64_t version) const;

    // --- After files were lost.

    // Puts the files of all roles, and every root, where they belong, from the store. Gives
    // the names of roles whose files are in neither place.
    Result<std::set<std::string>> put_back_roles(Store& store, FileBatch& batch) const;

    // The snapshot that the view's timestamp names lies on the disk, whole.
    bool has_snapshot(const PublishedView& view) const;

    // --- What counts now

    // The newest file of a role, as the store keeps it.
    //   not_found  the role was never signed
    //   corrupt    it was signed, and the store has not kept its file
    Result<std::string> role_file(Store& store, std::string_view role) const;
    Result<std::string> root_file(Store& store) const { return role_file(store, "root"); }
    Result<tuf::Root> root(Store& store) const;
    Result<tuf::Targets> targets(Store& store, std::string_view role) const;

    // Who may sign a role, and the whole plan of the county.
    Result<RoleKeys> keys_of(Store& store, std::string_view role) const;
    Result<KeyPlan> plan(Store& store, const Places& places) const;

  private:
    Result<bool> put_back(Store& store, const PublishedRole& newest, std::int64_t version,
                          FileBatch& batch) const;
    Result<void> write_role(Store& store, std::string_view name, const Json& signed_part,
                            const std::vector<SigningKey>& keys, FileBatch& batch) const;
    Result<tuf::Targets> channel_targets(Store& store, std::string_view channel,
                                         const std::vector<PublishedSegment>& segments,
                                         std::int64_t now_ms) const;
    Result<tuf::Delegations> village_delegations(Store& store, std::string_view town,
                                                 const std::vector<Village>& villages,
                                                 const KeyPlan& changes) const;
    Result<void> keep_view(Store& store, const ViewKeys& keys, PublishedView view,
                           const tuf::FileInfo& snapshot, std::int64_t now_ms) const;

    Files& files_;
    const KeyStore& keys_;
    const TufFolder& folder_;
    const MetadataLifetimes lifetimes_;
};

}  // namespace hall::platform
