// The tokens of a text, as the search index holds them (tokenizer.h says which they are).
// Pure.

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

// Where the characters end, from `at` on, that take three bytes and stand between U+4E00
// and U+9FFF: nine of ten are such, all Chinese, and need no closer look.
inline std::size_t common_han_end(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    while (at + 3 <= text.size() && byte(at) >= 0xE4 && byte(at) <= 0xE9 &&
           (byte(at + 1) & 0xC0) == 0x80 && (byte(at + 2) & 0xC0) == 0x80 &&
           (byte(at) > 0xE4 || byte(at + 1) >= 0xB8)) {
        at += 3;
    }
    return at;
}

// The character of `text` at `begin`, and what it is.
struct ClassedCharacter {
    CharacterClass kind = CharacterClass::gap;
    char32_t folded = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
};
inline ClassedCharacter classed_at(std::string_view text, std::size_t begin) {
    // Most of what is no common Han is ASCII, and is a character as it stands.
    if (const auto byte = static_cast<std::uint8_t>(text[begin]); byte < 0x80) {
        const char32_t c = folded(byte);
        return {class_of(c), c, begin, begin + 1};
    }
    std::string_view rest = text.substr(begin);
    const char32_t c = folded(next_character(rest));
    return {class_of(c), c, begin, text.size() - rest.size()};
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
    ClassedCharacter next;  // it, or a gap, stands before what is left
    const auto advance_to = [&](std::size_t at) {
        next = at < text.size() ? classed_at(text, at)
                                : ClassedCharacter{.begin = text.size(), .end = text.size()};
    };
    const auto emit_between = [&](std::size_t begin, std::size_t end) {
        return emit(Token{{text.data() + begin, end - begin}, begin, end});
    };
    std::string word;
    while (next.end < text.size() || next.kind != CharacterClass::gap) {
        if (next.kind == CharacterClass::gap) {
            advance_to(next.end);
        } else if (next.kind == CharacterClass::word) {
            const std::size_t begin = next.begin;
            word.clear();
            for (; next.kind == CharacterClass::word; advance_to(next.end)) {
                append_utf8(word, next.folded);
            }
            if (const int result = emit(Token{word, begin, next.begin}); result != 0) return result;
        } else {
            std::size_t last = next.begin;
            std::size_t end = next.end;
            std::size_t common_end = end;
            std::size_t pairs = 0;
            for (;; ++pairs) {
                if (end == common_end) common_end = common_han_end(text, end);
                std::size_t pair_end = end + 3;
                if (end == common_end) {
                    advance_to(end);
                    if (next.kind != CharacterClass::han) break;
                    pair_end = common_end = next.end;
                }
                if (const int result = emit_between(last, pair_end); result != 0) return result;
                last = end;
                end = pair_end;
            }
            if (query && pairs > 0) continue;
            if (const int result = emit_between(last, end); result != 0) return result;
        }
    }
    return 0;
}

}  // namespace hall
