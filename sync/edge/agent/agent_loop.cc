#include "sync/edge/agent/agent_loop.h"

#include "sync/core/log.h"
#include "sync/edge/content/library.h"

namespace hall {

namespace {

constexpr std::int64_t poll_ms = 300'000;

bool may_pass(const Error& error) {
    return error.code() == Errc::exhausted || error.code() == Errc::unavailable ||
           error.code() == Errc::corrupt;
}

}  // namespace

Result<void> AgentLoop::open() {
    if (agent_) return {};
    if (damaged_) {
        TRY(Cache::quarantine(dependencies_.files, options_.folder.cache()));
        damaged_ = false;
    }
    agent_.emplace(TRY(Agent::open(dependencies_, options_)));
    return {};
}

Result<std::optional<std::int64_t>> AgentLoop::step() {
    using Rest = std::optional<std::int64_t>;
    if (const Result<void> opened = open(); !opened.ok()) {
        if (!may_pass(opened.error())) return opened.error();
        round_.reset();
        log_line(LogLevel::error, "agent_not_opened", {{"reason", opened.error().text()}});
        note_disk(opened.error().code() == Errc::unavailable);
        return Rest(rest_after_failure());
    }
    const bool ended = agent_->step();
    if (agent_->cache().damaged()) {
        // What it would note now would not be stored either. The first time the next round
        // begins at once; if the new one is damaged too, it is the disk, and there is time.
        leave_cache();
        round_.reset();
        return Rest(failures_ == 0 ? (++failures_, 0) : rest_after_failure());
    }
    if (!ended) return Rest();
    round_ = agent_->round();
    if (round_->reached) failures_ = 0;
    const Rest rest(agent_->rest_ms());
    note_disk(agent_->cache().disk_failed());
    if (agent_ && is_damaged_for_others()) leave_cache();
    if (agent_ && agent_->cache().must_be_opened_again()) agent_.reset();
    return rest;
}

// What lies in our memory may be good when what lies on the disk is not: the kiosk, which
// reads it anew, would show nothing while we go on writing into ruins.
bool AgentLoop::is_damaged_for_others() const {
    Result<Library> library = Library::open(options_.folder.cache(), options_.vfs);
    if (!library.ok()) return library.error().code() == Errc::corrupt;
    const Result<LibraryStatus> status = library.value().status(agent_->identity().village);
    return !status.ok() && status.error().code() == Errc::corrupt;
}

// Sets the cache aside when it is opened next.
void AgentLoop::leave_cache() {
    ++caches_lost_;
    damaged_ = true;
    agent_.reset();
}

// A disk that failed once may be well again; one that fails round after round where the cache
// lies will not read it any more. All that was in it comes again, to another place.
void AgentLoop::note_disk(bool failed) {
    constexpr int rounds_max = 4;
    disk_failures_ = failed ? disk_failures_ + 1 : 0;
    if (disk_failures_ < rounds_max) return;
    disk_failures_ = 0;
    leave_cache();
}

std::int64_t AgentLoop::rest_after_failure() {
    ++failures_;
    return rest_ms({.bad_rounds = failures_,
                    .poll_ms = options_.poll_ms > 0 ? options_.poll_ms : poll_ms,
                    .jitter = static_cast<std::uint32_t>(dependencies_.random.below(1000))});
}

}  // namespace hall
