#include "kiosk/input/pinyin/lexicon.h"

#include <algorithm>
#include <tuple>

#include "sync/core/pinyin_readings.h"

namespace hall::kiosk {

namespace {

constexpr std::size_t syllables_max = 16;

}  // namespace

Lexicon::Lexicon(std::vector<LexiconWord> words) {
    std::erase_if(words, [](const LexiconWord& word) {
        return word.syllables.empty() || word.syllables.size() > syllables_max ||
               word.text.empty() || word.text.size() > 0xFF;
    });
    std::ranges::sort(words, [](const LexiconWord& a, const LexiconWord& b) {
        return std::tie(a.syllables, a.text, a.cost) < std::tie(b.syllables, b.text, b.cost);
    });
    const auto doubles = std::ranges::unique(words, [](const LexiconWord& a, const LexiconWord& b) {
        return a.syllables == b.syllables && a.text == b.text;
    });
    words.erase(doubles.begin(), doubles.end());
    std::ranges::stable_sort(words, [](const LexiconWord& a, const LexiconWord& b) {
        return std::tie(a.syllables, a.cost) < std::tie(b.syllables, b.cost);
    });

    words_.reserve(words.size());
    for (const LexiconWord& word : words) {
        words_.push_back({.text = static_cast<std::uint32_t>(texts_.size()),
                          .keys = static_cast<std::uint32_t>(keys_.size()),
                          .cost = word.cost,
                          .syllables = static_cast<std::uint8_t>(word.syllables.size()),
                          .bytes = static_cast<std::uint8_t>(word.text.size())});
        texts_.append(word.text);
        keys_.insert(keys_.end(), word.syllables.begin(), word.syllables.end());
    }
    texts_.shrink_to_fit();
    keys_.shrink_to_fit();

    std::vector<std::pair<std::string, Word>> order;
    for (Word word = 0; word < words_.size(); ++word) {
        if (words_[word].syllables >= 2) order.emplace_back(initials(word), word);
    }
    std::ranges::sort(order, [this](const auto& a, const auto& b) {
        return std::tuple(std::string_view(a.first), cost(a.second), a.second) <
               std::tuple(std::string_view(b.first), cost(b.second), b.second);
    });
    by_initials_.reserve(order.size());
    for (const auto& [letters, word] : order) by_initials_.push_back(word);
}

std::string_view Lexicon::text(Word word) const {
    return std::string_view(texts_).substr(words_[word].text, words_[word].bytes);
}

unsigned Lexicon::key(Word word, std::size_t depth) const {
    const Entry& entry = words_[word];
    return depth < entry.syllables ? 1U + keys_[entry.keys + depth] : 0U;
}

std::string Lexicon::initials(Word word) const {
    std::string letters;
    for (std::size_t i = 0; i < words_[word].syllables; ++i)
        letters.push_back(pinyin_syllables()[keys_[words_[word].keys + i]].front());
    return letters;
}

Lexicon::Range Lexicon::next(Range range, std::size_t depth, SyllableRange next) const {
    const auto bound = [&](Word from, unsigned wanted) {
        Word end = range.end;
        while (from < end) {
            const Word middle = from + (end - from) / 2;
            if (key(middle, depth) < wanted) {
                from = middle + 1;
            } else {
                end = middle;
            }
        }
        return from;
    };
    const Word first = bound(range.first, 1U + next.first);
    return {.first = first, .end = bound(first, 1U + next.end)};
}

Lexicon::Range Lexicon::ending(Range range, std::size_t depth) const {
    // A word that ends sorts before those that go on.
    Word end = range.first;
    while (end < range.end && key(end, depth) == 0) ++end;
    return {.first = range.first, .end = end};
}

std::vector<Lexicon::Word> Lexicon::with_initials(std::string_view letters) const {
    const auto first = std::ranges::lower_bound(by_initials_, letters, {},
                                                [this](Word word) { return initials(word); });
    std::vector<Word> found;
    for (auto at = first; at != by_initials_.end() && initials(*at) == letters; ++at)
        found.push_back(*at);
    return found;
}

}  // namespace hall::kiosk
