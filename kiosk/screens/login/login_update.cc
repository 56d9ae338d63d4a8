#include "kiosk/screens/login/login.h"

#include "kiosk/app/update_step.h"
#include "sync/wire/seal.h"

namespace hall::kiosk {

void update_screen(LoginModel& login, LoginIntent& intent, UpdateStep& step) {
    auto& checked = std::get<LoginChecked>(intent);
    hall::wipe(login.pin);
    login.checking = false;
    login.wait_s = checked.wait_s;
    login.wrong = !checked.right && !checked.not_checked;
    login.not_checked = checked.not_checked;
    if (!checked.right) return;
    step.pop();
    Session& session = step.model.session;
    session.staff = checked.number;
    session.staff_name = checked.staff.name;
    session.staff_role = checked.staff.role;
    session.staff_until_ms = checked.until_ms;
    session.staff_left_ms = checked.left_ms;
    step.push(std::move(checked.staff));
}

std::string field_in_focus(const LoginModel& login) {
    return login.typing_pin ? "pin" : "number";
}

TextLine text_line(LoginModel& login) {
    return {login.typing_pin ? &login.pin : &login.number, 12};
}

void focus_on(LoginModel& login, const std::string& field, UpdateStep&) {
    login.typing_pin = field == "pin";
}

void text_changed(LoginModel& login, const TextLine&) {
    login.wrong = false;
    login.not_checked = false;
}

void typing_done(LoginModel& login, UpdateStep& step) {
    if (!login.typing_pin) {
        login.typing_pin = true;
        return;
    }
    if (login.checking || login.wait_s > 0 || login.number.empty() || login.pin.empty()) return;
    login.checking = true;
    step.ask(CheckLogin{login.number, login.pin});
}

}  // namespace hall::kiosk
