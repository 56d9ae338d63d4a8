// World: one simulated county with its devices, driven by a script of steps, and held
// against what must always be true.
//
// A run has two phases. In the first everything goes wrong at rates drawn from the seed,
// so that some runs are calm and some wild. In the second nothing goes wrong any more, and
// the world must come to rest within a stated number of rounds.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "tests/sim/county.h"
#include "tests/sim/device.h"

namespace hall::sim {

enum class Act {
    submit,           // somebody at a device hands something in
    drop_receipted,   // the kiosk looks for receipts
    agent,            // the agent does a few things
    publish,          // an editor publishes
    work,             // an officer moves a request on
    run_maintenance,  // the county does what is due
    replay,           // an attacker sends again what they wrote down
    time_passes,
    clock_jumps,  // a device's clock
    power_fails,  // at a device, while it does something
    kiosk_dies,
    agent_dies,
    county_dies,
    disk_errs,  // a single failure while something is done
    disk_fills,
    disk_empties,
    outbox_copied,
    outbox_put_back,
    device_cloned,
    cache_damaged,
    network_fails,
    network_returns,
    keys_changed,    // the county gives a role a new key
    file_rots,       // a byte of a file that can be fetched again turns
    stick_exported,  // what waits at a device is taken along
    stick_taken,     // the county takes it in
    stick_made,      // the county writes what villages need
    stick_imported,  // a device takes it over
    stick_copied,
    stick_put_back,  // an older copy is carried in its place
    stick_damaged,
    stick_swapped,  // another county's is carried in its place
};

struct Step {
    Act act = Act::agent;
    int device = 0;
    std::uint64_t dice = 0;  // seeds everything the step decides by chance
};

struct Script {
    std::uint64_t seed = 0;
    int devices = 1;
    NetworkRates line;
    std::vector<Step> steps;
};

// The script of a seed.
Script script_of(std::uint64_t seed);

struct Verdict {
    std::string broken;  // what is not true that must be; empty if all is well
    std::size_t step = 0;
    // What the run was made of.
    std::uint64_t saved = 0;
    std::uint64_t deaths = 0;
    std::uint64_t faults = 0;
    std::uint64_t exchanges = 0;
    std::uint64_t published = 0;
};

Verdict run(const Script& script);

// The same, with a digest of the steps and of all that is left on every disk: equal for equal
// scripts.
struct Digested {
    Verdict verdict;
    std::uint64_t digest = 0;
};
Digested run_digested(const Script& script);

// The script with as many steps cut out as still break the same promise, as `judge` sees
// it. At most so many runs.
Script shrunk(const Script& script, const Verdict& verdict,
              const std::function<Verdict(const Script&)>& judge, int runs_max = 400);

std::string text_of(const Script& script);

}  // namespace hall::sim
