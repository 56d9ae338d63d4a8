#include "kiosk/devices/recorder/voice_recorder.h"

#include <string.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace hall::kiosk {

double loudness(std::span<const std::int16_t> samples) {
    if (samples.empty()) return 0;
    double sum = 0;
    for (const std::int16_t sample : samples) sum += double{1} * sample * sample;
    const double mean = std::sqrt(sum / static_cast<double>(samples.size())) / 32768.0;
    if (mean <= 0) return 0;
    return std::clamp(1 + 20 * std::log10(mean) / 60, 0.0, 1.0);
}

VoiceRecorder::VoiceRecorder(std::unique_ptr<SoundSource> source, RecorderLimits limits)
    : source_(std::move(source)), limits_(limits) {}

VoiceRecorder::~VoiceRecorder() {
    discard();
}

void VoiceRecorder::start(OnEvent on_event) {
    discard();
    thread_ = std::jthread(
        [this, on_event = std::move(on_event)](std::stop_token stop) { record(stop, on_event); });
}

void VoiceRecorder::record(const std::stop_token& stop, const OnEvent& on_event) {
    on_event({.state = RecorderState::opening});
    recording_.state = record_all(stop, on_event);
    source_->close();
    // Whoever stops it knows, and waits for this thread.
    if (stop.stop_requested()) return;
    on_event({.state = recording_.state, .elapsed_ms = recording_.duration_ms});
}

RecorderState VoiceRecorder::record_all(const std::stop_token& stop, const OnEvent& on_event) {
    const Result<void> opened = source_->open();
    if (!opened.ok()) {
        return opened.error().code() == Errc::unavailable ? RecorderState::microphone_busy
                                                          : RecorderState::no_microphone;
    }
    Result<OpusEncoder> encoder = OpusEncoder::create(source_->rate(), limits_.bytes_max);
    if (!encoder.ok()) return RecorderState::not_encoded;
    recording_.encoder.emplace(std::move(encoder).value());
    const std::size_t rate = static_cast<std::size_t>(source_->rate());
    const std::size_t samples_max = rate * static_cast<std::size_t>(limits_.duration_max_ms) / 1000;
    std::size_t recorded = 0;
    std::array<std::int16_t, 2400> piece{};  // a twentieth of a second at 48 kHz
    RecorderState end = RecorderState::recording;
    while (end == RecorderState::recording && !stop.stop_requested()) {
        const std::size_t wanted = std::min({piece.size(), rate / 20, samples_max - recorded});
        const Result<std::size_t> read = source_->read(std::span(piece).first(wanted));
        if (!read.ok()) {
            end = read.error().code() == Errc::not_found ? RecorderState::ended
                                                         : RecorderState::microphone_gone;
            break;
        }
        const std::span<const std::int16_t> samples = std::span(piece).first(read.value());
        const Result<void> written = recording_.encoder->write(samples);
        if (!written.ok()) {
            end = written.error().code() == Errc::exhausted ? RecorderState::memory_full
                                                            : RecorderState::not_encoded;
            break;
        }
        recorded += samples.size();
        recording_.duration_ms = static_cast<int>(recorded * 1000 / rate);
        if (recorded >= samples_max) end = RecorderState::reached_limit;
        if (!samples.empty() && end == RecorderState::recording) {
            on_event(
                {.state = end, .level = loudness(samples), .elapsed_ms = recording_.duration_ms});
        }
    }
    ::explicit_bzero(piece.data(), sizeof piece);
    return end;
}

Result<VoiceNote> VoiceRecorder::stop() {
    if (thread_.joinable()) {
        thread_.request_stop();
        thread_.join();
    }
    Recording recording = std::move(recording_);
    recording_ = {};
    if (recording.state == RecorderState::not_encoded) {
        return Error(Errc::unavailable, "the voice note could not be encoded");
    }
    if (!recording.encoder || recording.duration_ms == 0) {
        return Error(Errc::not_found, "nothing was recorded");
    }
    std::string ogg = TRY(recording.encoder->finish());
    return VoiceNote(std::move(ogg), recording.duration_ms);
}

void VoiceRecorder::discard() {
    if (thread_.joinable()) {
        thread_.request_stop();
        thread_.join();
    }
    recording_ = {};
}

}  // namespace hall::kiosk
