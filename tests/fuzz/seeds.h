// Seeds: good inputs for each entry, made by the product's own writers, so that no bytes
// lie in the repository and none grow old. The same in every run.

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hall::fuzz {

// Of the entry in <entry>_fuzz.cc. Empty for a name that is no entry.
std::vector<std::string> seeds_of(std::string_view entry);

// The parts of it, by what they are seeds of: sync/wire, tables of villages, and the rest.
std::vector<std::string> wire_seeds_of(std::string_view entry);
std::vector<std::string> sheet_seeds_of(std::string_view entry);
std::vector<std::string> text_seeds_of(std::string_view entry);

}  // namespace hall::fuzz
