// Documents for load: composed from the sentences of the demonstration county, so that
// they compress as real ones do.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace hall {

// `count` lines for `hall-platform import documents`, articles of about 1 KB with ids
// "load-00000" …, their text chosen by `seed`.
std::vector<std::string> document_lines(int count, std::uint64_t seed, int first = 0);

}  // namespace hall
