// The parts of the raster that fill a file each. `area` lies inside the surface and the
// item's box.

#pragma once

#include "kiosk/canvas/display_list.h"

namespace hall::kiosk::canvas {

// The image at a place and over a span in 1/256 of its pixels, both spans >= 256: the
// mean of what the span covers, pixels at the edge repeated. 0xAARRGGBB, multiplied.
std::uint32_t sample(const Image& image, std::int64_t u, std::int64_t v, int u_span, int v_span);

// One colour over `count` pixels.
void paint_span(std::uint32_t* pixels, int count, std::uint32_t colour);

void paint_picture(const Item& item, const PictureMap& map, const Surface& surface,
                   const Rect& area);

void paint_convex(const DisplayList& list, const Item& item, const Surface& surface,
                  const Rect& area);

void paint_triangles(const DisplayList& list, const Item& item, const GlyphSheet& sheet,
                     const Surface& surface, const Rect& area);

}  // namespace hall::kiosk::canvas
