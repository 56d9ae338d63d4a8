// DeviceBundle: what the kiosk has beside its screen, each behind an interface and each with one
// that stands in for a device that is not there. Nothing is opened, and no device is used, before
// somebody asks for it.
//
// A new device is an interface with its stand-in in a folder of its own here, a member below, and
// the real one put into the bundle in kiosk/main.cc.

#pragma once

#include <memory>

#include "kiosk/devices/chime.h"

namespace hall::kiosk {

// No member is ever empty.
struct DeviceBundle {
    // Of the screen's thread.
    std::unique_ptr<Chime> chime = std::make_unique<NoChime>();
};

}  // namespace hall::kiosk
