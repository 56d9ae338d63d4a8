// A raster written for nothing but being right: pixel by pixel, thing by thing, each
// rule from its definition. The product's must agree with it.

#pragma once

#include <vector>

#include "kiosk/canvas/display_list.h"

namespace hall::kiosk::canvas::test {

// The whole frame, row after row, 0x00RRGGBB.
std::vector<std::uint32_t> reference_paint(const DisplayList& list, const GlyphSheet& sheet);

// The largest difference of a channel of two pixels.
int distance(std::uint32_t a, std::uint32_t b);

}  // namespace hall::kiosk::canvas::test
