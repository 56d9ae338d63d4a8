// What each word of a dictionary costs in the decoder: how rare it is. Pure.

#pragma once

#include <vector>

#include "kiosk/input/pinyin/lexicon.h"
#include "kiosk/input/pinyin/libpinyin_words.h"

namespace hall::kiosk {

// By the counts of word_counts.h; a character with several readings divides its count as the
// dictionary's own counts for them do. Where a word is not counted there, by its length.
std::vector<LexiconWord> with_costs(std::vector<DictionaryWord> words);

}  // namespace hall::kiosk
