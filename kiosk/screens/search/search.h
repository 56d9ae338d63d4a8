// Search: by words that are offered, and by what is written.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kiosk/screens/screen.h"
#include "sync/edge/content/library.h"

namespace hall::kiosk {

inline constexpr std::size_t search_step = 30;
inline constexpr std::size_t suggestions_max = 5;  // while somebody writes

// --- Its intents
struct MoreHits {};
struct ToggleWord {
    std::string word;
};
struct StartTyping {};

using SearchIntent = std::variant<MoreHits, ToggleWord, StartTyping>;

// --- Its model
struct SearchModel {
    using OwnIntent = SearchIntent;
    static constexpr std::string_view screen_name = "search";  // as a call for help names it

    std::vector<std::string> services;  // words for what one comes to the hall for
    std::vector<std::string> words;     // words for field and stable
    std::vector<std::string> chosen;    // of both
    std::string typed;
    bool typing = false;
    bool searched = false;
    std::vector<LibraryEntry> hits;
    std::size_t hits_shown = search_step;  // the first so many
    bool hits_cut = false;                 // there are more than `hits`: another word helps
    std::optional<DocumentRef> ask;
};

using SearchIntents = IntentsOf<SearchIntent>;

void draw_screen(const Chrome&, const SearchModel&, ui::Frame&, SearchIntents&);
void update_screen(SearchModel&, SearchIntent&, UpdateStep&);

// What the keyboard writes into, and what keys mean here (kiosk/app/update_typing.h).
std::string field_in_focus(const SearchModel&);
TextLine text_line(SearchModel&);
void text_written(SearchModel&, UpdateStep&);  // what fits so far is shown at once
void typing_done(SearchModel&, UpdateStep&);

}  // namespace hall::kiosk
