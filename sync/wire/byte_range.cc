#include "sync/wire/byte_range.h"

#include <algorithm>
#include <optional>

#include "sync/core/number.h"

namespace hall {

RangeChoice choose_range(std::string_view header, std::uint64_t size) {
    if (!header.starts_with("bytes=")) return {};
    header.remove_prefix(6);
    const std::size_t dash = header.find('-');
    if (dash == std::string_view::npos) return {};
    const auto first = parse_number<std::uint64_t>(header.substr(0, dash));
    const auto last = parse_number<std::uint64_t>(header.substr(dash + 1));
    if (header.ends_with('-') && first) {
        if (*first >= size) return {RangeKind::impossible, {}};
        return {RangeKind::part, {*first, size - *first}};
    }
    if (dash == 0 && last) {
        if (*last == 0 || size == 0) return {RangeKind::impossible, {}};
        const std::uint64_t bytes = std::min(*last, size);
        return {RangeKind::part, {size - bytes, bytes}};
    }
    if (!first || !last || *last < *first) return {};
    if (*first >= size) return {RangeKind::impossible, {}};
    return {RangeKind::part, {*first, std::min(*last, size - 1) - *first + 1}};
}

std::string content_range(const ByteRange& range, std::uint64_t size) {
    return "bytes " + std::to_string(range.offset) + '-' +
           std::to_string(range.offset + range.bytes - 1) + '/' + std::to_string(size);
}

}  // namespace hall
