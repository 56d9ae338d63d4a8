#include "platform/http/message.h"

#include <algorithm>

#include "sync/core/encoding.h"

namespace hall::platform {

std::optional<std::string> percent_decoded(std::string_view text) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded.push_back(text[i]);
            continue;
        }
        const Result<std::string> byte = bytes_of_hex(text.substr(i + 1, 2));
        if (!byte.ok() || byte.value().size() != 1 || byte.value()[0] == '\0') return std::nullopt;
        decoded += byte.value();
        i += 2;
    }
    return decoded;
}

namespace {

// Forms write a space as a plus.
std::optional<std::string> query_decoded(std::string_view text) {
    std::string spaced(text);
    std::replace(spaced.begin(), spaced.end(), '+', ' ');
    return percent_decoded(spaced);
}

}  // namespace

std::optional<SplitTarget> split_target(std::string_view target) {
    if (!target.starts_with('/')) return std::nullopt;
    SplitTarget split;
    const std::size_t mark = target.find('?');
    split.path = target.substr(0, mark);
    if (mark == std::string_view::npos) return split;
    std::string_view rest = target.substr(mark + 1);
    while (!rest.empty()) {
        const std::string_view pair = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
        const std::size_t equals = pair.find('=');
        const auto name = query_decoded(pair.substr(0, equals));
        const auto value = equals == std::string_view::npos
                               ? std::optional<std::string>("")
                               : query_decoded(pair.substr(equals + 1));
        if (!name || !value) return std::nullopt;
        split.query[*name] = *value;
    }
    return split;
}

}  // namespace hall::platform
