// What a display says of its size, as RandR has it from the display itself: GLFW would
// make one up for displays that say nothing.

#pragma once

#include "kiosk/canvas/geometry.h"

struct _XDisplay;

namespace hall::kiosk::canvas {

// In millimetres, upright or on its side; 0×0 if the display does not say.
Size display_mm(_XDisplay* display, unsigned long output);

}  // namespace hall::kiosk::canvas
