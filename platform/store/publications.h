// Publications: what was signed last, so that the next signature follows on from it and
// files lost with the power can be written again.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/result.h"
#include "sync/wire/segment.h"

namespace hall::platform {

struct PublishedSegment {
    SegmentInfo info;
    std::string sha256;  // hexadecimal
};

struct PublishedRole {
    std::string name;  // of the TUF role: "targets", "county", "town-510681113", …
    std::int64_t version = 0;
    std::uint64_t bytes = 0;
    std::string sha256;  // hexadecimal
    std::int64_t expires_ms = 0;
};

struct PublishedView {
    std::string village;
    std::int64_t snapshot_version = 0;
    std::int64_t timestamp_version = 0;
    std::string timestamp;  // the file
    std::int64_t snapshot_expires_ms = 0;
    std::int64_t timestamp_expires_ms = 0;
};

// A published file that no current metadata names any more.
struct SupersededFile {
    std::string file;  // below the folder of published files: "shared/12.county.json"
    std::uint64_t bytes = 0;
    std::int64_t since_ms = 0;  // when that was first noticed
};

class PublicationStore {
  public:
    virtual ~PublicationStore() = default;

    // In the order of their targets.
    virtual Result<std::vector<PublishedSegment>> segments(std::string_view channel) = 0;
    virtual Result<void> set_segments(std::string_view channel,
                                      const std::vector<PublishedSegment>& segments) = 0;

    virtual Result<PublishedRole> role(std::string_view name) = 0;  // not_found
    virtual Result<std::vector<PublishedRole>> roles() = 0;
    virtual Result<void> set_role(const PublishedRole& role) = 0;

    // The signed file of a role. Those of older versions are forgotten, except of root:
    // kiosks follow the whole chain.
    //   not_found  it was never kept
    virtual Result<std::string> role_file(std::string_view name, std::int64_t version) = 0;
    virtual Result<void> keep_role_file(std::string_view name, std::int64_t version,
                                        std::string_view file) = 0;

    virtual Result<PublishedView> view(std::string_view village) = 0;  // not_found
    virtual Result<std::vector<PublishedView>> views() = 0;
    virtual Result<void> set_view(const PublishedView& view) = 0;

    // Oldest first.
    virtual Result<std::vector<SupersededFile>> superseded() = 0;
    // Replaces what was noted of the file.
    virtual Result<void> note_superseded(const SupersededFile& file) = 0;
    virtual Result<void> forget_superseded(std::string_view file) = 0;
};

}  // namespace hall::platform
