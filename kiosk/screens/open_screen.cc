#include "kiosk/screens/open_screen.h"

namespace hall {

ui::FrameTap open_screen(const Chrome& chrome, const Opening& opening, ui::Frame& frame, Intents& intents) {
    const bool home = opening.foot == Foot::home;
    const bool form = opening.foot == Foot::form;
    ui::ScreenFrame bars;
    bars.title = opening.title;
    bars.subtitle = opening.subtitle;
    bars.tint = opening.tint;
    bars.first = form ? opening.next : frame(home ? "bar.search" : "bar.back");
    bars.second = form ? opening.previous : frame(home ? "bar.my_matters" : "bar.home");
    bars.first_primary = home || form;
    bars.first_goes_back = !home && !form;
    bars.second_goes_back = form;
    bars.read_aloud = chrome.can_speak;
    const ui::FrameTap tap = ui::screen_frame(frame, bars);
    if (form && (tap == ui::FrameTap::first || tap == ui::FrameTap::second)) return tap;
    switch (tap) {
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
    return ui::FrameTap::none;
}

}  // namespace hall
