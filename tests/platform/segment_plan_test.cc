#include "platform/publish/segment_plan.h"

#include "tests/catch.h"

using namespace hall;

using namespace hall::platform;

namespace {

PublishedSegment base(std::int64_t to, std::uint64_t bytes, int part = 0, int parts = 1) {
    return {{"base", "base", 0, to, part, parts, 1, bytes, {}, {}}, "aa"};
}

PublishedSegment delta(std::int64_t to, std::uint64_t bytes) {
    return {{"delta", "delta", to - 1, to, 0, 1, 1, bytes, {}, {}}, "bb"};
}

PublishedSegment patch(std::int64_t to, std::uint64_t bytes) {
    return {{"patch", "patch", to - 1, to, 0, 1, 1, bytes, {}, {}}, "cc"};
}

}  // namespace

TEST_CASE("a channel begins with a base") {
    REQUIRE(wants_base({}));
    REQUIRE_FALSE(wants_base({base(1, 100)}));
}

TEST_CASE("a base is due when the deltas after it exceed half of it") {
    REQUIRE_FALSE(wants_base({base(1, 100), delta(2, 50)}));
    REQUIRE(wants_base({base(1, 100), delta(2, 51)}));
    REQUIRE_FALSE(wants_base({base(1, 60, 0, 2), base(1, 60, 1, 2), delta(2, 60)}));
}

TEST_CASE("deltas before the base do not count against it") {
    REQUIRE_FALSE(wants_base({delta(2, 90), base(2, 100), delta(3, 1)}));
}

TEST_CASE("a base is due after thirty-two deltas, however small") {
    std::vector<PublishedSegment> segments{base(1, 1'000'000)};
    for (int i = 0; i < 32; ++i) segments.push_back(delta(2 + i, 1));
    REQUIRE_FALSE(wants_base(segments));
    segments.push_back(delta(34, 1));
    REQUIRE(wants_base(segments));
}

TEST_CASE("whether a base may be due is known before the delta is packed") {
    REQUIRE(may_want_base({}, 0, 1));
    REQUIRE_FALSE(may_want_base({base(1, 100)}, 1, 50));
    REQUIRE(may_want_base({base(1, 100), delta(2, 1)}, 2, 50));
}

TEST_CASE("the newest deltas stay beside a new base while they are worth it") {
    const auto kept =
        kept_beside_base({base(1, 100), delta(2, 40), delta(3, 30), delta(4, 20)}, 100);
    REQUIRE(kept.size() == 2);
    REQUIRE(kept[0].info.to == 4);
    REQUIRE(kept[1].info.to == 3);
}

TEST_CASE("a patch stays as long as its delta does") {
    const auto kept = kept_beside_base(
        {base(1, 100), delta(2, 40), patch(2, 4), delta(3, 30), patch(3, 3), delta(4, 20)}, 100);
    REQUIRE(kept.size() == 3);
    REQUIRE(kept[2].info.kind == "patch");
    REQUIRE(kept[2].info.to == 3);
}

TEST_CASE("only the newest deltas have patches beside them") {
    std::vector<PublishedSegment> segments{base(1, 1'000'000)};
    for (int to = 2; to < 14; ++to) {
        segments.push_back(delta(to, 10));
        if (to != 12) segments.push_back(patch(to, 2));
    }
    segments = without_old_patches(segments);
    std::vector<std::int64_t> patched;
    std::size_t others = 0;
    for (const PublishedSegment& segment : segments) {
        if (segment.info.kind == "patch")
            patched.push_back(segment.info.to);
        else
            ++others;
    }
    REQUIRE(others == 13);
    REQUIRE(patched == std::vector<std::int64_t>{6, 7, 8, 9, 10, 11, 13});
}

TEST_CASE("a base is cut where a part would grow too large") {
    std::vector<Document> documents;
    for (int i = 0; i < 9; ++i) {
        documents.push_back({.id = std::to_string(i),
                             .type = "article",
                             .at = "2026-11-23T09:00:00Z",
                             .body = {{"text", std::string(1 << 20, 'x')}}});
    }
    const auto parts = base_parts(documents);
    REQUIRE(parts.size() == 3);
    std::size_t count = 0;
    for (const auto& part : parts) {
        REQUIRE(part.size() <= 3);
        count += part.size();
    }
    REQUIRE(count == 9);
    REQUIRE(base_parts({}).size() == 1);
}
