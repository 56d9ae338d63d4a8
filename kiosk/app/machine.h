// What a program that shows the kiosk's screens needs before it has a window: the options
// that say how the screens look, and the parts they are made from. hall-kiosk and hall-tour
// share it.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kiosk/app/app.h"
#include "kiosk/app/blob_pictures.h"
#include "kiosk/canvas/geometry.h"
#include "kiosk/ui/frame/frame.h"
#include "sync/core/clock.h"
#include "sync/core/files.h"
#include "sync/core/random.h"
#include "sync/core/result.h"

namespace hall::kiosk {

struct ScreenOptions {
    Path data;
    std::string theme = "standard";
    std::string language = "zh-CN";
    float px_per_mm = 0;      // 0: ask the display
    canvas::Size size{0, 0};  // 0: the whole screen
};

// Takes in an option that both programs have. Nothing if it is none of them; false if its
// value is not allowed.
std::optional<bool> take_screen_option(std::string_view name, const std::string& value,
                                       ScreenOptions& options);

// The parts of the real machine; they outlive what is opened with them.
struct Machine {
    explicit Machine(const Path& data) : pictures(files, DataFolder(data).blobs()) {}

    DiskFiles files;
    SystemClock clock;
    SystemRandom random;
    BlobPictures pictures;
};

// Fails like App::open(), or if the strings of the language cannot be read.
struct Backgrounds {
    Background* usual = nullptr;  // null: what takes long is done at once
    Background* devices = nullptr;
};
Result<App> open_app(Machine& machine, const ScreenOptions& options, DeviceBundle& devices,
                     const Backgrounds& backgrounds = {});

// Fails if theme, strings or fonts cannot be read.
Result<ui::Ui> open_ui(Machine& machine, const ScreenOptions& options);

// Pixels a millimetre: as told, else as the display says, else as such a screen usually has.
float density(const ScreenOptions& options, const std::optional<float>& display, canvas::Size size);

}  // namespace hall::kiosk
