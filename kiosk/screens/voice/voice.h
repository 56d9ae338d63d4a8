// Voice: a voice note that answers a question of a form, recorded, and kept or not.
//
// The microphone is on while the model says that it records and this screen is the one that is
// shown; the screen says so all that time. kiosk/app/effects/voice_effects.h holds to it.

#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "kiosk/screens/screen.h"

namespace hall::kiosk {

// --- Its intents
struct StartRecording {};
struct StopRecording {};
struct KeepVoice {};
struct HearVoice {};  // plays it, or stops playing

// From the world
struct RecorderSaid {
    bool recording = false;  // else it has ended by itself
    double level = 0;        // 0 silence, 1 as loud as can be
    int elapsed_ms = 0;
    std::string said;  // key of a sentence: why it ended
};
struct VoiceTaken {
    std::string ogg;  // empty: nothing was recorded, and `trouble` says why
    int duration_ms = 0;
    std::string trouble;  // key of a sentence
};
struct RecordingLost {};  // another screen covered this one: what was said is gone
struct VoicePlayed {
    bool failed = false;
};  // to its end, or not at all

using VoiceIntent = std::variant<StartRecording, StopRecording, KeepVoice, HearVoice, RecorderSaid,
                                 VoiceTaken, RecordingLost, VoicePlayed>;

// --- Its model
struct VoiceModel {
    using OwnIntent = VoiceIntent;
    static constexpr std::string_view screen_name = "voice";  // as a call for help names it

    enum class Step {
        asking,  // nothing is recorded yet
        recording,
        ending,  // the note is on its way
        judging  // is it kept?
    };
    std::string field;  // of the form below
    std::string label;
    std::string accent;
    Step step = Step::asking;
    double level = 0;
    int elapsed_ms = 0;
    std::string said;  // key of a sentence: why it ended, or why there is none; may be empty
    std::string ogg;   // what was recorded
    bool playing = false;
    bool mute = false;  // it could not be played
};

using VoiceIntents = IntentsOf<VoiceIntent>;

// The microphone has to be on for what the screen shows.
inline bool microphone_wanted(const VoiceModel& model) {
    return model.step == VoiceModel::Step::recording;
}

void draw_screen(const Chrome&, const VoiceModel&, ui::Frame&, VoiceIntents&);
void update_screen(VoiceModel&, VoiceIntent&, UpdateStep&);

}  // namespace hall::kiosk
