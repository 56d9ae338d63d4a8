#include "platform/desk/help_desk.h"

#include <algorithm>

#include "platform/desk/access.h"
#include "sync/core/log.h"

namespace hall::platform {

namespace {

constexpr std::int64_t kept_ms = 86'400'000;

// When somebody called. A board that does not know the time calls when it is heard, and so
// does one whose clock runs ahead.
std::int64_t called_ms_of(const EventTime& time, std::int64_t now_ms) {
    const Result<std::int64_t> wall = parse_utc_ms(time.wall);
    if (!time.certain || !wall.ok()) return now_ms;
    return std::min(wall.value(), now_ms);
}

}  // namespace

bool hears_help_calls(const User& user) {
    return may(user, Action::hear);
}

Result<void> HelpDesk::take(Store& store, const Event& event, const Heard& heard) const {
    const std::int64_t now_ms = clock_.wall_ms();
    const std::int64_t called_ms = called_ms_of(event.time, now_ms);
    if (heard.by == Arrival::stick || now_ms - called_ms >= help_call_ms) return {};
    for (const StoredHelpCall& other :
         TRY(store.help_calls().standing(heard.village, now_ms - help_call_ms))) {
        if (other.kiosk == event.kiosk) return {};
    }
    const HelpCall call = TRY(help_call_of(*event.body));
    TRY(store.help_calls().forget_before(now_ms - kept_ms));
    log_line(LogLevel::info, "help_called", {{"kiosk", event.kiosk}, {"screen", call.screen}});
    return store.help_calls().add({.id = event.id,
                                   .kiosk = event.kiosk,
                                   .village = heard.village,
                                   .screen = call.screen,
                                   .called_ms = called_ms});
}

Result<std::vector<StoredHelpCall>> HelpDesk::standing(Store& store, const User& user) const {
    if (!hears_help_calls(user)) return std::vector<StoredHelpCall>{};
    return store.help_calls().standing(user.scope, clock_.wall_ms() - help_call_ms);
}

Result<void> HelpDesk::answer(Store& store, const User& user, std::string_view id) const {
    const StoredHelpCall call = TRY(store.help_calls().find(id));
    if (!hears_help_calls(user) || call.village != user.scope)
        return Error(Errc::not_found, "a call of another village");
    if (call.answered_ms != 0) return {};
    return store.help_calls().answer(id, user.name, clock_.wall_ms());
}

}  // namespace hall::platform
