// Recorder: a voice note, from the press of a button to Ogg Opus in memory.
//
// Nothing is written to the disk. A note is at most three minutes long and at most 24 kbit/s, so
// that it is at most 540 kB. What was recorded is overwritten when it is dropped; the encoder's own
// small buffers are left to the scrub at the session's end.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "sync/core/result.h"

namespace hall::kiosk {

enum class RecorderState {
    idle,
    opening,  // the microphone is being opened
    recording,
    reached_limit,  // ended by itself: the longest note; it can be kept
    ended,          // the source had no more; it can be kept
    no_microphone,
    microphone_busy,  // another program has it
    microphone_gone,  // unplugged in the middle; what there is can be kept
    memory_full,      // the memory for notes is used up; what there is can be kept
    not_encoded,      // the encoder refused
};

// "recorder.no_microphone": the sentence in assets/text.
std::string sentence_key(RecorderState state);

struct RecorderEvent {
    RecorderState state = RecorderState::idle;
    double level = 0;  // loudness of the last piece: 0 silence (-60 dB or less) to 1 (full scale)
    int elapsed_ms = 0;
};

struct RecorderLimits {
    int duration_max_ms = 180'000;
    std::size_t bytes_max = 600'000;
};

// Ogg Opus (RFC 7845), mono. Overwritten when it is destroyed.
class VoiceNote {
  public:
    VoiceNote(std::string ogg, int duration_ms) : ogg_(std::move(ogg)), duration_ms_(duration_ms) {}
    VoiceNote(VoiceNote&& other) noexcept;
    VoiceNote& operator=(VoiceNote&& other) noexcept;
    ~VoiceNote();

    const std::string& ogg() const { return ogg_; }
    int duration_ms() const { return duration_ms_; }

  private:
    std::string ogg_;
    int duration_ms_ = 0;
};

class Recorder {
  public:
    using OnEvent = std::function<void(const RecorderEvent&)>;

    virtual ~Recorder() = default;

    // Begins a new note; one that is being recorded, or was not taken, is dropped. Returns at once:
    // what follows, also that there is no microphone, is told to `on_event` on a thread of the
    // recorder's, some twenty times a second.
    virtual void start(OnEvent on_event) = 0;

    // Ends the recording and gives the note; no event comes after this has returned. Takes at most
    // a tenth of a second on a machine that is not busy.
    //
    //   not_found    nothing was recorded: no microphone, or stopped at once
    //   unavailable  the encoder refused
    virtual Result<VoiceNote> stop() = 0;

    // Ends and drops; also when nothing is recorded. No event comes after this has returned.
    virtual void discard() = 0;
};

// In place of a microphone that is not there.
class NoRecorder final : public Recorder {
  public:
    void start(OnEvent on_event) override { on_event({.state = RecorderState::no_microphone}); }
    Result<VoiceNote> stop() override { return Error(Errc::not_found, "no microphone"); }
    void discard() override {}
};

}  // namespace hall::kiosk
