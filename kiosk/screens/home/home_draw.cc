#include "kiosk/screens/home/home.h"

#include "kiosk/screens/open_screen.h"
#include "kiosk/ui/widgets/widgets.h"

namespace hall::kiosk {

namespace {

void draw_notice(const HomeNotice& notice, ui::Frame& frame, CommonIntents& intents) {
    const std::string days = std::to_string(notice.days_left);
    const std::string left = notice.days_left == 0 ? std::string(frame("home.last_day"))
                                                   : frame.strings().with("home.days_left", {days});
    const std::string where = notice.column + " · " + left;
    // A wide screen is low: the title alone leaves the boards in sight.
    const std::string alone = frame.strings().with("home.notice_alone", {left, notice.title});
    const ui::Banner banner =
        frame.view().landscape()
            ? ui::Banner{{}, alone, {}, "affairs"}
            : ui::Banner{where, notice.title, frame("home.notice_line"), "affairs"};
    if (ui::banner(frame, banner)) intents.send(OpenDocument{notice.document});
}

// Before the first content, or after it was damaged: what is going on, and what to do.
void draw_content_state(const HomeModel& model, ui::Frame& frame) {
    switch (model.content) {
        case HomeModel::Content::here:
            break;
        case HomeModel::Content::on_its_way:
            ui::heading(frame, frame("home.loading"));
            ui::paragraph(frame, frame("home.loading_line"));
            break;
        case HomeModel::Content::damaged:
            ui::heading(frame, frame("home.damaged"));
            ui::paragraph(frame, frame("home.damaged_line"));
            break;
    }
}

}  // namespace

void draw_screen(const Chrome& chrome, const HomeModel& model, ui::Frame& frame,
                 CommonIntents& intents) {
    const std::string subtitle = chrome.now + "　" + chrome.freshness;
    open_screen(chrome, {chrome.place, subtitle, "affairs", Foot::home}, frame, intents);
    ui::begin_scroll(frame, "home");
    draw_content_state(model, frame);
    // One notice in sight leaves room for the boards; the others stand on the board. A wide
    // screen is low: there all boards come first.
    const bool low = frame.view().landscape();
    const bool notice = !model.notices.empty();
    if (notice && !low) draw_notice(model.notices.front(), frame, intents);
    std::vector<ui::Tile> tiles;
    tiles.reserve(model.tiles.size());
    for (const HomeTile& tile : model.tiles)
        tiles.push_back({tile.emblem, tile.accent, tile.name, tile.line});
    if (const auto tapped = ui::tiles(frame, tiles))
        intents.send(OpenBoard{model.tiles[*tapped].board});
    if (notice && low) draw_notice(model.notices.front(), frame, intents);
    ui::end_scroll(frame);
}

}  // namespace hall::kiosk
