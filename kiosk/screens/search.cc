#include "kiosk/input/keyboard.h"
#include "kiosk/screens/open_screen.h"
#include "kiosk/screens/screens.h"
#include "kiosk/screens/typing.h"
#include "kiosk/ui/widgets.h"

namespace hall {

namespace {

void draw_words(const SearchModel& model, ui::Frame& frame, Intents& intents) {
    std::vector<ui::Chip> chips;
    for (const std::string& word : model.words) {
        const bool on =
            std::find(model.chosen.begin(), model.chosen.end(), word) != model.chosen.end();
        chips.push_back({word, on});
    }
    if (const auto tapped = ui::chips(frame, chips, "services"))
        intents.send(ToggleWord{model.words[*tapped]});
}

void draw_hits(const SearchModel& model, ui::Frame& frame, Intents& intents) {
    const ui::Words& words = frame.words();
    if (model.hits.empty()) {
        ui::heading(frame, words["search.nothing"]);
        ui::paragraph(frame, words["search.nothing_line"]);
        if (model.ask &&
            ui::button(frame, {words["search.ask"], ui::ButtonStyle::primary, "farming"})) {
            intents.send(OpenDocument{*model.ask});
        }
        return;
    }
    ui::subheading(frame, words.with("search.found", {std::to_string(model.hits.size())}));
    for (const LibraryEntry& hit : model.hits) {
        if (ui::list_item(frame, {hit.title, hit.line, {}, "services"})) {
            intents.send(OpenDocument{{hit.channel, hit.id}});
        }
    }
}

}  // namespace

void draw_search(const Chrome& chrome, const SearchModel& model, ui::Frame& frame,
                 Intents& intents) {
    const ui::Words& words = frame.words();
    open_screen(chrome, {words["search.title"], words["search.subtitle"], "services"}, frame,
                intents);
    const float below = model.typing ? keyboard_height(frame, KeyboardKind::letters) : 0;
    ui::begin_scroll(frame, "search", below);
    if (ui::field(frame,
                  {words["search.typed"], model.typed, words["search.hint"], {}, model.typing})) {
        intents.send(StartTyping{});
    }
    if (model.searched) draw_hits(model, frame, intents);
    ui::subheading(frame, words[model.searched ? "search.more_words" : "search.words"]);
    draw_words(model, frame, intents);
    ui::end_scroll(frame);
    if (model.typing) send_keys(keyboard(frame, KeyboardKind::letters, true), intents);
}

}  // namespace hall
