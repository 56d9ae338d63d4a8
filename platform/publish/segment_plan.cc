#include "platform/publish/segment_plan.h"

#include <algorithm>

namespace hall::platform {

namespace {

std::vector<PublishedSegment> newest_deltas_first(const std::vector<PublishedSegment>& segments) {
    std::vector<PublishedSegment> deltas;
    for (const PublishedSegment& segment : segments) {
        if (segment.info.kind == "delta") deltas.push_back(segment);
    }
    std::sort(
        deltas.begin(), deltas.end(),
        [](const PublishedSegment& a, const PublishedSegment& b) { return a.info.to > b.info.to; });
    return deltas;
}

bool leads_like(const PublishedSegment& a, const PublishedSegment& b) {
    return a.info.from == b.info.from && a.info.to == b.info.to;
}

}  // namespace

bool wants_base(const std::vector<PublishedSegment>& segments) {
    std::int64_t base_version = 0;
    std::uint64_t base_bytes = 0;
    for (const PublishedSegment& segment : segments) {
        if (segment.info.kind != "base") continue;
        base_version = std::max(base_version, segment.info.to);
        base_bytes += segment.info.bytes;
    }
    if (base_version == 0) return true;
    std::uint64_t delta_bytes = 0;
    std::size_t count = 0;
    for (const PublishedSegment& delta : newest_deltas_first(segments)) {
        if (delta.info.from < base_version) continue;
        delta_bytes += delta.info.bytes;
        ++count;
    }
    return count > deltas_max || delta_bytes > base_bytes / 2;
}

bool may_want_base(std::vector<PublishedSegment> segments, std::int64_t version,
                   std::uint64_t delta_bytes_max) {
    const SegmentInfo delta{
        .kind = "delta", .from = version, .to = version + 1, .bytes = delta_bytes_max};
    segments.push_back({delta, {}});
    return wants_base(segments);
}

std::vector<PublishedSegment> kept_beside_base(const std::vector<PublishedSegment>& segments,
                                               std::uint64_t base_bytes) {
    std::vector<PublishedSegment> kept;
    std::uint64_t bytes = 0;
    for (PublishedSegment& delta : newest_deltas_first(segments)) {
        bytes += delta.info.bytes;
        if (bytes > base_bytes / 2 || kept.size() == deltas_max) break;
        kept.push_back(std::move(delta));
    }
    const std::size_t deltas = kept.size();
    for (const PublishedSegment& segment : segments) {
        if (segment.info.kind != "patch") continue;
        const bool beside_kept =
            std::any_of(kept.begin(), kept.begin() + static_cast<std::ptrdiff_t>(deltas),
                        [&](const PublishedSegment& delta) { return leads_like(delta, segment); });
        if (beside_kept) kept.push_back(segment);
    }
    return kept;
}

std::vector<PublishedSegment> without_old_patches(std::vector<PublishedSegment> segments) {
    std::vector<PublishedSegment> newest = newest_deltas_first(segments);
    if (newest.size() > patches_max) newest.resize(patches_max);
    std::erase_if(segments, [&](const PublishedSegment& segment) {
        return segment.info.kind == "patch" &&
               std::none_of(newest.begin(), newest.end(), [&](const PublishedSegment& delta) {
                   return leads_like(delta, segment);
               });
    });
    return segments;
}

std::vector<std::vector<Document>> base_parts(std::vector<Document> documents) {
    std::vector<std::vector<Document>> parts(1);
    std::size_t bytes = 0;
    for (Document& document : documents) {
        const std::size_t line_bytes = line_of(document).size() + 1;
        if (bytes + line_bytes > base_segment_bytes && !parts.back().empty()) {
            parts.emplace_back();
            bytes = 0;
        }
        bytes += line_bytes;
        parts.back().push_back(std::move(document));
    }
    return parts;
}

}  // namespace hall::platform
