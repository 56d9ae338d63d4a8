// Rate limit: so many tries in so long for one key (an address, a name), remembered for
// a bounded number of keys. When they are full, the key that was longest not seen is
// forgotten: somebody with many addresses must not keep everybody else out, and gains one
// forgotten key for every 20,000 of his own. Any thread; a try costs the same however many
// keys there are.

#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "sync/core/clock.h"

namespace hall::platform {

struct Rate {
    int tries = 10;
    std::int64_t per_ms = 60'000;
    std::size_t keys_max = 20'000;
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
        std::string key;
        double tries = 0;
        std::int64_t at_ms = 0;
    };

    // The bucket of this key, now the last used.
    Bucket& bucket_of(std::string_view key, std::int64_t now_ms);

    const Clock& clock_;
    const Rate rate_;
    std::mutex mutex_;
    std::list<Bucket> buckets_;  // the last used first
    std::unordered_map<std::string_view, std::list<Bucket>::iterator> by_key_;  // views of them
};

}  // namespace hall::platform
