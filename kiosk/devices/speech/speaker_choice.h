// Where a program's voice goes, by the name it was given.

#pragma once

#include <memory>
#include <string_view>

#include "kiosk/devices/speech/speech_device.h"
#include "sync/core/files.h"

namespace hall::kiosk {

// alsa, none, or a file that ends in .wav.
bool is_speaker_name(std::string_view name);

// `name`: "alsa", the sound card; a file that ends in .wav, which is written anew whenever the
// voice pauses; "none". Nothing is opened before the first word. Recorded prompts are taken from
// the folder `prompts`, if it is there. `files` must outlive the device.
//
//   refused   another name
Result<std::unique_ptr<SpeechDevice>> choose_speaker(Files& files, std::string_view name,
                                                     const Path& prompts);

}  // namespace hall::kiosk
