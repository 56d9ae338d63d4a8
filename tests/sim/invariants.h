// Promises: what must be true after every step of a run, and at its end. Each is worded as
// what a person relies on; the numbers are those of docs/testing.md.

#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "tests/sim/county.h"
#include "tests/sim/device.h"

namespace hall::sim {

class Promises {
  public:
    using Devices = std::vector<std::unique_ptr<SimDevice>>;

    Promises(SimCounty& county, const WorldTime& time) : county_(county), time_(time) {}

    // What is broken, or an empty text.
    std::string after_step(SimDevice& device);
    std::string after_county_died(const Devices& devices);
    std::string at_the_end(const Devices& devices);

  private:
    std::string nothing_saved_is_lost(SimDevice& device);
    std::string what_is_shown_was_published(SimDevice& device);
    std::string receipts_are_true(SimDevice& device);
    std::string limits_hold(SimDevice& device);
    std::string counters_are_used_once(SimDevice& device);
    std::string blobs_are_what_their_hash_says(SimDevice& device);
    std::string the_disk_is_kept_for_events(SimDevice& device);

    SimCounty& county_;
    const WorldTime& time_;
    std::map<const SimDevice*, std::map<std::string, std::int64_t>> versions_;
    std::map<const SimDevice*, std::set<std::string>> receipted_;
    std::map<const SimDevice*, std::size_t> checked_saved_;
    std::map<const SimDevice*, std::map<std::pair<std::int64_t, std::int64_t>, std::string>>
        places_;
    std::map<const SimDevice*, std::set<std::string>> refused_;  // with a reason
    // Verified; while a file is the same content and length it is not hashed again.
    std::map<const SimDevice*, std::map<std::string, std::pair<SimDisk::File, std::size_t>>> blobs_;
    std::set<std::string> at_county_;  // ids that were seen there: they stay
};

}  // namespace hall::sim
