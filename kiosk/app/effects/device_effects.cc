#include "kiosk/app/effects/device_effects.h"

namespace hall::kiosk {

std::vector<Intent> DeviceEffects::act(const Ring&) {
    devices_.chime->ring();
    return {};
}

}  // namespace hall::kiosk
