#include "sync/edge/channel_road.h"

#include <algorithm>
#include <map>
#include <optional>

#include "sync/wire/document.h"

namespace hall {

namespace {

std::uint64_t bytes_of(const std::vector<Hop>& hops) {
    std::uint64_t bytes = 0;
    for (const Hop& hop : hops) bytes += hop.bytes();
    return bytes;
}

// Deltas from `version` to `newest`, if they join up. Where several start at one
// version the longest step is taken.
std::optional<std::vector<Hop>> chain(const std::vector<SegmentInfo>& segments,
                                      std::int64_t version, std::int64_t newest) {
    std::vector<Hop> hops;
    while (version < newest) {
        const SegmentInfo* best = nullptr;
        for (const SegmentInfo& segment : segments) {
            if (segment.kind != "delta" || segment.from != version || segment.to > newest) continue;
            if (best == nullptr || segment.to > best->to) best = &segment;
        }
        if (best == nullptr) return std::nullopt;
        // A patch says the same against what this kiosk holds already.
        const SegmentInfo* segment = best;
        for (const SegmentInfo& other : segments) {
            if (other.kind == "patch" && other.from == best->from && other.to == best->to &&
                other.bytes < segment->bytes) {
                segment = &other;
            }
        }
        hops.push_back({version, best->to, {*segment}});
        version = best->to;
    }
    return hops;
}

// All parts of the newest whole base.
std::optional<Hop> newest_base(const std::vector<SegmentInfo>& segments) {
    std::map<std::int64_t, std::vector<SegmentInfo>> bases;
    for (const SegmentInfo& segment : segments) {
        if (segment.kind == "base") bases[segment.to].push_back(segment);
    }
    for (auto base = bases.rbegin(); base != bases.rend(); ++base) {
        std::vector<SegmentInfo>& parts = base->second;
        std::sort(parts.begin(), parts.end(),
                  [](const SegmentInfo& a, const SegmentInfo& b) { return a.part < b.part; });
        bool whole = static_cast<int>(parts.size()) == parts.front().parts;
        for (std::size_t i = 0; i < parts.size(); ++i)
            whole = whole && parts[i].part == static_cast<int>(i);
        if (whole) return Hop{0, base->first, parts};
    }
    return std::nullopt;
}

}  // namespace

std::uint64_t Hop::bytes() const {
    std::uint64_t sum = 0;
    for (const SegmentInfo& segment : segments) sum += segment.bytes;
    return sum;
}

Result<std::vector<SegmentInfo>> segments_of(std::string_view channel,
                                             const tuf::Targets& targets) {
    const std::string folder = target_folder_of(channel) + "/";
    std::vector<SegmentInfo> segments;
    for (const auto& [path, info] : targets.targets) {
        if (!path.starts_with(folder) || path.find('/', folder.size()) != std::string::npos) {
            return Error(Errc::untrusted, std::string(channel) + " speaks for " + path);
        }
        segments.push_back(
            TRY_IN(path, segment_info_of(path, info.length.value_or(0), info.custom)));
    }
    return segments;
}

Result<std::vector<Hop>> road(const std::vector<SegmentInfo>& segments, std::int64_t held) {
    std::int64_t newest = 0;
    for (const SegmentInfo& segment : segments) newest = std::max(newest, segment.to);
    if (newest < held) return Error(Errc::corrupt, "the newest version is older than ours");
    if (newest == held) return std::vector<Hop>{};
    std::optional<std::vector<Hop>> best = held > 0 ? chain(segments, held, newest) : std::nullopt;
    if (const std::optional<Hop> base = newest_base(segments); base && base->to > held) {
        std::optional<std::vector<Hop>> fresh = chain(segments, base->to, newest);
        if (fresh) {
            fresh->insert(fresh->begin(), *base);
            if (!best || bytes_of(*fresh) < bytes_of(*best)) best = std::move(fresh);
        }
    }
    if (!best) return Error(Errc::corrupt, "no road to the newest version");
    return *std::move(best);
}

}  // namespace hall
