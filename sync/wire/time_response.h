// Time response: the county's signed word what time it is, for a kiosk whose clock
// may be in 1970 and which therefore cannot yet use TLS.
//
//     {"time":{"nonce":"…","now":"2026-11-23T09:00:00Z"},"key":"…","signature":"…"}

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/result.h"
#include "sync/wire/content.h"
#include "sync/wire/signature.h"

namespace hall {

std::string signed_time(std::string_view nonce, std::int64_t wall_ms, const SigningKey& key);

// The time in it, in milliseconds. Fails with `untrusted` unless a receipt key
// signed it and it names our nonce.
Result<std::int64_t> open_time(std::string_view bytes, std::string_view nonce,
                               const std::vector<NamedKey>& receipt_keys);

}  // namespace hall
