#include "sync/edge/channel_road.h"

#include "tests/catch.h"

using namespace hall;

namespace {

SegmentInfo delta(std::int64_t from, std::int64_t to, std::uint64_t bytes) {
    return {"", "delta", from, to, 0, 1, 1, bytes};
}

SegmentInfo base(std::int64_t to, std::uint64_t bytes, int part = 0, int parts = 1) {
    return {"", "base", 0, to, part, parts, 1, bytes};
}

std::vector<std::int64_t> versions(const std::vector<Hop>& hops) {
    std::vector<std::int64_t> to;
    for (const Hop& hop : hops) to.push_back(hop.to);
    return to;
}

using Versions = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("a new kiosk takes the newest base and what came after") {
    const auto hops = VALUE(
        road({base(3, 900), base(6, 1000), delta(6, 7, 10), delta(7, 8, 10), delta(5, 6, 10)}, 0));
    REQUIRE(versions(hops) == Versions{6, 7, 8});
    REQUIRE(hops.front().from == 0);
}

TEST_CASE("the road of fewer bytes is taken") {
    const std::vector<SegmentInfo> segments = {base(6, 1000), delta(4, 5, 10), delta(5, 6, 10),
                                               delta(6, 7, 10)};
    REQUIRE(versions(VALUE(road(segments, 4))) == Versions{5, 6, 7});
    const std::vector<SegmentInfo> heavy = {base(6, 100), delta(4, 5, 900), delta(5, 6, 900),
                                            delta(6, 7, 10)};
    REQUIRE(versions(VALUE(road(heavy, 4))) == Versions{6, 7});
    REQUIRE(VALUE(road(segments, 7)).empty());
}

TEST_CASE("a base counts only when all its parts are offered") {
    REQUIRE(versions(VALUE(road({base(3, 10), base(5, 10, 0, 2), delta(3, 4, 1), delta(4, 5, 1)},
                                0))) == Versions{3, 4, 5});
    const auto hops = VALUE(road({base(5, 10, 1, 2), base(5, 10, 0, 2)}, 0));
    REQUIRE(hops.front().segments.size() == 2);
    REQUIRE(hops.front().segments.front().part == 0);
}

TEST_CASE("where no road leads, that is said") {
    REQUIRE_ERROR(Errc::corrupt, road({delta(3, 4, 1)}, 0));
    REQUIRE_ERROR(Errc::corrupt, road({delta(3, 4, 1), delta(5, 6, 1)}, 3));
    REQUIRE_ERROR(Errc::corrupt, road({base(3, 1)}, 4));
    REQUIRE_ERROR(Errc::corrupt, road({base(3, 1, 0, 2)}, 0));
    REQUIRE(VALUE(road({}, 0)).empty());
}

TEST_CASE("a channel that speaks outside its folder is not trusted") {
    tuf::Targets targets;
    tuf::FileInfo info;
    info.length = 10;
    info.custom = {{"kind", "base"}, {"from", 0},  {"to", 1},
                   {"part", 0},      {"parts", 1}, {"documents", 1}};
    targets.targets["village/510681113205/00000001.base-00.zst"] = info;
    REQUIRE(VALUE(segments_of("village-510681113205", targets)).size() == 1);
    REQUIRE_ERROR(Errc::untrusted, segments_of("village-510681113204", targets));
    REQUIRE_ERROR(Errc::untrusted, segments_of("county", targets));
}
