#include "sync/wire/segment.h"

#include "sync/wire/segment_reader.h"
#include "tests/catch.h"

using namespace hall;

namespace {

Document article(int number, const std::string& text = "松林镇的一篇文章") {
    Document document;
    document.id = "article-" + std::to_string(number);
    document.type = "article";
    document.at = "2026-11-23T09:00:00Z";
    document.body = {{"title", "标题" + std::to_string(number)}, {"text", text}};
    return document;
}

std::vector<Document> articles(int count) {
    std::vector<Document> documents;
    for (int i = 0; i < count; ++i) documents.push_back(article(i));
    return documents;
}

// A document that a reader must refuse, packed among good ones.
Document no_document() {
    Document document = article(0);
    document.id = "NOT AN ID";
    return document;
}

}  // namespace

TEST_CASE("a segment gives back its documents in order, at every level") {
    for (const int level : {1, 3, 19}) {
        const UnpackedSegment segment = VALUE(unpack_segment(pack_segment(articles(50), level)));
        REQUIRE(segment.refused.empty());
        REQUIRE(segment.documents.size() == 50);
        REQUIRE(segment.documents[49].id == "article-49");
        REQUIRE(segment.documents[49].body == article(49).body);
    }
    REQUIRE(VALUE(unpack_segment(pack_segment({}, 3))).documents.empty());
}

TEST_CASE("a line that is no document is refused alone") {
    const UnpackedSegment segment =
        VALUE(unpack_segment(pack_segment({article(1), no_document(), article(2)}, 3)));
    REQUIRE(segment.documents.size() == 2);
    REQUIRE(segment.refused.size() == 1);
    REQUIRE_THAT(segment.refused[0], contains_text("line 2"));
}

TEST_CASE("a frame cut short anywhere is corrupt") {
    const std::string packed = pack_segment(articles(20), 3);
    for (std::size_t length = 0; length < packed.size(); ++length) {
        REQUIRE_ERROR(Errc::corrupt, unpack_segment(packed.substr(0, length)));
    }
}

TEST_CASE("bytes after the frame, a second frame, or no frame at all are corrupt") {
    const std::string packed = pack_segment(articles(3), 3);
    REQUIRE_ERROR(Errc::corrupt, unpack_segment(packed + "x"));
    REQUIRE_ERROR(Errc::corrupt, unpack_segment(packed + packed));
    REQUIRE_ERROR(Errc::corrupt, unpack_segment("not a frame"));
    REQUIRE_ERROR(Errc::corrupt, unpack_segment(""));
    const std::string skippable("\x50\x2A\x4D\x18\x04\x00\x00\x00skip", 12);
    REQUIRE_ERROR(Errc::corrupt, unpack_segment(skippable + packed));
    REQUIRE_ERROR(Errc::corrupt, unpack_segment(skippable));
}

TEST_CASE("an altered frame never gives other documents") {
    const std::vector<Document> documents = articles(20);
    const std::string packed = pack_segment(documents, 3);
    for (std::size_t i = 0; i < packed.size(); ++i) {
        std::string altered = packed;
        altered[i] = static_cast<char>(altered[i] ^ 0x10);
        const Result<UnpackedSegment> segment = unpack_segment(altered);
        // Some bits of a zstd header mean nothing; what is accepted must be the same.
        if (!segment.ok()) continue;
        REQUIRE(lines_of(segment.value().documents) == lines_of(documents));
    }
}

