#include "kiosk/app/effects/input_effects.h"

#include <utility>

#include "kiosk/input/pinyin/libpinyin_words.h"
#include "kiosk/input/wipe_text.h"
#include "sync/core/assets.h"
#include "sync/core/log.h"

namespace hall::kiosk {

class InputEffects::WordsJob final : public Job {
  public:
    explicit WordsJob(InputEffects& input) : input_(input) {}

    void work() override {
        words_ = load_lexicon(input_.files_, libpinyin_data_folder(), assets_folder() / "input");
    }
    // Whoever comes next writes with them, too.
    void settle() override { input_.take_words(std::move(words_)); }
    std::vector<Intent> answer() override { return input_.feed_waiting(); }

  private:
    InputEffects& input_;
    Result<std::shared_ptr<const Lexicon>> words_ = Error(Errc::unavailable, "not read yet");
};

std::vector<Intent> InputEffects::act(const FeedEngine& request) {
    if (request.mode != InputMode::pinyin || words_ == Words::read) return engines_.feed(request);
    waiting_.push_back(request);
    if (words_ == Words::unread) {
        words_ = Words::reading;
        background_.start(std::make_unique<WordsJob>(*this));
    }
    return {};
}

void InputEffects::take_words(Result<std::shared_ptr<const Lexicon>> words) {
    words_ = Words::read;
    if (words.ok()) {
        engines_.set(InputMode::pinyin, std::make_unique<PinyinEngine>(std::move(words).value()));
    } else {
        log_line(LogLevel::error, "no_pinyin", {{"reason", words.error().text()}});
    }
}

std::vector<Intent> InputEffects::feed_waiting() {
    std::vector<Intent> answers;
    for (FeedEngine& request : std::exchange(waiting_, {})) {
        for (Intent& answer : engines_.feed(request)) answers.push_back(std::move(answer));
        wipe_text(request.before);
    }
    return answers;
}

std::vector<Intent> InputEffects::act(const ClearEngines&) {
    forget();
    return {};
}

void InputEffects::forget() {
    for (FeedEngine& request : waiting_) wipe_text(request.before);
    waiting_.clear();
    engines_.clear();
}

}  // namespace hall::kiosk
