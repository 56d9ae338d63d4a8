// Reads assets/input/village_phrases.txt: phrases of village life, more usual here than in the
// papers that general dictionaries count.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/input/pinyin/lexicon.h"
#include "sync/core/result.h"

namespace hall::kiosk {

struct VillagePhrase {
    std::string text;      // UTF-8
    std::string spelling;  // "shen'fen'zheng"
};

// The phrases of the file's text: blanks between them, "phrase=reading" where it is not read as
// usual (sync/core/pinyin_initials.h), # comments. Fails with `corrupt` and the line's number at
// bytes that are no UTF-8, or a reading whose syllables do not fit the characters.
Result<std::vector<VillagePhrase>> read_village_phrases(std::string_view text);

// Full names for the lexicon: each of the first `surnames_max` surnames with each given name, so
// that 王桂芳 is one word.
std::vector<LexiconWord> name_words(const std::vector<VillagePhrase>& surnames,
                                    const std::vector<VillagePhrase>& given_names);

// For the lexicon; phrases with letters or digits are left out.
std::vector<LexiconWord> words_of(const std::vector<VillagePhrase>& phrases);

}  // namespace hall::kiosk
