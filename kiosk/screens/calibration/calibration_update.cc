#include "kiosk/screens/calibration/calibration.h"

#include <algorithm>

#include "kiosk/app/update_step.h"

namespace hall::kiosk {

namespace {

struct CalibrationUpdater {
    CalibrationModel& calibration;
    UpdateStep& step;

    void operator()(const SizeCard& intent) { calibration.card_px = intent.card_px; }

    void operator()(const SetFoot& intent) {
        calibration.foot_mm = std::clamp(intent.foot_mm, foot_mm_min, foot_mm_max);
    }

    void operator()(const SaveCalibration& intent) {
        if (!step.model.session.staff.empty()) step.ask(StorePanel{intent.panel});
    }
};

}  // namespace

void update_screen(CalibrationModel& calibration, CalibrationIntent& intent, UpdateStep& step) {
    std::visit(CalibrationUpdater{calibration, step}, intent);
}

}  // namespace hall::kiosk
