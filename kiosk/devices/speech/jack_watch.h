// Whether a headset is in the jack, so that what is spoken is for one person's ears.

#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "sync/core/result.h"

namespace hall::kiosk {

class JackWatch {
  public:
    virtual ~JackWatch() = default;

    // True only if a headset is known to be in. Any thread; costs nothing that is felt.
    virtual bool is_private() = 0;
};

// The control "Headphone Jack" (or "Headset Jack", "Front Headphone Jack") of a sound card by
// ALSA's control interface. `card`: "default", "hw:0".
//   unavailable   no such card
//   not_found     the card does not say whether its jack is in use
Result<std::unique_ptr<JackWatch>> open_alsa_jack(const std::string& card = "default");

// A kiosk without a jack: nothing is ever private.
class NoJack final : public JackWatch {
  public:
    bool is_private() override { return false; }
};

// A jack that is told what is in it: demonstration and tests.
class GivenJack final : public JackWatch {
  public:
    void put_in(bool in) { in_ = in; }
    bool is_private() override { return in_; }

  private:
    std::atomic<bool> in_ = false;
};

}  // namespace hall::kiosk
