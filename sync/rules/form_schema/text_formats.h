// Formats of JSON Schema's "format" that answers are held against. Pure.

#pragma once

#include <string_view>

namespace hall {

// What a text of this format must look like, in Chinese, if it does not; empty if it does, or if
// nothing is known of the format.
std::string_view format_complaint(std::string_view format, std::string_view text);

// Base64 (RFC 4648 §4) with its padding.
bool is_base64(std::string_view text);

}  // namespace hall
