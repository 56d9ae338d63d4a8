#include "sync/edge/device/device_time.h"

#include "tests/catch.h"
#include "tests/hand_clock.h"

using namespace hall;

namespace {

constexpr std::int64_t day_ms = 86'400'000;

std::int64_t at(const char* text) {
    return VALUE(parse_utc_ms(text));
}

}  // namespace

TEST_CASE("what the county told is carried on through every jump of the wall clock") {
    HandClock clock;
    const std::int64_t told = at("2026-11-23T09:00:00Z");
    const TimeFacts facts = after_answer({}, "boot-1", told, clock.mono);
    for (const char* wall : {"1970-01-01T00:00:00Z", "2026-11-23T09:00:00Z", "2038-01-19T03:14:08Z",
                             "2099-12-31T23:59:59Z"}) {
        clock.wall = at(wall);
        clock.mono += 60'000;
        const DeviceNow now = device_now(facts, clock, "boot-1");
        REQUIRE(now.certain);
        REQUIRE_FALSE(now.doubtful);
        REQUIRE(now.now_ms == told + clock.mono - facts.told_mono_ms);
        REQUIRE(now.expiry_ms == now.now_ms);
    }
}

TEST_CASE("after a restart what was told is only the floor") {
    HandClock clock;
    const std::int64_t told = at("2026-11-23T09:00:00Z");
    const TimeFacts facts = after_answer({}, "boot-1", told, clock.mono);
    clock.mono = 5'000'000;
    clock.wall = at("1970-01-01T00:00:00Z");
    for (const char* boot : {"boot-2", ""}) {
        const DeviceNow now = device_now(facts, clock, boot);
        REQUIRE_FALSE(now.certain);
        REQUIRE(now.now_ms == told);
        REQUIRE(now.doubtful);  // it stands before what was signed
    }
    clock.wall = told + 3 * day_ms;
    const DeviceNow later = device_now(facts, clock, "boot-2");
    REQUIRE(later.now_ms == clock.wall);
    REQUIRE_FALSE(later.certain);
    REQUIRE_FALSE(later.doubtful);
}

TEST_CASE("a boot whose monotonic clock stands before the response is another boot") {
    HandClock clock;
    const TimeFacts facts = after_answer({}, "boot-1", at("2026-11-23T09:00:00Z"), clock.mono + 1);
    REQUIRE_FALSE(device_now(facts, clock, "boot-1").certain);
}

TEST_CASE("a clock more than 400 days past all that was signed is doubtful and expires nothing") {
    HandClock clock;
    TimeFacts facts;
    facts.floor_ms = at("2026-11-23T09:00:00Z");
    clock.wall = facts.floor_ms + 400 * day_ms;
    REQUIRE_FALSE(device_now(facts, clock, "b").doubtful);
    REQUIRE(device_now(facts, clock, "b").expiry_ms == clock.wall);
    clock.wall += 1;
    DeviceNow now = device_now(facts, clock, "b");
    REQUIRE(now.doubtful);
    REQUIRE(now.expiry_ms == facts.floor_ms);
    REQUIRE(now.now_ms == clock.wall);
    // A clock that is a little behind is as good as any; one that is far behind is wrong.
    clock.wall = facts.floor_ms - 600'000;
    REQUIRE_FALSE(device_now(facts, clock, "b").doubtful);
    clock.wall -= 1;
    REQUIRE(device_now(facts, clock, "b").doubtful);
    REQUIRE(device_now(facts, clock, "b").now_ms == facts.floor_ms);
}

TEST_CASE("before anything was signed it is no earlier than the software is old") {
    HandClock clock;
    clock.wall = 0;
    const std::int64_t built = at("2026-11-23T00:00:00Z");
    REQUIRE(device_now({}, clock, "b", built).now_ms == built);
    REQUIRE(device_now({}, clock, "b").now_ms == 0);
    clock.wall = at("2099-01-01T00:00:00Z");
    REQUIRE(device_now({}, clock, "b", built).expiry_ms == built);
    REQUIRE_FALSE(device_now({}, clock, "b").doubtful);  // there is nothing to hold it against
}

TEST_CASE("receipts, replies and views raise the floor, and an old one never lowers it") {
    TimeFacts facts;
    facts = after_statement(facts, 1000);
    facts = after_statement(facts, 500);
    REQUIRE(facts.floor_ms == 1000);
    facts = after_head(facts, 2000, true);
    REQUIRE(facts.floor_ms == 2000);
    facts = after_head(facts, 1500, true);
    REQUIRE(facts.floor_ms == 2000);
    facts = after_head(facts, 1500, false);
    REQUIRE(facts.floor_ms == 2000);
    REQUIRE(facts.told_boot.empty());
}

TEST_CASE("a floor that a wrong clock of the county's pushed ahead comes back") {
    const std::int64_t wrong = at("2099-01-01T00:00:00Z");
    const std::int64_t right = at("2026-11-23T09:00:00Z");
    // By network: the response to our own request is the county's word for now.
    REQUIRE(after_answer(after_statement({}, wrong), "b", right, 0).floor_ms == right);
    // By stick: a view that was never seen before is its latest word.
    REQUIRE(after_head(after_statement({}, wrong), right, true).floor_ms == right);
    // A view seen before may be a replay.
    REQUIRE(after_head(after_statement({}, wrong), right, false).floor_ms == wrong);
}

TEST_CASE("the facts survive being written down, and torn ones count as none") {
    const TimeFacts facts = after_answer({}, "boot 1", at("2026-11-23T09:00:00Z"), 123'456);
    REQUIRE(time_facts_of("2026-11-23T09:00:00Z", told_text(facts)) == facts);
    REQUIRE(time_facts_of("", "") == TimeFacts{});
    for (const char* torn :
         {"x", "1", "1 x b", "1795424400000 12x b", "99999999999999999999 1 b"}) {
        INFO(torn);
        REQUIRE(time_facts_of("2026-11-23T09:00:00Z", torn).told_boot.empty());
        REQUIRE(time_facts_of("2026-11-23T09:00:00Z", torn).told_ms == 0);
    }
    REQUIRE(time_facts_of("", "5 6 ").told_boot.empty());
}
