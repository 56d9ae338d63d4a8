#include "kiosk/devices/speech/headset_switch.h"

#include <optional>
#include <utility>

namespace hall::kiosk {

namespace {

class HeadsetSwitch final : public AudioOut {
  public:
    HeadsetSwitch(std::unique_ptr<AudioOut> out, std::shared_ptr<JackWatch> jack,
                  std::function<void(bool on)> switch_loudspeaker)
        : out_(std::move(out)),
          jack_(std::move(jack)),
          switch_loudspeaker_(std::move(switch_loudspeaker)) {}

    Result<void> begin(int samples_per_s) override {
        follow();
        return out_->begin(samples_per_s);
    }
    Result<void> write(std::span<const std::int16_t> samples) override {
        follow();
        return out_->write(samples);
    }
    Result<void> finish() override { return out_->finish(); }
    void stop() override { out_->stop(); }

  private:
    void follow() {
        const bool on = !jack_->is_private();
        if (std::exchange(on_, on) != on) switch_loudspeaker_(on);
    }

    std::unique_ptr<AudioOut> out_;
    std::shared_ptr<JackWatch> jack_;
    std::function<void(bool on)> switch_loudspeaker_;
    std::optional<bool> on_;
};

}  // namespace

std::unique_ptr<AudioOut> with_headset_switch(std::unique_ptr<AudioOut> out,
                                              std::shared_ptr<JackWatch> jack,
                                              std::function<void(bool on)> switch_loudspeaker) {
    return std::make_unique<HeadsetSwitch>(std::move(out), std::move(jack),
                                           std::move(switch_loudspeaker));
}

}  // namespace hall::kiosk
