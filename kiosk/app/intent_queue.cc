#include "kiosk/app/intent_queue.h"

#include <utility>

#include "kiosk/app/update.h"
#include "sync/core/log.h"

namespace hall::kiosk {

bool IntentQueue::work(Model& model, const Act& act, std::size_t intents_max) {
    for (std::size_t i = 0; i < intents_max && !due_.empty(); ++i) {
        Intent intent = std::move(due_.front());
        due_.pop_front();
        Updated updated = update(std::move(model), std::move(intent));
        // Short texts stay behind where they were moved from.
        wipe_composition(model.composition);
        model = std::move(updated.model);
        for (Effect& effect : updated.effects) {
            for (Intent& answer : act(effect)) due_.push_back(std::move(answer));
        }
    }
    // With its memory, where what was typed lay.
    if (due_.empty()) due_ = {};
    if (!due_.empty()) log_line(LogLevel::warning, "intents_wait", {{"count", due_.size()}});
    return !due_.empty();
}

}  // namespace hall::kiosk
