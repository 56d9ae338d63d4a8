// Random: unpredictable bytes, injected so that the simulator can replay a run.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace hall {

class Random {
  public:
    virtual ~Random() = default;

    virtual void fill(std::span<std::uint8_t> bytes) = 0;

    // Even over 0 .. bound-1. REQUIRES: bound > 0.
    std::uint64_t below(std::uint64_t bound);

    std::string bytes(std::size_t count);
};

// getrandom(2). Any thread. Stops the process if the kernel has no randomness.
class SystemRandom final : public Random {
  public:
    void fill(std::span<std::uint8_t> bytes) override;
};

// A UUID of version 7 (RFC 9562): sorts by the time it was made. `wall_ms` is
// taken as it is, right or wrong; uniqueness comes from 74 random bits.
std::string uuid_v7(std::int64_t wall_ms, Random& random);

}  // namespace hall
