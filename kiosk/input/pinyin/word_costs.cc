#include "kiosk/input/pinyin/word_costs.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>
#include <unordered_map>

#include "kiosk/input/pinyin/word_counts.h"

namespace hall::kiosk {

namespace {

using Counts = std::unordered_map<std::string_view, double>;

Counts general_counts() {
    Counts counts;
    std::string_view lines = word_counts();
    while (!lines.empty()) {
        const std::size_t end = std::min(lines.find('\n'), lines.size());
        const std::string_view line = lines.substr(0, end);
        lines.remove_prefix(std::min(end + 1, lines.size()));
        const std::size_t blank = line.find(' ');
        if (blank == std::string_view::npos) continue;
        unsigned count = 0;
        std::from_chars(line.data() + blank + 1, line.data() + line.size(), count);
        counts.emplace(line.substr(0, blank), count);
    }
    return counts;
}

// Sum of the counts in libpinyin's own model, of version 14.
constexpr double dictionary_sum = 7.0e7;

// Of a word that is not counted: rare, but likelier than the characters it is made of.
double uncounted(std::size_t syllables) {
    return syllables == 1 ? 0.3 : 2.0;
}

// Without general counts, what a word of several characters is worth at least: the library's
// count of it is too low.
double least(std::size_t syllables) {
    return syllables == 1 ? 20 : syllables == 2 ? 3000 : 1500;
}

}  // namespace

std::vector<LexiconWord> with_costs(std::vector<DictionaryWord> words) {
    const Counts counts = general_counts();
    std::unordered_map<std::string, double> readings;  // sum of the counts of all its readings
    for (const DictionaryWord& word : words) readings[word.text] += word.count;

    std::vector<LexiconWord> costed;
    costed.reserve(words.size());
    for (DictionaryWord& word : words) {
        const std::size_t syllables = word.syllables.size();
        double part = std::max(word.count, least(syllables)) / dictionary_sum;
        if (!counts.empty()) {
            const auto counted = counts.find(word.text);
            const double count = counted == counts.end() ? uncounted(syllables) : counted->second;
            const double sum = readings[word.text];
            const double share = sum > 0 ? word.count / sum : 1;
            part = std::max(count * share, 0.1) / word_counts_sum;
        }
        costed.push_back({.text = std::move(word.text),
                          .syllables = std::move(word.syllables),
                          .cost = static_cast<float>(-std::log(part))});
    }
    return costed;
}

}  // namespace hall::kiosk
