#include "tests/sim/world.h"

#include <sodium.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>

#include "tests/sim/invariants.h"

namespace hall::sim {

namespace {

// libsodium draws the one-time key of a sealed box itself: from dice, so that a run can be
// repeated.
Dice sodium_dice{0};

std::uint32_t sodium_word() {
    return static_cast<std::uint32_t>(sodium_dice.next());
}
void sodium_fill(void* bytes, std::size_t count) {
    sodium_dice.fill({static_cast<std::uint8_t*>(bytes), count});
}
const char* sodium_name() {
    return "simulation";
}

void seed_libraries(std::uint64_t seed) {
    static randombytes_implementation seeded = {sodium_name, sodium_word, nullptr,
                                                nullptr,     sodium_fill, nullptr};
    static const bool installed = randombytes_set_implementation(&seeded) == 0;
    CHECK(installed);
    sodium_dice = Dice(seed);
    CHECK(sqlite3_test_control(SQLITE_TESTCTRL_PRNG_SEED, static_cast<int>(seed & 0x7FFFFFFF) | 1,
                               nullptr) == SQLITE_OK);
    sqlite3_randomness(0, nullptr);
}

std::vector<std::string> every_village() {
    return {std::begin(sim_villages), std::end(sim_villages)};
}

// What lies on a stick of another county, which has the same places: everything that a
// stick can carry, rightly signed by the wrong people.
const SimDisk& stick_of_an_untrusted_peer() {
    static const SimDisk carried = [] {
        seed_libraries(1);
        WorldTime time;
        SimCounty county(time, Dice(2), SimCounty::Whose::another_county);
        SimDevice device(county, time, Dice(3), 9);
        Dice dice(4);
        SimStick stick(Dice(5), 9);
        stick.empty_space();
        device.enrol(sim_villages[0]);
        for (int i = 0; i < 6; ++i) {
            county.publish(county.channels()[dice.roll(county.channels().size())], dice);
            device.submit(dice);
        }
        device.round(dice);
        for (int i = 0; i < 6; ++i) {
            device.submit(dice);
            county.work(dice);
        }
        device.export_to(stick);
        county.take_stick(stick);
        county.make_stick(stick, every_village());
        stick.put_away(true, dice);
        return stick.disk().copy();
    }();
    return carried;
}

class World {
  public:
    explicit World(const Script& script)
        : script_(script), dice_(script.seed), county_(time_, dice_.fork(1)) {
        for (int i = 0; i < script.devices; ++i) {
            auto device = std::make_unique<SimDevice>(
                county_, time_, dice_.fork(10 + static_cast<std::uint64_t>(i)), i);
            device->enrol(sim_villages[static_cast<std::size_t>(i) % std::size(sim_villages)]);
            device->network().rates = script.line;
            devices_.push_back(std::move(device));
        }
        for (int i = 0; i < sticks_count; ++i) {
            sticks_.push_back(
                std::make_unique<SimStick>(dice_.fork(50 + static_cast<std::uint64_t>(i)), i));
        }
    }

    Verdict go() {
        Promises promises(county_, time_);
        Verdict verdict;
        const auto failed = [&](std::size_t step, const std::string& broken) {
            verdict.broken = broken;
            verdict.step = step;
            return verdict;
        };
        for (std::size_t i = 0; i < script_.steps.size(); ++i) {
            const Step& step = script_.steps[i];
            SimDevice& device = *devices_[static_cast<std::size_t>(step.device) % devices_.size()];
            Dice dice(step.dice);
            act(step.act, device, dice, verdict);
            note(static_cast<std::uint64_t>(step.act));
            for (const auto& each : devices_) {
                if (each.get() != &device && step.act != Act::device_cloned) continue;
                const std::string broken = promises.after_step(*each);
                if (!broken.empty()) return failed(i, broken);
            }
            if (county_changed_) {
                const std::string broken = promises.after_county_died(devices_);
                if (!broken.empty()) return failed(i, broken);
                county_changed_ = false;
            }
            note(device.disk().used_bytes() ^ device.network().exchanges << 32);
        }
        const std::string broken = rest(promises, verdict);
        for (const auto& device : devices_) {
            verdict.saved += device->saved().size();
            verdict.faults += device->network().faults;
            verdict.exchanges += device->network().exchanges;
        }
        if (!broken.empty()) return failed(script_.steps.size(), broken);
        return verdict;
    }

