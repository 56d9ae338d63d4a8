// Packs readings: pinyin_table_tool WORDS.json VILLAGE.txt OUT.bin
//
// WORDS.json is {"银行": ["yín háng", 7.684e-9], …}. VILLAGE.txt has a word and its reading a
// line ("还款 huan2 kuan3"), which go before the others. Deterministic.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "kiosk/devices/speech/pinyin_table.h"
#include "sync/core/utf8.h"

namespace {

using hall::next_character;
using Word = std::u32string;
using Syllables = std::vector<std::string>;

struct Reading {
    Syllables syllables;
    int cost = 0;
    bool village = false;
};

// "háng" hang2; ü is v. Empty if it is no syllable.
std::string numbered(std::string_view marked) {
    static const std::u32string vowels = U"āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ";
    static const char* plain = "aaaaeeeeiiiioooouuuuvvvvnnnm";
    static const int tones[] = {1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2,
                                3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 2, 3, 4, 2};
    std::string text;
    int tone = 5;
    while (!marked.empty()) {
        const char32_t c = next_character(marked);
        const auto at = vowels.find(c);
        if (at != std::u32string::npos) {
            text += plain[at];
            tone = tones[at];
        } else if (c == U'ü') {
            text += 'v';
        } else if (c >= U'a' && c <= U'z') {
            text += static_cast<char>(c);
        } else {
            return {};
        }
    }
    return text.empty() ? text : text + static_cast<char>('0' + tone);
}

Word characters(std::string_view text) {
    Word word;
    while (!text.empty()) word += next_character(text);
    return word;
}

Syllables split(const std::string& text) {
    Syllables parts;
    std::istringstream in(text);
    for (std::string part; in >> part;) parts.push_back(part);
    return parts;
}

int cost_of(double share) {
    if (!(share > 0)) return 255;
    const double cost = -std::log(share) * hall::kiosk::pinyin_cost_steps;
    return static_cast<int>(std::clamp(cost, 1.0, 255.0));
}

using Readings = std::map<Word, Reading>;

bool read_words(const char* file, Readings& readings) {
    std::ifstream in(file);
    const auto json = nlohmann::json::parse(in, nullptr, false);
    if (!json.is_object() || json.size() < 10'000) return false;
    for (const auto& [text, value] : json.items()) {
        if (!value.is_array() || value.size() < 2) continue;
        const Word word = characters(text);
        Reading reading;
        for (const std::string& part : split(value[0].get<std::string>())) {
            reading.syllables.push_back(numbered(part));
        }
        if (reading.syllables.size() != word.size() ||
            word.size() > hall::kiosk::pinyin_word_characters_max)
            continue;
        bool whole = true;
        for (std::size_t i = 0; i < word.size(); ++i) {
            std::string& syllable = reading.syllables[i];
            // The data gives these two as they are said; sandhi is put in by who reads.
            if (word[i] == U'一' && syllable.starts_with("yi")) syllable = "yi1";
            if (word[i] == U'不' && syllable.starts_with("bu")) syllable = "bu4";
            whole = whole && !syllable.empty() && syllable.size() <= 7;
        }
        if (!whole) continue;
        reading.cost = cost_of(value[1].get<double>());
        readings.emplace(word, std::move(reading));
    }
    return true;
}

void read_village(const char* file, Readings& readings) {
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || line[0] == '#') continue;
        Syllables parts = split(line);
        const Word word = characters(parts.front());
        parts.erase(parts.begin());
        if (parts.size() != word.size()) {
            std::cerr << "village word with another number of syllables: " << line << "\n";
            std::exit(1);
        }
        const auto found = readings.find(word);
        const int known = found == readings.end() ? 255 : found->second.cost;
        // As common as a common word: it must win against any two words it is made of.
        const int cost = word.size() == 1 ? known : std::min(known, 110);
        readings[word] = Reading{std::move(parts), cost, true};
    }
}

void put32(std::string& out, std::uint32_t value) {
    for (int i = 0; i < 4; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
}
void put16(std::string& out, std::size_t value) {
    out += static_cast<char>(value & 0xFF);
    out += static_cast<char>(value >> 8 & 0xFF);
}

// Characters that are read in more than one way, by some word.
std::set<char32_t> with_many_readings(const Readings& readings) {
    std::map<char32_t, std::set<std::string>> ways;
    for (const auto& [word, reading] : readings) {
        for (std::size_t i = 0; i < word.size(); ++i) ways[word[i]].insert(reading.syllables[i]);
    }
    std::set<char32_t> many;
    for (const auto& [character, syllables] : ways) {
        if (syllables.size() > 1) many.insert(character);
    }
    return many;
}

// Words whose reading is told by their characters are kept only where they are common: they
// keep others from being cut out of them.
bool is_kept(const Word& word, const Reading& reading, const Readings& readings,
             const std::set<char32_t>& many) {
    if (word.size() < 2) return false;
    for (const char32_t c : word) {
        if (c > 0xFFFF) return false;
    }
    if (reading.village) return true;
    bool differs = false;
    bool any = false;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const auto single = readings.find(Word(1, word[i]));
        differs = differs || single == readings.end() ||
                  single->second.syllables[0] != reading.syllables[i];
        any = any || many.contains(word[i]);
    }
    return differs || (any && word.size() <= 4 && reading.cost < 195);
}

std::string packed(const Readings& readings) {
    const auto many = with_many_readings(readings);
    std::map<std::string, std::size_t> numbers;
    for (const auto& [word, reading] : readings) {
        for (const auto& syllable : reading.syllables) numbers.emplace(syllable, 0);
    }
    std::string syllables;
    for (auto& [syllable, number] : numbers) {
        number = syllables.size() / 8;
        std::string field = syllable;
        field.resize(8, '\0');
        syllables += field;
    }
    std::string singles;
    std::string index;
    std::string units;
    for (const auto& [word, reading] : readings) {
        if (word.size() == 1) {
            put32(singles, static_cast<std::uint32_t>(word[0]));
            put32(singles, static_cast<std::uint32_t>(numbers[reading.syllables[0]] << 8 |
                                                      static_cast<unsigned>(reading.cost)));
        } else if (is_kept(word, reading, readings, many)) {
            put32(index, static_cast<std::uint32_t>(units.size() / 2 << 8 |
                                                    static_cast<unsigned>(reading.cost)));
            put16(units, word.size());
            for (const char32_t c : word) put16(units, c);
            for (const auto& syllable : reading.syllables) put16(units, numbers[syllable]);
        }
    }
    std::string out;
    put32(out, hall::kiosk::pinyin_magic);
    put32(out, static_cast<std::uint32_t>(syllables.size() / 8));
    put32(out, static_cast<std::uint32_t>(singles.size() / 8));
    put32(out, static_cast<std::uint32_t>(index.size() / 4));
    put32(out, static_cast<std::uint32_t>(units.size() / 2));
    return out + syllables + singles + index + units;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 4) {
        std::cerr << "usage: pinyin_table_tool WORDS.json VILLAGE.txt OUT.bin\n";
        return 2;
    }
    Readings readings;
    if (!read_words(arguments[1], readings)) {
        std::cerr << arguments[1] << ": no table of words and readings\n";
        return 1;
    }
    read_village(arguments[2], readings);
    const std::string bytes = packed(readings);
    std::ofstream out(arguments[3], std::ios::binary);
    out << bytes;
    out.close();
    if (!out) {
        std::cerr << arguments[3] << ": could not be written\n";
        return 1;
    }
    return 0;
}
