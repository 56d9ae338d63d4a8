#include <utility>

#include "kiosk/app/update_step.h"
#include "kiosk/screens/voice/voice.h"

namespace hall::kiosk {

namespace {

struct VoiceUpdater {
    VoiceModel& voice;
    UpdateStep& step;

    void operator()(const StartRecording&) {
        const bool can =
            voice.step == VoiceModel::Step::asking || voice.step == VoiceModel::Step::judging;
        if (!can) return;
        stop_playing();
        voice.step = VoiceModel::Step::recording;
        voice.said.clear();
        voice.ogg.clear();
        voice.level = 0;
        voice.elapsed_ms = 0;
        step.ask(StartRecorder{});
    }

    void operator()(const StopRecording&) {
        if (voice.step != VoiceModel::Step::recording) return;
        voice.step = VoiceModel::Step::ending;
        step.ask(StopRecorder{});
    }

    // What ended by itself is taken all the same: what was said until then can be kept.
    void operator()(RecorderSaid& intent) {
        if (voice.step != VoiceModel::Step::recording) return;
        voice.level = intent.level;
        voice.elapsed_ms = intent.elapsed_ms;
        if (intent.recording) return;
        voice.said = std::move(intent.said);
        voice.step = VoiceModel::Step::ending;
        step.ask(StopRecorder{});
    }

    void operator()(VoiceTaken& intent) {
        if (voice.step != VoiceModel::Step::ending) return;
        voice.ogg = std::move(intent.ogg);
        voice.elapsed_ms = intent.duration_ms;
        voice.level = 0;
        voice.step = voice.ogg.empty() ? VoiceModel::Step::asking : VoiceModel::Step::judging;
        if (voice.ogg.empty() && voice.said.empty()) voice.said = std::move(intent.trouble);
    }

    void operator()(const RecordingLost&) {
        if (voice.step == VoiceModel::Step::judging) return;
        voice.step = VoiceModel::Step::asking;
        voice.said = "voice.lost";
        voice.elapsed_ms = 0;
    }

    void operator()(const HearVoice&) {
        if (voice.step != VoiceModel::Step::judging) return;
        if (voice.playing) {
            stop_playing();
            return;
        }
        voice.playing = true;
        step.ask(PlayVoice{voice.ogg});
    }

    void operator()(const VoicePlayed& intent) {
        voice.playing = false;
        voice.mute = intent.failed;
    }

    void operator()(const KeepVoice&) {
        if (voice.step != VoiceModel::Step::judging || voice.ogg.empty()) return;
        stop_playing();
        const std::string field = std::move(voice.field);
        AnswerAttachment note{
            voice.label + ".ogg", std::string(voice_kind), std::move(voice.ogg), {}};
        step.pop();
        auto* form = step.top_as<FormModel>();
        if (form == nullptr || form->sent) return;
        form->answers[field] = Answer(std::move(note));
        form->problems.erase(field);
    }

  private:
    void stop_playing() {
        if (std::exchange(voice.playing, false)) step.ask(HushVoice{});
    }
};

}  // namespace

void update_screen(VoiceModel& voice, VoiceIntent& intent, UpdateStep& step) {
    std::visit(VoiceUpdater{voice, step}, intent);
}

}  // namespace hall::kiosk
