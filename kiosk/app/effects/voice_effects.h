// VoiceEffects: the microphone while a screen records, and the loudspeaker while a note is heard
// again. Both end as soon as another screen is shown, or nobody is there any more.
//
// The recorder and the player are used by the jobs alone, which one thread works on in their
// order; what they say meanwhile comes back through the CompletionQueue.
//
// One thread, but for the work of the jobs.

#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "kiosk/app/background.h"
#include "kiosk/app/effect.h"
#include "kiosk/app/intent.h"
#include "kiosk/devices/device_bundle.h"

namespace hall::kiosk {

class VoiceEffects {
  public:
    // All must outlive it; the devices and completions also every job of the background's.
    VoiceEffects(const Model& model, DeviceBundle& devices, Background& background)
        : model_(model), devices_(devices), background_(background) {}
    VoiceEffects(const VoiceEffects&) = delete;
    VoiceEffects& operator=(const VoiceEffects&) = delete;
    // REQUIRES: the background works on nothing any more.
    ~VoiceEffects();

    std::vector<Intent> act(const StartRecorder&);
    std::vector<Intent> act(const StopRecorder&);
    std::vector<Intent> act(PlayVoice& request);
    std::vector<Intent> act(const HushVoice&);

    // After each change of the model: switches off what is not shown. Answers RecordingLost when
    // a screen is shown again whose recording was.
    std::vector<Intent> follow();

    // Nobody is there any more.
    void forget();

  private:
    class StartJob;
    class StopJob;
    class DiscardJob;
    class PlayJob;
    class HushJob;

    const VoiceModel* shown() const;
    void silence();

    const Model& model_;
    DeviceBundle& devices_;
    Background& background_;
    bool recording_ = false;  // a job has started it, or will
    bool playing_ = false;
};

}  // namespace hall::kiosk
