#include "sync/core/utf8.h"

#include <cstdint>

#include "sync/core/check.h"

namespace hall {

namespace {

// Length of the well-formed character at the front (Unicode 15, table 3-7), or 0.
std::size_t well_formed_length(std::string_view text) {
    const auto at = [&](std::size_t i) {
        return i < text.size() ? static_cast<std::uint8_t>(text[i]) : std::uint8_t{0};
    };
    const auto tail = [&](std::size_t i) { return (at(i) & 0xC0) == 0x80; };
    const std::uint8_t first = at(0);
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first <= 0xDF) return tail(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        const std::uint8_t low = first == 0xE0 ? 0xA0 : 0x80;
        const std::uint8_t high = first == 0xED ? 0x9F : 0xBF;
        return at(1) >= low && at(1) <= high && tail(2) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const std::uint8_t low = first == 0xF0 ? 0x90 : 0x80;
        const std::uint8_t high = first == 0xF4 ? 0x8F : 0xBF;
        return at(1) >= low && at(1) <= high && tail(2) && tail(3) ? 4 : 0;
    }
    return 0;
}

}  // namespace

char32_t next_character(std::string_view& text) {
    CHECK(!text.empty());
    const std::size_t length = well_formed_length(text);
    if (length == 0) {
        text.remove_prefix(1);
        return replacement_character;
    }
    auto character = static_cast<char32_t>(static_cast<std::uint8_t>(text[0]));
    if (length > 1) character &= 0x7FU >> length;
    for (std::size_t i = 1; i < length; ++i) {
        character = character << 6 | (static_cast<std::uint8_t>(text[i]) & 0x3FU);
    }
    text.remove_prefix(length);
    return character;
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = well_formed_length(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

std::size_t character_count(std::string_view text) {
    std::size_t count = 0;
    for (; !text.empty(); ++count) next_character(text);
    return count;
}

void append_utf8(std::string& text, char32_t character) {
    if (character > 0x10FFFF || (character >= 0xD800 && character <= 0xDFFF)) {
        character = replacement_character;
    }
    if (character < 0x80) {
        text.push_back(static_cast<char>(character));
        return;
    }
    const int tails = character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
    constexpr std::uint32_t leads[] = {0x00, 0xC0, 0xE0, 0xF0};
    text.push_back(static_cast<char>(leads[tails] | character >> (6 * tails)));
    for (int i = tails - 1; i >= 0; --i) {
        text.push_back(static_cast<char>(0x80U | (character >> (6 * i) & 0x3FU)));
    }
}

std::string_view prefix_of(std::string_view text, std::size_t characters) {
    std::string_view rest = text;
    while (characters > 0 && !rest.empty()) {
        next_character(rest);
        --characters;
    }
    return text.substr(0, text.size() - rest.size());
}

bool is_han(char32_t c) {
    return c == 0x3007 || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x323AF);
}

}  // namespace hall
