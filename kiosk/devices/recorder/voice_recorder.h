// VoiceRecorder: the Recorder over a source of samples and the Opus encoder, with a thread for each
// recording.

#pragma once

#include <memory>
#include <optional>
#include <thread>

#include "kiosk/devices/recorder/opus_encoder.h"
#include "kiosk/devices/recorder/recorder.h"
#include "kiosk/devices/recorder/sound_source.h"

namespace hall::kiosk {

// Loudness of samples, as RecorderEvent::level: root mean square in decibels below full scale, -60
// and less is 0, 0 dB is 1.
double loudness(std::span<const std::int16_t> samples);

// start(), stop() and discard() from one thread at a time, and not from on_event.
class VoiceRecorder final : public Recorder {
  public:
    VoiceRecorder(std::unique_ptr<SoundSource> source, RecorderLimits limits);
    ~VoiceRecorder() override;

    void start(OnEvent on_event) override;
    Result<VoiceNote> stop() override;
    void discard() override;

  private:
    struct Recording {
        std::optional<OpusEncoder> encoder;
        int duration_ms = 0;
        RecorderState state = RecorderState::opening;
    };

    void record(const std::stop_token& stop, const OnEvent& on_event);
    RecorderState record_all(const std::stop_token& stop, const OnEvent& on_event);

    const std::unique_ptr<SoundSource> source_;
    const RecorderLimits limits_;
    Recording recording_;  // of thread_ while it runs
    std::jthread thread_;
};

}  // namespace hall::kiosk
