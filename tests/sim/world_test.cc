#include "tests/sim/world.h"

#include <set>

#include "tests/catch.h"

using namespace hall::sim;

TEST_CASE("the same seed gives the same run, to the last byte of every disk") {
    for (const std::uint64_t seed : {3U, 17U, 261U}) {
        const Digested once = run_digested(script_of(seed));
        const Digested again = run_digested(script_of(seed));
        REQUIRE(once.verdict.broken == "");
        REQUIRE(once.digest == again.digest);
        REQUIRE(once.verdict.exchanges == again.verdict.exchanges);
    }
    REQUIRE(run_digested(script_of(4)).digest != run_digested(script_of(5)).digest);
}

TEST_CASE("runs are calm and wild, short and long, and reach every kind of step") {
    std::set<Act> acts;
    std::size_t shortest = 1'000'000;
    std::size_t longest = 0;
    int calm = 0;
    for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
        const Script script = script_of(seed);
        bool fails = false;
        for (const Step& step : script.steps) {
            acts.insert(step.act);
            fails = fails || step.act == Act::power_fails;
        }
        if (!fails) ++calm;
        shortest = std::min(shortest, script.steps.size());
        longest = std::max(longest, script.steps.size());
    }
    REQUIRE(acts.size() == static_cast<std::size_t>(Act::stick_swapped) + 1);
    REQUIRE(shortest < 50);
    REQUIRE(longest >= 1000);
    REQUIRE(calm > 200);
}

// A failing run is worth little until it is short: here a promise nobody made is broken by
// one step among many.
TEST_CASE("a script is cut down to the steps that matter") {
    const auto judge = [](const Script& each) {
        Verdict verdict;
        int published = 0;
        for (std::size_t i = 0; i < each.steps.size(); ++i) {
            if (each.steps[i].act == Act::publish) ++published;
            if (published == 2) {
                verdict.broken = "two publications";
                verdict.step = i;
                break;
            }
        }
        return verdict;
    };
    std::uint64_t seed = 1;
    while (judge(script_of(seed)).broken.empty()) REQUIRE(++seed < 100);
    const Script script = script_of(seed);
    const Verdict verdict = judge(script);
    REQUIRE_FALSE(verdict.broken.empty());
    const Script shorter = shrunk(script, verdict, judge);
    REQUIRE(shorter.steps.size() == 2);
    REQUIRE(judge(shorter).broken == verdict.broken);
}
