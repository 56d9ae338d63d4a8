#include "platform/intake/upload_headers.h"

#include <algorithm>

#include "sync/core/encoding.h"
#include "sync/core/number.h"

namespace hall::platform {

std::optional<std::int64_t> upload_number_in(std::string_view header) {
    return header.starts_with('-') ? std::nullopt : parse_number<std::int64_t>(header);
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

}  // namespace hall::platform
