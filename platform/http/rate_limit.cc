#include "platform/http/rate_limit.h"

#include <algorithm>

namespace hall {

bool RateLimit::allow(std::string_view key) {
    constexpr std::size_t keys_max = 20'000;
    const std::lock_guard lock(mutex_);
    const std::int64_t now_ms = clock_.mono_ms();
    if (buckets_.size() >= keys_max) {
        // Those that are full again say nothing any more.
        std::erase_if(buckets_, [&](const auto& entry) {
            return now_ms - entry.second.at_ms >= rate_.per_ms;
        });
        if (buckets_.size() >= keys_max) return false;
    }
    const auto [entry, is_new] =
        buckets_.try_emplace(std::string(key), Bucket{static_cast<double>(rate_.tries), now_ms});
    Bucket& bucket = entry->second;
    const double back = static_cast<double>(now_ms - bucket.at_ms) * rate_.tries /
                        static_cast<double>(rate_.per_ms);
    bucket.tries = std::min(static_cast<double>(rate_.tries), bucket.tries + back);
    bucket.at_ms = now_ms;
    if (bucket.tries < 1) return false;
    bucket.tries -= 1;
    return true;
}

int RateLimit::retry_after_s() const {
    return static_cast<int>(std::max<std::int64_t>(1, rate_.per_ms / rate_.tries / 1000));
}

}  // namespace hall
