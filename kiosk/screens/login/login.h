// Login: number and PIN of staff.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "kiosk/screens/screen.h"
#include "kiosk/screens/staff/staff.h"

namespace hall::kiosk {

// --- Its intents
// From the world
struct LoginChecked {
    bool right = false;
    bool not_checked = false;  // it could not be found out
    StaffModel staff;
    std::int64_t wait_s = 0;
    std::string number;
    std::int64_t until_ms = 0;
    std::int64_t left_ms = 0;
};

using LoginIntent = std::variant<LoginChecked>;

// --- Its model
struct LoginModel {
    using OwnIntent = LoginIntent;
    static constexpr std::string_view screen_name = "login";  // as a call for help names it

    std::string number;
    std::string pin;
    bool typing_pin = false;
    bool checking = false;  // it is being found out whether the PIN is right
    bool wrong = false;
    bool not_checked = false;  // for want of memory or a disk: no try was counted
    bool nobody = false;       // the county has sent no roster yet
    std::int64_t wait_s = 0;   // after wrong tries
};

using LoginIntents = IntentsOf<LoginIntent>;

void draw_screen(const Chrome&, const LoginModel&, ui::Frame&, LoginIntents&);
void update_screen(LoginModel&, LoginIntent&, UpdateStep&);

// What the keyboard writes into, and what keys mean here (kiosk/app/update_typing.h).
std::string field_in_focus(const LoginModel&);
TextLine text_line(LoginModel&);
void focus_on(LoginModel&, const std::string& field, UpdateStep&);
void text_changed(LoginModel&, const TextLine&);
void typing_done(LoginModel&, UpdateStep&);

}  // namespace hall::kiosk
