// How often words occur in general Chinese text: some 190,000, made at build time from the
// dictionary of Debian's python3-jieba. Pure; any thread.

#pragma once

#include <string_view>

namespace hall::kiosk {

// Lines "词 1234". Empty where the package was not there when this program was built: the pinyin
// engine then works with libpinyin's own counts, and is right less often.
std::string_view word_counts();

// Sum of all counts of that dictionary.
inline constexpr double word_counts_sum = 6.0e7;

}  // namespace hall::kiosk
