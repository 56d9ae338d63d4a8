#include "tests/fuzz/seeds.h"

namespace hall::fuzz {

std::vector<std::string> seeds_of(std::string_view entry) {
    std::vector<std::string> seeds = wire_seeds_of(entry);
    if (seeds.empty()) seeds = sheet_seeds_of(entry);
    return seeds.empty() ? text_seeds_of(entry) : seeds;
}

}  // namespace hall::fuzz
