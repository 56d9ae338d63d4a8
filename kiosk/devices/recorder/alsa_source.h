// AlsaSource: a microphone by ALSA; the one home of libasound's capture.

#pragma once

#include <memory>
#include <string>

#include "kiosk/devices/recorder/sound_source.h"

namespace hall::kiosk {

class AlsaSource final : public SoundSource {
  public:
    // "default", "plughw:1,0", or "null" for silence.
    explicit AlsaSource(std::string device);
    ~AlsaSource() override;

    Result<void> open() override;
    int rate() const override { return 48'000; }
    Result<std::size_t> read(std::span<std::int16_t> samples) override;
    void close() override;

  private:
    struct Pcm;
    const std::string device_;
    std::unique_ptr<Pcm> pcm_;
};

}  // namespace hall::kiosk
