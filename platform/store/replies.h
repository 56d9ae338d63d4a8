// Replies on their way back, numbered by village from 1 without gaps.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/result.h"

namespace hall::platform {

struct StoredReply {
    std::string village;
    std::int64_t seq = 0;
    std::string kiosk;  // empty: for every kiosk of the village
    std::string bytes;  // as it was signed
};

struct ReplyQuery {
    std::string village;
    std::string kiosk;  // also those for this kiosk alone
    std::int64_t after = 0;
    std::size_t count_max = 500;
    bool every_kiosk = false;  // those for other kiosks, too: for a stick, which has no gaps
};

class ReplyStore {
  public:
    virtual ~ReplyStore() = default;

    virtual Result<std::int64_t> next_seq(std::string_view village) = 0;

    //   refused  the number is taken
    virtual Result<void> add(const StoredReply& reply) = 0;

    // In the order of their numbers.
    virtual Result<std::vector<StoredReply>> after(const ReplyQuery& query) = 0;
};

}  // namespace hall::platform
