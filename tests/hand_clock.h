// Time that a test moves by hand.

#pragma once

#include "sync/core/clock.h"

namespace hall {

class HandClock final : public Clock {
  public:
    std::int64_t wall_ms() const override { return wall; }
    std::int64_t mono_ms() const override { return mono; }
    void pass_ms(std::int64_t ms) {
        wall += ms;
        mono += ms;
    }

    std::int64_t wall = 1'795'397'400'000;  // 2026-11-23T01:30:00Z
    std::int64_t mono = 1'000'000;
};

}  // namespace hall
