// The product's raster as the compiler makes it when it may use no vector instructions:
// the plain loops that the vectorised ones must agree with, pixel by pixel.

#pragma once

#include "kiosk/canvas/display_list.h"

namespace hall::kiosk::canvas {

// As paint() of kiosk/canvas/raster.h.
void paint_plainly(const DisplayList& list, const GlyphSheet& sheet, const Surface& surface,
                   const Rect& area);

}  // namespace hall::kiosk::canvas
