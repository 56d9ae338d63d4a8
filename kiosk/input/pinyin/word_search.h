// Word search: the words that letters of pinyin may begin with. Part of the decoder. Pure.

#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "kiosk/input/pinyin/lexicon.h"

namespace hall::kiosk {

struct WordMatch {
    Lexicon::Word word = 0;
    std::size_t end = 0;  // place after the last letter it stands for
    float cost = 0;       // of the word, and of what was typed otherwise
};

struct WordSearch {
    const Lexicon& lexicon;
    std::string_view letters;
    // Single letters may stand for syllables.
    bool initials = false;
    std::size_t homophones_max = 3;  // of one reading, the most usual
};

// All words from place `start` on.
std::vector<WordMatch> find_words(const WordSearch& search, std::size_t start);

}  // namespace hall::kiosk
