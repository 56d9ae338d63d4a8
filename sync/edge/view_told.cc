#include "sync/edge/view_told.h"

#include <charconv>

#include "sync/core/number.h"

namespace hall {

namespace {

// What stands between the county and its mirrors, and two clocks, may be so late.
constexpr std::int64_t lag_ms_max = 3'600'000;

}  // namespace

ViewTold after_receipt(ViewTold told, std::int64_t version, std::int64_t at_ms) {
    // The same version said later must not put off what was said of it first.
    if (version > told.version) return {version, at_ms};
    return told;
}

bool is_behind(std::int64_t held_version, const ViewTold& told, std::int64_t now_ms) {
    return held_version < told.version && now_ms > told.at_ms + lag_ms_max;
}

std::string view_told_text(const ViewTold& told) {
    return std::to_string(told.version) + ' ' + std::to_string(told.at_ms);
}

ViewTold view_told_of(std::string_view text) {
    const std::size_t space = text.find(' ');
    const auto version = parse_number<std::int64_t>(text.substr(0, space));
    const auto at_ms = parse_number<std::int64_t>(
        space == std::string_view::npos ? std::string_view() : text.substr(space + 1));
    return version && at_ms ? ViewTold{*version, *at_ms} : ViewTold{};
}

}  // namespace hall
