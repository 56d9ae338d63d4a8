// The tokens of a text, as the search index holds them (tokenizer.h says which they are).
// Shared by FTS5's tokenizer and by the builder that fills an index at once, so that both
// say the same of every text. Pure.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "sync/core/utf8.h"

namespace hall {

enum class CharacterClass { gap, word, han };

// Full-width ASCII (U+FF01 to U+FF5E) stands for its plain twin; letters in lower case.
inline char32_t folded(char32_t c) {
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
    if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
    return c;
}

// Of a folded character. Punctuation and symbols of Chinese text part words.
inline CharacterClass class_of(char32_t c) {
    if (c < 0x80) {
        const bool word = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
        return word ? CharacterClass::word : CharacterClass::gap;
    }
    if (is_han(c)) return CharacterClass::han;
    const bool punctuation = (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x303F) ||
                             (c >= 0xFE10 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFFEF) ||
                             (c >= 0x80 && c <= 0xBF) || c == 0xD7 || c == 0xF7 ||
                             c == replacement_character;
    return punctuation ? CharacterClass::gap : CharacterClass::word;
}

// Takes one character off the front, and says what it is. Nine of ten characters are
// three bytes between U+5000 and U+8FFF, which are all Chinese; they need no look.
struct ClassedCharacter {
    CharacterClass kind;
    char32_t folded;  // 0 for Chinese, which is never folded
};
inline ClassedCharacter next_classed(std::string_view& text) {
    const auto at = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    if (text.size() >= 3 && at(0) >= 0xE5 && at(0) <= 0xE8 && (at(1) & 0xC0) == 0x80 &&
        (at(2) & 0xC0) == 0x80) {
        text.remove_prefix(3);
        return {CharacterClass::han, 0};
    }
    const char32_t c = folded(next_character(text));
    return {class_of(c), c};
}

// A token and where in the text it stands; the bytes of a word are folded.
struct Token {
    std::string_view bytes;
    std::size_t begin = 0;
    std::size_t end = 0;
};

// Calls `emit(token)` for each, in order, until it gives something other than 0, which is
// then the result. In a query the last character of a Chinese run of several does not
// stand alone: it would only get in the way of the phrase.
template <typename Emit>
int for_each_token(std::string_view text, bool query, Emit&& emit) {
    std::string_view rest = text;
    CharacterClass open = CharacterClass::gap;
    std::size_t last = 0;  // where the last character of a Chinese run begins
    std::size_t characters = 0;
    std::size_t word_begin = 0;
    std::string word;
    const auto close = [&](std::size_t end) {
        if (open == CharacterClass::word) return emit(Token{word, word_begin, end});
        if (open == CharacterClass::gap || (query && characters > 1)) return 0;
        return emit(Token{text.substr(last, end - last), last, end});
    };
    while (!rest.empty()) {
        const std::size_t begin = text.size() - rest.size();
        const ClassedCharacter next = next_classed(rest);
        const std::size_t end = text.size() - rest.size();
        if (next.kind != open) {
            if (const int result = close(begin); result != 0) return result;
            open = next.kind;
            characters = 0;
            word.clear();
            word_begin = begin;
        } else if (open == CharacterClass::han) {
            const Token pair{text.substr(last, end - last), last, end};
            if (const int result = emit(pair); result != 0) return result;
        }
        if (open == CharacterClass::han) {
            last = begin;
            ++characters;
        } else if (open == CharacterClass::word) {
            append_utf8(word, next.folded);
        }
    }
    return close(text.size());
}

}  // namespace hall
