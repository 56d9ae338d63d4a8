#include "kiosk/screens/board/board.h"

#include "kiosk/screens/open_screen.h"
#include "kiosk/screens/phrases.h"
#include "kiosk/ui/widgets/widgets.h"

namespace hall::kiosk {

namespace {

std::string line_of(const Chrome& chrome, const LibraryEntry& entry, const ui::UiStrings& strings) {
    std::string line = entry.line;
    if (entry.date.empty()) return line;
    if (!line.empty()) line.append(" · ");
    return line.append(spoken_date(strings, entry.date, chrome.today));
}

// The column's name stands above its list; where all columns are mixed it says which it is.
std::string_view title_of(const BoardModel& model, const LibraryEntry& entry) {
    if (model.column == 0 || model.column > model.board.columns.size()) return entry.title;
    return title_in_column(entry.title, model.board.columns[model.column - 1].name);
}

// Something that can be done here stands out among what can be read. On a wide screen,
// which is low, the title alone has to do.
bool draw_matter(const BoardModel& model, const LibraryEntry& entry, ui::Frame& frame) {
    const std::string_view title = title_of(model, entry);
    if (frame.view().landscape()) return ui::banner(frame, {{}, title, {}, model.board.accent});
    return ui::banner(frame, {entry.line, title, frame("board.fill_in"), model.board.accent});
}

bool draw_reading(const Chrome& chrome, const BoardModel& model, const LibraryEntry& entry,
                  ui::Frame& frame) {
    std::string_view tag;
    if (entry.pinned) tag = frame("board.pinned");
    if (entry.type == "disclosure") tag = frame("board.table");
    if (entry.has_form) tag = frame("board.form");
    const std::string line = line_of(chrome, entry, frame.strings());
    return ui::list_item(frame, {title_of(model, entry), line, tag, model.board.accent});
}

// The way on that a kind of board offers besides its list.
void draw_way(const BoardModel& model, ui::Frame& frame, BoardIntents& intents) {
    const ui::Button progress{frame("board.progress"), ui::ButtonStyle::plain, model.board.accent};
    const ui::Button search{frame("board.search"), ui::ButtonStyle::plain, model.board.accent};
    switch (row_of(model.kind).way) {
        case BoardWay::none:
            break;
        case BoardWay::progress:
            if (ui::button(frame, progress)) intents.send(OpenProgress{});
            break;
        case BoardWay::search:
            if (ui::button(frame, search)) intents.send(OpenSearch{});
            break;
    }
}

}  // namespace

void draw_screen(const Chrome& chrome, const BoardModel& model, ui::Frame& frame,
                 BoardIntents& intents) {
    const std::string subtitle = chrome.place + "　" + chrome.freshness;
    open_screen(chrome, {model.board.name, subtitle, model.board.accent}, frame, intents);
    // A wide screen is low: there a chosen column stands alone, or its list would not be seen.
    const bool alone = frame.view().landscape() && model.column != 0;
    std::vector<std::size_t> offered = {0};
    std::vector<std::string_view> labels = {frame("board.all")};
    for (std::size_t i = 1; i <= model.board.columns.size(); ++i) {
        if (alone && i != model.column) continue;
        offered.push_back(i);
        labels.push_back(model.board.columns[i - 1].name);
    }

    const std::string id = "board-" + model.board.id + std::to_string(model.column);
    ui::begin_scroll(frame, id);
    const std::size_t selected = alone ? 1 : model.column;
    const std::string columns = "columns-" + model.board.id;
    if (const auto tapped = ui::tabs(frame, labels, selected, model.board.accent, columns)) {
        intents.send(ChooseColumn{offered[*tapped]});
    }
    if (model.column == 0) draw_way(model, frame, intents);
    for (const LibraryEntry& entry : model.entries) {
        const bool matter = entry.has_form && row_of(model.kind).list_style == ListStyle::reading;
        const bool tapped =
            matter ? draw_matter(model, entry, frame) : draw_reading(chrome, model, entry, frame);
        if (tapped) intents.send(OpenDocument{{entry.channel, entry.id}});
    }
    if (model.entries.empty()) {
        ui::heading(frame, frame("board.empty"));
        ui::paragraph(frame, frame("board.empty_line"));
    }
    if (model.has_more) {
        if (ui::button(frame, {frame("board.more"), ui::ButtonStyle::plain, model.board.accent})) {
            intents.send(MoreEntries{});
        }
    }
    ui::end_scroll(frame);
}

}  // namespace hall::kiosk
