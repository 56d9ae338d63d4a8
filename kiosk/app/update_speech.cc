#include "kiosk/app/update_speech.h"

#include <algorithm>
#include <utility>

namespace hall::kiosk {

namespace {

void fall_silent(UpdateStep& step) {
    SpeechModel& speech = step.model.speech;
    speech.asked = false;
    speech.now = {};
    if (std::exchange(speech.sounding, false)) step.ask(Hush{});
}

void speak_parts(std::vector<ui::ReadingPart> parts, UpdateStep& step) {
    SpeechModel& speech = step.model.speech;
    fall_silent(step);
    if (parts.empty()) return;
    speech.sounding = true;
    speech.told_apart = false;
    step.ask(Speak{std::move(parts)});
}

void fail(SpeechFailure failure, UpdateStep& step) {
    fall_silent(step);
    step.model.speech.open = false;
    step.model.toast =
        failure == SpeechFailure::no_voice ? "speech.no_voice" : "speech.no_loudspeaker";
}

}  // namespace

void update_speech(const ReadAloud&, UpdateStep& step) {
    SpeechModel& speech = step.model.speech;
    if (!speech.available) return;
    fall_silent(step);
    speech.asked = true;
    speech.open = true;
    speech.listening = true;
}

void update_speech(const StopReading&, UpdateStep& step) {
    fall_silent(step);
    step.model.speech.open = false;
}

void update_speech(const ChangeVoice& intent, UpdateStep& step) {
    SpeechModel& speech = step.model.speech;
    const auto move = [](int& place, int by) {
        place = std::clamp(place + by, 0, SpeechModel::steps - 1);
    };
    switch (intent.change) {
        case VoiceChange::slower:
            move(speech.speed_step, -1);
            break;
        case VoiceChange::faster:
            move(speech.speed_step, +1);
            break;
        case VoiceChange::softer:
            move(speech.loudness_step, -1);
            break;
        case VoiceChange::louder:
            move(speech.loudness_step, +1);
            break;
    }
    step.ask(SetVoice{
        {SpeechModel::speeds[speech.speed_step], SpeechModel::loudnesses[speech.loudness_step]}});
}

void update_speech(const ReadingNear&, UpdateStep& step) {
    if (step.model.speech.available) step.ask(PrepareSpeech{});
}

void update_speech(ScreenRead& intent, UpdateStep& step) {
    SpeechModel& speech = step.model.speech;
    // It was asked for, and nothing has come between.
    if (!std::exchange(speech.asked, false)) return;
    speech.by_keys = intent.by_keys;
    speak_parts(std::move(intent.parts), step);
    if (!speech.sounding) speech.open = false;
}

void update_speech(FocusRead& intent, UpdateStep& step) {
    if (!step.model.speech.available) return;
    step.model.speech.by_keys = true;
    speak_parts(std::move(intent.parts), step);
}

void update_speech(const ReadingBroken&, UpdateStep& step) {
    fall_silent(step);
}

void update_speech(const ReadingLeft&, UpdateStep& step) {
    SpeechModel& speech = step.model.speech;
    speech.by_keys = false;
    if (!speech.asked && !speech.sounding) speech.open = false;
}

void update_speech(const SpeechTold& intent, UpdateStep& step) {
    SpeechModel& speech = step.model.speech;
    if (!speech.sounding) return;
    switch (intent.kind) {
        case SpeechTold::Kind::heard:
            speech.now = intent.now;
            break;
        case SpeechTold::Kind::withheld:
            if (!std::exchange(speech.told_apart, true)) step.model.toast = "speech.no_headset";
            break;
        case SpeechTold::Kind::failed:
            fail(intent.failure, step);
            break;
        case SpeechTold::Kind::silent:
            speech.now = {};
            speech.sounding = false;
            // Who walks there with keys would lose the place.
            if (!speech.by_keys) speech.open = false;
            break;
    }
}

void update_speech(const SpeechKnown& intent, UpdateStep& step) {
    step.model.speech.available = intent.available;
}

ShownScreen shown_screen(const Model& model) {
    return {model.stack.size(), model.top().index(), model.display_open,
            model.session.warning || model.leaving != Leaving::no};
}

void follow_screen(const ShownScreen& before, UpdateStep& step) {
    const ShownScreen now = shown_screen(step.model);
    if (now == before) return;
    SpeechModel& speech = step.model.speech;
    fall_silent(step);
    speech.open = false;
    if (now.dialog && !before.dialog && speech.listening) speech.asked = true;
}

}  // namespace hall::kiosk
