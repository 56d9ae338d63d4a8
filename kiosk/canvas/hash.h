// The hash that tells two drawn things apart (one round of xxHash64 a word, its
// constants). Not for anything an enemy could choose.

#pragma once

#include <bit>
#include <cstdint>

namespace hall::kiosk::canvas {

inline std::uint64_t mix(std::uint64_t hash, std::uint64_t word) {
    return std::rotl(hash ^ (word * 0xC2B2AE3D27D4EB4FU), 31) * 0x9E3779B185EBCA87U;
}

// Two numbers as one word.
inline std::uint64_t pair(int a, int b) {
    return static_cast<std::uint64_t>(static_cast<std::uint32_t>(a)) << 32 |
           static_cast<std::uint32_t>(b);
}

}  // namespace hall::kiosk::canvas
