// What a tus request says in its headers (tus 1.0.0: Upload-Length, Upload-Offset,
// Upload-Metadata). Pure; any thread.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hall::platform {

// A length or an offset: digits and nothing else. Nothing for what is none, or past 2^63.
std::optional<std::int64_t> upload_number_in(std::string_view header);

// A value of Upload-Metadata ("name base64,name base64"), the first of its name; empty if
// there is none or it is no base64.
std::string upload_metadata_in(std::string_view header, std::string_view name);

}  // namespace hall::platform
