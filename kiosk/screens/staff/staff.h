// Staff: the desk of who is logged in.

#pragma once

#include <string>
#include <string_view>

#include "kiosk/screens/screen.h"

namespace hall::kiosk {

struct StaffModel {
    using OwnIntent = NoIntent;
    static constexpr std::string_view screen_name = "staff";  // as a call for help names it

    std::string name;
    std::string role;
    std::string called;  // when somebody last called for help here, a while ago; or empty
};

void draw_screen(const Chrome&, const StaffModel&, ui::Frame&, CommonIntents&);

}  // namespace hall::kiosk
