// Segments: the bytes as a frame, as a patch, and as what stands inside a frame.

#include "sync/wire/segment.h"

#include <zstd.h>

#include "tests/fuzz/fixed.h"
#include "tests/fuzz/input.h"

using namespace hall;

namespace {

constexpr SegmentLimits limits{
    .packed_bytes_max = 1 << 20, .plain_bytes_max = 1 << 20, .documents_max = 1000};

void hold(const Result<UnpackedSegment>& segment) {
    if (!segment.ok()) {
        CHECK(segment.error().code() == Errc::corrupt || segment.error().code() == Errc::exhausted);
        return;
    }
    const std::vector<Document>& documents = segment.value().documents;
    CHECK(documents.size() + segment.value().refused.size() <= limits.documents_max);
    const std::string lines = lines_of(documents);
    const Result<UnpackedSegment> again = unpack_segment(pack_segment(documents, 1));
    CHECK(again.ok());
    CHECK(again.value().refused.empty());
    CHECK(lines_of(again.value().documents) == lines);
}

std::string frame_of(std::string_view plain) {
    std::string frame(ZSTD_compressBound(plain.size()), '\0');
    const std::size_t size =
        ZSTD_compress(frame.data(), frame.size(), plain.data(), plain.size(), 1);
    CHECK(!ZSTD_isError(size));
    frame.resize(size);
    return frame;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view input = fuzz::text_of(bytes, size);
    hold(unpack_segment(input, limits));
    hold(unpack_patch(input, fuzz::patch_base(), limits));
    hold(unpack_segment(frame_of(input), limits));
    return 0;
}
