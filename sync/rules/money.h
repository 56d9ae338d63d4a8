// Money in whole fen (分, 1/100 yuan). Pure; any thread.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sync/core/result.h"

namespace hall {

using Fen = std::int64_t;

// At most this much either way: 10^14 fen, a trillion yuan, so that sums of a table
// cannot overflow.
inline constexpr Fen money_max = 100'000'000'000'000;

// "24600", "24,600.00", "-3.5": yuan with at most two decimals. Thousands commas only
// where they belong. Fails with `corrupt` on anything else.
Result<Fen> parse_yuan(std::string_view text);

// "24,600.00"
std::string yuan_text(Fen amount);

// "24600.00": as documents write it.
std::string plain_yuan_text(Fen amount);

// In capitals, as on a receipt: 贰万肆仟陆佰元整 (票据法 practice; 会计基础工作规范 art. 52).
// REQUIRES: 0 <= amount < 10^14.
std::string yuan_in_capitals(Fen amount);

}  // namespace hall
