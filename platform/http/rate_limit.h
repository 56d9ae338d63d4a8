// Rate limit: so many tries in so long for one key (an address, a name), remembered for
// a bounded number of keys. Any thread.

#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "sync/core/clock.h"

namespace hall {

struct Rate {
    int tries = 10;
    std::int64_t per_ms = 60'000;
};

class RateLimit {
  public:
    RateLimit(const Clock& clock, Rate rate) : clock_(clock), rate_(rate) {}

    // True if this try is within the rate. Tries flow back evenly over per_ms.
    bool allow(std::string_view key);

    // Seconds until a refused key may try again, at least 1.
    int retry_after_s() const;

  private:
    struct Bucket {
        double tries = 0;
        std::int64_t at_ms = 0;
    };

    const Clock& clock_;
    const Rate rate_;
    std::mutex mutex_;
    std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace hall
