#include "kiosk/app/effects/progress_effects.h"

#include <utility>

#include "sync/wire/slip.h"

namespace hall::kiosk {

std::vector<Intent> ProgressEffects::act(const LoadProgress&) {
    slips_.forget();
    ProgressModel progress;
    progress.as_of = content_.status().last_contact;
    if (std::holds_alternative<ProgressModel>(model_.top())) return {Replaced{std::move(progress)}};
    return {Loaded{std::move(progress)}};
}

std::vector<Intent> ProgressEffects::act(const LookUpSlip& request) {
    const auto* shown = std::get_if<ProgressModel>(&model_.top());
    if (shown == nullptr) return {};
    ProgressModel progress = *shown;
    const Result<std::string> number = canonical_slip_number(request.number);
    progress.mistyped = !number.ok();
    progress.messages.clear();
    std::string code;
    if (!request.code.empty()) {
        Result<std::string> canonical = canonical_slip_code(request.code);
        progress.mistyped_code = !canonical.ok();
        if (canonical.ok()) code = std::move(canonical).value();
    }
    if (progress.mistyped || progress.mistyped_code) return {Replaced{std::move(progress)}};
    progress.number = number.value();
    slips_.forget();
    answer(progress);
    progress.opening = !code.empty();
    if (progress.opening) {
        background_.start(
            slips_.open(progress.number, std::move(code), [this] { return renewed(); }));
    }
    return {Replaced{std::move(progress)}};
}

std::vector<Intent> ProgressEffects::renewed() {
    const auto* shown = std::get_if<ProgressModel>(&model_.top());
    if (shown == nullptr || shown->state == ProgressModel::State::asking) return {};
    ProgressModel progress = *shown;
    progress.opening = progress.opening && !slips_.opened();
    answer(progress);
    return {Replaced{std::move(progress)}};
}

void ProgressEffects::answer(ProgressModel& progress) {
    content_.refresh();
    progress.as_of = content_.status().last_contact;
    slips_.answer(progress, content_.library(), outbox_);
}

}  // namespace hall::kiosk
