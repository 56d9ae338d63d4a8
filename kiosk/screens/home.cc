#include "kiosk/screens/open_screen.h"
#include "kiosk/screens/screens.h"
#include "kiosk/ui/widgets.h"

namespace hall {

namespace {

void draw_notice(const HomeNotice& notice, ui::Frame& frame, Intents& intents) {
    const std::string days = std::to_string(notice.days_left);
    const std::string left = notice.days_left == 0 ? std::string(frame("home.last_day"))
                                                   : frame.words().with("home.days_left", {days});
    const std::string kicker = notice.column + " · " + left;
    if (ui::banner(frame, {kicker, notice.title, frame("home.notice_line"), "affairs"})) {
        intents.send(OpenDocument{notice.document});
    }
}

}  // namespace

void draw_home(const Chrome& chrome, const HomeModel& model, ui::Frame& frame, Intents& intents) {
    const std::string subtitle = chrome.now + "　" + chrome.freshness;
    open_screen(chrome, {chrome.place, subtitle, "affairs", Foot::home}, frame, intents);
    ui::begin_scroll(frame, "home");
    if (model.loading) {
        ui::heading(frame, frame("home.loading"));
        ui::paragraph(frame, frame("home.loading_line"));
    }
    // One notice in sight leaves room for the boards; the others stand on the board.
    if (!model.notices.empty()) draw_notice(model.notices.front(), frame, intents);
    std::vector<ui::Tile> tiles;
    tiles.reserve(model.tiles.size());
    for (const HomeTile& tile : model.tiles)
        tiles.push_back({tile.seal, tile.tint, tile.name, tile.line});
    if (const auto tapped = ui::tiles(frame, tiles))
        intents.send(OpenBoard{model.tiles[*tapped].board});
    ui::end_scroll(frame);
}

}  // namespace hall
