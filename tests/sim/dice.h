// Dice: all randomness of a simulated run, from one seed. SplitMix64 (Steele, Lea and
// Flood, 2014): fast, and the same on every machine.

#pragma once

#include <cstdint>
#include <span>

#include "sync/core/random.h"

namespace hall::sim {

class Dice final : public Random {
  public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}

    // Dice of its own for the n-th thing to decide: what one step draws does not change
    // what the next one draws, so that steps can be cut out of a run.
    Dice fork(std::uint64_t n) const {
        Dice other(state_ ^ (n * 0xD6E8FEB86659FD93ULL));
        static_cast<void>(other.next());
        return other;
    }

    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }

    // 0 .. bound-1; close enough to even for bounds this small. REQUIRES: bound > 0.
    std::uint64_t roll(std::uint64_t bound) { return next() % bound; }

    // True in so many of a thousand cases.
    bool chance(std::uint64_t per_mille) { return roll(1000) < per_mille; }

    void fill(std::span<std::uint8_t> bytes) override {
        std::uint64_t word = 0;
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            if (i % 8 == 0) word = next();
            bytes[i] = static_cast<std::uint8_t>(word >> (i % 8 * 8));
        }
    }

  private:
    std::uint64_t state_;
};

}  // namespace hall::sim
