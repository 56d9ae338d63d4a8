// Segment: one zstd frame of documents, a line each, sorted by id. What a channel
// publishes is a list of segments; each is a TUF target whose entry says what it is:
//
//     "village/510681113205/00000012.delta.zst":
//         {"length":…,"hashes":{"sha256":…},
//          "custom":{"kind":"delta","from":11,"to":12,"documents":3}}

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

// Compresses the documents, in the order given. Level 19 for bases.
std::string pack_segment(const std::vector<Document>& documents, int level);

struct UnpackedSegment {
    std::vector<Document> documents;
    std::vector<std::string> refused;  // one sentence for each line that is no document
};

// Fails with `corrupt` if it is not one whole zstd frame, `exhausted` past a limit
// (checked while unpacking: a bomb is stopped at the limit). A line that is not a
// document is refused alone and never fails the rest.
Result<UnpackedSegment> unpack_segment(std::string_view bytes, const SegmentLimits& limits = {});

// The same against a prefix: a delta compressed with the documents it replaces before
// it (ZSTD_CCtx_refPrefix). The prefix is exactly what prefix_of_documents() gives.
std::string pack_patch(const std::vector<Document>& documents, std::string_view prefix, int level);
Result<UnpackedSegment> unpack_patch(std::string_view bytes, std::string_view prefix,
                                     const SegmentLimits& limits = {});
std::string prefix_of_documents(const std::vector<Document>& documents);

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
};

// Fails with `corrupt` if a member is missing, negative, or from >= to.
Result<SegmentInfo> segment_info_of(std::string_view target, std::uint64_t bytes,
                                    const Json& custom);
Json custom_of(const SegmentInfo& info);

// "village/510681113205/00000012.delta.zst", "county/00000012.base-00.zst",
// "county/00000012.patch.zst"
std::string segment_target(std::string_view channel, const SegmentInfo& info);

}  // namespace hall
