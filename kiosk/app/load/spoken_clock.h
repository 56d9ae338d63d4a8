// The time of day as a person says it, in China whatever the machine's own zone.

#pragma once

#include <cstdint>
#include <string>

#include "kiosk/ui/text/ui_strings.h"

namespace hall::kiosk {

// "上午9:20"
std::string spoken_clock(const ui::UiStrings& strings, std::int64_t wall_ms);

// "11月23日 星期一 上午9:20"
std::string spoken_now(const ui::UiStrings& strings, std::int64_t wall_ms);

}  // namespace hall::kiosk
