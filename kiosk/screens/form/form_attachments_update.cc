#include "kiosk/app/update_step.h"
#include "kiosk/screens/form/form_attachments.h"

namespace hall::kiosk {

void open_camera(const FormModel& form, const std::string& field, UpdateStep& step) {
    if (form.sent || !form.form->has_field(field)) return;
    const FormField& asked = form.form->field(field);
    if (asked.control != Control::photo) return;
    CameraModel camera;
    camera.field = field;
    camera.label = asked.label;
    camera.accent = form.accent;
    camera.paper = asked.paper;
    step.push(std::move(camera));
}

void open_recorder(const FormModel& form, const std::string& field, UpdateStep& step) {
    if (form.sent || !form.form->has_field(field)) return;
    const FormField& asked = form.form->field(field);
    if (asked.control != Control::voice) return;
    VoiceModel voice;
    voice.field = field;
    voice.label = asked.label;
    voice.accent = form.accent;
    step.push(std::move(voice));
}

}  // namespace hall::kiosk
