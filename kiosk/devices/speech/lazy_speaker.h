// LazySpeaker: a Speaker that is made when somebody is about to be read to. Until then nothing is
// loaded: no engine, no sound card, no thread.

#pragma once

#include <functional>
#include <memory>

#include "kiosk/devices/speech/speaker.h"
#include "kiosk/devices/speech/speech_device.h"

namespace hall::kiosk {

// `open` is called once, at the first prepare() or add(), in the caller's thread; what takes long
// belongs into Devices::open_voice.
std::unique_ptr<SpeechDevice> lazy_speaker(std::function<Speaker::Devices()> open);

}  // namespace hall::kiosk
