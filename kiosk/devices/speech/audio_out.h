// Where sound goes. Mono, 16 bits.

#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sync/core/files.h"
#include "sync/core/result.h"

namespace hall::kiosk {

// One thread, but for what is said otherwise.
class AudioOut {
  public:
    virtual ~AudioOut() = default;

    // Begins a sound of so many samples a second. Nothing is heard yet.
    //   unavailable   no device, or it is in use
    virtual Result<void> begin(int samples_per_s) = 0;

    // Plays the samples after those before, waiting for room: returns when they are on their
    // way to be heard, at most `latency_ms` ahead of the ear.
    //   unavailable   the device went away
    virtual Result<void> write(std::span<const std::int16_t> samples) = 0;

    // Waits until all was heard.
    virtual Result<void> finish() = 0;

    // What was not heard yet never is.
    virtual void stop() = 0;

    static constexpr int latency_ms = 40;
};

// The sound card by ALSA. `device`: "default", or any name of asound.conf(5), which is opened
// for each sound, so that a device plugged in later is found.
std::unique_ptr<AudioOut> alsa_out(std::string device = "default");

// Writes a RIFF WAVE file, whole, when the sound is finished; a sound that is stopped is kept as
// far as it came. It does not wait: as fast as the voice.
std::unique_ptr<AudioOut> wav_out(Files& files, Path file);

// Nothing is heard, and nothing waited for.
std::unique_ptr<AudioOut> null_out();

// The bytes of a WAV file.
std::string wav_bytes(std::span<const std::int16_t> samples, int samples_per_s);

struct Recording {
    int samples_per_s = 0;
    std::vector<std::int16_t> samples;  // mono; of more channels the mean
};

// Reads 16-bit PCM WAV of one or two channels, 8,000 to 48,000 samples a second, at most five
// minutes long.
//   corrupt      no such file, or cut off
//   exhausted    too long
Result<Recording> parse_wav(std::string_view bytes);

}  // namespace hall::kiosk
