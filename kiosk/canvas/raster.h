// Raster: a display list to pixels.
//
// What always holds (tests/canvas/raster_test.cc): painting an area in pieces gives the
// pixels of painting it whole; so does a plain loop over every pixel. Pure; one thread;
// allocates nothing.

#pragma once

#include "kiosk/canvas/display_list.h"

namespace hall::kiosk::canvas {

// Paints what the list shows in `area`, all of it, whatever the surface held before.
// What lies outside `area` or outside the surface is not touched. The sheet and the
// images are those the list was built with.
void paint(const DisplayList& list, const GlyphSheet& sheet, const Surface& surface,
           const Rect& area);

}  // namespace hall::kiosk::canvas
