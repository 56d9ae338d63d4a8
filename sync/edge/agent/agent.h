// Agent: keeps one device in step with its county. It takes content down and events up,
// a small step at a time; which step comes next is plan.h's table. Text comes before
// pictures, and events never wait for more than a piece of either.
//
// The agent has no thread, no clock, no randomness and no socket of its own: all are
// given to it. One thread calls step(); between two steps anything may happen to the
// machine and nothing is lost.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "sync/core/clock.h"
#include "sync/core/files.h"
#include "sync/core/random.h"
#include "sync/core/result.h"
#include "sync/edge/content/cache.h"
#include "sync/edge/content/download.h"
#include "sync/edge/content/plan.h"
#include "sync/edge/device/data_folder.h"
#include "sync/edge/device/identity.h"
#include "sync/edge/device/storage_guard.h"
#include "sync/edge/events/stick_receipts.h"
#include "sync/edge/transport/transport.h"

namespace hall {

// What the agent stands on. All must outlive it.
struct AgentDependencies {
    Files& files;
    const Clock& clock;
    Random& random;
    Transport& transport;
};

struct AgentOptions {
    DataFolder folder;
    DocumentCheck check;        // judges a document before it is stored; may be empty
    std::string boot;           // id of this boot of the machine, for the time learnt in it
    std::int64_t built_ms = 0;  // when this software was made: it is not earlier now
    // Where a round begins when the time need not be asked for. A stick that is older than
    // what is here has nothing of use before the replies.
    Phase first = Phase::metadata;
    std::string vfs;  // of SQLite; a test's own, or empty
    StoragePolicy storage = {};
    DownloadLimits download = {};
    std::int64_t poll_ms =
        0;  // how often to ask, in place of what the county's settings say; 0: those
    std::int64_t time_again_ms = 86'400'000;  // ask for the time at least so often
};

// What a round came to, for status and for deciding how long to rest.
struct Round {
    bool reached = false;        // the county answered to everything that was asked
    std::int64_t installed = 0;  // versions of channels
    std::int64_t sent = 0;       // events that the county accepted
    std::int64_t parked = 0;     // events that it did not
    std::int64_t replies = 0;
    std::int64_t attachments = 0;  // that the county signed for
    std::int64_t blobs = 0;        // pieces of pictures, sound and film
    bool unfinished = false;       // there is more to fetch: the next round should come soon
    std::optional<Error> trouble;  // the first
};

// The view that is held now.
struct ViewState {
    std::int64_t issued_ms = 0;  // when the county signed it; 0: none, or not said
    bool behind = false;         // the county has said since that it has a newer one
};

class Agent {
  public:
    // Opens identity, keys, trust and cache. Where the cache finds no room, what comes again
    // by itself is given up for it: blobs, what is on its way, caches set aside. Fails with
    // `not_found` before enrolment, `exhausted` if that was not enough.
    static Result<Agent> open(AgentDependencies dependencies, AgentOptions options);
    Agent(Agent&&) noexcept;
    Agent& operator=(Agent&&) noexcept;
    ~Agent();

    // Does the next small thing. Starts a new round when the last one has ended.
    // Returns true when the round has ended; round() then says what it came to.
    bool step();

    const Round& round() const;
    Phase phase() const;
    ViewState view() const;

    // Takes receipts that came by another way than the response to what was sent.
    Result<StickReceipts> take_receipts(std::string_view lines);

    // How long to rest now that the round has ended: not at all while attachments are under
    // way. Events that arrive meanwhile are a reason to begin earlier, unless the county
    // could not be reached.
    std::int64_t rest_ms();

    const Identity& identity() const;
    Cache& cache();

  private:
    struct State;
    explicit Agent(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace hall
