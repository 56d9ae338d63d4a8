// What is read aloud: its part of update().

#pragma once

#include "kiosk/app/intent.h"
#include "kiosk/app/update_step.h"

namespace hall::kiosk {

void update_speech(const ReadAloud& intent, UpdateStep& step);
void update_speech(const StopReading& intent, UpdateStep& step);
void update_speech(const ChangeVoice& intent, UpdateStep& step);
void update_speech(const ReadingNear& intent, UpdateStep& step);
void update_speech(ScreenRead& intent, UpdateStep& step);
void update_speech(FocusRead& intent, UpdateStep& step);
void update_speech(const ReadingBroken& intent, UpdateStep& step);
void update_speech(const ReadingLeft& intent, UpdateStep& step);
void update_speech(const SpeechTold& intent, UpdateStep& step);
void update_speech(const SpeechKnown& intent, UpdateStep& step);

// What of a model says which screen it shows, and whether a dialog covers it.
struct ShownScreen {
    std::size_t depth = 0;
    std::size_t kind = 0;
    bool display_open = false;
    bool dialog = false;

    bool operator==(const ShownScreen&) const = default;
};
ShownScreen shown_screen(const Model& model);

// After every intent: what was read of another screen is not read on. A dialog that came is read
// unasked to who listens.
void follow_screen(const ShownScreen& before, UpdateStep& step);

// Seconds of listening are not seconds of absence.
inline bool is_being_read_to(const Model& model) {
    return model.speech.sounding;
}

}  // namespace hall::kiosk
