// Speaker: reads parts of a screen aloud, one after the other, in a thread of its own.
//
// A part is what a screen marks while it is spoken: a heading, a paragraph, a row of a table.
// It is spoken clause by clause, so that a text of any length needs the memory of a sentence
// and stops at once. What was spoken is wiped: text, words and samples.
//
// A secret part (what a person typed, the number of an identity card) is spoken only into a
// headset. If it is pulled out, the part breaks off.

#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "kiosk/devices/speech/audio_out.h"
#include "kiosk/devices/speech/jack_watch.h"
#include "kiosk/devices/speech/prompt_book.h"
#include "kiosk/devices/speech/speech_device.h"
#include "kiosk/devices/speech/voice.h"

namespace hall::kiosk {

class Speaker {
  public:
    static constexpr std::size_t parts_max = 4'096;

    struct Devices {
        // Called once, in the speaker's thread, as soon as it runs: the first word waits for no
        // engine.
        std::function<Result<std::unique_ptr<Voice>>()> open_voice;
        std::unique_ptr<AudioOut> out;
        std::shared_ptr<JackWatch> jack;
        PromptBook prompts;
    };

    // `listener` is called in the speaker's thread, never after the destructor, and must not
    // call the speaker: it puts the event where the screen's loop finds it.
    Speaker(Devices devices, std::function<void(const SpeechEvent&)> listener);
    Speaker(const Speaker&) = delete;
    Speaker& operator=(const Speaker&) = delete;
    ~Speaker();  // stops

    // --- Any thread. None of these waits for sound.

    // Speaks the part after those that wait.
    //   exhausted   parts_max wait already
    Result<void> add(SpeechPart part);

    // Falls silent within 50 ms and forgets what waits. Parts that were not finished get no
    // further event but `silent`.
    void stop();

    // From the next clause on.
    void set(VoiceSettings settings);

    // A headset is known to be in.
    bool is_private() const { return devices_.jack && devices_.jack->is_private(); }

    // True when nothing is being spoken and nothing waits, at most `ms` from now.
    bool wait_silent(int ms);

  private:
    enum class Ended { finished, stopped, withheld, no_loudspeaker, no_voice };

    void run();
    void take(SpeechPart part, std::uint64_t round);
    Ended speak(const SpeechPart& part, std::uint64_t round);
    Ended say(std::string_view words, const SpeechPart& part, std::uint64_t round);
    Ended play(std::span<const std::int16_t> samples, int samples_per_s, const SpeechPart& part,
               std::uint64_t round);
    bool may_speak(const SpeechPart& part) const;
    void end_sound(std::uint64_t round);
    void tell(const SpeechEvent& event) { listener_(event); }

    Devices devices_;
    const std::function<void(const SpeechEvent&)> listener_;

    // Of the speaker's thread.
    std::unique_ptr<Voice> voice_;
    bool is_mute_ = false;  // the last sound found no way out
    int sounding_ = 0;      // samples a second of the sound that has begun, or 0

    std::atomic<std::uint64_t> round_ = 0;  // counts stops
    std::mutex mutex_;                      // what follows
    std::condition_variable changed_;
    std::deque<SpeechPart> waiting_;
    VoiceSettings settings_;
    bool is_speaking_ = false;
    bool ending_ = false;

    std::thread thread_;  // last: everything is there when it runs
};

}  // namespace hall::kiosk
