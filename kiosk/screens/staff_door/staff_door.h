// Staff door: behind the corner of the help screen, the ways for staff.

#pragma once

#include <string>
#include <string_view>

#include "kiosk/screens/screen.h"

namespace hall::kiosk {

// Behind the corner of the help screen: the ways for staff.
struct StaffDoorModel {
    using OwnIntent = NoIntent;
    static constexpr std::string_view screen_name = "help";  // as a call for help names it
};

void draw_screen(const Chrome&, const StaffDoorModel&, ui::Frame&, CommonIntents&);

}  // namespace hall::kiosk
