// What a target's `custom` says of a segment: a path, a zero byte, JSON.

#include "sync/wire/segment.h"

#include "tests/fuzz/input.h"

using namespace hall;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    std::string_view input = fuzz::text_of(bytes, size);
    const std::string_view target = fuzz::take_text(input);
    const Result<Json> custom = parse_json(input);
    if (!custom.ok()) return 0;
    const Result<SegmentInfo> info = segment_info_of(target, 1000, custom.value());
    if (!info.ok()) return 0;
    CHECK(info.value().from >= 0 && info.value().from < info.value().to);
    CHECK(info.value().part >= 0 && info.value().part < info.value().parts);
    CHECK(info.value().documents >= 0);
    const Result<SegmentInfo> again = segment_info_of(target, 1000, custom_of(info.value()));
    CHECK(again.ok());
    CHECK(custom_of(again.value()) == custom_of(info.value()));
    return 0;
}
