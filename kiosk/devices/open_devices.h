// The devices that the machine's settings name. Nothing is opened or loaded yet: a device that
// is not there is found when somebody first uses it.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kiosk/devices/device_bundle.h"
#include "sync/core/files.h"

namespace hall::kiosk {

struct DeviceOptions {
    // file:PATH.pwg, file:PATH.escpos, ipp://HOST…, ipps://HOST…, escpos:/dev/usb/lp0 or
    // tcp://HOST:PORT, and none (kiosk/devices/print/printer.h)
    std::string printer = "none";
    std::string camera = "none";       // /dev/video0, or picture files joined by commas
    std::string microphone = "none";   // alsa:NAME, or a WAV file
    std::string loudspeaker = "none";  // of voice notes: alsa:NAME, or a WAV file that is written
};

// Takes in an option that all programs with devices have: --printer, --camera, --microphone,
// --loudspeaker. Nothing if it is none of them; false if its value cannot name such a device.
std::optional<bool> take_device_option(std::string_view name, const std::string& value,
                                       DeviceOptions& options);

// Puts them into the bundle. `files` must outlive it; `print_counts` is where the printing's
// numbers are kept.
void open_devices(const DeviceOptions& options, Files& files, const Path& print_counts,
                  DeviceBundle& devices);

}  // namespace hall::kiosk
