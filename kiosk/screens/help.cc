#include "kiosk/screens/open_screen.h"
#include "kiosk/screens/screens.h"
#include "kiosk/ui/widgets.h"

namespace hall {

namespace {

struct CallWords {
    std::string_view heading;
    std::string_view line;
};

CallWords words_of(HelpModel::Call call) {
    switch (call) {
        case HelpModel::Call::called:
            return {"help.called", "help.called_line"};
        case HelpModel::Call::standing:
            return {"help.standing", "help.standing_line"};
        case HelpModel::Call::rung_only:
            return {"help.rung_only", "help.rung_only_line"};
    }
    return {};
}

}  // namespace

void draw_help(const Chrome& chrome, const HelpModel& model, ui::Frame& frame, Intents& intents) {
    const ui::Words& words = frame.words();
    open_screen(chrome, {words["help.title"], chrome.place, "services"}, frame, intents);
    ui::begin_reading(frame, "help");
    const CallWords said = words_of(model.call);
    ui::heading(frame, words[said.heading]);
    ui::paragraph(frame, words[said.line]);
    if (!model.phone.empty()) ui::big_number(frame, words["help.phone"], model.phone, "services");
    if (!model.hours.empty()) ui::key_value(frame, words["help.hours"], model.hours);
    if (!model.text.empty()) ui::paragraph(frame, model.text);
    ui::paragraph(frame, words["help.lines"]);
    ui::space(frame, 4);
    if (ui::corner(frame, words["help.corner"])) intents.send(OpenStaffDoor{});
    ui::end_scroll(frame);
}

void draw_staff_door(const Chrome& chrome, const StaffDoorModel&, ui::Frame& frame,
                     Intents& intents) {
    const ui::Words& words = frame.words();
    open_screen(chrome, {words["door.title"], chrome.place, "services"}, frame, intents);
    ui::begin_reading(frame, "door");
    ui::heading(frame, words["door.heading"]);
    ui::paragraph(frame, words["door.line"]);
    ui::space(frame, 4);
    const ui::Button buttons[] = {{words["help.login"]}, {words["help.status"]}};
    if (const auto tapped = ui::button_row(frame, buttons)) {
        *tapped == 0 ? intents.send(OpenLogin{}) : intents.send(OpenStatus{});
    }
    ui::end_scroll(frame);
}

}  // namespace hall
