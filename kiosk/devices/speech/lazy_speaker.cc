#include "kiosk/devices/speech/lazy_speaker.h"

#include <mutex>
#include <utility>

namespace hall::kiosk {

namespace {

class LazySpeaker final : public SpeechDevice {
  public:
    explicit LazySpeaker(std::function<Speaker::Devices()> open) : open_(std::move(open)) {}
    LazySpeaker(const LazySpeaker&) = delete;
    LazySpeaker& operator=(const LazySpeaker&) = delete;

    bool can_speak() const override { return true; }

    void listen(Listener listener) override {
        const std::lock_guard lock(mutex_);
        listener_ = std::move(listener);
    }

    void prepare() override { static_cast<void>(speaker()); }

    Result<void> add(SpeechPart part) override { return speaker().add(std::move(part)); }

    void stop() override {
        if (speaker_) speaker_->stop();
    }

    void set(VoiceSettings settings) override {
        settings_ = settings;
        if (speaker_) speaker_->set(settings);
    }

    // Before the speaker is there nobody has asked for the card yet: the first part finds out.
    bool is_private() override { return speaker().is_private(); }

  private:
    Speaker& speaker() {
        if (speaker_) return *speaker_;
        speaker_ = std::make_unique<Speaker>(open_(), [this](const SpeechEvent& event) {
            const std::lock_guard lock(mutex_);
            if (listener_) listener_(event);
        });
        speaker_->set(settings_);
        return *speaker_;
    }

    const std::function<Speaker::Devices()> open_;
    VoiceSettings settings_;
    std::mutex mutex_;  // of the listener
    Listener listener_;
    std::unique_ptr<Speaker> speaker_;  // last: its thread calls the listener until it ends
};

}  // namespace

std::unique_ptr<SpeechDevice> lazy_speaker(std::function<Speaker::Devices()> open) {
    return std::make_unique<LazySpeaker>(std::move(open));
}

}  // namespace hall::kiosk
