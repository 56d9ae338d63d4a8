// Voice: makes the sound of words. A second engine is another implementation; nothing that
// speaks through this interface changes.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include "sync/core/result.h"

namespace hall::kiosk {

struct VoiceSettings {
    // Syllables a minute, about; a newsreader says 280. 100 .. 400.
    int speed = 200;
    // Of the sound's full scale, 0 .. 200; 100 is as recorded.
    int loudness_percent = 100;
};

// What is said in one breath: words as spoken_text() makes them.
struct Utterance {
    std::string_view words;
    VoiceSettings settings;
};

// Takes mono samples as they are made, at most some 60 ms of them at a time; false stops the
// voice at once. The samples are wiped after the call.
using SoundSink = std::function<bool(std::span<const std::int16_t> samples)>;

// One thread: all calls come from the one that made it.
class Voice {
  public:
    virtual ~Voice() = default;

    // Samples a second of what speak() makes; the same for as long as the voice lives.
    virtual int samples_per_s() const = 0;

    // Makes the sound, and returns when it is made or the sink said to stop; both are success.
    // Words without sound (pauses only) make none.
    //
    //   unavailable   the engine failed; the next utterance may go well
    virtual Result<void> speak(const Utterance& utterance, const SoundSink& sink) = 0;
};

// Says nothing, taking its time: a tenth of a second of silence a character. For demonstration
// and tests without an engine.
class NullVoice final : public Voice {
  public:
    int samples_per_s() const override { return 8'000; }
    Result<void> speak(const Utterance& utterance, const SoundSink& sink) override;
};

}  // namespace hall::kiosk
