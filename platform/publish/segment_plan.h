// Which segments a channel offers: when deltas are folded into a new base, and which
// older ones stay listed beside it. Pure.

#pragma once

#include <cstdint>
#include <vector>

#include "platform/store/publications.h"
#include "sync/wire/document.h"
#include "sync/wire/segment.h"

namespace hall::platform {

inline constexpr std::size_t deltas_max = 32;

// Patches are for kiosks that are a little behind; each makes the metadata longer that all
// of them fetch.
inline constexpr std::size_t patches_max = 8;

// True when there is no base yet, or the deltas after the newest base are more than half
// of its bytes or more than deltas_max.
bool wants_base(const std::vector<PublishedSegment>& segments);

// The same once a delta of at most so many bytes is added.
bool may_want_base(std::vector<PublishedSegment> segments, std::int64_t version,
                   std::uint64_t delta_bytes_max);

// What stays listed when a new base leading to `version` comes: the newest deltas while
// they are fewer bytes than half the base, so that a kiosk only a little behind is spared
// the base, and the patches beside them. Older bases go.
std::vector<PublishedSegment> kept_beside_base(const std::vector<PublishedSegment>& segments,
                                               std::uint64_t base_bytes);

// Without patches but those beside the newest patches_max deltas.
std::vector<PublishedSegment> without_old_patches(std::vector<PublishedSegment> segments);

// Cuts documents into parts of at most base_segment_bytes of plain text, at least one
// document each. No documents make one empty part.
std::vector<std::vector<Document>> base_parts(std::vector<Document> documents);

}  // namespace hall::platform
