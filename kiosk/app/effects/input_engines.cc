#include "kiosk/app/effects/input_engines.h"

#include <utility>
#include <variant>

#include "sync/core/utf8.h"

namespace hall::kiosk {

namespace {

struct Feed {
    InputEngine& engine;

    EngineAnswer operator()(const EngineKey& input) const { return engine.feed_key(input.key); }
    EngineAnswer operator()(const EngineChoice& input) const {
        return engine.choose(input.candidate);
    }
    EngineAnswer operator()(const EngineBackspace&) const { return engine.backspace(); }
    EngineAnswer operator()(const EngineInk& input) const { return engine.feed_ink(input.ink); }
};

}  // namespace

void InputEngines::set(InputMode mode, std::unique_ptr<InputEngine> engine) {
    engines_[mode] = std::move(engine);
}

std::vector<Intent> InputEngines::feed(const FeedEngine& request) {
    if (std::exchange(number_, request.number) != request.number) clear();
    EngineAnswered answered{.number = request.number, .composition = {.mode = request.mode}};
    EngineAnswer answer;
    if (const auto engine = engines_.find(request.mode); engine != engines_.end()) {
        engine->second->set_before(request.before);
        answer = std::visit(Feed{*engine->second}, request.input);
        answered.composition = engine->second->composition();
        answered.composition.mode = request.mode;
    }
    answered.committed = std::move(answer.committed);
    const bool nothing_composed = answered.composition.empty();
    if (const auto* key = std::get_if<EngineKey>(&request.input); key != nullptr && !answer.taken)
        append_utf8(answered.committed, key->key);
    std::vector<Intent> answers;
    answers.push_back(std::move(answered));
    // There was nothing to take back: it is the field's.
    const bool backspace = std::holds_alternative<EngineBackspace>(request.input);
    if (backspace && !answer.taken && nothing_composed) answers.push_back(Erased{});
    return answers;
}

void InputEngines::clear() {
    for (auto& [mode, engine] : engines_) engine->clear();
}

}  // namespace hall::kiosk
