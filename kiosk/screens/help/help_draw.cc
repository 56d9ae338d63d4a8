#include "kiosk/screens/help/help.h"

#include "kiosk/screens/open_screen.h"
#include "kiosk/ui/widgets/widgets.h"

namespace hall::kiosk {

namespace {

struct CallStrings {
    std::string_view heading;
    std::string_view line;
};

CallStrings strings_of(HelpModel::Call call) {
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

void draw_screen(const Chrome& chrome, const HelpModel& model, ui::Frame& frame,
                 HelpIntents& intents) {
    const ui::UiStrings& strings = frame.strings();
    open_screen(chrome, {strings["help.title"], chrome.place, "services"}, frame, intents);
    ui::begin_reading(frame, "help");
    const CallStrings said = strings_of(model.call);
    ui::heading(frame, strings[said.heading]);
    ui::paragraph(frame, strings[said.line]);
    if (!model.phone.empty()) ui::big_number(frame, strings["help.phone"], model.phone, "services");
    if (!model.hours.empty()) ui::key_value(frame, strings["help.hours"], model.hours);
    if (!model.text.empty()) ui::paragraph(frame, model.text);
    ui::paragraph(frame, strings["help.lines"]);
    ui::space(frame, 4);
    if (ui::corner(frame, strings["help.corner"])) intents.send(OpenStaffDoor{});
    ui::end_scroll(frame);
}

}  // namespace hall::kiosk
