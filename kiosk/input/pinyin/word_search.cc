#include "kiosk/input/pinyin/word_search.h"

#include <algorithm>

#include "sync/core/pinyin_readings.h"

namespace hall::kiosk {

namespace {

// In the unit of the words' costs (natural logarithms); measured with bench_pinyin.
constexpr float change_cost = 3.0F;
constexpr float word_cost = 1.0F;  // few long words are likelier than many short ones
constexpr float unfinished_cost = 1.5F;
constexpr float initial_cost = 2.0F;

// The words of one range go on from the same syllables; `at` is the place after their letters.
struct Step {
    Lexicon::Range range;
    std::size_t depth = 0;
    std::size_t at = 0;
    float price = 0;
};

class Finder {
  public:
    explicit Finder(const WordSearch& search) : search_(search) {}

    std::vector<WordMatch> from(std::size_t start) {
        follow({.range = search_.lexicon.all(), .depth = 0, .at = start, .price = 0});
        return std::move(matches_);
    }

  private:
    void follow(Step step) {
        if (step.depth > 0) take_ending(step);
        if (step.at < search_.letters.size() && search_.letters[step.at] == '\'') ++step.at;
        const std::string_view rest = run_at(step.at);
        if (rest.empty()) return;
        for (std::size_t length = std::min(rest.size(), syllable_letters_max); length > 0;
             --length) {
            const std::optional<SyllableId> typed = syllable_id(rest.substr(0, length));
            if (!typed) continue;
            for (const MeantSyllable& meant : meant_by(*typed))
                go(step, meant.id, length, change_cost * static_cast<float>(meant.changes));
        }
        if (step.at + rest.size() == search_.letters.size()) finish(step, rest);
        if (search_.initials) take_initial(step, rest);
    }

    // The letters from `at` to the next separator.
    std::string_view run_at(std::size_t at) const {
        const std::string_view rest = search_.letters.substr(std::min(at, search_.letters.size()));
        return rest.substr(0, rest.find('\''));
    }

    void go(const Step& step, SyllableId syllable, std::size_t length, float price) {
        const SyllableRange wanted = {.first = syllable,
                                      .end = static_cast<SyllableId>(syllable + 1)};
        const Lexicon::Range range = search_.lexicon.next(step.range, step.depth, wanted);
        if (range.empty()) return;
        follow({.range = range,
                .depth = step.depth + 1,
                .at = step.at + length,
                .price = step.price + price});
    }

    void take_ending(const Step& step) {
        const Lexicon::Range words = search_.lexicon.ending(step.range, step.depth);
        const std::size_t count = std::min(words.size(), search_.homophones_max);
        for (std::size_t i = 0; i < count; ++i)
            take(words.first + static_cast<unsigned>(i), step.at, step.price);
    }

    void take(Lexicon::Word word, std::size_t end, float price) {
        matches_.push_back(
            {.word = word, .end = end, .cost = search_.lexicon.cost(word) + price + word_cost});
    }

    // The last letters are the beginning of a syllable that is still being typed.
    void finish(const Step& step, std::string_view rest) {
        if (rest.size() > syllable_letters_max) return;
        const SyllableRange wanted = syllables_from(rest);
        for (SyllableId id = wanted.first; id < wanted.end; ++id) {
            if (pinyin_syllables()[id] == rest) continue;  // a whole one, found before
            const SyllableRange one = {.first = id, .end = static_cast<SyllableId>(id + 1)};
            const Lexicon::Range range = search_.lexicon.next(step.range, step.depth, one);
            if (range.empty()) continue;
            take_ending({.range = range,
                         .depth = step.depth + 1,
                         .at = search_.letters.size(),
                         .price = step.price + unfinished_cost});
        }
    }

    void take_initial(const Step& step, std::string_view rest) {
        const bool two = rest.starts_with("zh") || rest.starts_with("ch") || rest.starts_with("sh");
        for (std::size_t length = two ? 2 : 1; length > 0; --length) {
            const SyllableRange wanted = syllables_from(rest.substr(0, length));
            for (SyllableId id = wanted.first; id < wanted.end; ++id) {
                if (pinyin_syllables()[id].size() > length) go(step, id, length, initial_cost);
            }
        }
    }

    const WordSearch& search_;
    std::vector<WordMatch> matches_;
};

}  // namespace

std::vector<WordMatch> find_words(const WordSearch& search, std::size_t start) {
    return Finder(search).from(start);
}

}  // namespace hall::kiosk
