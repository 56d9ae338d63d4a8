#include "sync/wire/byte_range.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace hall {

RangeChoice choose_range(std::string_view header, std::uint64_t size) {
    if (!header.starts_with("bytes=")) return {};
    header.remove_prefix(6);
    const std::size_t dash = header.find('-');
    if (dash == std::string_view::npos) return {};
    const auto number = [](std::string_view text) -> std::optional<std::uint64_t> {
        std::uint64_t value = 0;
        const char* end = text.data() + text.size();
        const auto parsed = std::from_chars(text.data(), end, value);
        if (text.empty() || parsed.ec != std::errc{} || parsed.ptr != end) return std::nullopt;
        return value;
    };
    const auto first = number(header.substr(0, dash));
    const auto last = number(header.substr(dash + 1));
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
