// Event sender: takes events from the outbox to the county, a batch at a time, and brings
// their receipts back.
//
// What always holds (tests/edge/event_sender_test.cc):
//
//   - What is sent are the bytes of the outbox, packed where that pays.
//   - Only a receipt that the county signed, for these very bytes, counts.
//   - One event that the county will not have never holds up the others. A batch that is
//     refused is halved until the bad event stands alone; that one is parked with its
//     reason, kept in the outbox, and tried again by itself, later and later.

#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "sync/core/log.h"
#include "sync/core/result.h"
#include "sync/edge/content/announced_view.h"
#include "sync/edge/events/outbox.h"
#include "sync/edge/events/upload_context.h"

namespace hall {

// What one exchange came to.
struct SendStep {
    bool more = false;             // there may be more to send in this round
    std::int64_t accepted = 0;     // events
    std::int64_t parked = 0;       // events
    std::int64_t newest_ms = 0;    // the newest time in a signed receipt, or 0
    AnnouncedView view;            // the newest view that a signed receipt speaks of
    std::optional<Error> trouble;  // with a receipt; the others of the batch count
};

class EventSender {
  public:
    explicit EventSender(UploadContext context) : context_(context) {}

    // Everything that waits is looked at once in a round.
    void begin_round();

    // One exchange with the county, or none if nothing waits.
    //   unavailable  not reached; what was not receipted is sent again next round
    //   refused      the county, or something between, will have none of it
    //   untrusted    a response in which nothing is signed
    Result<SendStep> step();

    // True if events came into the outbox that this round has not looked at.
    Result<bool> anything_new();

  private:
    using Group = std::vector<OutboxEvent>;

    Result<Group> next_group();
    Result<Group> next_of_outbox(OutboxReader& reader);
    Result<Group> next_of_parked(OutboxReader& reader);
    Result<HttpResponse> send(const Group& group);
    Result<void> take_receipts(const HttpResponse& response, const Group& group, SendStep& step);
    Result<void> take_refusal(const HttpResponse& response, Group group, SendStep& step);
    Result<void> park(const std::string& id, std::string reason);

    const UploadContext context_;
    std::int64_t position_ = 0;  // everything up to here was looked at in this round
    bool parked_listed_ = false;
    std::deque<std::string> parked_;  // to be tried again in this round
    std::deque<Group> groups_;        // halves of refused batches
    bool packed_ = false;             // the last batch was
    bool plain_only_ = false;         // this county does not unpack
    LogSeries parked_log_{LogLevel::warning, "event_parked"};
};

// Parks an event, or parks it again. The sentence is the county's, or "damaged".
Result<void> park_event(Cache& cache, const std::string& id, std::string reason,
                        std::int64_t now_ms, LogSeries& log);

// How long what was refused so many times waits before it is tried again: an hour, four
// times as long each time, at most a day.
std::int64_t parked_ms(int tries);

}  // namespace hall
