// SpeechEffects: hands what is to be read aloud to the speech device, a few parts ahead of the ear,
// and brings back through the CompletionQueue what is being heard.
//
// Of a reading no more is kept than what is still to be said, and nothing after it.
//
// One thread; hear() alone is called by the device in its own.

#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <vector>

#include "kiosk/app/completion_queue.h"
#include "kiosk/app/effect.h"
#include "kiosk/app/intent.h"
#include "kiosk/devices/device_bundle.h"
#include "kiosk/ui/text/ui_strings.h"

namespace hall::kiosk {

class SpeechEffects {
  public:
    // All must outlive it.
    SpeechEffects(DeviceBundle& devices, CompletionQueue& completions,
                  const ui::UiStrings& strings);
    SpeechEffects(const SpeechEffects&) = delete;
    SpeechEffects& operator=(const SpeechEffects&) = delete;
    ~SpeechEffects();

    Intent known() const { return SpeechKnown{device_.can_speak()}; }

    std::vector<Intent> act(const PrepareSpeech&);
    std::vector<Intent> act(Speak& request);
    std::vector<Intent> act(const Hush&);
    std::vector<Intent> act(const SetVoice& request);

    // Silence, and the usual voice for the next person.
    void forget();

  private:
    // So many parts wait in the device, so that it never waits for a frame.
    static constexpr std::size_t ahead_max = 16;

    void hear(const SpeechEvent& event);
    void begin_at(std::size_t part, std::size_t byte);
    void feed();
    void hush();
    std::vector<Intent> take_heard();
    void take(const SpeechEvent& event, std::vector<Intent>& answers);
    ui::SpokenNow now_of(const SpeechEvent& event);

    SpeechDevice& device_;
    CompletionQueue& completions_;
    const ui::UiStrings& strings_;

    std::vector<ui::ReadingPart> parts_;  // of this reading
    std::uint64_t first_id_ = 1;          // that the device knows parts_.front() by
    std::uint64_t next_id_ = 1;
    std::size_t next_ = 0;   // in parts_: to be handed over
    std::size_t fed_ = 0;    // handed over since begin_at()
    std::size_t ended_ = 0;  // of them
    std::size_t part_ = 0;   // being heard, and from which byte of it
    std::size_t byte_ = 0;
    std::size_t begun_at_ = 0;  // the first part handed over, and what of it was left out
    std::size_t skipped_ = 0;
    bool said_why_ = false;  // that private parts need a headset

    std::atomic<std::uint64_t> session_ = 0;
    std::mutex mutex_;  // what follows
    std::vector<SpeechEvent> heard_;
    bool posted_ = false;
};

}  // namespace hall::kiosk
