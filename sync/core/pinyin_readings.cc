#include "sync/core/pinyin_readings.h"

#include <algorithm>

namespace hall {

namespace {

constexpr std::uint32_t syllable_mask = 0x1FF;
constexpr std::uint32_t standard_bit = 0x200;

char32_t character_of(std::uint32_t row) {
    return row >> 10;
}

std::span<const std::uint32_t> rows_of(char32_t character) {
    const std::span<const std::uint32_t> rows = pinyin_rows();
    const auto first = std::lower_bound(
        rows.begin(), rows.end(), character,
        [](std::uint32_t row, char32_t wanted) { return character_of(row) < wanted; });
    auto last = first;
    while (last != rows.end() && character_of(*last) == character) ++last;
    return {first, last};
}

}  // namespace

std::vector<std::string_view> readings_of(char32_t character) {
    std::vector<std::string_view> readings;
    for (const std::uint32_t row : rows_of(character))
        readings.push_back(pinyin_syllables()[row & syllable_mask]);
    return readings;
}

std::string_view usual_reading_of(char32_t character) {
    const std::span<const std::uint32_t> rows = rows_of(character);
    return rows.empty() ? std::string_view() : pinyin_syllables()[rows.front() & syllable_mask];
}

bool is_standard_character(char32_t character) {
    const std::span<const std::uint32_t> rows = rows_of(character);
    return !rows.empty() && (rows.front() & standard_bit) != 0;
}

std::vector<char32_t> characters_read(std::string_view syllable) {
    const std::span<const std::string_view> syllables = pinyin_syllables();
    const auto place = std::lower_bound(syllables.begin(), syllables.end(), syllable);
    if (place == syllables.end() || *place != syllable) return {};
    const auto index = static_cast<std::uint32_t>(place - syllables.begin());

    std::vector<char32_t> standard;
    std::vector<char32_t> others;
    for (const std::uint32_t row : pinyin_rows()) {
        if ((row & syllable_mask) != index) continue;
        ((row & standard_bit) != 0 ? standard : others).push_back(character_of(row));
    }
    // The table is by code point, but Extension A lies before the main block.
    std::stable_partition(others.begin(), others.end(),
                          [](char32_t c) { return c >= 0x4E00 && c < 0xFB00; });
    std::stable_partition(others.begin(), others.end(), [](char32_t c) { return c < 0x10000; });
    standard.insert(standard.end(), others.begin(), others.end());
    return standard;
}

}  // namespace hall
