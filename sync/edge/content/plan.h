// Plan: what the agent does next, as one table. Pure.
//
// A round begins with what makes the others possible (the time, the metadata), takes
// text before it sends, sends before it asks for replies, sends people's pictures after all
// words, and fetches the county's last, looking for new events after every piece. Trouble
// with content never keeps events from being sent. When the county itself cannot be reached
// the round ends at once, and nothing done so far is lost.

#pragma once

#include <cstdint>
#include <string_view>

namespace hall {

enum class Phase {
    time,         // ask for a signed time
    metadata,     // what is new?
    content,      // fetch a piece of a channel's text, or install one version of it
    events,       // send a batch, take its receipts
    replies,      // take what came back for people
    attachments,  // send a chunk of a photo or scan
    blobs,        // fetch a piece of a picture, sound or film
    rest,         // the round is over
};

enum class Outcome {
    done,         // finished, go on
    more,         // did some, there is more of the same
    nothing,      // there was nothing to do
    unavailable,  // the county could not be reached or asked for a back-off
    refused,      // it said no
    untrusted,    // it said something nobody signed
    failed,       // our own disk failed or is full
};

std::string_view name_of(Phase phase);
std::string_view name_of(Outcome outcome);

// What follows. REQUIRES: phase is not rest.
Phase next_phase(Phase phase, Outcome outcome);

// How long to rest, in milliseconds, after so many rounds in a row that did not reach
// the county. `jitter` is even over 0..999 and spreads the kiosks of a county over the
// interval: after a good round 75 % to 125 % of the poll interval; after bad ones 5 s,
// doubled each time up to the poll interval, of which 50 % to 100 %.
struct RestInput {
    int bad_rounds = 0;
    std::int64_t poll_ms = 300'000;
    std::int64_t retry_after_ms = 0;  // what the county asked for; never rest less
    std::uint32_t jitter = 0;
};
std::int64_t rest_ms(const RestInput& input);

}  // namespace hall
