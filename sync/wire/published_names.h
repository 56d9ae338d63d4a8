// Names of what a county publishes, as they stand in addresses and on sticks. A name from
// outside becomes part of a path only if it is one of these.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace hall {

bool is_village_code(std::string_view text);  // 12 digits

// No metadata file that a county publishes is longer.
inline constexpr std::uint64_t metadata_bytes_max = 8 << 20;

// "12.county.json": the name of a versioned metadata file.
std::string metadata_name(std::int64_t version, std::string_view role);

// The role in "12.county.json", the name of a versioned metadata file; empty for any other
// name.
std::string_view role_in_metadata_name(std::string_view name);

// "village/510681113205/⟨sha256⟩.00000012.delta.zst": two to four parts of small letters,
// digits, dots, dashes and underscores, none hidden, the last with a hash in front.
bool is_target_path(std::string_view path);

}  // namespace hall
