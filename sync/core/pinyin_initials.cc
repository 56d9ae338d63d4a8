#include "sync/core/pinyin_initials.h"

#include <algorithm>
#include <unordered_map>

#include "sync/core/pinyin_readings.h"
#include "sync/core/pinyin_words.h"
#include "sync/core/utf8.h"

namespace hall {

namespace {

// One syllable of a text: how it is read here, and how it may be read elsewhere.
struct Reading {
    std::string here;
    std::vector<std::string_view> elsewhere;
};

// Longest word of the list, in characters.
constexpr std::size_t word_characters_max = 6;

const std::unordered_map<std::string_view, std::string_view>& words() {
    static const auto known = [] {
        std::unordered_map<std::string_view, std::string_view> made;
        for (const PinyinWord& word : pinyin_words()) made.emplace(word.word, word.spelling);
        return made;
    }();
    return known;
}

// 0 for what is no letter or digit.
char plain_letter(char32_t character) {
    if (character >= 0xFF01 && character <= 0xFF5E) character -= 0xFEE0;  // full width
    if (character >= U'A' && character <= U'Z') return static_cast<char>(character - U'A' + U'a');
    const bool letter =
        (character >= U'a' && character <= U'z') || (character >= U'0' && character <= U'9');
    return letter ? static_cast<char>(character) : '\0';
}

// The longest known word at the start of a text, or empty.
std::string_view word_at(std::string_view text) {
    for (std::size_t length = word_characters_max; length >= 2; --length) {
        const std::string_view start = prefix_of(text, length);
        if (words().contains(start)) return start;
    }
    return {};
}

void append_spelling(std::string_view spelling, std::vector<Reading>& readings) {
    while (!spelling.empty()) {
        const std::size_t blank = std::min(spelling.find(' '), spelling.size());
        readings.push_back({.here = std::string(spelling.substr(0, blank)), .elsewhere = {}});
        spelling.remove_prefix(std::min(blank + 1, spelling.size()));
    }
}

std::vector<Reading> read(std::string_view text) {
    std::vector<Reading> readings;
    bool in_letters = false;
    while (!text.empty()) {
        if (const std::string_view word = word_at(text); !word.empty()) {
            append_spelling(words().at(word), readings);
            text.remove_prefix(word.size());
            in_letters = false;
            continue;
        }
        const char32_t character = next_character(text);
        if (const char letter = plain_letter(character); letter != '\0') {
            if (!in_letters) readings.emplace_back();
            readings.back().here.push_back(letter);
            in_letters = true;
            continue;
        }
        in_letters = false;
        const std::vector<std::string_view> known = readings_of(character);
        if (known.empty()) continue;
        readings.push_back(
            {.here = std::string(known.front()), .elsewhere = {known.begin() + 1, known.end()}});
    }
    return readings;
}

// Letters and digits are typed whole, syllables by their first letter.
std::string initials(const std::vector<Reading>& readings) {
    std::string letters;
    for (const Reading& reading : readings) {
        const bool syllable = std::ranges::binary_search(pinyin_syllables(), reading.here);
        letters.append(reading.here, 0, syllable ? 1 : reading.here.size());
    }
    return letters;
}

}  // namespace

std::vector<std::string> syllables_of(std::string_view text) {
    std::vector<std::string> syllables;
    for (Reading& reading : read(text)) syllables.push_back(std::move(reading.here));
    return syllables;
}

std::string spelling_of(std::string_view text) {
    std::string spelling;
    for (const Reading& reading : read(text)) {
        if (!spelling.empty()) spelling.push_back('\'');
        spelling.append(reading.here);
    }
    return spelling;
}

std::vector<std::string> initials_of(std::string_view text) {
    std::vector<Reading> readings = read(text);
    std::vector<std::string> variants = {initials(readings)};
    // Each pass changes one more character, so that the nearest variants come first.
    const auto add = [&variants](std::string letters) {
        if (std::ranges::find(variants, letters) == variants.end())
            variants.push_back(std::move(letters));
        return variants.size() < initials_variants_max;
    };
    for (std::size_t from = 0, end = 1; from < end; from = end, end = variants.size()) {
        std::size_t place = 0;  // of the letter in a string of initials
        for (const Reading& reading : readings) {
            for (const std::string_view other : reading.elsewhere) {
                for (std::size_t v = from; v < end; ++v) {
                    std::string letters = variants[v];
                    letters[place] = other.front();
                    if (!add(std::move(letters))) return variants;
                }
            }
            const bool syllable = std::ranges::binary_search(pinyin_syllables(), reading.here);
            place += syllable ? 1 : reading.here.size();
        }
    }
    return variants;
}

}  // namespace hall
