// Blob keeper: fetches the blobs that documents name, after all text is there, and keeps
// blobs/ to what is named and fits.
//
// What always holds (tests/edge/blob_keeper_test.cc):
//
//   - A file in blobs/ under a hash was verified whole before it got that name, and is
//     durable.
//   - The cache says `here` only after that. A file that is gone or damaged is `coming`
//     again when it is noticed.
//   - Nothing is fetched that the storage guard does not allow, and what was fetched goes
//     before text or events suffer.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sync/core/clock.h"
#include "sync/core/files.h"
#include "sync/core/result.h"
#include "sync/edge/content/cache.h"
#include "sync/edge/content/download.h"
#include "sync/edge/device/data_folder.h"
#include "sync/edge/device/storage_guard.h"
#include "sync/edge/transport/transport.h"

namespace hall {

class BlobKeeper {
  public:
    // All must outlive the keeper.
    struct Parts {
        Files& files;
        const Clock& clock;
        Transport& transport;
        Cache& cache;
        const DataFolder& folder;
        StorageGuard& guard;
        DownloadLimits limits = {};
    };
    explicit BlobKeeper(const Parts& parts) : parts_(parts) {}

    // Documents changed: the folder is to be held against the cache again.
    void content_changed() { reconciled_ = false; }

    // The next small thing. False if there is nothing to do now.
    //   unavailable  the line broke; what came is kept
    //   others       of one blob, which is then left alone for a while
    Result<bool> step();

    // Gives up blobs, the least wanted first, and other remains, until the guard is content
    // or nothing is left to give.
    Result<void> make_room();

    // Reads one blob again, another each time, and fetches it anew if it was damaged.
    Result<void> scrub_one();

  private:
    struct Failure {
        int count = 0;
        std::int64_t again_mono_ms = 0;
    };

    Result<void> reconcile();
    Result<void> settle_file(const std::string& name);
    Result<std::optional<CachedBlob>> choose();
    Result<bool> may_come(const CachedBlob& blob);
    Result<void> fetch(const CachedBlob& blob);
    Result<bool> evict_some();
    Result<void> give_up(const CachedBlob& blob, BlobState state);
    Path part_of(std::string_view sha256) const;
    Result<void> drop_part(std::string_view sha256);

    Parts parts_;
    bool reconciled_ = false;
    std::optional<Download> download_;
    CachedBlob downloading_;
    std::map<std::string, Failure> failures_;  // of this life, by hash
    std::string looked_over_;                  // the last, by name
};

}  // namespace hall
