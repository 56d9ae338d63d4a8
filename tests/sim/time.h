// The time of a simulated world, and the clocks of its machines.

#pragma once

#include <cstdint>

#include "sync/core/clock.h"

namespace hall::sim {

// What time it really is. Only ever goes on.
struct WorldTime {
    std::int64_t now_ms = 1'795'397'400'000;  // 2026-11-23T01:30:00Z
    void pass_ms(std::int64_t ms) { now_ms += ms; }
};

// A machine's own idea of the time, which may be off by decades.
class MachineClock final : public Clock {
  public:
    explicit MachineClock(const WorldTime& time) : time_(time), booted_ms_(time.now_ms) {}

    std::int64_t wall_ms() const override { return time_.now_ms + off_by_ms; }
    std::int64_t mono_ms() const override { return time_.now_ms - booted_ms_ + 1000; }

    void boot() { booted_ms_ = time_.now_ms; }

    std::int64_t off_by_ms = 0;

  private:
    const WorldTime& time_;
    std::int64_t booted_ms_;
};

}  // namespace hall::sim
