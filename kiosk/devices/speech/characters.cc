#include "kiosk/devices/speech/characters.h"

#include "kiosk/devices/speech/wipe.h"
#include "sync/core/utf8.h"

namespace hall::kiosk {

namespace {

char32_t folded(char32_t c) {
    if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFF01 + U'!';
    if (c == 0x3000 || c == 0xA0 || (c >= 0x2000 && c <= 0x200A)) return U' ';
    if (c == 0x2212 || c == 0x2010 || c == 0x2011 || c == 0x2013 || c == 0xFE63) return U'-';
    if (c == 0x301C || c == 0x223C) return U'~';
    if (c == 0xFFE5) return 0xA5;  // ￥
    if (c == 0x2236) return 0x2236;
    return c;
}

}  // namespace

Characters::Characters(std::string_view utf8) {
    // Reserved at once: a string that grows leaves copies behind that nobody wipes.
    original_.reserve(utf8.size());
    folded_.reserve(utf8.size());
    while (!utf8.empty()) {
        const char32_t c = next_character(utf8);
        original_.push_back(c);
        folded_.push_back(folded(c));
    }
}

Characters::~Characters() {
    wipe_buffer(original_);
    wipe_buffer(folded_);
}

bool Characters::near_before(std::size_t i, std::u32string_view text,
                             std::size_t characters) const {
    const std::size_t begin = i > characters ? i - characters : 0;
    return std::u32string_view(folded_).substr(begin, i - begin).find(text) !=
           std::u32string_view::npos;
}

std::size_t Characters::digits(std::size_t i) const {
    std::size_t count = 0;
    while (is_digit(at(i + count))) ++count;
    return count;
}

std::size_t Characters::past_spaces(std::size_t i) const {
    while (at(i) == U' ') ++i;
    return i;
}

std::string Characters::ascii(std::size_t begin, std::size_t end) const {
    std::string text;
    for (std::size_t i = begin; i < end; ++i) {
        if (at(i) != U'\0' && at(i) < 0x80) text += static_cast<char>(at(i));
    }
    return text;
}

int Characters::number(std::size_t begin, std::size_t end) const {
    int value = 0;
    for (std::size_t i = begin; i < end && i < begin + 9; ++i)
        value = value * 10 + static_cast<int>(at(i) - U'0');
    return value;
}

std::string utf8_of(char32_t character) {
    std::string text;
    append_utf8(text, character);
    return text;
}

}  // namespace hall::kiosk
