#include "kiosk/app/effects/help_effects.h"

#include <utility>

#include "kiosk/app/effects/submission.h"
#include "kiosk/app/load/spoken_clock.h"
#include "sync/core/log.h"

namespace hall::kiosk {

std::vector<Intent> HelpEffects::act(const CallForHelp& request) {
    const Settings& settings = content_.settings();
    HelpModel help{settings.help_phone, settings.help_text, settings.help_hours};
    const std::int64_t mono = dependencies_.clock.mono_ms();
    if (mono - rung_ms_ >= rings_apart_ms) {
        rung_ms_ = mono;
        dependencies_.devices.chime->ring();
    }
    const bool standing = stands();
    const bool told = standing || tell_the_county(request.screen);
    // Before the first content there is no county that could have told anybody.
    const bool heard = content_.library() != nullptr && content_.status().county_version != 0 &&
                       content_.status().last_error.empty();
    if (!told || !heard)
        help.call = HelpModel::Call::rung_only;
    else if (standing)
        help.call = HelpModel::Call::standing;
    if (std::holds_alternative<HelpModel>(model_.top())) return {Replaced{std::move(help)}};
    return {Loaded{std::move(help)}};
}

bool HelpEffects::tell_the_county(const std::string& screen) {
    const SubmissionDependencies submission{outbox_, dependencies_.random, content_.identity(),
                                            content_.settings(), content_.event_time()};
    const Result<void> stored = append_help_call(submission, {screen});
    if (!stored.ok()) {
        log_line(LogLevel::error, "no_help_call", {{"reason", stored.error().text()}});
        return false;
    }
    until_ms_ = dependencies_.clock.mono_ms() + help_call_ms;
    called_ = spoken_clock(dependencies_.strings, content_.now_ms());
    return true;
}

std::string HelpEffects::standing_call() const {
    return stands() ? called_ : std::string();
}

void HelpEffects::answered() {
    until_ms_ = 0;
    called_.clear();
}

}  // namespace hall::kiosk
