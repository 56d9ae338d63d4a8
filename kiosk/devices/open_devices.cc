#include "kiosk/devices/open_devices.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "kiosk/devices/camera/picture_file_camera.h"
#include "kiosk/devices/camera/v4l2_camera.h"
#include "kiosk/devices/late_devices.h"

namespace hall::kiosk {

namespace {

constexpr std::string_view no_device = "none";

bool starts_and_goes_on(std::string_view text, std::string_view start) {
    return text.size() > start.size() && text.starts_with(start);
}

bool can_name_printer(std::string_view address) {
    if (address == no_device) return true;
    if (starts_and_goes_on(address, "file:"))
        return address.ends_with(".pwg") || address.ends_with(".escpos");
    const std::string_view starts[] = {"ipp://", "ipps://", "escpos:/", "tcp://"};
    return std::any_of(std::begin(starts), std::end(starts),
                       [&](std::string_view start) { return starts_and_goes_on(address, start); });
}

bool can_name_sound(std::string_view name) {
    return name == no_device || starts_and_goes_on(name, "alsa:") || name.ends_with(".wav");
}

std::vector<Path> paths_in(std::string_view list) {
    std::vector<Path> paths;
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(','), list.size());
        if (end > 0) paths.emplace_back(std::string(list.substr(0, end)));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return paths;
}

std::unique_ptr<Camera> camera_named(const std::string& name, Files& files) {
    if (name.starts_with("/dev/"))
        return std::make_unique<V4l2Camera>(name, std::make_unique<SystemVideoDevice>());
    return std::make_unique<PictureFileCamera>(files, paths_in(name));
}

}  // namespace

std::optional<bool> take_device_option(std::string_view name, const std::string& value,
                                       DeviceOptions& options) {
    if (value.empty()) return std::nullopt;
    if (name == "--printer") {
        options.printer = value;
        return can_name_printer(value);
    }
    if (name == "--camera") {
        options.camera = value;
        return true;
    }
    if (name == "--microphone") {
        options.microphone = value;
        return can_name_sound(value);
    }
    if (name == "--loudspeaker") {
        options.loudspeaker = value;
        return can_name_sound(value);
    }
    return std::nullopt;
}

void open_devices(const DeviceOptions& options, Files& files, const Path& print_counts,
                  DeviceBundle& devices) {
    const Path module = paper_module_file();
    devices.fitted = {.printer = options.printer != no_device,
                      .camera = options.camera != no_device,
                      .microphone = options.microphone != no_device,
                      .loudspeaker = options.loudspeaker != no_device};
    if (devices.fitted.printer) {
        devices.print =
            std::make_unique<LatePrintDesk>(module, options.printer, files, print_counts);
    }
    if (devices.fitted.camera) {
        devices.camera = camera_named(options.camera, files);
        devices.qr_reader = std::make_unique<LateQrReader>(module);
    }
    if (devices.fitted.microphone)
        devices.recorder = std::make_unique<LateRecorder>(module, options.microphone, files);
    if (devices.fitted.loudspeaker)
        devices.player = std::make_unique<LateNotePlayer>(module, options.loudspeaker, files);
}

}  // namespace hall::kiosk
