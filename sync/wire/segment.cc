#include "sync/wire/segment.h"

#include <zstd.h>

#include <algorithm>
#include <bit>
#include <memory>

#include "sync/core/check.h"

namespace hall {

namespace {

constexpr std::string_view frame_magic = "\x28\xB5\x2F\xFD";
// A frame may ask for a window as large as the longest plain text we take, no larger.
constexpr int window_log_max = 26;
constexpr int window_log_min = 10;

struct FreeCompressor {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};
struct FreeDecompressor {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};
using Compressor = std::unique_ptr<ZSTD_CCtx, FreeCompressor>;
using Decompressor = std::unique_ptr<ZSTD_DCtx, FreeDecompressor>;

std::size_t checked(std::size_t code) {
    CHECK(ZSTD_isError(code) == 0);
    return code;
}

std::string compress(std::string_view plain, std::string_view prefix, int level) {
    const Compressor context(ZSTD_createCCtx());
    CHECK(context != nullptr);
    checked(ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, level));
    checked(ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1));
    if (!prefix.empty()) {
        // The window has to reach back over the plain text into the whole prefix.
        const auto log = static_cast<int>(std::bit_width(plain.size() + prefix.size()));
        checked(ZSTD_CCtx_setParameter(context.get(), ZSTD_c_windowLog,
                                       std::clamp(log, window_log_min, window_log_max)));
        checked(ZSTD_CCtx_refPrefix(context.get(), prefix.data(), prefix.size()));
    }
    std::string packed(ZSTD_compressBound(plain.size()), '\0');
    packed.resize(checked(
        ZSTD_compress2(context.get(), packed.data(), packed.size(), plain.data(), plain.size())));
    return packed;
}

// Unpacks piece by piece, so that what a short frame swells to is never held beyond
// the limit.
Result<std::string> decompress(std::string_view packed, std::string_view prefix,
                               const SegmentLimits& limits) {
    if (packed.size() > limits.packed_bytes_max) {
        return Error(Errc::exhausted, "a segment of more bytes than allowed");
    }
    if (!packed.starts_with(frame_magic)) return Error(Errc::corrupt, "not a zstd frame");
    const Decompressor context(ZSTD_createDCtx());
    CHECK(context != nullptr);
    checked(ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, window_log_max));
    if (!prefix.empty()) {
        checked(ZSTD_DCtx_refPrefix(context.get(), prefix.data(), prefix.size()));
    }
    std::string plain;
    std::string piece(ZSTD_DStreamOutSize(), '\0');
    ZSTD_inBuffer in{packed.data(), packed.size(), 0};
    for (;;) {
        ZSTD_outBuffer out{piece.data(), piece.size(), 0};
        const std::size_t left = ZSTD_decompressStream(context.get(), &out, &in);
        if (ZSTD_isError(left) != 0) {
            return Error(Errc::corrupt, std::string("zstd: ") + ZSTD_getErrorName(left));
        }
        if (plain.size() + out.pos > limits.plain_bytes_max) {
            return Error(Errc::exhausted, "a segment that unpacks to more bytes than allowed");
        }
        plain.append(piece, 0, out.pos);
        if (left == 0) break;
        if (in.pos == in.size && out.pos < out.size) {
            return Error(Errc::corrupt, "a zstd frame cut short");
        }
    }
    if (in.pos != in.size) return Error(Errc::corrupt, "bytes after the zstd frame");
    return plain;
}

Result<UnpackedSegment> documents_of(std::string_view plain, const SegmentLimits& limits) {
    UnpackedSegment segment;
    std::size_t lines = 0;
    while (!plain.empty()) {
        if (++lines > limits.documents_max) {
            return Error(Errc::exhausted, "a segment of more documents than allowed");
        }
        const std::size_t end = std::min(plain.find('\n'), plain.size());
        Result<Document> document = parse_document(plain.substr(0, end));
        if (document.ok()) {
            segment.documents.push_back(std::move(document).value());
        } else {
            segment.refused.push_back("line " + std::to_string(lines) + ": " +
                                      document.error().text());
        }
        plain.remove_prefix(std::min(end + 1, plain.size()));
    }
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

}  // namespace

std::string pack_segment(const std::vector<Document>& documents, int level) {
    return compress(prefix_of_documents(documents), {}, level);
}

Result<UnpackedSegment> unpack_segment(std::string_view bytes, const SegmentLimits& limits) {
    return unpack_patch(bytes, {}, limits);
}

std::string pack_patch(const std::vector<Document>& documents, std::string_view prefix, int level) {
    return compress(prefix_of_documents(documents), prefix, level);
}

Result<UnpackedSegment> unpack_patch(std::string_view bytes, std::string_view prefix,
                                     const SegmentLimits& limits) {
    const std::string plain = TRY_IN("segment", decompress(bytes, prefix, limits));
    return documents_of(plain, limits);
}

std::string prefix_of_documents(const std::vector<Document>& documents) {
    std::string lines;
    for (const Document& document : documents) {
        lines += line_of(document);
        lines += '\n';
    }
    return lines;
}

Result<SegmentInfo> segment_info_of(std::string_view target, std::uint64_t bytes,
                                    const Json& custom) {
    SegmentInfo info{.target = std::string(target), .bytes = bytes};
    info.kind = TRY(string_member(custom, "kind"));
    if (info.kind != "base" && info.kind != "delta" && info.kind != "patch") {
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
    return info;
}

Json custom_of(const SegmentInfo& info) {
    Json custom = {
        {"kind", info.kind}, {"from", info.from}, {"to", info.to}, {"documents", info.documents}};
    if (info.kind == "base") {
        custom["part"] = info.part;
        custom["parts"] = info.parts;
    }
    return custom;
}

std::string segment_target(std::string_view channel, const SegmentInfo& info) {
    std::string name = target_folder_of(channel) + "/" + numbered(info.to, 8) + "." + info.kind;
    if (info.kind == "base") name += "-" + numbered(info.part, 2);
    return name + ".zst";
}

}  // namespace hall
