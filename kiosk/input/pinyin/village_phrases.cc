#include "kiosk/input/pinyin/village_phrases.h"

#include <algorithm>
#include <array>

#include "sync/core/pinyin_initials.h"
#include "sync/core/utf8.h"

namespace hall::kiosk {

namespace {

// By syllables; a general word costs 8 to 15. Measured with bench_pinyin.
constexpr std::array<float, 5> costs = {7.0F, 7.0F, 6.5F, 6.5F, 7.5F};

constexpr std::size_t surnames_max = 120;
constexpr float name_cost = 12.0F;

Error wrong(std::size_t line, std::string_view what) {
    return {Errc::corrupt, "line " + std::to_string(line) + ": " + std::string(what)};
}

Result<VillagePhrase> read_phrase(std::string_view entry, std::size_t line) {
    const std::size_t equals = std::min(entry.find('='), entry.size());
    const std::string text(entry.substr(0, equals));
    if (equals == entry.size()) return VillagePhrase{.text = text, .spelling = spelling_of(text)};
    const std::string spelling(entry.substr(equals + 1));
    const std::optional<std::vector<SyllableId>> syllables = syllable_ids(spelling);
    if (!syllables || syllables->size() != character_count(text))
        return wrong(line, "a reading does not fit its phrase");
    return VillagePhrase{.text = text, .spelling = spelling};
}

}  // namespace

Result<std::vector<VillagePhrase>> read_village_phrases(std::string_view text) {
    std::vector<VillagePhrase> phrases;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (!is_utf8(line)) return wrong(number, "no UTF-8");
        if (line.starts_with('#')) continue;
        while (true) {
            const std::size_t start = line.find_first_not_of(" \t\r");
            if (start == std::string_view::npos) break;
            line.remove_prefix(start);
            const std::size_t length = std::min(line.find_first_of(" \t\r"), line.size());
            phrases.push_back(TRY(read_phrase(line.substr(0, length), number)));
            line.remove_prefix(length);
        }
    }
    return phrases;
}

std::vector<LexiconWord> words_of(const std::vector<VillagePhrase>& phrases) {
    std::vector<LexiconWord> words;
    for (const VillagePhrase& phrase : phrases) {
        std::optional<std::vector<SyllableId>> syllables = syllable_ids(phrase.spelling);
        if (!syllables || syllables->size() != character_count(phrase.text)) continue;
        const float cost = costs[std::min(syllables->size(), costs.size() - 1)];
        words.push_back({.text = phrase.text, .syllables = *std::move(syllables), .cost = cost});
    }
    return words;
}

std::vector<LexiconWord> name_words(const std::vector<VillagePhrase>& surnames,
                                    const std::vector<VillagePhrase>& given_names) {
    std::vector<LexiconWord> words;
    for (std::size_t i = 0; i < std::min(surnames.size(), surnames_max); ++i) {
        const VillagePhrase& surname = surnames[i];
        for (const VillagePhrase& given : given_names) {
            std::optional<std::vector<SyllableId>> syllables =
                syllable_ids(surname.spelling + "'" + given.spelling);
            if (!syllables) continue;
            // The surnames stand by frequency.
            const float cost = name_cost + 0.02F * static_cast<float>(i);
            words.push_back({.text = surname.text + given.text,
                             .syllables = *std::move(syllables),
                             .cost = cost});
        }
    }
    return words;
}

}  // namespace hall::kiosk
