#include "kiosk/screens/open_screen.h"
#include "kiosk/screens/phrases.h"
#include "kiosk/screens/screens.h"
#include "kiosk/ui/widgets.h"

namespace hall {

namespace {

void draw_entry(const Chrome& chrome, const BoardModel& model, const LibraryEntry& entry,
                ui::Frame& frame, Intents& intents) {
    std::string line = entry.line;
    if (!entry.date.empty()) {
        if (!line.empty()) line.append(" · ");
        line.append(spoken_date(frame.words(), entry.date, chrome.today));
    }
    std::string_view tag;
    if (entry.pinned) tag = frame("board.pinned");
    if (entry.type == "disclosure") tag = frame("board.table");
    if (ui::list_item(frame, {entry.title, line, tag, model.board.tint})) {
        intents.send(OpenDocument{{entry.channel, entry.id}});
    }
}

}  // namespace

void draw_board(const Chrome& chrome, const BoardModel& model, ui::Frame& frame, Intents& intents) {
    const std::string subtitle = chrome.place + "　" + chrome.freshness;
    open_screen(chrome, {model.board.name, subtitle, model.board.tint}, frame, intents);
    std::vector<std::string_view> labels;
    labels.push_back(frame("board.all"));
    for (const Column& column : model.board.columns) labels.push_back(column.name);

    const std::string id = "board-" + model.board.id + std::to_string(model.column);
    ui::begin_scroll(frame, id);
    if (const auto tapped = ui::tabs(frame, labels, model.column, model.board.tint)) {
        intents.send(ChooseColumn{*tapped});
    }
    const bool answers = model.board.kind == "services" || model.board.kind == "mailbox";
    if (answers &&
        ui::button(frame, {frame("board.progress"), ui::ButtonStyle::plain, model.board.tint})) {
        intents.send(OpenProgress{});
    }
    for (const LibraryEntry& entry : model.entries)
        draw_entry(chrome, model, entry, frame, intents);
    if (model.entries.empty()) {
        ui::heading(frame, frame("board.empty"));
        ui::paragraph(frame, frame("board.empty_line"));
    }
    if (static_cast<std::int64_t>(model.entries.size()) < model.entry_count) {
        if (ui::button(frame, {frame("board.more"), ui::ButtonStyle::plain, model.board.tint})) {
            intents.send(MoreEntries{});
        }
    }
    ui::end_scroll(frame);
}

}  // namespace hall
