// Lexicon: words with their readings and how usual they are, found by syllables or by initials.
//
// The words lie sorted by their syllables, and homophones by cost, so that the words which go on
// from given syllables are one range and a step to the next syllable is a binary search. Made
// once and read only afterwards: any thread. 145,000 words take some 5 MiB.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/input/pinyin/syllables.h"

namespace hall::kiosk {

// A word as it comes from a dictionary.
struct LexiconWord {
    std::string text;  // UTF-8
    std::vector<SyllableId> syllables;
    // Natural logarithm of how rare the word is among all; lower is more usual.
    float cost = 0;
};

class Lexicon {
  public:
    using Word = std::uint32_t;  // place in the order

    struct Range {
        Word first = 0;
        Word end = 0;
        bool empty() const { return first == end; }
        std::size_t size() const { return end - first; }
    };

    Lexicon() = default;

    // Of one text with one reading given twice, the cheaper counts. Words without syllables, or
    // with more than 16, are left out.
    explicit Lexicon(std::vector<LexiconWord> words);

    std::size_t size() const { return words_.size(); }
    Range all() const { return {.first = 0, .end = static_cast<Word>(words_.size())}; }

    std::string_view text(Word word) const;
    float cost(Word word) const { return words_[word].cost; }
    std::size_t syllable_count(Word word) const { return words_[word].syllables; }

    // Words of `range`, all equal in their first `depth` syllables, whose next one lies in
    // `next`.
    Range next(Range range, std::size_t depth, SyllableRange next) const;

    // Words of `range` that have no syllable after the first `depth`: homophones, by cost.
    Range ending(Range range, std::size_t depth) const;

    // Words of at least two syllables whose first letters these are: "xmtxb". By cost.
    std::vector<Word> with_initials(std::string_view letters) const;

  private:
    struct Entry {
        std::uint32_t text = 0;  // place in texts_
        std::uint32_t keys = 0;  // place in keys_
        float cost = 0;
        std::uint8_t syllables = 0;
        std::uint8_t bytes = 0;
    };

    // One more than the number of the syllable after `depth`, or 0 where the word ends.
    unsigned key(Word word, std::size_t depth) const;
    std::string initials(Word word) const;

    std::string texts_;
    std::vector<SyllableId> keys_;
    std::vector<Entry> words_;
    std::vector<Word> by_initials_;
};

}  // namespace hall::kiosk
