#include "sync/edge/content/update_path.h"

#include "tests/catch.h"

using namespace hall;

namespace {

SegmentInfo delta(std::int64_t from, std::int64_t to, std::uint64_t bytes) {
    return {"", "delta", from, to, 0, 1, 1, bytes};
}

SegmentInfo base(std::int64_t to, std::uint64_t bytes, int part = 0, int parts = 1) {
    return {"", "base", 0, to, part, parts, 1, bytes};
}

std::vector<std::int64_t> versions(const std::vector<UpdateStep>& steps) {
    std::vector<std::int64_t> to;
    for (const UpdateStep& step : steps) to.push_back(step.to);
    return to;
}

using Versions = std::vector<std::int64_t>;

// The whole of a channel's first version, as its metadata says.
tuf::FileInfo base_file() {
    tuf::FileInfo info;
    info.length = 10;
    info.custom = {{"kind", "base"}, {"from", 0},  {"to", 1},
                   {"part", 0},      {"parts", 1}, {"documents", 1}};
    return info;
}

}  // namespace

TEST_CASE("a new kiosk takes the newest base and what came after") {
    const auto steps = VALUE(update_path(
        {base(3, 900), base(6, 1000), delta(6, 7, 10), delta(7, 8, 10), delta(5, 6, 10)}, 0));
    REQUIRE(versions(steps) == Versions{6, 7, 8});
    REQUIRE(steps.front().from == 0);
}

TEST_CASE("the path of fewer bytes is taken") {
    const std::vector<SegmentInfo> segments = {base(6, 1000), delta(4, 5, 10), delta(5, 6, 10),
                                               delta(6, 7, 10)};
    REQUIRE(versions(VALUE(update_path(segments, 4))) == Versions{5, 6, 7});
    const std::vector<SegmentInfo> heavy = {base(6, 100), delta(4, 5, 900), delta(5, 6, 900),
                                            delta(6, 7, 10)};
    REQUIRE(versions(VALUE(update_path(heavy, 4))) == Versions{6, 7});
    REQUIRE(VALUE(update_path(segments, 7)).empty());
}

TEST_CASE("a delta over several versions is taken when it costs less than the single ones") {
    const std::vector<SegmentInfo> segments = {
        base(1, 90'000),   delta(1, 2, 3000), delta(2, 3, 3000),  delta(3, 4, 3000),
        delta(4, 5, 3000), delta(1, 4, 5000), delta(2, 5, 20'000)};
    REQUIRE(versions(VALUE(update_path(segments, 1))) == Versions{4, 5});
    REQUIRE(versions(VALUE(update_path(segments, 2))) == Versions{3, 4, 5});
    REQUIRE(versions(VALUE(update_path(segments, 0))) == Versions{1, 4, 5});
    // Each file is a request of its own: three of ten bytes cost more than one of forty.
    REQUIRE(versions(VALUE(update_path({delta(1, 2, 10), delta(2, 3, 10), delta(1, 3, 40)}, 1))) ==
            Versions{3});
}

TEST_CASE("a patch is taken in place of the delta when it is smaller") {
    SegmentInfo patch = delta(6, 7, 400);
    patch.kind = "patch";
    const auto steps = VALUE(update_path({base(6, 9000), delta(6, 7, 3000), patch}, 6));
    REQUIRE(steps.size() == 1);
    REQUIRE(steps.front().segments.front().kind == "patch");
    patch.bytes = 4000;
    REQUIRE(VALUE(update_path({delta(6, 7, 3000), patch}, 6)).front().segments.front().kind ==
            "delta");
    REQUIRE(VALUE(update_path({delta(6, 7, 3000)}, 6)).front().segments.front().kind == "delta");
}

TEST_CASE("a delta that starts before what is held leads nowhere") {
    REQUIRE_ERROR(Errc::corrupt, update_path({delta(2, 5, 10)}, 3));
    REQUIRE_ERROR(Errc::corrupt, update_path({delta(0, 5, 10)}, 3));
}

TEST_CASE("a base counts only when all its parts are offered") {
    REQUIRE(versions(VALUE(update_path(
                {base(3, 10), base(5, 10, 0, 2), delta(3, 4, 1), delta(4, 5, 1)}, 0))) ==
            Versions{3, 4, 5});
    const auto steps = VALUE(update_path({base(5, 10, 1, 2), base(5, 10, 0, 2)}, 0));
    REQUIRE(steps.front().segments.size() == 2);
    REQUIRE(steps.front().segments.front().part == 0);
}

TEST_CASE("where no path leads, that is said") {
    REQUIRE_ERROR(Errc::corrupt, update_path({delta(3, 4, 1)}, 0));
    REQUIRE_ERROR(Errc::corrupt, update_path({delta(3, 4, 1), delta(5, 6, 1)}, 3));
    REQUIRE_ERROR(Errc::corrupt, update_path({base(3, 1)}, 4));
    REQUIRE_ERROR(Errc::corrupt, update_path({base(3, 1, 0, 2)}, 0));
    REQUIRE(VALUE(update_path({}, 0)).empty());
}

TEST_CASE("segments of a later release are passed over, and the others lead on") {
    tuf::Targets targets;
    tuf::FileInfo info = base_file();
    targets.targets["county/00000001.base-00.zst"] = info;
    info.custom = {{"kind", "column"}, {"since", "1"}};
    targets.targets["county/00000002.column.zst"] = info;
    const std::vector<SegmentInfo> segments = VALUE(segments_of("county", targets));
    REQUIRE(segments.size() == 1);
    REQUIRE(versions(VALUE(update_path(segments, 0))) == Versions{1});
    targets.targets["county/00000002.column.zst"].custom = {{"to", 2}};
    REQUIRE_ERROR(Errc::corrupt, segments_of("county", targets));
}

TEST_CASE("a channel that speaks outside its folder is not trusted") {
    tuf::Targets targets;
    targets.targets["village/510681113205/00000001.base-00.zst"] = base_file();
    REQUIRE(VALUE(segments_of("village-510681113205", targets)).size() == 1);
    REQUIRE_ERROR(Errc::untrusted, segments_of("village-510681113204", targets));
    REQUIRE_ERROR(Errc::untrusted, segments_of("county", targets));
}
