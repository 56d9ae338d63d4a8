// Byte range: which part of a file a `Range` header asks for, and how the answer names it
// (RFC 9110, section 14). Pure.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace hall {

// A single range: "bytes=0-99", "bytes=100-", "bytes=-100".
struct ByteRange {
    std::uint64_t offset = 0;
    std::uint64_t bytes = 0;
};
enum class RangeKind { whole, part, impossible };
struct RangeChoice {
    RangeKind kind = RangeKind::whole;
    ByteRange range;
};

// A header we do not understand, or with several ranges, asks for the whole.
RangeChoice choose_range(std::string_view header, std::uint64_t size);

// "bytes 0-99/1042", for `Content-Range`.
std::string content_range(const ByteRange& range, std::uint64_t size);

}  // namespace hall
