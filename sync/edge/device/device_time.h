// Device time: what time it is, as well as a device can know. Pure.
//
// The wall clock of a device may stand anywhere between 1970 and 2099, and may jump. Two
// things are better than it: the county's response to a request of this boot, carried on
// by the monotonic clock, which no jump touches; and, without one, the floor, which is the
// newest moment that the county has signed for. The wall clock never raises the floor
// (docs/decisions/0011-what-raises-the-time-floor.md).

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sync/core/clock.h"
#include "sync/core/result.h"

namespace hall {

// What a device remembers about time. Both processes read it from the cache.
struct TimeFacts {
    std::int64_t floor_ms = 0;  // 0: nothing signed was ever seen

    // The county's response to our request, and when we asked, by the monotonic clock of
    // that boot. An empty boot: never.
    std::string told_boot;
    std::int64_t told_ms = 0;
    std::int64_t told_mono_ms = 0;

    bool operator==(const TimeFacts&) const = default;
};

struct DeviceNow {
    std::int64_t now_ms = 0;

    // Judge by this whether something has run out: a clock that is too far ahead of all
    // that was signed must not hide anything.
    std::int64_t expiry_ms = 0;

    bool certain = false;   // the county told it in this boot
    bool doubtful = false;  // nobody told it, and the wall clock stands before the floor or
                            // more than 400 days after it
};

// `boot` is the id of this boot, or empty where there is none: then nothing is certain.
// `built_ms` is when this software was made; it cannot be earlier now.
DeviceNow device_now(const TimeFacts& facts, const Clock& clock, std::string_view boot,
                     std::int64_t built_ms = 0);

// --- What the county says, each from signed bytes that were verified.

// In response to our request with its nonce: this is the time, whatever was said before,
// so it also repairs a floor that a wrong clock of the county's once pushed ahead.
TimeFacts after_answer(TimeFacts facts, std::string_view boot, std::int64_t told_ms,
                       std::int64_t asked_mono_ms);

// In passing, in a receipt or a reply: it was this late when it was signed.
TimeFacts after_statement(TimeFacts facts, std::int64_t at_ms);

// In a village's view (the timestamp's "issued"). `newer`: of a version that was never
// seen before, so it is the county's latest word; then a floor that lies more than 400
// days after it was wrong.
TimeFacts after_head(TimeFacts facts, std::int64_t issued_ms, bool newer);

// --- As facts of the cache. "told" is one fact, so that its parts cannot be torn apart.

std::string told_text(const TimeFacts& facts);
TimeFacts time_facts_of(std::string_view floor, std::string_view told);

}  // namespace hall
