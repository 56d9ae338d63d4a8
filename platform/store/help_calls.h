// Calls for help from kiosks, while they stand and for a day after. What is older stands in
// the events alone.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/result.h"

namespace hall::platform {

struct StoredHelpCall {
    std::string id;  // the event's
    std::string kiosk;
    std::string village;
    std::string screen;
    std::int64_t called_ms = 0;
    std::string answered_by;  // name of the account, or empty
    std::int64_t answered_ms = 0;
};

class HelpCallStore {
  public:
    virtual ~HelpCallStore() = default;

    virtual Result<void> add(const StoredHelpCall& call) = 0;      // refused: the id is taken
    virtual Result<StoredHelpCall> find(std::string_view id) = 0;  // not_found

    // Those of the village that were made after `since_ms` and nobody answered, oldest first.
    virtual Result<std::vector<StoredHelpCall>> standing(std::string_view village,
                                                         std::int64_t since_ms) = 0;

    virtual Result<void> answer(std::string_view id, std::string_view user,
                                std::int64_t now_ms) = 0;
    virtual Result<void> forget_before(std::int64_t called_ms) = 0;
};

}  // namespace hall::platform
