#include "sync/wire/segment.h"

#include <zstd.h>

#include <algorithm>
#include <bit>
#include <memory>

#include "sync/core/check.h"
#include "sync/wire/segment_reader.h"
#include "sync/wire/signature.h"

namespace hall {

namespace {

constexpr int window_log_min = 10;
// What a board keeps in memory while it unpacks: as much as a part of a base.
constexpr int window_log_max = 22;
// A patch must reach back over its lines into the whole patch base.
constexpr int patch_window_log_max = 24;

struct FreeCompressor {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};
using Compressor = std::unique_ptr<ZSTD_CCtx, FreeCompressor>;

std::size_t checked(std::size_t code) {
    CHECK(ZSTD_isError(code) == 0);
    return code;
}

std::string compress(std::string_view plain, std::string_view patch_base, int level) {
    const Compressor context(ZSTD_createCCtx());
    CHECK(context != nullptr);
    checked(ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, level));
    checked(ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1));
    const auto log = static_cast<int>(std::bit_width(plain.size() + patch_base.size()));
    const int log_max = patch_base.empty() ? window_log_max : patch_window_log_max;
    checked(ZSTD_CCtx_setParameter(context.get(), ZSTD_c_windowLog,
                                   std::clamp(log, window_log_min, log_max)));
    if (!patch_base.empty()) {
        checked(ZSTD_CCtx_refPrefix(context.get(), patch_base.data(), patch_base.size()));
    }
    std::string packed(ZSTD_compressBound(plain.size()), '\0');
    packed.resize(checked(
        ZSTD_compress2(context.get(), packed.data(), packed.size(), plain.data(), plain.size())));
    return packed;
}

Result<UnpackedSegment> unpack(std::string_view bytes, std::string_view patch_base,
                               const SegmentLimits& limits) {
    UnpackedSegment segment;
    std::size_t lines = 0;
    const LineSink sink = [&](std::string_view line) -> Result<void> {
        ++lines;
        Result<Document> document = parse_document(line);
        if (document.ok()) {
            segment.documents.push_back(std::move(document).value());
        } else {
            segment.refused.push_back("line " + std::to_string(lines) + ": " +
                                      document.error().text());
        }
        return {};
    };
    SegmentReader reader(limits, patch_base);
    TRY_IN("segment", reader.take(bytes, sink));
    TRY_IN("segment", reader.finish(sink));
    return segment;
}

// The number with zeros before it, so that names sort as their numbers do.
std::string numbered(std::int64_t number, std::size_t digits_min) {
    std::string digits = std::to_string(number);
    if (digits.size() < digits_min) digits.insert(0, digits_min - digits.size(), '0');
    return digits;
}

Result<std::int64_t> count_member(const Json& custom, std::string_view name) {
    const std::int64_t value = TRY(integer_member(custom, name));
    if (value < 0) return Error(Errc::corrupt, "\"" + std::string(name) + "\" is negative");
    return value;
}

Result<TextDigest> digest_member(const Json& custom, std::string_view name) {
    const Json* mark = TRY(member(custom, name));
    TextDigest read;
    read.sha256 = TRY_IN(name, string_member(*mark, "sha256"));
    read.bytes = static_cast<std::uint64_t>(TRY_IN(name, count_member(*mark, "bytes")));
    return read;
}

Json json_of(const TextDigest& mark) {
    return {{"bytes", mark.bytes}, {"sha256", mark.sha256}};
}

}  // namespace

std::string lines_of(const std::vector<Document>& documents) {
    std::string lines;
    for (const Document& document : documents) {
        lines += line_of(document);
        lines += '\n';
    }
    return lines;
}

TextDigest digest_of(std::string_view lines) {
    return {lines.size(), sha256_hex(lines)};
}

std::string pack_segment(const std::vector<Document>& documents, int level) {
    return compress(lines_of(documents), {}, level);
}

