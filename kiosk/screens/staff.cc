#include "kiosk/input/keyboard.h"
#include "kiosk/screens/open_screen.h"
#include "kiosk/screens/screens.h"
#include "kiosk/screens/typing.h"
#include "kiosk/ui/widgets.h"

namespace hall {

namespace {

// "40秒" or, from a minute on, "15分钟": nobody counts hundreds of seconds.
std::string duration(const ui::Words& words, std::int64_t seconds) {
    const bool minutes = seconds > 60;
    return words.with(minutes ? "duration.minutes" : "duration.seconds",
                      {std::to_string(minutes ? (seconds + 59) / 60 : seconds)});
}

}  // namespace

void draw_login(const Chrome& chrome, const LoginModel& model, ui::Frame& frame, Intents& intents) {
    const ui::Words& words = frame.words();
    open_screen(chrome, {words["login.title"], chrome.place, "services"}, frame, intents);
    if (model.nobody) {
        ui::begin_scroll(frame, "login");
        ui::heading(frame, words["login.nobody"]);
        ui::paragraph(frame, words["login.nobody_line"]);
        ui::end_scroll(frame);
        return;
    }
    ui::begin_scroll(frame, "login", room_for_keyboard(frame, KeyboardKind::digits));
    std::string problem;
    if (model.checking)
        problem = words["login.checking"];
    else if (model.not_checked)
        problem = words["login.not_checked"];
    else if (model.wait_s > 0)
        problem = words.with("login.wait", {duration(words, model.wait_s)});
    else if (model.wrong)
        problem = words["login.wrong"];
    if (ui::field(frame, {words["login.number"],
                          model.number,
                          words["login.number_hint"],
                          {},
                          !model.typing_pin})) {
        intents.send(Focus{"number"});
    }
    // On a low screen what is wrong takes the place of the label: there is no room for both.
    if (ui::field(frame, {.label = words["login.pin"],
                          .value = model.pin,
                          .hint = words["login.pin_hint"],
                          .error = problem,
                          .focused = model.typing_pin,
                          .secret = true,
                          .bare = !problem.empty() && frame.view().landscape()})) {
        intents.send(Focus{"pin"});
    }
    ui::end_scroll(frame);
    send_keys(keyboard(frame, KeyboardKind::digits, true), intents);
}

void draw_staff(const Chrome& chrome, const StaffModel& model, ui::Frame& frame, Intents& intents) {
    const ui::Words& words = frame.words();
    const std::string role = "role." + model.role;
    open_screen(chrome, {words["staff.title"], words[role], "services"}, frame, intents);
    ui::begin_reading(frame, "staff");
    ui::heading(frame, words.with("staff.hello", {model.name}));
    if (!model.called.empty())
        ui::check_line(frame, words.with("staff.called", {model.called}), ui::Tone::warn);
    ui::paragraph(frame, words["staff.line"]);
    if (ui::button(frame, {words["staff.services"], ui::ButtonStyle::primary, "services"})) {
        intents.send(OpenBoard{"services"});
    }
    if (ui::button(frame, {words["staff.progress"], ui::ButtonStyle::plain, "services"}))
        intents.send(OpenProgress{});
    if (ui::button(frame, {words["staff.status"], ui::ButtonStyle::plain, "services"}))
        intents.send(OpenStatus{});
    if (ui::button(frame, {words["staff.calibration"], ui::ButtonStyle::plain, "services"}))
        intents.send(OpenCalibration{});
    ui::end_scroll(frame);
}

}  // namespace hall
