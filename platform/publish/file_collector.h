// File collector: removes published files that nothing current names any more: segments and
// metadata of roles that a publication replaced, snapshots, and blobs of documents that are
// gone.
//
// What always holds (tests/platform/file_collector_test.cc):
//
//   - What a current metadata file names is never removed, nor any root: kiosks follow the
//     whole chain. Nor is a blob that a document names, published or waiting.
//   - A file goes when it has been superseded for its grace time: a kiosk may be in the
//     middle of fetching it, and a stick in the middle of being made.
//   - What is kept beside the current files is bounded: past bytes_max the oldest go first,
//     though never within grace_ms_min.
//   - Power may fail between any two steps, and a removal may fail after it was done: the
//     next collection goes on. When a file was superseded stands in the store, so that it
//     survives a restart.

#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "platform/http/static_files.h"
#include "platform/store/store_executor.h"
#include "sync/core/clock.h"
#include "sync/core/files.h"
#include "sync/core/result.h"

namespace hall::platform {

struct CollectorLimits {
    std::int64_t grace_ms = 14 * 86'400'000LL;
    // Of blobs, which may lie ready long before their document; and of segments of releases,
    // which may wait long for signatures that are made elsewhere.
    std::int64_t grace_ms_long = 90 * 86'400'000LL;
    std::int64_t grace_ms_min = 2 * 86'400'000LL;
    std::uint64_t bytes_max = std::uint64_t{2} << 30;
};

struct Collected {
    std::size_t files = 0;
    std::uint64_t bytes = 0;
};

// REQUIRES: nothing is published meanwhile, and no blob is kept.
class FileCollector {
  public:
    FileCollector(Files& files, const Clock& clock, const TufFolder& folder,
                  CollectorLimits limits = {})
        : files_(files), clock_(clock), folder_(folder), limits_(limits) {}

    // Removes what is due. Fails if the store or the disk does; what was removed until then
    // stays removed.
    Result<Collected> collect(StoreExecutor& executor) const;

  private:
    // Names of files below the folder of published files.
    struct Current {
        std::set<std::string> files;
        std::vector<std::string> channels;
        std::vector<std::string> villages;
    };
    Result<Current> read_current(StoreExecutor& executor) const;
    Result<std::map<std::string, std::uint64_t>> list_superseded(const Current& current) const;
    Result<std::vector<std::string>> due(
        StoreExecutor& executor, const std::map<std::string, std::uint64_t>& superseded) const;
    std::int64_t grace_ms_of(const std::string& file) const;

    Files& files_;
    const Clock& clock_;
    const TufFolder& folder_;
    const CollectorLimits limits_;
};

}  // namespace hall::platform