TEST_CASE("a bomb is stopped at the limit") {
    const std::string packed = pack_segment({article(1, std::string(900'000, 'a'))}, 19);
    REQUIRE(packed.size() < 2000);
    REQUIRE_ERROR(Errc::exhausted, unpack_segment(packed, {.plain_bytes_max = 100'000}));
    REQUIRE_OK(unpack_segment(packed, {.plain_bytes_max = 1'000'000}));
}

TEST_CASE("the limits count bytes before unpacking, bytes after it, and lines of any kind") {
    const std::string packed = pack_segment(articles(10), 3);
    const std::size_t plain = lines_of(articles(10)).size();
    REQUIRE_ERROR(Errc::exhausted, unpack_segment(packed, {.packed_bytes_max = packed.size() - 1}));
    REQUIRE_OK(unpack_segment(packed, {.packed_bytes_max = packed.size()}));
    REQUIRE_ERROR(Errc::exhausted, unpack_segment(packed, {.plain_bytes_max = plain - 1}));
    REQUIRE_OK(unpack_segment(packed, {.plain_bytes_max = plain}));
    REQUIRE_ERROR(Errc::exhausted, unpack_segment(packed, {.documents_max = 9}));
    REQUIRE_OK(unpack_segment(packed, {.documents_max = 10}));
    const std::string refused = pack_segment(std::vector<Document>(10, no_document()), 3);
    REQUIRE_ERROR(Errc::exhausted, unpack_segment(refused, {.documents_max = 9}));
}

TEST_CASE("a patch needs the documents it was made against, and is far smaller") {
    const std::vector<Document> before = articles(300);
    std::vector<Document> after = before;
    for (Document& document : after) document.rev = 2;
    const std::string patch_base = lines_of(before);
    const std::string patch = pack_patch(after, before, 19);
    REQUIRE(patch.size() < pack_segment(after, 19).size());
    const PatchHead head = VALUE(read_patch_head(patch));
    REQUIRE(head.ids.size() == 300);
    REQUIRE(head.ids[7] == "article-7");
    const UnpackedSegment segment = VALUE(unpack_patch(patch, patch_base));
    REQUIRE(segment.refused.empty());
    REQUIRE(lines_of(segment.documents) == lines_of(after));
    REQUIRE_ERROR(Errc::corrupt, unpack_patch(patch, {}));
    REQUIRE_ERROR(Errc::corrupt, unpack_patch(patch, lines_of(articles(299))));
    REQUIRE_ERROR(Errc::exhausted, unpack_patch(patch, patch_base, {.plain_bytes_max = 1000}));
}

TEST_CASE("a patch whose head is cut, missing or no list of ids is corrupt") {
    const std::string patch = pack_patch(articles(3), articles(2), 3);
    const PatchHead head = VALUE(read_patch_head(patch));
    REQUIRE(head.head_bytes < patch.size());
    for (std::size_t length = 0; length < head.head_bytes; ++length) {
        REQUIRE_ERROR(Errc::corrupt, read_patch_head(patch.substr(0, length)));
    }
    REQUIRE_ERROR(Errc::corrupt, read_patch_head(pack_segment(articles(3), 3)));
    // A delta's frame that is missing gives no documents rather than none.
    REQUIRE_ERROR(Errc::corrupt,
                  unpack_patch(patch.substr(0, head.head_bytes), lines_of(articles(2))));
}

TEST_CASE("a patch reaches back over more than the usual window of zstd") {
    std::vector<Document> before;
    // Texts that do not compress against each other, so that only the prefix helps.
    std::uint64_t state = 88'172'645'463'325'252U;
    for (int i = 0; i < 40; ++i) {
        std::string text;
        while (text.size() < 100'000) {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            text += std::to_string(state);
        }
        before.push_back(article(i, text));
    }
    const std::string patch_base = lines_of(before);
    // The window that this level has by itself. Lower levels index no more of a prefix than their
    // tables hold, since zstd 1.5.6; the county packs at 19.
    constexpr int level = 7;
    REQUIRE(patch_base.size() > std::size_t{1} << 21);
    std::vector<Document> after = before;
    for (Document& document : after) document.rev = 2;
    const std::string patch = pack_patch(after, before, level);
    REQUIRE(patch.size() * 10 < pack_segment(after, level).size());
    REQUIRE(lines_of(VALUE(unpack_patch(patch, patch_base)).documents) == lines_of(after));
}

TEST_CASE("what a target's custom says is read back from what was written") {
    SegmentInfo base;
    base.kind = "base";
    base.to = 12;
    base.part = 1;
    base.parts = 3;
    base.documents = 4000;
    base.bytes = 99;
    base.target = segment_target("county", base);
    REQUIRE(base.target == "county/00000012.base-01.zst");
    const SegmentInfo read = VALUE(segment_info_of(base.target, 99, custom_of(base)));
    REQUIRE(read.target == base.target);
    REQUIRE(read.kind == "base");
    REQUIRE(read.from == 0);
    REQUIRE(read.to == 12);
    REQUIRE(read.part == 1);
    REQUIRE(read.parts == 3);
    REQUIRE(read.documents == 4000);
    REQUIRE(read.bytes == 99);

    SegmentInfo delta;
    delta.kind = "delta";
    delta.from = 11;
    delta.to = 123'456'789;
    REQUIRE(segment_target("village-510681113205", delta) ==
            "village/510681113205/123456789.delta-00000011.zst");
    REQUIRE(VALUE(segment_info_of("t", 1, custom_of(delta))).from == 11);
    delta.from = delta.to - 1;
    REQUIRE(segment_target("county", delta) == "county/123456789.delta.zst");
    SegmentInfo patch = delta;
    patch.kind = "patch";
    patch.patch_base = digest_of("before\n");
    patch.plain = digest_of("after\n");
    REQUIRE(segment_target("town-510681113", patch) == "town/510681113/123456789.patch.zst");
    REQUIRE(VALUE(segment_info_of("t", 1, custom_of(patch))).patch_base == patch.patch_base);
    REQUIRE(VALUE(segment_info_of("t", 1, custom_of(patch))).plain == patch.plain);
    for (const char* member : {"patch_base", "plain"}) {
        Json custom = custom_of(patch);
        custom.erase(member);
        REQUIRE_ERROR(Errc::corrupt, segment_info_of("t", 1, custom));
        custom[member] = {{"bytes", 1}};
        REQUIRE_ERROR(Errc::corrupt, segment_info_of("t", 1, custom));
    }
    patch.patch_base.bytes = patch_base_bytes_max + 1;
    REQUIRE_ERROR(Errc::corrupt, segment_info_of("t", 1, custom_of(patch)));
}

TEST_CASE("a segment read in pieces of any size gives the same lines") {
    const std::vector<Document> documents = articles(40);
    const std::string packed = pack_segment(documents, 3);
    for (const std::size_t size : {std::size_t{1}, std::size_t{3}, std::size_t{700}}) {
        SegmentReader reader;
        std::string lines;
        const LineSink sink = [&](std::string_view line) -> Result<void> {
            lines.append(line).push_back('\n');
            return {};
        };
        for (std::size_t at = 0; at < packed.size(); at += size) {
            REQUIRE_OK(reader.take(std::string_view(packed).substr(at, size), sink));
        }
        REQUIRE_OK(reader.finish(sink));
        REQUIRE(lines == lines_of(documents));
    }
}

TEST_CASE("the sink's error ends the reading") {
    SegmentReader reader;
    int lines = 0;
    const LineSink sink = [&](std::string_view) -> Result<void> {
        if (++lines == 3) return Error(Errc::exhausted, "the disk is full");
        return {};
    };
    REQUIRE_ERROR(Errc::exhausted, reader.take(pack_segment(articles(40), 3), sink));
    REQUIRE(lines == 3);
}

TEST_CASE("length and hash of a patch's text are known when it is out") {
    const std::vector<Document> before = articles(30);
    std::vector<Document> after = before;
    for (Document& document : after) document.rev = 2;
    const std::string patch = pack_patch(after, before, 19);
    const std::size_t head = VALUE(read_patch_head(patch)).head_bytes;
    const std::string patch_base = lines_of(before);
    SegmentReader reader({}, patch_base);
    const LineSink sink = [](std::string_view) -> Result<void> { return {}; };
    REQUIRE_OK(reader.take(std::string_view(patch).substr(head), sink));
    REQUIRE_OK(reader.finish(sink));
    REQUIRE(reader.plain() == digest_of(lines_of(after)));
}

TEST_CASE("a segment needs no more of a board's memory than a part of a base does") {
    // Longer than the window: what zstd must keep while it unpacks is said in the frame.
    std::vector<Document> documents;
    for (int i = 0; i < 12; ++i) {
        documents.push_back(article(i, std::string(900'000, static_cast<char>('a' + i))));
    }
    const std::string packed = pack_segment(documents, 19);
    // RFC 8878, section 3.1.1.1.2: exponent in the upper five bits, from 2^10.
    const auto descriptor = static_cast<std::uint8_t>(packed[5]);
    REQUIRE((static_cast<std::uint8_t>(packed[4]) & 0x20) == 0);  // not a single segment
    REQUIRE((descriptor >> 3) + 10 <= 22);
    REQUIRE(VALUE(unpack_segment(packed)).documents.size() == 12);
}

TEST_CASE("a target's custom that leads nowhere is corrupt") {
    const auto custom = [](const char* patch) {
        Json json = {{"kind", "base"}, {"from", 0},  {"to", 5},
                     {"part", 0},      {"parts", 1}, {"documents", 3}};
        json.merge_patch(Json::parse(patch));
        return json;
    };
    REQUIRE_OK(segment_info_of("t", 1, custom("{}")));
    for (const char* patch :
         {R"({"kind":null})", R"({"kind":"bases"})", R"({"from":-1})", R"({"from":5})",
          R"({"from":1})", R"({"to":0})", R"({"to":null})", R"({"to":"5"})", R"({"documents":-1})",
          R"({"documents":null})", R"({"part":1})", R"({"part":-1})", R"({"parts":0})",
          R"({"parts":100000})", R"({"parts":null})", R"({"kind":"delta","from":6})"}) {
        INFO(patch);
        REQUIRE_ERROR(Errc::corrupt, segment_info_of("t", 1, custom(patch)));
    }
    REQUIRE_ERROR(Errc::corrupt, segment_info_of("t", 1, Json()));
}
