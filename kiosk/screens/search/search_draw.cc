#include "kiosk/screens/search/search.h"

#include <algorithm>
#include <span>

#include "kiosk/screens/open_screen.h"
#include "kiosk/screens/typing.h"
#include "kiosk/ui/widgets/input_panel.h"
#include "kiosk/ui/widgets/widgets.h"

namespace hall::kiosk {

namespace {

bool is_chosen(const SearchModel& model, const std::string& word) {
    return std::find(model.chosen.begin(), model.chosen.end(), word) != model.chosen.end();
}

// Words to tap. Those that are chosen stand apart, above what they found.
void draw_words(const SearchModel& model, const std::vector<std::string>& strings, ui::Frame& frame,
                SearchIntents& intents) {
    std::vector<ui::Chip> chips;
    std::vector<const std::string*> shown;
    for (const std::string& word : strings) {
        if (is_chosen(model, word)) continue;
        chips.push_back({word, false});
        shown.push_back(&word);
    }
    if (const auto tapped = ui::chips(frame, chips, "services"))
        intents.send(ToggleWord{*shown[*tapped]});
}

void draw_chosen(const SearchModel& model, ui::Frame& frame, SearchIntents& intents) {
    if (model.chosen.empty()) return;
    std::vector<ui::Chip> chips;
    for (const std::string& word : model.chosen) chips.push_back({word, true});
    if (const auto tapped = ui::chips(frame, chips, "services"))
        intents.send(ToggleWord{model.chosen[*tapped]});
}

void draw_groups(const SearchModel& model, ui::Frame& frame, SearchIntents& intents) {
    if (!model.services.empty()) {
        ui::subheading(frame, frame("search.services"));
        draw_words(model, model.services, frame, intents);
    }
    if (!model.words.empty()) {
        ui::subheading(frame, frame("search.farming"));
        draw_words(model, model.words, frame, intents);
    }
}

// What the text says of the question, with the question's words strong.
std::vector<ui::TextPart> parts_of(const Snippet& snippet) {
    std::vector<ui::TextPart> parts;
    const std::string_view text = snippet.text;
    std::size_t at = 0;
    for (const TextRange& mark : snippet.marks) {
        if (mark.begin > at) parts.push_back({text.substr(at, mark.begin - at), false});
        parts.push_back({text.substr(mark.begin, mark.end - mark.begin), true});
        at = mark.end;
    }
    if (at < text.size()) parts.push_back({text.substr(at), false});
    return parts;
}

void draw_hit(const LibraryEntry& hit, ui::Frame& frame, SearchIntents& intents) {
    const std::vector<ui::TextPart> parts = parts_of(hit.found_in);
    if (ui::list_item(frame, {.title = hit.title, .line = hit.line, .line_parts = parts}))
        intents.send(OpenDocument{{hit.channel, hit.id}});
}

void draw_ask(const SearchModel& model, ui::Frame& frame, SearchIntents& intents,
              ui::ButtonStyle style) {
    if (model.ask && ui::button(frame, {frame("search.ask"), style, "farming"}))
        intents.send(OpenDocument{*model.ask});
}

// While somebody writes: the best few, without a word more.
void draw_suggestions(const SearchModel& model, ui::Frame& frame, SearchIntents& intents) {
    const std::size_t shown = std::min(suggestions_max, model.hits.size());
    for (const LibraryEntry& hit : std::span(model.hits).first(shown))
        draw_hit(hit, frame, intents);
}

void draw_hits(const SearchModel& model, ui::Frame& frame, SearchIntents& intents) {
    const ui::UiStrings& strings = frame.strings();
    if (model.hits.empty()) {
        ui::heading(frame, strings["search.nothing"]);
        ui::paragraph(frame, strings["search.nothing_line"]);
        draw_ask(model, frame, intents, ui::ButtonStyle::primary);
        return;
    }
    ui::subheading(frame, strings.with(model.hits_cut ? "search.found_many" : "search.found",
                                       {std::to_string(model.hits.size())}));
    const std::size_t shown = std::min(model.hits_shown, model.hits.size());
    for (const LibraryEntry& hit : std::span(model.hits).first(shown))
        draw_hit(hit, frame, intents);
    if (shown < model.hits.size()) {
        if (ui::button(frame, {strings["board.more"], ui::ButtonStyle::plain, "services"}))
            intents.send(MoreHits{});
    } else if (model.hits_cut) {
        ui::paragraph(frame, strings.with("search.cut", {std::to_string(model.hits.size())}));
    }
    if (model.ask) ui::paragraph(frame, strings["search.not_there"]);
    draw_ask(model, frame, intents, ui::ButtonStyle::plain);
}

}  // namespace

void draw_screen(const Chrome& chrome, const SearchModel& model, ui::Frame& frame,
                 SearchIntents& intents) {
    const ui::UiStrings& strings = frame.strings();
    open_screen(chrome, {strings["search.title"], strings["search.subtitle"], "services"}, frame,
                intents);
    const float below = model.typing ? room_for_input_panel(frame) : 0;
    const ui::Field field{
        strings["search.typed"], model.typed, strings["search.hint"], {}, model.typing};
    // What other words found is read from its beginning.
    std::string id = "search";
    for (const std::string& word : model.chosen) id += "-" + word;
    ui::begin_scroll(frame, id, below);
    // Who types sees the field; who taps sees the words first.
    const bool field_first = model.typing || !model.typed.empty();
    if (field_first && ui::field(frame, field)) intents.send(StartTyping{});
    draw_chosen(model, frame, intents);
    if (model.typing) {
        draw_suggestions(model, frame, intents);
    } else if (model.searched) {
        draw_hits(model, frame, intents);
        ui::subheading(frame,
                       strings[model.hits.empty() ? "search.other_words" : "search.more_words"]);
    }
    draw_groups(model, frame, intents);
    if (!field_first && ui::field(frame, field)) intents.send(StartTyping{});
    ui::end_scroll(frame);
    if (model.typing) write_with_panel(chrome, frame, intents);
}

}  // namespace hall::kiosk
