// PIN: which ones staff may have. Whoever has a copy of the roster tries first what people
// choose: the days of a life are some forty thousand, and eight digits a hundred million.

#pragma once

#include <string_view>

#include "sync/core/result.h"

namespace hall {

inline constexpr std::size_t pin_digits_min = 6;
inline constexpr std::size_t pin_digits_max = 12;

//   refused  no PIN of digits, a date in whatever order, or a pattern; the message is a
//            Chinese sentence that says which
Result<void> judge_pin(std::string_view pin);

}  // namespace hall
