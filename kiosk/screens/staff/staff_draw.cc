#include "kiosk/screens/staff/staff.h"

#include "kiosk/screens/open_screen.h"
#include "kiosk/ui/widgets/widgets.h"

namespace hall::kiosk {

void draw_screen(const Chrome& chrome, const StaffModel& model, ui::Frame& frame,
                 CommonIntents& intents) {
    const ui::UiStrings& strings = frame.strings();
    const std::string role = "role." + model.role;
    open_screen(chrome, {strings["staff.title"], strings[role], "services"}, frame, intents);
    ui::begin_reading(frame, "staff");
    ui::heading(frame, strings.with("staff.hello", {model.name}));
    if (!model.called.empty())
        ui::check_line(frame, strings.with("staff.called", {model.called}), ui::Tone::warn);
    ui::paragraph(frame, strings["staff.line"]);
    if (ui::button(frame, {strings["staff.services"], ui::ButtonStyle::primary, "services"})) {
        intents.send(OpenBoard{"services"});
    }
    if (ui::button(frame, {strings["staff.progress"], ui::ButtonStyle::plain, "services"}))
        intents.send(OpenProgress{});
    if (ui::button(frame, {strings["staff.status"], ui::ButtonStyle::plain, "services"}))
        intents.send(OpenStatus{});
    if (ui::button(frame, {strings["staff.calibration"], ui::ButtonStyle::plain, "services"}))
        intents.send(OpenCalibration{});
    ui::end_scroll(frame);
}

}  // namespace hall::kiosk
