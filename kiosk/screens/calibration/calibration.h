// Calibration: staff hold a card against the screen and make its picture as wide.

#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "kiosk/screens/display/display.h"
#include "kiosk/screens/screen.h"

namespace hall::kiosk {

// --- Its intents
struct SizeCard {
    int card_px = 0;
};
struct SetFoot {
    float foot_mm = 0;
};
struct SaveCalibration {
    Panel panel;
};

using CalibrationIntent = std::variant<SizeCard, SetFoot, SaveCalibration>;

// --- Its model
// Staff hold a card against the screen and make its picture as wide.
struct CalibrationModel {
    using OwnIntent = CalibrationIntent;
    static constexpr std::string_view screen_name = "calibration";  // as a call for help names it

    int card_px = 0;  // 0: as wide as the kiosk believes a card to be
    float foot_mm = 0;
};

using CalibrationIntents = IntentsOf<CalibrationIntent>;

void draw_screen(const Chrome&, const CalibrationModel&, ui::Frame&, CalibrationIntents&);
void update_screen(CalibrationModel&, CalibrationIntent&, UpdateStep&);

}  // namespace hall::kiosk