std::string pack_patch(const std::vector<Document>& documents,
                       const std::vector<Document>& patch_base, int level) {
    const std::string lines = lines_of(patch_base);
    CHECK(!patch_base.empty() && patch_base.size() <= patch_base_documents_max &&
          lines.size() <= patch_base_bytes_max);
    std::string ids;
    for (const Document& document : patch_base) ids += document.id + '\n';
    return compress(ids, {}, level) + compress(lines_of(documents), lines, level);
}

Result<PatchHead> read_patch_head(std::string_view patch) {
    constexpr SegmentLimits limits{.packed_bytes_max = 1 << 20,
                                   .plain_bytes_max = 2 << 20,
                                   .documents_max = patch_base_documents_max};
    const std::size_t bytes = ZSTD_findFrameCompressedSize(patch.data(), patch.size());
    if (ZSTD_isError(bytes) != 0) return Error(Errc::corrupt, "a patch without its ids");
    PatchHead head{.ids = {}, .head_bytes = bytes};
    const LineSink sink = [&](std::string_view id) -> Result<void> {
        if (!is_document_id(id)) return Error(Errc::corrupt, "a patch against no document's id");
        head.ids.emplace_back(id);
        return {};
    };
    SegmentReader reader(limits);
    TRY_IN("patch", reader.take(patch.substr(0, bytes), sink));
    TRY_IN("patch", reader.finish(sink));
    return head;
}

Result<UnpackedSegment> unpack_segment(std::string_view bytes, const SegmentLimits& limits) {
    return unpack(bytes, {}, limits);
}

Result<UnpackedSegment> unpack_patch(std::string_view bytes, std::string_view patch_base,
                                     const SegmentLimits& limits) {
    const PatchHead head = TRY(read_patch_head(bytes));
    return unpack(bytes.substr(head.head_bytes), patch_base, limits);
}

bool is_segment_kind(std::string_view kind) {
    return kind == "base" || kind == "delta" || kind == "patch";
}

Result<SegmentInfo> segment_info_of(std::string_view target, std::uint64_t bytes,
                                    const Json& custom) {
    SegmentInfo info{.target = std::string(target), .bytes = bytes};
    info.kind = TRY(string_member(custom, "kind"));
    if (!is_segment_kind(info.kind)) {
        return Error(Errc::corrupt, "\"kind\" is no kind of segment");
    }
    info.to = TRY(count_member(custom, "to"));
    info.from = TRY(count_member(custom, "from"));
    info.documents = TRY(count_member(custom, "documents"));
    if (info.from >= info.to) return Error(Errc::corrupt, "\"from\" is not before \"to\"");
    if (info.kind == "base") {
        if (info.from != 0) return Error(Errc::corrupt, "a base that does not start from nothing");
        const std::int64_t part = TRY(count_member(custom, "part"));
        const std::int64_t parts = TRY(count_member(custom, "parts"));
        if (part >= parts || parts > 10'000) {
            return Error(Errc::corrupt, "\"part\" is not one of \"parts\"");
        }
        info.part = static_cast<int>(part);
        info.parts = static_cast<int>(parts);
    }
    if (info.kind == "patch") {
        info.patch_base = TRY(digest_member(custom, "patch_base"));
        info.plain = TRY(digest_member(custom, "plain"));
        if (info.patch_base.bytes > patch_base_bytes_max) {
            return Error(Errc::corrupt, "a patch against more than is allowed");
        }
    }
    return info;
}

Json custom_of(const SegmentInfo& info) {
    Json custom = {
        {"kind", info.kind}, {"from", info.from}, {"to", info.to}, {"documents", info.documents}};
    if (info.kind == "base") {
        custom["part"] = info.part;
        custom["parts"] = info.parts;
    }
    if (info.kind == "patch") {
        custom["patch_base"] = json_of(info.patch_base);
        custom["plain"] = json_of(info.plain);
    }
    return custom;
}

std::string segment_target(std::string_view channel, const SegmentInfo& info) {
    std::string name = target_folder_of(channel) + "/" + numbered(info.to, 8) + "." + info.kind;
    if (info.kind == "base") {
        name += "-" + numbered(info.part, 2);
    } else if (info.from + 1 != info.to) {
        name += "-" + numbered(info.from, 8);
    }
    return name + ".zst";
}

}  // namespace hall
