// Reads a window's pixels back from the X server: for tours and tests that want to see
// what a person would see.

#pragma once

#include <cstdint>
#include <vector>

#include "kiosk/canvas/geometry.h"
#include "kiosk/canvas/x11_link.h"
#include "sync/core/result.h"

namespace hall::kiosk::canvas {

// Row after row, 0x00RRGGBB. What another window covers is not the window's own.
//
//   unavailable   the server gave no picture
Result<std::vector<std::uint32_t>> grab_window(const X11Target& target, Size size);

}  // namespace hall::kiosk::canvas
