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

// The same documents after an editor was at them: a sentence more, a newer date.
std::vector<std::string> edited_lines(const std::vector<std::string>& lines, std::uint64_t seed);

}  // namespace hall
