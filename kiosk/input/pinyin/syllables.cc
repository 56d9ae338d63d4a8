#include "kiosk/input/pinyin/syllables.h"

#include <algorithm>
#include <array>

#include "sync/core/pinyin_readings.h"

namespace hall::kiosk {

namespace {

using Pair = std::pair<std::string_view, std::string_view>;

constexpr std::array<Pair, 6> initials = {
    {{"zh", "z"}, {"ch", "c"}, {"sh", "s"}, {"n", "l"}, {"r", "l"}, {"f", "h"}}};
constexpr std::array<Pair, 3> finals = {{{"ang", "an"}, {"eng", "en"}, {"ing", "in"}}};
// In Sichuan 飞 and 灰, 饭 and 换 sound alike.
constexpr std::array<Pair, 1> before_vowels = {{{"f", "hu"}}};

std::string initial_of(std::string_view syllable) {
    if (syllable.starts_with("zh") || syllable.starts_with("ch") || syllable.starts_with("sh"))
        return std::string(syllable.substr(0, 2));
    const bool vowel = std::string_view("aeiouv").find(syllable.front()) != std::string_view::npos;
    return vowel ? std::string() : std::string(syllable.substr(0, 1));
}

// The syllable with another initial, for each pair that has its initial.
std::vector<std::string> with_other_initials(const std::string& syllable) {
    std::vector<std::string> others;
    const std::string initial = initial_of(syllable);
    const std::string rest = syllable.substr(initial.size());
    for (const auto& [one, other] : initials) {
        if (initial == one) others.push_back(std::string(other) + rest);
        if (initial == other) others.push_back(std::string(one) + rest);
    }
    for (const auto& [one, other] : before_vowels) {
        if (initial == one) {
            others.push_back(std::string(other) + rest);
            if (rest == "ei") others.emplace_back("hui");
            if (rest == "en") others.emplace_back("hun");
        }
        if (initial == "h" && rest.starts_with("u") && rest.size() > 1) {
            others.push_back(std::string(one) + rest.substr(1));
            if (rest == "ui") others.emplace_back("fei");
            if (rest == "un") others.emplace_back("fen");
        }
    }
    // Keys without a v of their own make people type lu for 绿.
    if (rest == "u" && (initial == "l" || initial == "n")) others.push_back(initial + "v");
    return others;
}

std::vector<std::string> with_other_finals(const std::string& syllable) {
    std::vector<std::string> others;
    for (const auto& [one, other] : finals) {
        if (syllable.ends_with(one)) {
            others.push_back(syllable.substr(0, syllable.size() - 1));
        } else if (syllable.ends_with(other)) {
            others.push_back(syllable + "g");
        }
    }
    return others;
}

std::vector<std::vector<MeantSyllable>> make_meant() {
    std::vector<std::vector<MeantSyllable>> all;
    for (const std::string_view name : pinyin_syllables()) {
        std::vector<MeantSyllable> meant;
        const auto add = [&meant](std::string_view letters, std::uint8_t changes) {
            const std::optional<SyllableId> id = syllable_id(letters);
            if (!id) return;
            const bool known = std::ranges::any_of(
                meant, [&](const MeantSyllable& other) { return other.id == *id; });
            if (!known) meant.push_back({.id = *id, .changes = changes});
        };
        const std::string typed(name);
        add(typed, 0);
        const std::vector<std::string> other_initials = with_other_initials(typed);
        for (const std::string& other : other_initials) add(other, 1);
        for (const std::string& other : with_other_finals(typed)) add(other, 1);
        for (const std::string& one : other_initials) {
            for (const std::string& other : with_other_finals(one)) add(other, 2);
        }
        all.push_back(std::move(meant));
    }
    return all;
}

}  // namespace

std::optional<SyllableId> syllable_id(std::string_view letters) {
    const std::span<const std::string_view> names = pinyin_syllables();
    const auto place = std::ranges::lower_bound(names, letters);
    if (place == names.end() || *place != letters) return std::nullopt;
    return static_cast<SyllableId>(place - names.begin());
}

SyllableRange syllables_from(std::string_view letters) {
    const std::span<const std::string_view> names = pinyin_syllables();
    const auto first = std::ranges::lower_bound(names, letters);
    auto end = first;
    while (end != names.end() && end->starts_with(letters)) ++end;
    return {.first = static_cast<SyllableId>(first - names.begin()),
            .end = static_cast<SyllableId>(end - names.begin())};
}

std::span<const MeantSyllable> meant_by(SyllableId typed) {
    static const std::vector<std::vector<MeantSyllable>> all = make_meant();
    return all[typed];
}

std::string normal_letters(std::string_view typed) {
    std::string letters;
    for (const char c : typed) {
        char letter = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        const char before = letters.empty() ? '\0' : letters.back();
        if (letter == 'v' && std::string_view("jqxy").find(before) != std::string_view::npos &&
            before != '\0')
            letter = 'u';
        // lue and nue are lve and nve; no other syllable has these letters.
        if (letter == 'e' && before == 'u' && letters.size() >= 2) {
            const char initial = letters[letters.size() - 2];
            if (initial == 'l' || initial == 'n') letters.back() = 'v';
        }
        if ((letter >= 'a' && letter <= 'z') || letter == '\'') letters.push_back(letter);
    }
    return letters;
}

std::optional<std::vector<SyllableId>> syllable_ids(std::string_view spelling) {
    std::vector<SyllableId> ids;
    while (!spelling.empty()) {
        const std::size_t end = std::min(spelling.find('\''), spelling.size());
        const std::optional<SyllableId> id = syllable_id(normal_letters(spelling.substr(0, end)));
        if (!id) return std::nullopt;
        ids.push_back(*id);
        spelling.remove_prefix(std::min(end + 1, spelling.size()));
    }
    return ids;
}

}  // namespace hall::kiosk
