// Installer: brings a channel from the version a board holds to the newest, a small step
// at a time: a piece of a file fetched, or one hop installed.
//
// What always holds (tests/edge/installer_test.cc):
//
//   - Everything of a hop is on the disk, whole and verified, before its transaction
//     begins: readers and the outbox never wait for the network. It is verified again when
//     it is read.
//   - A patch is used only if the board holds exactly the documents it was made against,
//     and counts only if exactly the stated lines come out; else the plain delta does.
//   - What was fetched survives a broken line and a restart.

#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>

#include "sync/core/files.h"
#include "sync/core/result.h"
#include "sync/edge/cache.h"
#include "sync/edge/carrier.h"
#include "sync/edge/channel_road.h"
#include "sync/edge/data_folder.h"
#include "sync/edge/download.h"
#include "sync/edge/storage_guard.h"
#include "sync/trust/client.h"

namespace hall {

// What a channel's verified role offers, and where its files are.
struct ChannelOffer {
    const std::string& channel;
    const tuf::Targets& targets;
    // A target's address at the server.
    std::function<Result<std::string>(const tuf::TargetFile&)> address;
};

class Installer {
  public:
    // All must outlive the installer.
    struct Parts {
        Files& files;
        Carrier& carrier;
        Cache& cache;
        const DataFolder& folder;
        const StorageGuard& guard;
        DocumentCheck check;
        DownloadLimits limits = {};
    };
    explicit Installer(Parts parts) : parts_(std::move(parts)) {}

    struct Done {
        bool newest = false;         // there was nothing left to do
        std::int64_t installed = 0;  // the version installed, or 0
        std::int64_t changed = 0;    // documents
    };
    Result<Done> step(const ChannelOffer& offer);

    // Every channel is at its newest: what still lies in staging/ is nobody's.
    Result<void> clear_staging();

  private:
    Result<bool> fetch_next(const ChannelOffer& offer, const Hop& hop);
    Result<Done> install(const ChannelOffer& offer, const Hop& hop);
    Result<std::string> ground_of(const ChannelOffer& offer, const SegmentInfo& patch);
    Result<void> add_segment(Cache::Install& install, const ChannelOffer& offer,
                             const SegmentInfo& segment, const std::string& ground);
    Path staged(const std::string& sha256) const;

    Parts parts_;
    std::optional<Download> download_;
    std::set<std::string> whole_;     // hashes of files fetched and verified in this life
    std::set<std::string> unusable_;  // hashes of patches that do not fit what is held
};

}  // namespace hall
