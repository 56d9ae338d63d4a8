#include "kiosk/screens/missing/missing.h"

#include "kiosk/screens/open_screen.h"
#include "kiosk/ui/widgets/widgets.h"

namespace hall::kiosk {

void draw_screen(const Chrome& chrome, const MissingModel&, ui::Frame& frame,
                 CommonIntents& intents) {
    open_screen(chrome, {frame("missing.title"), chrome.place, "services"}, frame, intents);
    ui::begin_reading(frame, "missing");
    ui::heading(frame, frame("missing.heading"));
    ui::paragraph(frame, frame("missing.line"));
    if (ui::button(frame, {frame("missing.search"), ui::ButtonStyle::primary, "services"})) {
        intents.send(OpenSearch{});
    }
    ui::end_scroll(frame);
}

}  // namespace hall::kiosk
