// The fuzz entries of this folder as one table, for the test program; libFuzzer has each
// alone. The table is written when the build is configured.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace hall::fuzz {

struct Entry {
    std::string name;
    int (*run)(const std::uint8_t* bytes, std::size_t size);
};

const std::vector<Entry>& entries();

}  // namespace hall::fuzz
