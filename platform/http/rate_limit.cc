#include "platform/http/rate_limit.h"

#include <algorithm>

namespace hall::platform {

RateLimit::Bucket& RateLimit::bucket_of(std::string_view key, std::int64_t now_ms) {
    const auto known = by_key_.find(key);
    if (known != by_key_.end()) {
        buckets_.splice(buckets_.begin(), buckets_, known->second);
        return buckets_.front();
    }
    if (buckets_.size() >= rate_.keys_max) {
        by_key_.erase(buckets_.back().key);
        buckets_.pop_back();
    }
    buckets_.push_front({std::string(key), static_cast<double>(rate_.tries), now_ms});
    by_key_.emplace(buckets_.front().key, buckets_.begin());
    return buckets_.front();
}

bool RateLimit::allow(std::string_view key) {
    const std::lock_guard lock(mutex_);
    const std::int64_t now_ms = clock_.mono_ms();
    Bucket& bucket = bucket_of(key, now_ms);
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

}  // namespace hall::platform
