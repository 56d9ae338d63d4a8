// Where a recorder listens, by the name that stands in the machine's settings.

#pragma once

#include <memory>
#include <string>

#include "kiosk/devices/recorder/sound_source.h"
#include "sync/core/files.h"

namespace hall::kiosk {

// "alsa:NAME" (alsa:default, alsa:plughw:1,0) is a microphone; anything else a WAV file in place of
// one, at the pace it was recorded. Nothing is opened yet. `files` must outlive it.
std::unique_ptr<SoundSource> recorder_source(const std::string& microphone, Files& files);

}  // namespace hall::kiosk
