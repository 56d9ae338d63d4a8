// SpeechDevice: what reads a screen aloud. The kiosk speaks through it and knows no engine; a
// second one is another implementation.
//
// Parts are spoken in their order. What happens is told to one listener, in a thread of the
// device's own or within the call.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

#include "kiosk/devices/speech/voice.h"
#include "sync/core/result.h"

namespace hall::kiosk {

struct SpeechPart {
    std::uint64_t id = 0;  // chosen by who asks; comes back in events
    std::string text;      // as on the screen
    bool is_secret = false;
};

enum class SpeechFailure {
    no_loudspeaker,  // text key speech.no_loudspeaker
    no_voice,        // speech.no_voice
};

struct SpeechEvent {
    enum class Kind {
        part_begun,
        clause_begun,   // begin and end: its bytes in the part's text
        part_finished,  // heard to its end, also if there was nothing to say
        part_withheld,  // secret, and no headset: not spoken, or broken off
        part_failed,    // see failure; the next part is tried
        silent,         // nothing is left to speak
    };
    Kind kind = Kind::silent;
    std::uint64_t id = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
    SpeechFailure failure = SpeechFailure::no_loudspeaker;
};

class SpeechDevice {
  public:
    using Listener = std::function<void(const SpeechEvent&)>;

    virtual ~SpeechDevice() = default;

    // Something on this machine may speak: the screens offer it.
    virtual bool can_speak() const = 0;

    // Who is told from now on; nobody if it is empty. When this returns, nobody else is told any
    // more. The listener must not call the device.
    virtual void listen(Listener listener) = 0;

    // --- None of these waits for sound, nor for an engine.

    // Somebody is about to ask: what takes time to load is loaded.
    virtual void prepare() = 0;

    // Speaks the part after those that wait.
    //   exhausted   too many wait already
    virtual Result<void> add(SpeechPart part) = 0;

    // Falls silent and forgets what waits.
    virtual void stop() = 0;

    // From the next clause on.
    virtual void set(VoiceSettings settings) = 0;

    // What is spoken now is for one person's ears: a headset is in.
    virtual bool is_private() = 0;
};

// Of a machine that reads nothing aloud.
class NoSpeech final : public SpeechDevice {
  public:
    bool can_speak() const override { return false; }
    void listen(Listener) override {}
    void prepare() override {}
    Result<void> add(SpeechPart) override {
        return Error(Errc::unavailable, "this machine reads nothing aloud");
    }
    void stop() override {}
    void set(VoiceSettings) override {}
    bool is_private() override { return false; }
};

}  // namespace hall::kiosk
