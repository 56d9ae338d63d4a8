// Segment: one zstd frame of documents, a line each, sorted by id. What a channel
// publishes is a list of segments; each is a TUF target whose entry says what it is:
//
//     "village/510681113205/00000012.delta.zst":
//         {"length":…,"hashes":{"sha256":…},
//          "custom":{"kind":"delta","from":11,"to":12,"documents":3}}
//
// A patch says what a delta says, compressed against documents that the kiosk holds at
// version `from`: its **patch base**. It is two frames: the ids of the patch base, a line each, and
// the delta's lines compressed with the patch base's lines before them. Its entry names length
// and hash of the patch base and of the lines that must come out.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/json.h"
#include "sync/core/result.h"
#include "sync/wire/document.h"

namespace hall {

struct SegmentLimits {
    std::size_t packed_bytes_max = std::size_t{16} << 20;
    std::size_t plain_bytes_max = std::size_t{64} << 20;
    std::size_t documents_max = 200'000;
};

inline constexpr std::size_t base_segment_bytes = std::size_t{4} << 20;  // of plain text
inline constexpr std::size_t patch_base_bytes_max = std::size_t{4} << 20;
inline constexpr std::size_t patch_base_documents_max = 20'000;

// The lines of documents, each with its line break, in the order given.
std::string lines_of(const std::vector<Document>& documents);

// Length and hash of lines.
struct TextDigest {
    std::uint64_t bytes = 0;
    std::string sha256;  // hexadecimal

    auto operator<=>(const TextDigest&) const = default;
};
TextDigest digest_of(std::string_view lines);

// Compresses the documents, in the order given. Level 19 for bases.
std::string pack_segment(const std::vector<Document>& documents, int level);

// REQUIRES: the patch base is within its limits.
std::string pack_patch(const std::vector<Document>& documents,
                       const std::vector<Document>& patch_base, int level);

// Which documents a patch was made against, in order. The delta's frame begins at byte
// `head_bytes` of the patch and is read by a SegmentReader over the patch base's lines. Fails
// like unpack_segment().
struct PatchHead {
    std::vector<std::string> ids;
    std::size_t head_bytes = 0;
};
Result<PatchHead> read_patch_head(std::string_view patch);

struct UnpackedSegment {
    std::vector<Document> documents;
    std::vector<std::string> refused;  // one sentence for each line that is no document
};

// Whole segments in memory; a kiosk reads them piece by piece (segment_reader.h). Fails
// with `corrupt` if it is not one whole zstd frame, `exhausted` past a limit. A line that
// is not a document is refused alone and never fails the rest.
Result<UnpackedSegment> unpack_segment(std::string_view bytes, const SegmentLimits& limits = {});
Result<UnpackedSegment> unpack_patch(std::string_view bytes, std::string_view patch_base,
                                     const SegmentLimits& limits = {});

// What a target's `custom` says.
struct SegmentInfo {
    std::string target;     // full target path
    std::string kind;       // base | delta | patch
    std::int64_t from = 0;  // version it starts at; 0 for a base
    std::int64_t to = 0;    // version it leads to
    int part = 0;           // of a base: 0, 1, …
    int parts = 1;
    std::int64_t documents = 0;
    std::uint64_t bytes = 0;  // compressed
    TextDigest patch_base;    // of a patch: what it was made against
    TextDigest plain;         // of a patch: what comes out
};

bool is_segment_kind(std::string_view kind);

// Fails with `corrupt` if a member is missing, negative, or from >= to.
Result<SegmentInfo> segment_info_of(std::string_view target, std::uint64_t bytes,
                                    const Json& custom);
Json custom_of(const SegmentInfo& info);

// "village/510681113205/00000012.delta.zst", "county/00000012.base-00.zst",
// "county/00000012.patch.zst"; with the version it starts at when that is not the one
// before: "county/00000012.delta-00000004.zst".
std::string segment_target(std::string_view channel, const SegmentInfo& info);

}  // namespace hall
