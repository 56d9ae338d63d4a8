#include <utility>

#include "kiosk/app/update_step.h"
#include "kiosk/screens/camera/camera_screen.h"

namespace hall::kiosk {

namespace {

using CameraStep = CameraModel::Step;

struct CameraUpdater {
    CameraModel& camera;
    UpdateStep& step;

    void operator()(const TakePhoto&) {
        if (camera.use != CameraModel::Use::photo) return;
        if (!camera_wanted(camera) || camera.picture == nullptr) return;
        camera.step = CameraStep::taking;
        step.ask(ShootPhoto{camera.paper});
    }

    void operator()(const TakeAnother&) {
        if (camera.step == CameraStep::taking && camera.trouble.empty()) return;
        camera.step = CameraStep::aiming;
        camera.trouble.clear();
        camera.picture.reset();
        camera.other_code = false;
        camera.jpeg.clear();
        camera.warnings.clear();
    }

    // A frame that comes after the press belongs to nothing that is shown.
    void operator()(CameraFrame& intent) {
        if (!camera_wanted(camera)) return;
        camera.trouble = std::move(intent.trouble);
        camera.picture = std::move(intent.picture);
    }

    // The slip's progress is what the person came for: it opens at once.
    void operator()(const SlipSeen& intent) {
        if (camera.use != CameraModel::Use::slip || !camera_wanted(camera)) return;
        camera.other_code = intent.number.empty();
        if (camera.other_code) return;
        step.pop();
        auto* progress = step.top_as<ProgressModel>();
        if (progress == nullptr) return;
        progress->typed_number = intent.number;
        progress->typed_code = intent.code;
        step.ask(LookUpSlip{intent.number, intent.code});
    }

    void operator()(PhotoTaken& intent) {
        if (camera.step != CameraStep::taking) return;
        camera.step = CameraStep::judging;
        camera.trouble = std::move(intent.trouble);
        camera.picture = std::move(intent.picture);
        camera.jpeg = std::move(intent.jpeg);
        camera.warnings = std::move(intent.warnings);
    }

    void operator()(const KeepPhoto&) {
        if (camera.step != CameraStep::judging || camera.jpeg.empty()) return;
        const std::string field = std::move(camera.field);
        AnswerAttachment photo{
            camera.label + ".jpg", std::string(photo_kind), std::move(camera.jpeg), {}};
        ui::PictureHandle picture = std::move(camera.picture);
        step.pop();
        auto* form = step.top_as<FormModel>();
        if (form == nullptr || form->sent) return;
        form->answers[field] = Answer(std::move(photo));
        form->pictures[field] = std::move(picture);
        form->problems.erase(field);
    }
};

}  // namespace

void update_screen(CameraModel& camera, CameraIntent& intent, UpdateStep& step) {
    std::visit(CameraUpdater{camera, step}, intent);
}

}  // namespace hall::kiosk
