#include <vector>

#include "kiosk/devices/speech/voice.h"
#include "sync/core/utf8.h"

namespace hall::kiosk {

Result<void> NullVoice::speak(const Utterance& utterance, const SoundSink& sink) {
    const std::vector<std::int16_t> silence(static_cast<std::size_t>(samples_per_s() / 10));
    const std::size_t characters = character_count(utterance.words);
    for (std::size_t i = 0; i < characters; ++i) {
        if (!sink(silence)) break;
    }
    return {};
}

}  // namespace hall::kiosk
