// Help: 叫人帮忙, what became of the call and whom else to ask.

#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "kiosk/screens/screen.h"

namespace hall::kiosk {

// --- Its intents
struct OpenStaffDoor {};  // the corner of the help screen

using HelpIntent = std::variant<OpenStaffDoor>;

// --- Its model
// 叫人帮忙: what became of the call, and whom else to ask.
struct HelpModel {
    using OwnIntent = HelpIntent;
    static constexpr std::string_view screen_name = "help";  // as a call for help names it

    enum class Call {
        called,     // the machine rang, and the clerk's console hears of it
        standing,   // called some minutes ago already: nothing more was sent
        rung_only,  // the machine rang; the county cannot be reached, or the call not stored
    };
    std::string phone;
    std::string text;
    std::string hours;  // 周一到周五 9:00到17:00; or empty
    Call call = Call::called;
};

using HelpIntents = IntentsOf<HelpIntent>;

void draw_screen(const Chrome&, const HelpModel&, ui::Frame&, HelpIntents&);
void update_screen(HelpModel&, HelpIntent&, UpdateStep&);

}  // namespace hall::kiosk
