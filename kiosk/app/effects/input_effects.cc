#include "kiosk/app/effects/input_effects.h"

#include <utility>
#include <variant>

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

// Reads what was written so far of one character.
class InputEffects::ReadingJob final : public Job {
  public:
    ReadingJob(std::shared_ptr<Recognizer> recognizer, const FeedEngine& request, Ink ink)
        : recognizer_(std::move(recognizer)),
          ink_(std::move(ink)),
          before_(request.before),
          number_(request.number) {}
    ~ReadingJob() override { wipe_text(before_); }

    void work() override { read_ = recognizer_->recognize(ink_, before_); }

    std::vector<Intent> answer() override {
        EngineAnswered answered{
            .number = number_,
            .composition = {.mode = InputMode::handwriting, .stroke_count = ink_.strokes().size()}};
        std::vector<Intent> answers;
        if (!read_.ok()) {
            log_line(LogLevel::error, "no_handwriting", {{"reason", read_.error().text()}});
            answers.push_back(HandwritingKnown{false});
        } else {
            std::vector<std::string>& candidates = answered.composition.candidates;
            for (Candidate& candidate : read_.value())
                candidates.push_back(std::move(candidate.text));
            answered.composition.rare_from = candidates.size();
        }
        answers.push_back(std::move(answered));
        return answers;
    }

  private:
    std::shared_ptr<Recognizer> recognizer_;
    Ink ink_;
    std::string before_;
    std::uint64_t number_ = 0;
    Result<std::vector<Candidate>> read_ = std::vector<Candidate>();
};

HandwritingKnown InputEffects::handwriting() {
    const auto there = [&](const Path& file) { return !file.empty() && files_.size(file).ok(); };
    return {there(handwriting_files_.model) || there(handwriting_files_.zinnia)};
}

std::vector<Intent> InputEffects::act(const FeedEngine& request) {
    if (const auto* written = std::get_if<EngineInk>(&request.input)) {
        if (recognizer_ == nullptr) recognizer_ = std::make_shared<Recognizer>(handwriting_files_);
        background_.start(std::make_unique<ReadingJob>(recognizer_, request, written->ink));
        return {};
    }
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
