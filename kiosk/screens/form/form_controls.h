// How the kiosk draws each control of a form: the other half of sync/rules/form_controls.h.
// They see the form's model and send what was answered.

#pragma once

#include <optional>

#include "kiosk/screens/form/form.h"
#include "kiosk/ui/frame/frame.h"
#include "kiosk/ui/widgets/keyboard.h"

namespace hall::kiosk {

// One question of the page shown.
struct FieldView {
    const Chrome& chrome;
    const FormModel& model;
    const FormField& field;
    bool alone = false;  // the page's question already says what the answer is about
};

// REQUIRES: form_control(field.control).drawn.
void draw_field(const FieldView& view, ui::Frame& frame, FormIntents& intents);

// What is typed with; nothing: words, which the input panel writes. REQUIRES: is_typed.
std::optional<KeyboardKind> keyboard_for(const FormField& field);

// The answer on the page that shows all of them: places by name, identity numbers masked.
std::string answer_on_review(const FormModel& model, const FormField& field,
                             const ui::UiStrings& strings);

}  // namespace hall::kiosk
