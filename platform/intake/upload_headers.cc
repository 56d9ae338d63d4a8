#include "platform/intake/upload_headers.h"

#include <algorithm>
#include <charconv>

#include "sync/core/encoding.h"

namespace hall {

std::optional<std::int64_t> upload_number_in(std::string_view header) {
    std::int64_t value = 0;
    const auto parsed = std::from_chars(header.data(), header.data() + header.size(), value);
    const bool whole = parsed.ec == std::errc{} && parsed.ptr == header.data() + header.size();
    return whole && !header.starts_with('-') ? std::optional(value) : std::nullopt;
}

std::string upload_metadata_in(std::string_view header, std::string_view name) {
    while (!header.empty()) {
        std::string_view pair = header.substr(0, header.find(','));
        header.remove_prefix(std::min(header.size(), pair.size() + 1));
        while (pair.starts_with(' ')) pair.remove_prefix(1);
        const std::size_t space = pair.find(' ');
        if (pair.substr(0, space) != name || space == std::string_view::npos) continue;
        const Result<std::string> value = bytes_of_base64(pair.substr(space + 1));
        return value.ok() ? value.value() : std::string();
    }
    return {};
}

}  // namespace hall
