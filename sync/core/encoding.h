// Bytes as text and back: hexadecimal and base64, strict in what they accept.

#pragma once

#include <string>
#include <string_view>

#include "sync/core/result.h"

namespace hall {

// Lower-case hexadecimal.
std::string hex_of(std::string_view bytes);

// Accepts both cases. Fails with `corrupt` on odd length or another character.
Result<std::string> bytes_of_hex(std::string_view text);

// RFC 4648 section 4, with padding.
std::string base64_of(std::string_view bytes);

// Fails with `corrupt` on white space, missing padding, or stray bits at the end.
Result<std::string> bytes_of_base64(std::string_view text);

}  // namespace hall
