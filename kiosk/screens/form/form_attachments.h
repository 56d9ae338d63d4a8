// Questions that a photo or a voice note answers: how they stand in a form, and the way to the
// camera and the microphone. The rest of the form sees an answer like any other.

#pragma once

#include <string>

#include "kiosk/screens/form/form_controls.h"

namespace hall::kiosk {

// Before: the way to the camera, or what to do where there is none. After: the photo, and the
// ways to take another one or none.
void draw_photo(const FieldView& view, ui::Frame& frame, FormIntents& intents);

// The same with the microphone.
void draw_voice(const FieldView& view, ui::Frame& frame, FormIntents& intents);

// "照片拍好了": on the page that shows all answers.
std::string attachment_on_review(const Answer& answer, const ui::UiStrings& strings);

// Puts the camera over the form, unless the question takes no photo.
void open_camera(const FormModel& form, const std::string& field, UpdateStep& step);

// Puts the recorder over it, unless the question takes no voice note.
void open_recorder(const FormModel& form, const std::string& field, UpdateStep& step);

}  // namespace hall::kiosk
