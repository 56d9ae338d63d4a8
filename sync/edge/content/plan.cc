#include "sync/edge/content/plan.h"

#include <algorithm>
#include <iterator>

#include "sync/core/check.h"

namespace hall {

namespace {

struct Row {
    Phase phase;
    Outcome outcome;
    Phase next;
};

// A row a line: in this phase, after this outcome, go there.
constexpr Row table[] = {
    {Phase::time, Outcome::done, Phase::metadata},
    {Phase::time, Outcome::more, Phase::metadata},
    {Phase::time, Outcome::nothing, Phase::metadata},
    {Phase::time, Outcome::unavailable, Phase::rest},
    {Phase::time, Outcome::refused, Phase::metadata},
    {Phase::time, Outcome::untrusted, Phase::metadata},
    {Phase::time, Outcome::failed, Phase::metadata},

    {Phase::metadata, Outcome::done, Phase::content},
    {Phase::metadata, Outcome::more, Phase::content},
    // Unchanged, but what was promised before may not all have arrived.
    {Phase::metadata, Outcome::nothing, Phase::content},
    // Content may come from another machine than the one that takes events: a file that is
    // missing there must not keep a villager's request from the county, nor must a forgery.
    {Phase::metadata, Outcome::unavailable, Phase::events},
    {Phase::metadata, Outcome::refused, Phase::events},
    {Phase::metadata, Outcome::untrusted, Phase::events},
    {Phase::metadata, Outcome::failed, Phase::events},

    {Phase::content, Outcome::done, Phase::events},
    {Phase::content, Outcome::more, Phase::content},
    {Phase::content, Outcome::nothing, Phase::events},
    {Phase::content, Outcome::unavailable, Phase::events},
    {Phase::content, Outcome::refused, Phase::events},
    {Phase::content, Outcome::untrusted, Phase::events},
    // A full disk stops content first, events never.
    {Phase::content, Outcome::failed, Phase::events},

    {Phase::events, Outcome::done, Phase::replies},
    {Phase::events, Outcome::more, Phase::events},
    {Phase::events, Outcome::nothing, Phase::replies},
    {Phase::events, Outcome::unavailable, Phase::rest},
    {Phase::events, Outcome::refused, Phase::replies},
    {Phase::events, Outcome::untrusted, Phase::replies},
    {Phase::events, Outcome::failed, Phase::replies},

    {Phase::replies, Outcome::done, Phase::attachments},
    {Phase::replies, Outcome::more, Phase::replies},
    {Phase::replies, Outcome::nothing, Phase::attachments},
    {Phase::replies, Outcome::unavailable, Phase::rest},
    {Phase::replies, Outcome::refused, Phase::attachments},
    {Phase::replies, Outcome::untrusted, Phase::attachments},
    {Phase::replies, Outcome::failed, Phase::attachments},

    // Words are waiting again: the next round begins at once.
    {Phase::attachments, Outcome::done, Phase::rest},
    {Phase::attachments, Outcome::more, Phase::attachments},
    {Phase::attachments, Outcome::nothing, Phase::blobs},
    {Phase::attachments, Outcome::unavailable, Phase::rest},
    {Phase::attachments, Outcome::refused, Phase::blobs},
    {Phase::attachments, Outcome::untrusted, Phase::blobs},
    {Phase::attachments, Outcome::failed, Phase::blobs},

    {Phase::blobs, Outcome::done, Phase::rest},
    // Somebody may have handed something in meanwhile.
    {Phase::blobs, Outcome::more, Phase::events},
    {Phase::blobs, Outcome::nothing, Phase::rest},
    {Phase::blobs, Outcome::unavailable, Phase::rest},
    // One that is missing or forged is left alone for a while; the others still come.
    {Phase::blobs, Outcome::refused, Phase::events},
    {Phase::blobs, Outcome::untrusted, Phase::events},
    {Phase::blobs, Outcome::failed, Phase::rest},
};

}  // namespace

std::string_view name_of(Phase phase) {
    switch (phase) {
        case Phase::time:
            return "time";
        case Phase::metadata:
            return "metadata";
        case Phase::content:
            return "content";
        case Phase::events:
            return "events";
        case Phase::replies:
            return "replies";
        case Phase::attachments:
            return "attachments";
        case Phase::blobs:
            return "blobs";
        case Phase::rest:
            return "rest";
    }
    return "unknown";
}

std::string_view name_of(Outcome outcome) {
    switch (outcome) {
        case Outcome::done:
            return "done";
        case Outcome::more:
            return "more";
        case Outcome::nothing:
            return "nothing";
        case Outcome::unavailable:
            return "unavailable";
        case Outcome::refused:
            return "refused";
        case Outcome::untrusted:
            return "untrusted";
        case Outcome::failed:
            return "failed";
    }
    return "unknown";
}

Phase next_phase(Phase phase, Outcome outcome) {
    const auto row = std::find_if(std::begin(table), std::end(table), [&](const Row& entry) {
        return entry.phase == phase && entry.outcome == outcome;
    });
    CHECK(row != std::end(table));
    return row->next;
}

std::int64_t rest_ms(const RestInput& input) {
    constexpr std::int64_t first_ms = 5000;
    const std::int64_t jitter = input.jitter % 1000;
    std::int64_t rest = 0;
    if (input.bad_rounds == 0) {
        rest = input.poll_ms * (750 + jitter / 2) / 1000;
    } else {
        const int doublings = std::min(input.bad_rounds - 1, 20);
        const std::int64_t whole =
            std::min(first_ms << doublings, std::max(input.poll_ms, first_ms));
        rest = whole * (500 + jitter / 2) / 1000;
    }
    return std::max(rest, input.retry_after_ms);
}

}  // namespace hall