    // Of the steps and what is on every disk.
    std::uint64_t digest() {
        for (const auto& device : devices_) note(device->disk().digest());
        note(county_.disk().digest());
        for (const auto& stick : sticks_) note(stick->disk().digest());
        return digest_;
    }

  private:
    void act(Act act, SimDevice& device, Dice& dice, Verdict& verdict) {
        switch (act) {
            case Act::submit:
                device.submit(dice);
                break;
            case Act::drop_receipted:
                device.drop_receipted();
                break;
            case Act::agent:
                device.agent_steps(1 + static_cast<int>(dice.roll(14)), dice);
                break;
            case Act::publish:
                publish(dice);
                ++verdict.published;
                break;
            case Act::work:
                county_.work(dice);
                break;
            case Act::run_maintenance:
                county_.run_maintenance();
                break;
            case Act::replay:
                device.network().replay(dice);
                break;
            case Act::time_passes:
                time_.pass_ms(static_cast<std::int64_t>(
                    dice.chance(100) ? dice.roll(40) * 86'400'000 : dice.roll(7'200'000)));
                break;
            case Act::clock_jumps:
                jump(device, dice);
                break;
            case Act::power_fails:
                ++verdict.deaths;
                arm(device, dice, dice.chance(500) ? Fault::death : Fault::death_after);
                do_something(device, dice);
                device.repair(true, dice);
                break;
            case Act::kiosk_dies:
            case Act::agent_dies:
                ++verdict.deaths;
                arm(device, dice, dice.chance(500) ? Fault::death : Fault::death_after);
                do_something(device, dice);
                (act == Act::kiosk_dies ? device.kiosk_process() : device.agent_process()).kill();
                device.repair(false, dice);
                break;
            case Act::county_dies:
                county_dies_while(dice, verdict, [&] {
                    if (dice.chance(600)) {
                        publish(dice);
                    } else {
                        county_.work(dice);
                    }
                });
                break;
            case Act::disk_errs: {
                constexpr std::array faults = {Fault::error, Fault::error_after, Fault::full};
                arm(device, dice, faults[dice.roll(faults.size())]);
                do_something(device, dice);
                device.kiosk_process().fail_never();
                device.agent_process().fail_never();
                break;
            }
            case Act::disk_fills:
                device.disk().capacity_bytes = device.disk().used_bytes() + dice.roll(400'000);
                break;
            case Act::disk_empties:
                device.disk().capacity_bytes = SimDisk().capacity_bytes;
                break;
            case Act::outbox_copied:
                device.keep_copy_of_outbox();
                break;
            case Act::outbox_put_back:
                device.put_copy_of_outbox_back(dice);
                break;
            case Act::device_cloned:
                if (devices_.size() < 4) {
                    devices_.push_back(
                        device.clone(dice.fork(1), static_cast<int>(devices_.size())));
                    devices_.back()->network().rates = script_.line;
                }
                break;
            case Act::cache_damaged:
                device.damage_cache(dice);
                break;
            case Act::network_fails:
                device.network().closed = true;
                break;
            case Act::network_returns:
                device.network().closed = false;
                break;
            case Act::keys_changed:
                if (dice.chance(300)) {
                    county_dies_while(dice, verdict, [&] { county_.change_keys(dice); });
                } else {
                    county_.change_keys(dice);
                }
                break;
            case Act::file_rots:
                device.rot(dice);
                break;
            case Act::stick_exported:
            case Act::stick_taken:
            case Act::stick_made:
            case Act::stick_imported:
            case Act::stick_copied:
            case Act::stick_put_back:
            case Act::stick_damaged:
            case Act::stick_swapped:
                // Mostly the same one: people look for it where they left it.
                carry(act, device, *sticks_[dice.chance(850) ? 0 : 1], dice);
                break;
        }
        note(static_cast<std::uint64_t>(time_.now_ms));
    }

    // In the middle of it, or right after.
    template <typename Doing>
    void county_dies_while(Dice& dice, Verdict& verdict, Doing doing) {
        ++verdict.deaths;
        county_.process().fail_at(1 + dice.roll(60),
                                  dice.chance(500) ? Fault::death : Fault::death_after);
        doing();
        county_.process().kill();
        county_.repair();
        county_changed_ = true;
    }

    // Something is done with a stick; it, the device or the county may give out meanwhile.
    void carry(Act act, SimDevice& device, SimStick& stick, Dice& dice) {
        const Fault fault = dice.chance(500) ? Fault::death : Fault::death_after;
        const std::uint64_t trouble = dice.roll(10);
        if (trouble == 0) stick.pull_at(1 + dice.roll(40), fault);
        if (trouble == 1) device.agent_process().fail_at(1 + dice.roll(60), fault);
        if (trouble == 2) county_.process().fail_at(1 + dice.roll(30), fault);
        switch (act) {
            case Act::stick_exported:
                device.export_to(stick);
                break;
            case Act::stick_taken:
                county_.take_stick(stick);
                break;
            case Act::stick_made:
                county_.make_stick(stick, some_villages(dice));
                break;
            case Act::stick_imported:
                device.import_from(stick);
                break;
            case Act::stick_copied:
                stick.keep_copy();
                break;
            case Act::stick_put_back:
                stick.put_copy_back();
                break;
            case Act::stick_swapped:
                stick.put_in_place(stick_of_an_untrusted_peer());
                break;
            default:
                stick.damage(dice);
                break;
        }
        stick.put_away(dice.chance(700), dice);
        device.agent_process().fail_never();
        device.repair(false, dice);
        county_.process().fail_never();
        if (county_.dead()) {
            county_.repair();
            county_changed_ = true;
        }
    }

    static std::vector<std::string> some_villages(Dice& dice) {
        std::vector<std::string> villages;
        for (std::string& village : every_village()) {
            if (dice.chance(700)) villages.push_back(std::move(village));
        }
        return villages;
    }

    void publish(Dice& dice) {
        const std::vector<std::string> channels = county_.channels();
        // Mostly in the channel that all follow, so that some fall behind by several versions.
        county_.publish(dice.chance(400) ? channels[0] : channels[dice.roll(channels.size())],
                        dice);
    }

    static void jump(SimDevice& device, Dice& dice) {
        constexpr std::int64_t year_ms = 31'556'952'000;
        constexpr std::int64_t day_ms = 86'400'000;
        const std::int64_t now = device.clock().wall_ms() - device.clock().off_by_ms;
        switch (dice.roll(5)) {
            case 0:
                device.clock().off_by_ms = -now;  // 1970
                break;
            case 1:
                device.clock().off_by_ms = 12 * year_ms;  // past 2038
                break;
            case 2:
                device.clock().off_by_ms = 73 * year_ms;  // 2099
                break;
            case 3:
                device.clock().off_by_ms -= day_ms;
                break;
            default:
                device.clock().off_by_ms = 0;
                break;
        }
    }

    static void arm(SimDevice& device, Dice& dice, Fault fault) {
        SimProcess& process = dice.chance(500) ? device.kiosk_process() : device.agent_process();
        process.fail_at(1 + dice.roll(40), fault);
    }

    static void do_something(SimDevice& device, Dice& dice) {
        const int count = 1 + static_cast<int>(dice.roll(3));
        for (int i = 0; i < count; ++i) {
            switch (dice.roll(4)) {
                case 0:
                    device.submit(dice);
                    break;
                case 1:
                    device.drop_receipted();
                    break;
                default:
                    device.agent_steps(1 + static_cast<int>(dice.roll(20)), dice);
                    break;
            }
        }
    }

    // The second phase: nothing goes wrong any more.
    std::string rest(Promises& promises, Verdict& verdict) {
        Dice dice = dice_.fork(99);
        const bool by_stick = sticks_were_carried() && dice.chance(700);
        for (const auto& device : devices_) {
            device->network().rates = {};
            device->network().closed = false;
            device->clock().off_by_ms = 0;
            device->disk().capacity_bytes = SimDisk().capacity_bytes;
            if (by_stick) {
                journeys(*device, dice);
            } else {
                rounds(*device, dice);
            }
            // They are looked over one a round.
            for (int again = 0; again < 50 && device->spoilt_blobs() != 0; ++again) {
                device->round(dice);
            }
            // A picture that came wrong again and again is left alone for hours.
            for (int again = 0; again < 3 && device->missing_blobs() != 0; ++again) {
                time_.pass_ms(7 * 3'600'000);
                device->round(dice);
            }
            if (!at_rest(*device)) {
                return "11: device " + std::to_string(device->number()) + " does not come to rest" +
                       (by_stick ? " by stick" : "");
            }
            const std::string broken = promises.after_step(*device);
            if (!broken.empty()) return broken;
        }
        county_.run_maintenance();
        static_cast<void>(verdict);
        // Sticks that come late change nothing any more.
        for (const auto& stick : sticks_) {
            if (stick->disk().names_below(SimStick::mount().string()).empty()) continue;
            county_.take_stick(*stick);
            for (const auto& device : devices_) {
                device->import_from(*stick);
                const std::string broken = promises.after_step(*device);
                if (!broken.empty()) return broken;
                if (!at_rest(*device)) return "11: a stick that came late set a device back";
            }
            if (!stick->disk().found_marks.empty()) {
                return "7: personal data is readable: " + stick->disk().found_marks.front();
            }
        }
        return promises.at_the_end(devices_);
    }

    // The round that was under way, which may be past the replies; then what waits to be
    // sent, and two rounds for what comes down.
    void rounds(SimDevice& device, Dice& dice) {
        device.round(dice);
        const std::int64_t rounds_max = device.outbox_size() + 2;
        std::int64_t rounds = 0;
        while (rounds < rounds_max && !(rounds > 0 && at_rest(device))) {
            device.round(dice);
            device.drop_receipted();
            ++rounds;
        }
    }

    // The same without a network, with a stick that has seen better days: one journey for
    // what comes down, among it the key to seal to, and one for what goes up.
    void journeys(SimDevice& device, Dice& dice) {
        constexpr int journeys_max = 2;
        SimStick& stick = *sticks_.front();
        stick.empty_space();
        for (int i = 0; i < journeys_max; ++i) {
            device.export_to(stick);
            stick.put_away(true, dice);
            county_.take_stick(stick);
            county_.make_stick(stick, every_village());
            stick.put_away(true, dice);
            device.import_from(stick);
            device.drop_receipted();
        }
    }

    bool sticks_were_carried() const {
        return std::any_of(script_.steps.begin(), script_.steps.end(),
                           [](const Step& step) { return step.act >= Act::stick_exported; });
    }

    bool at_rest(SimDevice& device) {
        if (device.outbox_size() != 0) return false;
        for (const std::string& channel : channels_of(device.identity())) {
            if (channel != "release" && !device.in_step(channel)) return false;
        }
        return true;
    }

    void note(std::uint64_t word) { digest_ = (digest_ ^ word) * 0x100000001B3ULL; }

    const Script& script_;
    WorldTime time_;
    Dice dice_;
    SimCounty county_;
    std::vector<std::unique_ptr<SimDevice>> devices_;
    static constexpr int sticks_count = 2;
    std::vector<std::unique_ptr<SimStick>> sticks_;
    bool county_changed_ = false;
    std::uint64_t digest_ = 0xCBF29CE484222325ULL;
};

// How often a step does what, by weight.
struct Weight {
    Act act;
    std::uint64_t weight;
};

std::vector<Weight> weights_of(Dice& dice) {
    const std::uint64_t wild = dice.roll(4);  // 0: a calm run
    const auto up_to = [&](std::uint64_t most) { return wild == 0 ? 0 : dice.roll(most + 1); };
    return {{Act::submit, 20},
            {Act::drop_receipted, 10},
            {Act::agent, 45},
            {Act::publish, 7},
            {Act::work, 4},
            {Act::run_maintenance, 1},
            {Act::replay, up_to(5)},
            {Act::time_passes, 6},
            {Act::clock_jumps, up_to(3)},
            {Act::power_fails, up_to(8)},
            {Act::kiosk_dies, up_to(4)},
            {Act::agent_dies, up_to(4)},
            {Act::county_dies, up_to(5)},
            {Act::disk_errs, up_to(5)},
            {Act::disk_fills, up_to(1)},
            {Act::disk_empties, 2},
            {Act::outbox_copied, up_to(2)},
            {Act::outbox_put_back, dice.chance(400) ? up_to(2) : 0},
            {Act::device_cloned, dice.chance(200) ? 1U : 0U},
            {Act::cache_damaged, up_to(1)},
            {Act::network_fails, up_to(2)},
            {Act::network_returns, 3}};
}

NetworkRates network_rates_of(Dice& dice) {
    if (dice.chance(250)) return {.slow_ms_max = 1000};
    const auto up_to = [&](std::uint64_t most) { return dice.roll(most + 1); };
    return {.request_lost = up_to(200),
            .answer_lost = up_to(200),
            .doubled = up_to(300),
            .noted = up_to(300),
            .flipped = up_to(100),
            .cut = up_to(100),
            .page = up_to(60),
            .trouble = up_to(80),
            .stale = up_to(150),
            .swapped = up_to(100),
            .county_dies = up_to(30),
            .slow_ms_max = 1 + up_to(20'000)};
}

void leave_without_network(Script& script) {
    for (Step& step : script.steps) {
        if (step.act == Act::network_returns) step.act = Act::network_fails;
    }
    for (int device = 0; device < script.devices; ++device) {
        script.steps.insert(script.steps.begin(), {Act::network_fails, device, 0});
    }
}

// In some runs the county changes keys while devices are offline, behind, or on a stick.
void add_key_changes(Script& script, Dice dice) {
    if (!dice.chance(150)) return;
    const std::uint64_t changes = 1 + dice.roll(4);
    for (std::uint64_t i = 0; i < changes; ++i) {
        const std::uint64_t at = dice.roll(script.steps.size() + 1);
        script.steps.insert(script.steps.begin() + static_cast<std::ptrdiff_t>(at),
                            {Act::keys_changed, 0, dice.next()});
    }
}

// In some runs a card forgets, a byte at a time.
void add_rot(Script& script, Dice dice) {
    if (!dice.chance(150)) return;
    const std::uint64_t bytes = 1 + dice.roll(6);
    for (std::uint64_t i = 0; i < bytes; ++i) {
        const std::uint64_t at = dice.roll(script.steps.size() + 1);
        const int device = static_cast<int>(dice.roll(4));
        script.steps.insert(script.steps.begin() + static_cast<std::ptrdiff_t>(at),
                            {Act::file_rots, device, dice.next()});
    }
}

// In some runs people carry sticks as well, or have nothing else: from a device to the county and
// back, not always the whole way, while the rest of the world goes on.
void add_sticks(Script& script, Dice dice) {
    if (!dice.chance(300)) return;
    // Several replies go down at once: only of several can one in the middle be missing.
    constexpr std::array way = {Act::stick_exported, Act::stick_taken,   Act::work,
                                Act::work,           Act::work,          Act::work,
                                Act::stick_made,     Act::stick_imported};
    constexpr std::array mishaps = {Act::stick_copied, Act::stick_put_back, Act::stick_damaged,
                                    Act::stick_damaged, Act::stick_swapped};
    if (dice.chance(600)) leave_without_network(script);
    const std::uint64_t journeys = 1 + dice.roll(script.steps.size() / 8);
    for (std::uint64_t i = 0; i < journeys; ++i) {
        std::uint64_t at = dice.roll(script.steps.size() + 1);
        Step step;
        step.device = static_cast<int>(dice.roll(4));
        const auto insert = [&](Act act) {
            step.act = act;
            step.dice = dice.next();
            script.steps.insert(script.steps.begin() + static_cast<std::ptrdiff_t>(at++), step);
        };
        for (const Act act : way) {
            if (dice.chance(200)) continue;
            if (dice.chance(200)) insert(mishaps[dice.roll(mishaps.size())]);
            if (act == Act::stick_imported && dice.chance(250)) insert(Act::stick_damaged);
            insert(act);
        }
    }
    // Some stick is on its way when everything comes to rest, and not a good one.
    if (dice.chance(500)) {
        const int device = static_cast<int>(dice.roll(4));
        for (const Act act : {Act::submit, Act::stick_exported, Act::stick_damaged}) {
            script.steps.push_back({act, device, dice.next()});
        }
    }
}

}  // namespace

Script script_of(std::uint64_t seed) {
    Dice dice = Dice(seed).fork(1000);
    Script script;
    script.seed = seed;
    script.devices = 1 + static_cast<int>(dice.roll(3));
    script.line = network_rates_of(dice);
    const std::vector<Weight> weights = weights_of(dice);
    std::uint64_t sum = 0;
    for (const Weight& weight : weights) sum += weight.weight;
    // Most runs are short, so that there can be many; one in two hundred is long.
    const std::uint64_t count = dice.chance(5) ? 1000 : 30 + dice.roll(60);
    for (std::uint64_t i = 0; i < count; ++i) {
        std::uint64_t at = dice.roll(sum);
        Step step;
        for (const Weight& weight : weights) {
            if (at < weight.weight) {
                step.act = weight.act;
                break;
            }
            at -= weight.weight;
        }
        step.device = static_cast<int>(dice.roll(4));
        step.dice = dice.next();
        script.steps.push_back(step);
    }
    add_sticks(script, Dice(seed).fork(2000));
    add_key_changes(script, Dice(seed).fork(3000));
    add_rot(script, Dice(seed).fork(4000));
    return script;
}

namespace {

std::unique_ptr<World> world_of(const Script& script) {
    seed_libraries(1);
    SimCounty::found();
    stick_of_an_untrusted_peer();
    seed_libraries(script.seed);
    return std::make_unique<World>(script);
}

}  // namespace

Verdict run(const Script& script) {
    return world_of(script)->go();
}

Digested run_digested(const Script& script) {
    const std::unique_ptr<World> world = world_of(script);
    Verdict verdict = world->go();
    return {std::move(verdict), world->digest()};
}

Script shrunk(const Script& script, const Verdict& verdict,
              const std::function<Verdict(const Script&)>& judge, int runs_max) {
    Script best = script;
    // What comes after the break cannot have caused it.
    if (verdict.step < best.steps.size()) best.steps.resize(verdict.step + 1);
    int runs = 0;
    for (std::size_t chunk = std::max<std::size_t>(best.steps.size() / 2, 1); chunk >= 1;
         chunk /= 2) {
        for (std::size_t from = 0; from < best.steps.size() && runs < runs_max;) {
            Script shorter = best;
            const std::size_t to = std::min(from + chunk, shorter.steps.size());
            shorter.steps.erase(shorter.steps.begin() + static_cast<std::ptrdiff_t>(from),
                                shorter.steps.begin() + static_cast<std::ptrdiff_t>(to));
            ++runs;
            if (judge(shorter).broken == verdict.broken) {
                best = std::move(shorter);
            } else {
                from += chunk;
            }
        }
        if (chunk == 1) break;
    }
    return best;
}

std::string text_of(const Script& script) {
    static constexpr const char* names[] = {
        "submit",          "drop_receipted",  "agent",           "publish",       "work",
        "run_maintenance", "replay",          "time_passes",     "clock_jumps",   "power_fails",
        "kiosk_dies",      "agent_dies",      "county_dies",     "disk_errs",     "disk_fills",
        "disk_empties",    "outbox_copied",   "outbox_put_back", "device_cloned", "cache_damaged",
        "network_fails",   "network_returns", "keys_changed",    "file_rots",     "stick_exported",
        "stick_taken",     "stick_made",      "stick_imported",  "stick_copied",  "stick_put_back",
        "stick_damaged",   "stick_swapped"};
    std::string text = "seed " + std::to_string(script.seed) + ", " +
                       std::to_string(script.devices) + " devices\n";
    for (const Step& step : script.steps) {
        text += std::string("  device ") + std::to_string(step.device) + " " +
                names[static_cast<std::size_t>(step.act)] + "\n";
    }
    return text;
}

}  // namespace hall::sim
