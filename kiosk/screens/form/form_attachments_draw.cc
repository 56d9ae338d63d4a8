#include "kiosk/screens/form/form_attachments.h"
#include "kiosk/ui/widgets/live_widgets.h"
#include "kiosk/ui/widgets/widgets.h"

namespace hall::kiosk {

namespace {

constexpr float kept_photo_share = 0.4F;  // of the screen's height

// Nobody is stopped by a device that is not there: what may be left out says so, and what may not
// says who helps.
void draw_without_device(const FieldView& view, std::string_view missing, ui::Frame& frame) {
    ui::check_line(frame, frame(missing), ui::Tone::warn);
    ui::paragraph(frame, frame(view.field.required ? "form.device_asked" : "form.device_optional"));
}

}  // namespace

void draw_photo(const FieldView& view, ui::Frame& frame, FormIntents& intents) {
    const ui::UiStrings& strings = frame.strings();
    const FormModel& model = view.model;
    const FormField& field = view.field;
    if (answer_in(model.answers, field.name).empty()) {
        if (!view.chrome.has_camera) {
            draw_without_device(view, "form.no_camera", frame);
            return;
        }
        ui::paragraph(frame, strings[field.paper ? "form.photo_paper" : "form.photo_scene"]);
        if (ui::button(frame, {strings["form.take_photo"], ui::ButtonStyle::plain, model.accent}))
            intents.send(OpenCamera{field.name});
        if (!field.required) ui::small_print(frame, strings["form.photo_optional"]);
        return;
    }
    const auto shown = model.pictures.find(field.name);
    if (shown != model.pictures.end()) {
        const auto height = static_cast<float>(frame.view().height_px);
        ui::live_picture(frame, {.shown = shown->second.get(),
                                 .label = field.label,
                                 .height_max_px = height * kept_photo_share});
    }
    ui::check_line(frame, strings["form.photo_kept"], ui::Tone::good);
    const ui::Button buttons[] = {
        {strings["form.photo_again"], ui::ButtonStyle::plain, model.accent},
        {strings["form.photo_drop"], ui::ButtonStyle::plain, model.accent}};
    const auto tapped = ui::button_row(frame, buttons);
    if (!tapped) return;
    if (*tapped == 0)
        intents.send(OpenCamera{field.name});
    else
        intents.send(Answered{field.name, Answer()});
}

void draw_voice(const FieldView& view, ui::Frame& frame, FormIntents& intents) {
    const ui::UiStrings& strings = frame.strings();
    const FormModel& model = view.model;
    const FormField& field = view.field;
    if (answer_in(model.answers, field.name).empty()) {
        if (!view.chrome.has_microphone) {
            draw_without_device(view, "form.no_microphone", frame);
            return;
        }
        ui::paragraph(frame, strings["form.voice_how"]);
        if (ui::button(frame, {strings["form.record_voice"], ui::ButtonStyle::plain, model.accent}))
            intents.send(OpenRecorder{field.name});
        if (!field.required) ui::small_print(frame, strings["form.voice_optional"]);
        return;
    }
    ui::check_line(frame, strings["form.voice_kept"], ui::Tone::good);
    const ui::Button buttons[] = {
        {strings["form.voice_again"], ui::ButtonStyle::plain, model.accent},
        {strings["form.voice_drop"], ui::ButtonStyle::plain, model.accent}};
    const auto tapped = ui::button_row(frame, buttons);
    if (!tapped) return;
    if (*tapped == 0)
        intents.send(OpenRecorder{field.name});
    else
        intents.send(Answered{field.name, Answer()});
}

std::string attachment_on_review(const Answer& answer, const ui::UiStrings& strings) {
    const bool photo = answer.attachment().kind == photo_kind;
    return std::string(strings[photo ? "form.photo_kept" : "form.voice_kept"]);
}

}  // namespace hall::kiosk
