#include "sync/edge/content/plan.h"

#include "tests/catch.h"

using namespace hall;

namespace {
constexpr Phase phases[] = {Phase::time,    Phase::metadata,    Phase::content, Phase::events,
                            Phase::replies, Phase::attachments, Phase::blobs};
constexpr Outcome outcomes[] = {Outcome::done,        Outcome::more,    Outcome::nothing,
                                Outcome::unavailable, Outcome::refused, Outcome::untrusted,
                                Outcome::failed};
}  // namespace

TEST_CASE("every outcome of every phase leads somewhere, and never back but for new events") {
    for (const Phase phase : phases) {
        for (const Outcome outcome : outcomes) {
            const Phase next = next_phase(phase, outcome);
            INFO(name_of(phase) << " " << name_of(outcome));
            if (phase == Phase::blobs)
                REQUIRE((next == Phase::events || next == Phase::rest));
            else if (outcome == Outcome::more)
                REQUIRE(next >= phase);
            else
                REQUIRE(next > phase);
        }
    }
}

TEST_CASE("events are sent whatever became of the content") {
    for (const Phase first : {Phase::metadata, Phase::content}) {
        for (const Outcome outcome : outcomes) {
            if (outcome == Outcome::more) continue;
            Phase phase = first;
            while (phase == Phase::metadata || phase == Phase::content)
                phase = next_phase(phase, outcome);
            INFO(name_of(first) << " " << name_of(outcome));
            REQUIRE(phase == Phase::events);
        }
    }
    REQUIRE(next_phase(Phase::time, Outcome::unavailable) == Phase::rest);
    REQUIRE(next_phase(Phase::events, Outcome::unavailable) == Phase::rest);
}

TEST_CASE("pictures come after all text, and events need not wait for them") {
    for (const Phase phase :
         {Phase::time, Phase::metadata, Phase::content, Phase::events, Phase::replies}) {
        for (const Outcome outcome : outcomes) {
            REQUIRE(next_phase(phase, outcome) != Phase::blobs);
        }
    }
    REQUIRE(next_phase(Phase::replies, Outcome::nothing) == Phase::attachments);
    REQUIRE(next_phase(Phase::attachments, Outcome::nothing) == Phase::blobs);
    REQUIRE(next_phase(Phase::attachments, Outcome::refused) == Phase::blobs);
    REQUIRE(next_phase(Phase::blobs, Outcome::more) == Phase::events);
    REQUIRE(next_phase(Phase::blobs, Outcome::unavailable) == Phase::rest);
}

TEST_CASE("rest grows with failure, never beyond the poll interval, and is spread") {
    std::int64_t last = 0;
    for (int bad = 1; bad < 40; ++bad) {
        const std::int64_t rest = rest_ms({.bad_rounds = bad, .poll_ms = 300'000, .jitter = 999});
        REQUIRE(rest >= last);
        REQUIRE(rest <= 300'000);
        last = rest;
    }
    REQUIRE(rest_ms({.bad_rounds = 1, .jitter = 0}) >= 2500);
    REQUIRE(rest_ms({.jitter = 0}) == 225'000);
    REQUIRE(rest_ms({.jitter = 999}) > 370'000);
    REQUIRE(rest_ms({.bad_rounds = 1, .retry_after_ms = 900'000}) == 900'000);
}
