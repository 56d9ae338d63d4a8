#include "kiosk/input/pinyin/decoder.h"

#include <algorithm>
#include <unordered_set>

#include "kiosk/input/pinyin/word_search.h"

namespace hall::kiosk {

namespace {

constexpr std::size_t paths_max = 4;  // cheapest ways that a place keeps
// Initials stand for so many words that each letter costs milliseconds: past these, who types
// them chooses first what there is.
constexpr std::size_t initials_letters_max = 16;

// A way to a place: its last word, and which way of an earlier place it goes on from.
struct Path {
    float cost = 0;
    std::size_t from = 0;
    std::size_t from_path = 0;
    Lexicon::Word word = 0;
};

using Places = std::vector<std::vector<Path>>;

void add(std::vector<Path>& paths, const Path& path) {
    const auto place = std::ranges::upper_bound(paths, path.cost, {}, &Path::cost);
    if (place == paths.end() && paths.size() == paths_max) return;
    paths.insert(place, path);
    if (paths.size() > paths_max) paths.pop_back();
}

Places find_paths(const WordSearch& search) {
    Places places(search.letters.size() + 1);
    places[0].push_back({});
    for (std::size_t at = 0; at < search.letters.size(); ++at) {
        if (places[at].empty()) continue;
        for (const WordMatch& match : find_words(search, at)) {
            for (std::size_t p = 0; p < places[at].size(); ++p) {
                add(places[match.end], {.cost = places[at][p].cost + match.cost,
                                        .from = at,
                                        .from_path = p,
                                        .word = match.word});
            }
        }
    }
    return places;
}

std::string text_of(const Lexicon& lexicon, const Places& places, std::size_t at,
                    std::size_t path) {
    std::vector<Lexicon::Word> words;
    while (at > 0) {
        const Path& step = places[at][path];
        words.push_back(step.word);
        at = step.from;
        path = step.from_path;
    }
    std::string text;
    for (auto word = words.rbegin(); word != words.rend(); ++word) text.append(lexicon.text(*word));
    return text;
}

std::string_view without_last_separators(std::string_view letters) {
    while (letters.ends_with('\'')) letters.remove_suffix(1);
    return letters;
}

// The furthest place that something leads to, and the ways to it.
std::vector<DecodedText> furthest(const Lexicon& lexicon, const Places& places, std::size_t count) {
    std::size_t at = places.size() - 1;
    while (at > 0 && places[at].empty()) --at;
    std::vector<DecodedText> found;
    std::unordered_set<std::string> seen;
    if (at == 0) return found;
    for (std::size_t path = 0; path < places[at].size() && found.size() < count; ++path) {
        std::string text = text_of(lexicon, places, at, path);
        if (!seen.insert(text).second) continue;
        found.push_back({.text = std::move(text), .letters = at, .cost = places[at][path].cost});
    }
    return found;
}

}  // namespace

std::vector<DecodedText> decode_sentences(const Lexicon& lexicon, std::string_view letters,
                                          std::size_t count) {
    const std::string_view typed = without_last_separators(letters.substr(0, pinyin_letters_max));
    if (typed.empty()) return {};
    WordSearch search = {.lexicon = lexicon, .letters = typed};
    std::vector<DecodedText> found = furthest(lexicon, find_paths(search), count);
    if (found.empty() || found.front().letters < typed.size()) {
        search.initials = true;
        search.letters = typed.substr(0, initials_letters_max);
        std::vector<DecodedText> with_initials = furthest(lexicon, find_paths(search), count);
        const bool further =
            !with_initials.empty() &&
            (found.empty() || with_initials.front().letters > found.front().letters);
        if (further) found = std::move(with_initials);
    }
    for (DecodedText& text : found) {
        if (text.letters == typed.size()) text.letters = letters.size();
    }
    return found;
}

std::vector<DecodedText> words_for_start(const Lexicon& lexicon, std::string_view letters,
                                         std::size_t count) {
    const std::string_view typed = without_last_separators(letters.substr(0, pinyin_letters_max));
    WordSearch search = {.lexicon = lexicon, .letters = typed, .homophones_max = count};
    std::vector<WordMatch> matches;
    if (!typed.empty()) matches = find_words(search, 0);
    if (matches.empty() && !typed.empty()) {
        search.initials = true;
        search.homophones_max = 2;
        matches = find_words(search, 0);
    }
    std::ranges::stable_sort(matches, [](const WordMatch& a, const WordMatch& b) {
        return a.end != b.end ? a.end > b.end : a.cost < b.cost;
    });
    std::vector<DecodedText> found;
    std::unordered_set<std::string_view> seen;
    for (const WordMatch& match : matches) {
        if (found.size() == count) break;
        const std::string_view text = lexicon.text(match.word);
        if (!seen.insert(text).second) continue;
        found.push_back({.text = std::string(text),
                         .letters = match.end == typed.size() ? letters.size() : match.end,
                         .cost = match.cost});
    }
    return found;
}

std::string_view first_syllable(std::string_view letters) {
    const std::string_view run = letters.substr(0, letters.find('\''));
    for (std::size_t length = std::min(run.size(), syllable_letters_max); length > 0; --length) {
        if (syllable_id(run.substr(0, length))) return run.substr(0, length);
    }
    return {};
}

}  // namespace hall::kiosk
