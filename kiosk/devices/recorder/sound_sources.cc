#include "kiosk/devices/recorder/sound_sources.h"

#include <string_view>

#include "kiosk/devices/recorder/alsa_source.h"
#include "kiosk/devices/recorder/wav_source.h"

namespace hall::kiosk {

std::unique_ptr<SoundSource> recorder_source(const std::string& microphone, Files& files) {
    constexpr std::string_view alsa = "alsa:";
    if (microphone.starts_with(alsa))
        return std::make_unique<AlsaSource>(microphone.substr(alsa.size()));
    return std::make_unique<WavSource>(files, Path(microphone), WavSource::Pace::as_recorded);
}

}  // namespace hall::kiosk
