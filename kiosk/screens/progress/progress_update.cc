#include "kiosk/screens/progress/progress.h"

#include "kiosk/app/update_step.h"

namespace hall::kiosk {

void update_screen(ProgressModel&, ProgressIntent&, UpdateStep& step) {
    CameraModel camera;
    camera.use = CameraModel::Use::slip;
    camera.accent = "services";
    step.push(std::move(camera));
}

std::string field_in_focus(const ProgressModel& progress) {
    return progress.typing_code ? "code" : "number";
}

TextLine text_line(ProgressModel& progress) {
    return {progress.typing_code ? &progress.typed_code : &progress.typed_number, 16};
}

void focus_on(ProgressModel& progress, const std::string& field, UpdateStep&) {
    progress.typing_code = field == "code";
}

void text_changed(ProgressModel& progress, const TextLine&) {
    progress.mistyped = false;
    progress.mistyped_code = false;
}

void typing_done(ProgressModel& progress, UpdateStep& step) {
    step.ask(LookUpSlip{progress.typed_number, progress.typed_code});
}

}  // namespace hall::kiosk
