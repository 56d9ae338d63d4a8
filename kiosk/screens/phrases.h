// Phrases: dates, periods and amounts as a person says them. Pure.

#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "kiosk/ui/text/ui_strings.h"
#include "sync/core/clock.h"
#include "sync/rules/money.h"
#include "sync/wire/content.h"

namespace hall::kiosk {

// "11月23日"; with the year where it is not that of `today`. Text that is no date comes
// back as it is.
std::string spoken_date(const ui::UiStrings& strings, std::string_view date,
                        std::string_view today);

// "2026年第三季度"
std::string spoken_period(const ui::UiStrings& strings, const Period& period);

// "三季度": on the switch between periods.
std::string short_period(const ui::UiStrings& strings, const Period& period);

// "24,600.00元"
std::string spoken_yuan(const ui::UiStrings& strings, Fen amount);

// "今天8:55", "昨天", "11月3日" of a UTC time, as seen at `today` in China.
std::string spoken_time(const ui::UiStrings& strings, std::string_view utc, std::string_view today);

// What a title says beyond the name of the column it stands in, which is above it already:
// "公开回复：烘干费为什么是每斤五分？" without its first word. All of it if that was all.
std::string_view title_in_column(std::string_view title, std::string_view column);

// The column in "书记信箱 · 公开回复"; empty if there is none.
std::string_view column_in(std::string_view where);

// "510681 1849 0630 001X": characters in groups of these sizes, what is left over as the
// last.
std::string in_groups(std::string_view text, std::initializer_list<std::size_t> sizes);

}  // namespace hall::kiosk
