// WavSource: a WAV file in place of a microphone, for demonstrations and tests.

#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "kiosk/devices/recorder/sound_source.h"
#include "sync/core/files.h"

namespace hall::kiosk {

struct WavSound {
    int rate = 0;
    std::vector<std::int16_t> samples;  // one channel; of several, their mean
};

// PCM of 16 bits, one or two channels, 8,000 to 48,000 samples a second (RIFF).
//
//   corrupt    anything else; a length that is longer than the file is cut to it, as recorders that
//              were switched off write it
Result<WavSound> wav_sound_of(std::string_view bytes);

class WavSource final : public SoundSource {
  public:
    enum class Pace { as_recorded, at_once };

    WavSource(Files& files, Path file, Pace pace)
        : files_(files), file_(std::move(file)), pace_(pace) {}

    Result<void> open() override;
    int rate() const override { return sound_.rate; }
    Result<std::size_t> read(std::span<std::int16_t> samples) override;
    void close() override { sound_ = {}; }

  private:
    Files& files_;
    const Path file_;
    const Pace pace_;
    WavSound sound_;
    std::size_t at_ = 0;
    std::chrono::steady_clock::time_point began_;
};

}  // namespace hall::kiosk
