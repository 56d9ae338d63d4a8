#include "sync/edge/content/announced_view.h"

#include <charconv>

#include "sync/core/number.h"

namespace hall {

namespace {

// What stands between the county and its mirrors, and two clocks, may be so late.
constexpr std::int64_t lag_ms_max = 3'600'000;

}  // namespace

AnnouncedView after_receipt(AnnouncedView told, std::int64_t version, std::int64_t at_ms) {
    // The same version said later must not put off what was said of it first.
    if (version > told.version) return {version, at_ms};
    return told;
}

bool is_behind(std::int64_t held_version, const AnnouncedView& told, std::int64_t now_ms) {
    return held_version < told.version && now_ms > told.at_ms + lag_ms_max;
}

std::string announced_view_text(const AnnouncedView& told) {
    return std::to_string(told.version) + ' ' + std::to_string(told.at_ms);
}

AnnouncedView announced_view_of(std::string_view text) {
    const std::size_t space = text.find(' ');
    const auto version = parse_number<std::int64_t>(text.substr(0, space));
    const auto at_ms = parse_number<std::int64_t>(
        space == std::string_view::npos ? std::string_view() : text.substr(space + 1));
    return version && at_ms ? AnnouncedView{*version, *at_ms} : AnnouncedView{};
}

}  // namespace hall
