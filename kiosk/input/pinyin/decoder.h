// Decoder: the likeliest words for letters of pinyin.
//
// A shortest path over the places between letters: a word of the lexicon leads from where its
// first syllable begins to where its last one ends, and costs what it is rare, with a price for
// each sound that was taken for another (syllables.h). The last syllable may be unfinished.
// Letters that are no syllables are read as initials: nh, xmtxb, xmaitxb. Each place keeps the
// few cheapest ways to it, so that the cost grows with letters × words found, not with the number
// of sentences. Pure; any thread, as it keeps nothing.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/input/pinyin/lexicon.h"

namespace hall::kiosk {

inline constexpr std::size_t pinyin_letters_max = 60;

struct DecodedText {
    std::string text;         // UTF-8
    std::size_t letters = 0;  // letters it stands for, from the first on; with separators
    float cost = 0;
};

// At most `count` sentences for all letters that can be read, the likeliest first; empty if
// there is nothing that can. `letters` as from normal_letters(), at most pinyin_letters_max.
std::vector<DecodedText> decode_sentences(const Lexicon& lexicon, std::string_view letters,
                                          std::size_t count);

// Words for the first letters: those for more letters first, then by cost. At most `count`.
std::vector<DecodedText> words_for_start(const Lexicon& lexicon, std::string_view letters,
                                         std::size_t count);

// The syllable that the letters begin with, as it is likely meant; empty if none.
std::string_view first_syllable(std::string_view letters);

}  // namespace hall::kiosk
