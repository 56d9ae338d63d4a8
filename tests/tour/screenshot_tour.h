// Tour: drives the real program through every screen by what is written on it, takes a
// picture of each and writes down what the audit found there.

#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "kiosk/app/stage.h"
#include "kiosk/canvas/memory_presenter.h"
#include "sync/core/files.h"
#include "sync/core/result.h"

namespace hall::kiosk {

struct Picture {
    canvas::Size size;
    std::vector<std::uint32_t> pixels;  // row after row, 0x00RRGGBB
};

// What the screen shows now.
using ScreenCamera = std::function<Result<Picture>()>;
ScreenCamera memory_screen_camera(const canvas::MemoryPresenter& presenter);

struct ScreenshotTourOptions {
    Path pictures;         // folder for PNGs and audit.json
    int text_step = 0;     // 0, 1, 2: 100, 150, 200 %
    bool offline = false;  // no county answers: what shows its answers is left out
};

// Fails with `not_found` if a screen is not as the tour expects, and says what it found.
// Writes one PNG a screen, named in the order they are seen, and audit.json. Prints each
// step on standard output.
Result<void> run_screenshot_tour(Stage& stage, const ScreenCamera& camera,
                                 const ScreenshotTourOptions& plan, Files& files);

}  // namespace hall::kiosk
