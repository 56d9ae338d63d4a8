// Installer: brings a channel from the version a board holds to the newest, a small step
// at a time: a piece of a file fetched, or one step installed.
//
// What always holds (tests/edge/installer_test.cc):
//
//   - Everything of a step is on the disk, whole and verified, before its transaction
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
#include "sync/edge/content/cache.h"
#include "sync/edge/content/download.h"
#include "sync/edge/content/update_path.h"
#include "sync/edge/device/data_folder.h"
#include "sync/edge/device/storage_guard.h"
#include "sync/edge/transport/transport.h"
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
        Transport& transport;
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
    Result<bool> fetch_next(const ChannelOffer& offer, const UpdateStep& step);
    Result<Done> install(const ChannelOffer& offer, const UpdateStep& step);
    Result<std::string> patch_base_of(const ChannelOffer& offer, const SegmentInfo& patch);
    Result<void> add_segment(Cache::Install& install, const ChannelOffer& offer,
                             const SegmentInfo& segment, const std::string& patch_base);
    Path staged(const std::string& sha256) const;

    Parts parts_;
    std::optional<Download> download_;
    std::set<std::string> whole_;     // hashes of files fetched and verified in this life
    std::set<std::string> unusable_;  // hashes of patches that do not fit what is held
};

}  // namespace hall
