#include "sync/edge/device/device_time.h"

#include <algorithm>
#include <charconv>

namespace hall {

namespace {

constexpr std::int64_t doubt_ms = std::int64_t{400} * 86'400'000;
constexpr std::int64_t behind_ms_max = 600'000;  // the county's clock and ours may differ a little

// Takes the number in front of the next space off the text.
bool take_number(std::string_view& text, std::int64_t& number) {
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || (rest != end && *rest != ' ')) return false;
    text.remove_prefix(static_cast<std::size_t>(rest - text.data()) + (rest == end ? 0 : 1));
    return true;
}

}  // namespace

DeviceNow device_now(const TimeFacts& facts, const Clock& clock, std::string_view boot,
                     std::int64_t built_ms) {
    DeviceNow device;
    const std::int64_t passed_ms = clock.mono_ms() - facts.told_mono_ms;
    if (!boot.empty() && facts.told_boot == boot && passed_ms >= 0) {
        device.now_ms = facts.told_ms + passed_ms;
        device.expiry_ms = device.now_ms;
        device.certain = true;
        return device;
    }
    const std::int64_t wall_ms = clock.wall_ms();
    const std::int64_t floor_ms = std::max(facts.floor_ms, built_ms);
    device.now_ms = std::max(wall_ms, floor_ms);
    const bool ahead = floor_ms > 0 && wall_ms > floor_ms + doubt_ms;
    device.doubtful = ahead || wall_ms < floor_ms - behind_ms_max;
    device.expiry_ms = ahead ? floor_ms : device.now_ms;
    return device;
}

TimeFacts after_answer(TimeFacts facts, std::string_view boot, std::int64_t told_ms,
                       std::int64_t asked_mono_ms) {
    facts.floor_ms = told_ms;
    facts.told_boot = boot;
    facts.told_ms = told_ms;
    facts.told_mono_ms = asked_mono_ms;
    return facts;
}

TimeFacts after_statement(TimeFacts facts, std::int64_t at_ms) {
    facts.floor_ms = std::max(facts.floor_ms, at_ms);
    return facts;
}

TimeFacts after_head(TimeFacts facts, std::int64_t issued_ms, bool newer) {
    if (newer && facts.floor_ms > issued_ms + doubt_ms) {
        facts.floor_ms = issued_ms;
        return facts;
    }
    return after_statement(std::move(facts), issued_ms);
}

std::string told_text(const TimeFacts& facts) {
    return std::to_string(facts.told_ms) + ' ' + std::to_string(facts.told_mono_ms) + ' ' +
           facts.told_boot;
}

TimeFacts time_facts_of(std::string_view floor, std::string_view told) {
    TimeFacts facts;
    if (const auto parsed = parse_utc_ms(floor); parsed.ok()) facts.floor_ms = parsed.value();
    TimeFacts response = facts;
    if (!take_number(told, response.told_ms) || !take_number(told, response.told_mono_ms))
        return facts;
    response.told_boot = told;
    return response;
}

}  // namespace hall
