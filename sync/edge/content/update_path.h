// The update path from the version a kiosk holds to the newest: over deltas, patches and bases,
// whichever costs least. Pure.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sync/core/result.h"
#include "sync/wire/metadata.h"
#include "sync/wire/segment.h"

namespace hall {

// What asking for one more file costs, in bytes: the request and the response's headers.
inline constexpr std::uint64_t request_bytes = 500;

// One transaction: a delta (or the patch that says the same), or all parts of a base.
struct UpdateStep {
    std::int64_t from = 0;  // 0: a base
    std::int64_t to = 0;
    std::vector<SegmentInfo> segments;

    std::uint64_t bytes() const;  // of its files
};

// What the signed metadata of a channel offers. Fails with `untrusted` if a target lies
// outside the channel's folder, `corrupt` if one does not say what it is. Kinds of segments
// that are not known yet are passed over.
Result<std::vector<SegmentInfo>> segments_of(std::string_view channel, const tuf::Targets& targets);

// Empty when `held` is the newest. Fails with `corrupt` if no path leads there, or the
// newest lies before `held`.
Result<std::vector<UpdateStep>> update_path(const std::vector<SegmentInfo>& segments,
                                            std::int64_t held);

}  // namespace hall
