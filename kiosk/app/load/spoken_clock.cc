#include "kiosk/app/load/spoken_clock.h"

#include <cstdio>

#include "kiosk/screens/phrases.h"
#include "sync/core/clock.h"

namespace hall::kiosk {

std::string spoken_clock(const ui::UiStrings& strings, std::int64_t wall_ms) {
    constexpr std::int64_t ms_a_minute = 60'000;
    const std::int64_t minute = (wall_ms / ms_a_minute + china_offset_minutes) % 1440;
    const int hour = static_cast<int>(minute / 60);
    const int shown = hour % 12 == 0 ? 12 : hour % 12;
    char clock[16];
    std::snprintf(clock, sizeof clock, "%d:%02d", shown, static_cast<int>(minute % 60));
    const std::string_view half = strings[hour < 6    ? "clock.night"
                                          : hour < 12 ? "clock.morning"
                                          : hour < 18 ? "clock.afternoon"
                                                      : "clock.evening"];
    return strings.with("clock.time", {half, clock});
}

std::string spoken_now(const ui::UiStrings& strings, std::int64_t wall_ms) {
    const Date today = date_at(wall_ms);
    const auto weekday = ((days_of(today) + 3) % 7 + 7) % 7 + 1;  // 1970-01-01 was a Thursday
    return strings.with("clock.now", {spoken_date(strings, date_text(today), date_text(today)),
                                      strings["weekday." + std::to_string(weekday)],
                                      spoken_clock(strings, wall_ms)});
}

}  // namespace hall::kiosk
