// Runs the simulation from the command line.
//
//   hall_sim --seeds FROM COUNT      runs these seeds; exit 1 at the first broken promise
//   hall_sim --seconds N [--from SEED | --fresh]
//                                    as many seeds as fit; prints how many a second.
//                                    --fresh: from a seed that the clock gives
//   hall_sim --find COUNT NUMBERS    exit 0 as soon as some seed breaks one of these promises
//                                    ("1 8"): for programs with a planted bug
//   hall_sim --show SEED             the script of a seed
//
// With HALL_SIM_LOG set in the environment, the programs' own log goes to standard error.

#include <malloc.h>
#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>

#include "tests/sim/world.h"

namespace {

using namespace hall::sim;

double cpu_s() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

struct Totals {
    std::uint64_t seeds = 0;
    std::uint64_t steps = 0;
    std::uint64_t saved = 0;
    std::uint64_t deaths = 0;
    std::uint64_t faults = 0;
    std::uint64_t exchanges = 0;
};

// Runs a seed. If a promise broke it is returned, and said, with the way to see it again.
std::string run_seed(std::uint64_t seed, Totals& totals, bool explain) {
    const Script script = script_of(seed);
    const Verdict verdict = run(script);
    ++totals.seeds;
    totals.steps += script.steps.size();
    totals.saved += verdict.saved;
    totals.deaths += verdict.deaths;
    totals.faults += verdict.faults;
    totals.exchanges += verdict.exchanges;
    if (verdict.broken.empty()) return {};
    std::printf("seed %llu, step %zu of %zu: %s\n", static_cast<unsigned long long>(seed),
                verdict.step, script.steps.size(), verdict.broken.c_str());
    if (explain) {
        const Script shorter = shrunk(script, verdict, run);
        std::printf("the same with %zu steps:\n%s", shorter.steps.size(), text_of(shorter).c_str());
    }
    return verdict.broken;
}

void print(const Totals& totals, double seconds) {
    std::printf(
        "simulation: %llu seeds, %llu steps, %llu saved, %llu deaths, %llu faults in %llu "
        "exchanges; %.1f s CPU, %.0f seeds a second\n",
        static_cast<unsigned long long>(totals.seeds),
        static_cast<unsigned long long>(totals.steps),
        static_cast<unsigned long long>(totals.saved),
        static_cast<unsigned long long>(totals.deaths),
        static_cast<unsigned long long>(totals.faults),
        static_cast<unsigned long long>(totals.exchanges), seconds,
        static_cast<double>(totals.seeds) / seconds);
}

}  // namespace

int main(int argc, char** argv) {
    std::string mode = argc > 1 ? argv[1] : "";
    const auto number = [&](int at, std::uint64_t otherwise) {
        return argc > at ? std::strtoull(argv[at], nullptr, 10) : otherwise;
    };
    // What the programs log of thousands of faults is of interest only when asked for.
    if (std::getenv("HALL_SIM_LOG") == nullptr && std::freopen("/dev/null", "w", stderr) == nullptr)
        return 2;
    // Disks in memory come and go with every run; their pages are kept for the next.
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    // There is one thread, and nobody asks how much memory SQLite has.
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    Totals totals;
    const double begun_s = cpu_s();
    if (mode == "--seeds" && argc >= 4) {
        const std::uint64_t from = number(2, 1);
        for (std::uint64_t seed = from; seed < from + number(3, 1); ++seed) {
            if (!run_seed(seed, totals, true).empty()) return 1;
        }
        print(totals, cpu_s() - begun_s);
        return 0;
    }
    if (mode == "--find" && argc >= 4) {
        const std::uint64_t count = number(2, 500);
        const std::string wanted = " " + std::string(argv[3]) + " ";
        for (std::uint64_t seed = 1; seed <= count; ++seed) {
            const std::string broken = run_seed(seed, totals, false);
            if (broken.empty()) continue;
            const bool right =
                wanted.find(" " + broken.substr(0, broken.find(':')) + " ") != std::string::npos;
            if (!right) std::printf("that is not what this bug breaks\n");
            return right ? 0 : 1;
        }
        std::printf("not found in %llu seeds\n", static_cast<unsigned long long>(count));
        return 1;
    }
    if (mode == "--show" && argc >= 3) {
        std::fputs(text_of(script_of(number(2, 1))).c_str(), stdout);
        return 0;
    }
    if (mode == "--seconds" && argc >= 3) {
        const double end_s = begun_s + static_cast<double>(number(2, 60));
        std::uint64_t seed = argc >= 5 && std::strcmp(argv[3], "--from") == 0 ? number(4, 1) : 1;
        if (argc >= 4 && std::strcmp(argv[3], "--fresh") == 0) {
            seed = static_cast<std::uint64_t>(std::time(nullptr)) * 1000;
        }
        std::printf("seeds from %llu\n", static_cast<unsigned long long>(seed));
        std::fflush(stdout);  // said also when the program stops itself
        for (; cpu_s() < end_s; ++seed) {
            if (!run_seed(seed, totals, true).empty()) return 1;
        }
        print(totals, cpu_s() - begun_s);
        return 0;
    }
    std::puts(
        "usage: hall_sim --seeds FROM COUNT | --seconds N [--from SEED | --fresh] | --find COUNT "
        "NUMBERS | "
        "--show SEED");
    return 2;
}
