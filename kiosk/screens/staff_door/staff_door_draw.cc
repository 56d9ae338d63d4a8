#include "kiosk/screens/staff_door/staff_door.h"

#include "kiosk/screens/open_screen.h"
#include "kiosk/ui/widgets/widgets.h"

namespace hall::kiosk {

void draw_screen(const Chrome& chrome, const StaffDoorModel&, ui::Frame& frame,
                 CommonIntents& intents) {
    const ui::UiStrings& strings = frame.strings();
    open_screen(chrome, {strings["door.title"], chrome.place, "services"}, frame, intents);
    ui::begin_reading(frame, "door");
    ui::heading(frame, strings["door.heading"]);
    ui::paragraph(frame, strings["door.line"]);
    ui::space(frame, 4);
    const ui::Button buttons[] = {{strings["help.login"]}, {strings["help.status"]}};
    if (const auto tapped = ui::button_row(frame, buttons)) {
        *tapped == 0 ? intents.send(OpenLogin{}) : intents.send(OpenStatus{});
    }
    ui::end_scroll(frame);
}

}  // namespace hall::kiosk
