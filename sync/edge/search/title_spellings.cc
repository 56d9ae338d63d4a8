#include "sync/edge/search/title_spellings.h"

#include <algorithm>
#include <map>
#include <optional>

#include "sync/core/pinyin_initials.h"

namespace hall {

namespace {

constexpr std::size_t spelling_letters_min = 2;
constexpr std::size_t spelling_letters_max = 32;

std::string letters_only(std::string_view query) {
    std::string letters;
    for (char c : query) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (c >= 'a' && c <= 'z') letters.push_back(c);
    }
    return letters;
}

// True if the letters can be read as the syllables from here on, each by a beginning of it.
// `spelling` stands at the first letter of a syllable.
bool reads_as(std::string_view spelling, std::string_view letters) {
    if (letters.empty()) return true;
    const std::string_view syllable = spelling.substr(0, spelling.find('\''));
    const std::string_view later = spelling.substr(std::min(spelling.size(), syllable.size() + 1));
    std::size_t same = 0;
    while (same < syllable.size() && same < letters.size() && syllable[same] == letters[same])
        ++same;
    if (same == letters.size()) return true;
    for (std::size_t taken = same; taken > 0; --taken) {
        if (!later.empty() && reads_as(later, letters.substr(taken))) return true;
    }
    return false;
}

// The place, in characters, from which a text reads as the letters; or nothing.
std::optional<std::size_t> place_in(std::string_view spelling, std::string_view letters) {
    for (std::size_t place = 0; !spelling.empty(); ++place) {
        if (reads_as(spelling, letters)) return place;
        const std::size_t end = spelling.find('\'');
        if (end == std::string_view::npos) break;
        spelling.remove_prefix(end + 1);
    }
    return std::nullopt;
}

}  // namespace

bool is_spelling(std::string_view query) {
    std::size_t letters = 0;
    for (const char c : query) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && c != ' ' && c != '\'') return false;
        letters += letter ? 1 : 0;
    }
    return letters >= spelling_letters_min && letters <= spelling_letters_max;
}

std::vector<SearchHit> merged_hits(std::vector<SearchHit> by_words,
                                   const std::vector<SearchHit>& by_sounds, std::size_t hits_max) {
    if (by_sounds.empty()) return by_words;
    const auto has = [](const std::vector<SearchHit>& hits, std::int64_t row) {
        return std::any_of(hits.begin(), hits.end(),
                           [row](const SearchHit& hit) { return hit.row == row; });
    };
    const double best = by_words.empty() ? 0 : by_words.front().score;
    double below = by_words.empty() ? 1 : by_words.back().score;
    for (SearchHit& hit : by_words) {
        if (has(by_sounds, hit.row)) hit.score += best;
    }
    for (const SearchHit& sounded : by_sounds) {
        below *= 0.999;
        if (!has(by_words, sounded.row)) by_words.push_back({sounded.row, below});
    }
    std::stable_sort(by_words.begin(), by_words.end(),
                     [](const SearchHit& a, const SearchHit& b) { return a.score > b.score; });
    by_words.resize(std::min(by_words.size(), hits_max));
    return by_words;
}

std::string spelling_in(std::string_view query) {
    if (is_spelling(query)) return std::string(query);
    std::string_view longest;
    while (!query.empty()) {
        const std::string_view piece = query.substr(0, query.find(' '));
        query.remove_prefix(std::min(query.size(), piece.size() + 1));
        if (is_spelling(piece) && piece.size() > longest.size()) longest = piece;
    }
    return std::string(longest);
}

void TitleSpellings::add(std::int64_t row, std::string_view title, std::string_view words) {
    add_text(row, title, true);
    while (!words.empty()) {
        const std::size_t end = std::min(words.find_first_of(" \n"), words.size());
        if (end > 0) add_text(row, words.substr(0, end), false);
        words.remove_prefix(std::min(words.size(), end + 1));
    }
}

void TitleSpellings::add_text(std::int64_t row, std::string_view text, bool is_title) {
    Entry entry{row, is_title, spelling_of(text), initials_of(text)};
    if (!entry.spelling.empty()) entries_.push_back(std::move(entry));
}

std::vector<SearchHit> TitleSpellings::find(std::string_view letters, std::size_t hits_max) const {
    if (!is_spelling(letters)) return {};
    const std::string wanted = letters_only(letters);
    std::map<std::int64_t, double> scores;  // the best of a row
    for (const Entry& entry : entries_) {
        std::optional<std::size_t> place = place_in(entry.spelling, wanted);
        for (const std::string& initials : entry.initials) {
            const std::size_t at = initials.find(wanted);
            if (at != std::string::npos && (!place || at < *place)) place = at;
        }
        if (!place) continue;
        const double begins = *place == 0 ? 4 : 0;
        const double title = entry.is_title ? 2 : 0;
        const double shortness = 1 / (1 + static_cast<double>(entry.initials.front().size()));
        double& score = scores[entry.row];
        score = std::max(score, begins + title + shortness);
    }
    std::vector<SearchHit> hits;
    for (const auto& [row, score] : scores) hits.push_back({row, score});
    std::stable_sort(hits.begin(), hits.end(),
                     [](const SearchHit& a, const SearchHit& b) { return a.score > b.score; });
    hits.resize(std::min(hits.size(), hits_max));
    return hits;
}

}  // namespace hall
