#include "kiosk/input/pick_lists/pick_lists.h"

#include <algorithm>
#include <unordered_set>

#include "sync/core/pinyin_initials.h"
#include "sync/core/utf8.h"

namespace hall::kiosk {

namespace {

constexpr std::size_t text_characters_max = 60;
constexpr std::size_t context_max = 4;
constexpr std::size_t context_min = 2;
// The rest of a phrase is offered whole up to this length, else its first characters.
constexpr std::size_t following_characters_max = 8;

bool is_letters(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '\'';
    });
}

std::string lower_letters(std::string_view text) {
    std::string letters;
    for (const char c : text) {
        if (c != '\'')
            letters.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    }
    return letters;
}

// Where each character begins, and the end.
std::vector<std::size_t> character_places(std::string_view text) {
    std::vector<std::size_t> places;
    std::string_view rest = text;
    while (!rest.empty()) {
        places.push_back(text.size() - rest.size());
        next_character(rest);
    }
    places.push_back(text.size());
    return places;
}

}  // namespace

std::vector<PickKind> kinds_for(FieldKind field) {
    switch (field) {
        case FieldKind::person_name:
            return {PickKind::surname};
        case FieldKind::relation:
            return {PickKind::relation};
        case FieldKind::address:
            return {PickKind::village, PickKind::town, PickKind::group};
        case FieldKind::crop:
            return {PickKind::crop, PickKind::pest};
        case FieldKind::matter:
            return {PickKind::service_item, PickKind::phrase};
        case FieldKind::search:
            return {PickKind::pest,    PickKind::service_item, PickKind::title, PickKind::crop,
                    PickKind::village, PickKind::town,         PickKind::phrase};
        case FieldKind::free_text:
            return {PickKind::phrase, PickKind::service_item, PickKind::pest,
                    PickKind::crop,   PickKind::village,      PickKind::town};
    }
    return {};
}

PhraseList list_of(PickKind kind, std::string_view file) {
    PhraseList list{.kind = kind, .texts = {}, .readings = {}};
    while (!file.empty()) {
        const std::size_t end = std::min(file.find('\n'), file.size());
        std::string_view line = file.substr(0, end);
        file.remove_prefix(std::min(end + 1, file.size()));
        if (line.starts_with('#') || !is_utf8(line)) continue;
        while (!line.empty()) {
            const std::size_t blank = std::min(line.find_first_of(" \t\r"), line.size());
            const std::string_view entry = line.substr(0, blank);
            const std::size_t equals = std::min(entry.find('='), entry.size());
            const std::string text(entry.substr(0, equals));
            if (!text.empty()) list.texts.push_back(text);
            if (equals < entry.size()) list.readings.emplace(text, entry.substr(equals + 1));
            line.remove_prefix(std::min(blank + 1, line.size()));
        }
    }
    return list;
}

PickLists::PickLists(const std::vector<PhraseList>& lists) {
    std::map<PickKind, std::unordered_set<std::string>> seen;
    for (const PhraseList& list : lists) {
        for (const std::string& text : list.texts) {
            if (text.empty() || !is_utf8(text) || character_count(text) > text_characters_max)
                continue;
            if (!seen[list.kind].insert(text).second) continue;
            items_[list.kind].push_back(item_of(list, text));
            if (list.kind != PickKind::surname && list.kind != PickKind::relation)
                add_following(text);
        }
    }
}

PickLists::Item PickLists::item_of(const PhraseList& list, const std::string& text) {
    const auto reading = list.readings.find(text);
    if (reading == list.readings.end()) {
        return {.text = text,
                .spelling = lower_letters(spelling_of(text)),
                .initials = initials_of(text)};
    }
    std::string initials;
    bool begins = true;
    for (const char c : reading->second) {
        if (begins) initials.push_back(c);
        begins = c == '\'';
    }
    return {.text = text, .spelling = lower_letters(reading->second), .initials = {initials}};
}

void PickLists::add_following(const std::string& text) {
    const std::vector<std::size_t> places = character_places(text);
    const std::size_t count = places.size() - 1;
    for (std::size_t from = 0; from < count; ++from) {
        for (std::size_t length = context_min; length <= context_max; ++length) {
            const std::size_t after = from + length;
            if (after >= count) break;
            const std::size_t end = std::min(count, after + following_characters_max);
            // Within a phrase only its rest makes sense, as from its start.
            const std::string context = text.substr(places[from], places[after] - places[from]);
            ++following_[context][text.substr(places[after], places[end] - places[after])];
        }
    }
}

std::vector<std::string> PickLists::complete(std::string_view prefix, FieldKind field,
                                             std::size_t count) const {
    std::vector<std::string> found;
    if (!is_utf8(prefix)) return found;
    const bool letters = is_letters(prefix);
    const std::string typed = letters ? lower_letters(prefix) : std::string();
    const auto fits = [&](const Item& item) {
        if (!letters) return item.text.starts_with(prefix) && item.text.size() > prefix.size();
        return item.spelling.starts_with(typed) ||
               std::ranges::any_of(item.initials, [&](const std::string& initials) {
                   return initials.starts_with(typed);
               });
    };
    std::unordered_set<std::string_view> seen;
    for (const PickKind kind : kinds_for(field)) {
        const auto items = items_.find(kind);
        if (items == items_.end()) continue;
        for (const Item& item : items->second) {
            if (found.size() == count) return found;
            if (fits(item) && seen.insert(item.text).second) found.push_back(item.text);
        }
        // Without a prefix, other lists than the nearest are noise.
        if (prefix.empty() && !found.empty()) break;
    }
    return found;
}

std::vector<std::string> PickLists::predict(std::string_view before, std::size_t count) const {
    std::vector<std::string> found;
    if (!is_utf8(before)) return found;
    const std::vector<std::size_t> places = character_places(before);
    const std::size_t characters = places.size() - 1;
    for (std::size_t length = context_max; length >= context_min; --length) {
        if (characters < length) continue;
        const auto following = following_.find(before.substr(places[characters - length]));
        if (following == following_.end()) continue;
        std::vector<std::pair<std::size_t, std::string_view>> ranked;
        for (const auto& [text, often] : following->second) ranked.emplace_back(often, text);
        std::ranges::stable_sort(ranked,
                                 [](const auto& a, const auto& b) { return a.first > b.first; });
        for (const auto& [often, text] : ranked) {
            if (found.size() == count) return found;
            if (std::ranges::find(found, text) == found.end()) found.emplace_back(text);
        }
    }
    return found;
}

}  // namespace hall::kiosk
