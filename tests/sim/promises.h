// Promises: what must be true after every step of a run, and at its end. Each is worded as
// what a person relies on; the numbers are those of docs/testing.md.

#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "tests/sim/board.h"
#include "tests/sim/county.h"

namespace hall::sim {

class Promises {
  public:
    using Boards = std::vector<std::unique_ptr<SimBoard>>;

    Promises(SimCounty& county, const WorldTime& time) : county_(county), time_(time) {}

    // What is broken, or an empty text.
    std::string after_step(SimBoard& board);
    std::string after_county_died(const Boards& boards);
    std::string at_the_end(const Boards& boards);

  private:
    std::string nothing_saved_is_lost(SimBoard& board);
    std::string what_is_shown_was_published(SimBoard& board);
    std::string receipts_are_true(SimBoard& board);
    std::string limits_hold(SimBoard& board);
    std::string counters_are_used_once(SimBoard& board);

    SimCounty& county_;
    const WorldTime& time_;
    std::map<const SimBoard*, std::map<std::string, std::int64_t>> versions_;
    std::map<const SimBoard*, std::set<std::string>> receipted_;
    std::map<const SimBoard*, std::size_t> checked_saved_;
    std::map<const SimBoard*, std::map<std::pair<std::int64_t, std::int64_t>, std::string>> places_;
    std::map<const SimBoard*, std::set<std::string>> refused_;  // with a reason
    std::set<std::string> at_county_;  // ids that were seen there: they stay
};

}  // namespace hall::sim
