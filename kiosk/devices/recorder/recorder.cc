#include "kiosk/devices/recorder/recorder.h"

#include <string.h>

#include <utility>

namespace hall::kiosk {

std::string sentence_key(RecorderState state) {
    switch (state) {
        case RecorderState::idle:
            return "recorder.idle";
        case RecorderState::opening:
            return "recorder.opening";
        case RecorderState::recording:
            return "recorder.recording";
        case RecorderState::reached_limit:
            return "recorder.reached_limit";
        case RecorderState::ended:
            return "recorder.ended";
        case RecorderState::no_microphone:
            return "recorder.no_microphone";
        case RecorderState::microphone_busy:
            return "recorder.microphone_busy";
        case RecorderState::microphone_gone:
            return "recorder.microphone_gone";
        case RecorderState::memory_full:
            return "recorder.memory_full";
        case RecorderState::not_encoded:
            break;
    }
    return "recorder.not_encoded";
}

VoiceNote::VoiceNote(VoiceNote&& other) noexcept
    : ogg_(std::move(other.ogg_)), duration_ms_(std::exchange(other.duration_ms_, 0)) {}

VoiceNote& VoiceNote::operator=(VoiceNote&& other) noexcept {
    ogg_.swap(other.ogg_);
    std::swap(duration_ms_, other.duration_ms_);
    return *this;
}

VoiceNote::~VoiceNote() {
    ::explicit_bzero(ogg_.data(), ogg_.size());
}

}  // namespace hall::kiosk
