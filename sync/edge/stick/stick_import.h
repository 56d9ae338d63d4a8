// Import from a stick: takes over what the county sent by hand. Content, replies and
// receipts go through the same agent and the same checks as over the network; this file
// only says what came of it, for whoever holds the stick.
//
// What always holds (tests/edge/stick_import_test.cc):
//
//   - Pulling the stick, or the power, at any moment leaves each channel at the version it
//     had or at a later whole one, and the next import goes on from there.
//   - A stick that is old, was here before, or is another village's changes nothing.
//   - Nothing on the stick is changed.

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/edge/agent/agent.h"

namespace hall {

enum class StickOutcome {
    taken,        // something new came
    nothing_new,  // all of it was here already
    older,        // its content is older than what is here; receipts and replies count
    not_for_us,   // there is nothing on it for this village
    no_stick,     // no folder HALL
    damaged,      // some of it is not what the county wrote
    unreadable,   // it could not be read: pulled out, or broken
    disk_full,    // this device has no room for it
};
std::string_view name_of(StickOutcome outcome);

struct ChannelChange {
    std::string channel;
    std::int64_t from = 0;
    std::int64_t to = 0;
};

struct StickImport {
    StickOutcome outcome = StickOutcome::nothing_new;
    std::vector<ChannelChange> channels;  // those that changed
    std::int64_t receipts = 0;
    std::int64_t replies = 0;
    std::vector<std::string> villages;  // that the stick has content for, at most 1000
    std::int64_t issued_ms = 0;         // when the county signed what is held now, or 0
    bool behind = false;                // the county has said since that it has newer content
    std::optional<Error> trouble;       // why not more, for the log
};

// After each small step: what is being done, and how many versions are in.
using StickProgress = std::function<void(Phase phase, std::int64_t installed)>;

struct StickImportDependencies {
    Files& files;  // of the device
    const Clock& clock;
    Random& random;
    Files& stick;  // ForeignFiles in the product
};

// `mount`: the folder the stick is reached at. Fails only if the device itself cannot work
// (Agent::open); what is wrong with the stick is an outcome.
// REQUIRES: no other agent works on the folder.
Result<StickImport> import_stick(StickImportDependencies dependencies, const Path& mount,
                                 AgentOptions options, const StickProgress& progress = {});

}  // namespace hall
