#include "kiosk/screens/login/login.h"

#include "kiosk/screens/open_screen.h"
#include "kiosk/screens/typing.h"
#include "kiosk/ui/widgets/keyboard.h"
#include "kiosk/ui/widgets/widgets.h"

namespace hall::kiosk {

namespace {

// "40秒" or, from a minute on, "15分钟": nobody counts hundreds of seconds.
std::string duration(const ui::UiStrings& strings, std::int64_t seconds) {
    const bool minutes = seconds > 60;
    return strings.with(minutes ? "duration.minutes" : "duration.seconds",
                        {std::to_string(minutes ? (seconds + 59) / 60 : seconds)});
}

}  // namespace

void draw_screen(const Chrome& chrome, const LoginModel& model, ui::Frame& frame,
                 LoginIntents& intents) {
    const ui::UiStrings& strings = frame.strings();
    open_screen(chrome, {strings["login.title"], chrome.place, "services"}, frame, intents);
    if (model.nobody) {
        ui::begin_scroll(frame, "login");
        ui::heading(frame, strings["login.nobody"]);
        ui::paragraph(frame, strings["login.nobody_line"]);
        ui::end_scroll(frame);
        return;
    }
    ui::begin_scroll(frame, "login", room_for_keyboard(frame, KeyboardKind::digits));
    std::string problem;
    if (model.checking)
        problem = strings["login.checking"];
    else if (model.not_checked)
        problem = strings["login.not_checked"];
    else if (model.wait_s > 0)
        problem = strings.with("login.wait", {duration(strings, model.wait_s)});
    else if (model.wrong)
        problem = strings["login.wrong"];
    if (ui::field(frame, {strings["login.number"],
                          model.number,
                          strings["login.number_hint"],
                          {},
                          !model.typing_pin})) {
        intents.send(Focus{"number"});
    }
    // On a low screen what is wrong takes the place of the label: there is no room for both.
    if (ui::field(frame, {.label = strings["login.pin"],
                          .value = model.pin,
                          .hint = strings["login.pin_hint"],
                          .error = problem,
                          .focused = model.typing_pin,
                          .secret = true,
                          .bare = !problem.empty() && frame.view().landscape()})) {
        intents.send(Focus{"pin"});
    }
    ui::end_scroll(frame);
    send_keys(keyboard(frame, KeyboardKind::digits, true), intents);
}

}  // namespace hall::kiosk
