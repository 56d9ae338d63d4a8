#include "sync/edge/content/update_path.h"

#include <algorithm>
#include <map>

#include "sync/core/json.h"
#include "sync/wire/document.h"

namespace hall {

namespace {

// All parts of every base that is whole, as steps.
std::vector<UpdateStep> complete_bases(const std::vector<SegmentInfo>& segments) {
    std::map<std::int64_t, std::vector<SegmentInfo>> bases;
    for (const SegmentInfo& segment : segments) {
        if (segment.kind == "base") bases[segment.to].push_back(segment);
    }
    std::vector<UpdateStep> steps;
    for (auto& [version, parts] : bases) {
        std::sort(parts.begin(), parts.end(),
                  [](const SegmentInfo& a, const SegmentInfo& b) { return a.part < b.part; });
        bool whole = static_cast<int>(parts.size()) == parts.front().parts;
        for (std::size_t i = 0; i < parts.size(); ++i)
            whole = whole && parts[i].part == static_cast<int>(i);
        if (whole) steps.push_back({0, version, parts});
    }
    return steps;
}

// Every step there is, those that lead from earlier versions first.
std::vector<UpdateStep> update_steps_of(const std::vector<SegmentInfo>& segments,
                                        std::int64_t held) {
    std::vector<UpdateStep> steps;
    for (const UpdateStep& base : complete_bases(segments)) {
        if (base.to > held) steps.push_back(base);
    }
    for (const SegmentInfo& segment : segments) {
        if (segment.kind == "base" || segment.from < held) continue;
        steps.push_back({segment.from, segment.to, {segment}});
    }
    std::stable_sort(steps.begin(), steps.end(),
                     [](const UpdateStep& a, const UpdateStep& b) { return a.from < b.from; });
    return steps;
}

std::uint64_t cost_of(const UpdateStep& step) {
    return step.bytes() + step.segments.size() * request_bytes;
}

}  // namespace

std::uint64_t UpdateStep::bytes() const {
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
        // A later release may offer what we cannot read besides what we can.
        const std::string kind = string_or(info.custom, "kind");
        if (!kind.empty() && !is_segment_kind(kind)) continue;
        segments.push_back(
            TRY_IN(path, segment_info_of(path, info.length.value_or(0), info.custom)));
    }
    return segments;
}

Result<std::vector<UpdateStep>> update_path(const std::vector<SegmentInfo>& segments,
                                            std::int64_t held) {
    std::int64_t newest = 0;
    for (const SegmentInfo& segment : segments) newest = std::max(newest, segment.to);
    if (newest < held) return Error(Errc::corrupt, "the newest version is older than ours");
    if (newest == held) return std::vector<UpdateStep>{};
    // The cheapest way to each version. Steps only lead forward, so when those from a
    // version are looked at, the way to it is known.
    struct Way {
        std::uint64_t cost = 0;
        const UpdateStep* last = nullptr;
        std::int64_t from = 0;  // where `last` was taken
    };
    const std::vector<UpdateStep> steps = update_steps_of(segments, held);
    std::map<std::int64_t, Way> ways;
    ways[held] = {};
    for (const UpdateStep& step : steps) {
        const std::int64_t from = step.from == 0 ? held : step.from;
        const auto way = ways.find(from);
        if (way == ways.end() || step.to <= from) continue;
        const std::uint64_t cost = way->second.cost + cost_of(step);
        const auto other = ways.find(step.to);
        if (other != ways.end() && other->second.cost <= cost) continue;
        ways[step.to] = {cost, &step, from};
    }
    if (ways.count(newest) == 0) return Error(Errc::corrupt, "no path to the newest version");
    std::vector<UpdateStep> path;
    for (std::int64_t version = newest; version != held; version = ways[version].from) {
        path.push_back(*ways[version].last);
    }
    std::reverse(path.begin(), path.end());
    return path;
}

}  // namespace hall
