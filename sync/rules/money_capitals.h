// Amounts in capitals, read back: 贰万肆仟陆佰元整 (支付结算办法, 银发〔1997〕393号, 附一). Pure.

#pragma once

#include <string_view>

#include "sync/core/result.h"
#include "sync/rules/money.h"

namespace hall {

// Takes 人民币 before it, 圆 for 元, 正 for 整, and 零 where the rule leaves it open (before 角,
// and behind 万). Fails with `corrupt` and says in Chinese what is the matter: small figures, units
// out of order, a missing 元, 整 or 零.
Result<Fen> parse_capitals(std::string_view text);

}  // namespace hall
