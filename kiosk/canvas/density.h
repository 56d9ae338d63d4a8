// How many pixels a millimetre has, from what a display says of itself. Pure.

#pragma once

#include <optional>

#include "kiosk/canvas/geometry.h"

namespace hall::kiosk::canvas {

// Pixels a millimetre of a screen of `pixels`, whose display claims to be `mm` large.
// Nothing if the claim is nonsense, as many are: none at all, an aspect ratio in
// disguise (160×90 mm, 16×9 mm), a shape that is not the screen's, or a size no kiosk
// has. A display on its side may claim its size upright.
std::optional<float> plausible_px_per_mm(Size pixels, Size mm);

}  // namespace hall::kiosk::canvas
