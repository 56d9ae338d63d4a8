#include "kiosk/screens/help/help.h"

#include "kiosk/app/update_step.h"

namespace hall::kiosk {

void update_screen(HelpModel&, HelpIntent&, UpdateStep& step) {
    step.push(StaffDoorModel{});
}

}  // namespace hall::kiosk
