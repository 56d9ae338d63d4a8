// Times as HTTP writes them (RFC 9110 section 5.6.7), and what Retry-After asks for.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sync/core/result.h"

namespace hall {

// "Sun, 06 Nov 1994 08:49:37 GMT". REQUIRES: a time of the years 1970 to 9999.
std::string http_date_text(std::int64_t wall_ms);

// Parses exactly that form; the two obsolete ones no server of today writes. Fails with
// `corrupt`.
Result<std::int64_t> parse_http_date_ms(std::string_view text);

// Retry-After, in seconds or as a date: milliseconds to wait from `now_ms` on, at most a
// day, so that a mistake cannot silence a kiosk for ever; 0 for none, for one that is
// over and for one that cannot be read.
std::int64_t retry_after_ms(std::string_view header, std::int64_t now_ms);

}  // namespace hall
