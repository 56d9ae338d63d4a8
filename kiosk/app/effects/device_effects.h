// DeviceEffects: what the kiosk asks of the devices beside its screen. What a device answers later
// comes back through the CompletionQueue.
//
// One thread.

#pragma once

#include <vector>

#include "kiosk/app/effect.h"
#include "kiosk/app/intent.h"
#include "kiosk/devices/device_bundle.h"

namespace hall::kiosk {

class DeviceEffects {
  public:
    // `devices` must outlive it.
    explicit DeviceEffects(DeviceBundle& devices) : devices_(devices) {}

    std::vector<Intent> act(const Ring&);

  private:
    DeviceBundle& devices_;
};

}  // namespace hall::kiosk
