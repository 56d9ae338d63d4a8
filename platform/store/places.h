// Places: codes that are no village's or town's any more, with what became of them, and
// what hangs on a code.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/result.h"

namespace hall::platform {

struct FormerVillage {
    std::string code;     // 12 digits
    std::string village;  // that it became part of
};

// What stands under the code of a village or a town and would be left behind without it.
struct PlaceDependents {
    std::vector<std::int64_t> kiosks;  // ordinals of those in use
    std::vector<std::string> slips;    // of requests that are still open
    std::vector<std::string> users;    // names of accounts
    bool empty() const { return kiosks.empty() && slips.empty() && users.empty(); }
};

class PlaceStore {
  public:
    virtual ~PlaceStore() = default;

    // The village that a code stands for now: itself, unless it became part of another.
    virtual Result<std::string> village_now(std::string_view code) = 0;
    virtual Result<std::vector<FormerVillage>> former_villages() = 0;

    // These and no others are former codes from now on.
    virtual Result<void> set_former_villages(const std::vector<FormerVillage>& former) = 0;

    virtual Result<PlaceDependents> dependents_of_village(std::string_view code) = 0;
    virtual Result<PlaceDependents> dependents_of_town(std::string_view code) = 0;

    // Kiosks, events, requests, accounts, staff and codes go over to another village.
    // Replies do not: they are numbered by village, and kiosks read those of both.
    //   refused  two members of staff have the same number
    virtual Result<void> move_village(std::string_view from, std::string_view to) = 0;

    // Accounts of a town go over to another.
    virtual Result<void> move_town(std::string_view from, std::string_view to) = 0;
};

}  // namespace hall::platform
