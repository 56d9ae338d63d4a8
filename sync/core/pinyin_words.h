// Words in which a character is not read as it usually is. Pure data; any thread.

#pragma once

#include <span>
#include <string_view>

namespace hall {

struct PinyinWord {
    std::string_view word;
    std::string_view spelling;  // one syllable a character, a blank between them
};

std::span<const PinyinWord> pinyin_words();

}  // namespace hall
