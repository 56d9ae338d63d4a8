// Agent loop: what hall-sync does as long as it runs. It opens the agent, lets it do one
// small thing after the other, says how long to rest after a round, and opens it anew when
// the cache turned out damaged: the damaged file is set aside and all that was in it comes
// again. Nothing of this may end the program or keep it from sending events.
//
// No thread, no clock, no signals of its own: hall-sync and the simulation run the same loop.

#pragma once

#include <cstdint>
#include <optional>

#include "sync/core/result.h"
#include "sync/edge/agent/agent.h"

namespace hall {

class AgentLoop {
  public:
    // All that `dependencies` names must outlive the loop.
    AgentLoop(AgentDependencies dependencies, AgentOptions options)
        : dependencies_(dependencies), options_(std::move(options)) {}

    // Opens the agent, if it is not open. Errors like Agent::open().
    Result<void> open();

    // Closes it, so that another program may write. The next step opens it again.
    void close() { agent_.reset(); }

    // Does the next small thing. Nothing: there is more to do at once. A number: a round has
    // ended, or could not begin; rest so many milliseconds.
    //
    // An agent that cannot be opened is tried again later and later, as a county that cannot
    // be reached: a full disk, or one that fails, may be well again by then. Only what no
    // waiting repairs is an error:
    //   not_found, untrusted, refused  identity, keys or trust are not there or not ours
    Result<std::optional<std::int64_t>> step();

    // The last round that ended; nothing before the first, and after one that could not end.
    const std::optional<Round>& round() const { return round_; }

    // True if new events are a reason to begin the next round at once: the county answered to
    // the last one.
    bool reached() const { return round_ && round_->reached; }

    // Null while it is not open.
    Agent* agent() { return agent_ ? &*agent_ : nullptr; }

    // How often the cache was found damaged and set aside while it was in use.
    std::int64_t caches_lost() const { return caches_lost_; }

  private:
    std::int64_t rest_after_failure();
    void leave_cache();
    bool is_damaged_for_others() const;
    void note_disk(bool failed);

    AgentDependencies dependencies_;
    AgentOptions options_;
    std::optional<Agent> agent_;
    std::optional<Round> round_;
    int disk_failures_ = 0;  // rounds in a row in which the disk failed under the cache
    int failures_ = 0;       // in a row: it could not be opened, or its cache was damaged
    bool damaged_ = false;   // the cache is to be set aside before it is opened again
    std::int64_t caches_lost_ = 0;
};

}  // namespace hall
