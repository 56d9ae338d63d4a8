#include "kiosk/screens/open_screen.h"

#include "kiosk/ui/widgets.h"

namespace hall {

void open_screen(const Chrome& chrome, const Opening& opening, ui::Frame& frame, Intents& intents) {
    const bool home = opening.foot == Foot::home;
    ui::ScreenFrame bars;
    bars.title = opening.title;
    bars.subtitle = opening.subtitle;
    bars.tint = opening.tint;
    bars.first = frame(home ? "bar.search" : "bar.back");
    bars.second = frame(home ? "bar.my_matters" : "bar.home");
    bars.first_primary = home;
    bars.first_goes_back = !home;
    bars.read_aloud = chrome.can_speak;
    // Whoever is logged in stands on every screen, with the way back to the desk.
    const auto staff_line = [&] {
        if (chrome.staff.empty()) return;
        const std::string way = chrome.staff_desk
                                    ? chrome.staff
                                    : frame.words().with("staff.strip_back", {chrome.staff});
        if (ui::strip(frame, {way, opening.tint, !chrome.staff_desk})) intents.send(BackToDesk{});
    };
    const ui::FrameTap tapped = ui::screen_frame(frame, bars);
    staff_line();
    switch (tapped) {
        case ui::FrameTap::none:
            break;
        case ui::FrameTap::bigger:
            intents.send(OpenDisplay{});
            break;
        case ui::FrameTap::read_aloud:
            intents.send(ReadAloud{});
            break;
        case ui::FrameTap::first:
            home ? intents.send(OpenSearch{}) : intents.send(Back{});
            break;
        case ui::FrameTap::second:
            home ? intents.send(OpenProgress{}) : intents.send(GoHome{});
            break;
        case ui::FrameTap::help:
            intents.send(AskHelp{});
            break;
        case ui::FrameTap::finish:
            intents.send(Finish{});
            break;
    }
}

}  // namespace hall
