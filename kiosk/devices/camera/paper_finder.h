// PaperFinder: a sheet of paper that lies on something darker, and how it is set straight.
//
// The grey picture, smoothed, is cut in two by Otsu's threshold (N. Otsu, 1979). The largest bright
// region with few holes is taken; its convex hull is reduced to four sides by dropping, again and
// again, the side whose loss adds the least area, the neighbours being lengthened until they meet.
// Each side is then fitted to the region's border by least squares, which gives corners to a
// fraction of a pixel. What is no plausible sheet is refused: too small, too crooked, or cut by the
// picture's edge.

#pragma once

#include <array>
#include <optional>

#include "kiosk/devices/camera/rgb_image.h"

namespace hall::kiosk {

struct PointXy {
    double x = 0;
    double y = 0;
};

// Corners clockwise from the upper left one, in pixels.
using Quadrilateral = std::array<PointXy, 4>;

// The sheet in the picture, or nothing: also if the sheet fills it to the edges, as then nothing
// need be cut off.
std::optional<Quadrilateral> find_paper(const RgbImage& image);

// What lies inside the corners as an upright rectangle (a homography, bilinear), whose sides are as
// long as the longer of each two opposite sides; the long edge at most `long_edge_max`. REQUIRES: a
// convex quadrilateral.
RgbImage straightened(const RgbImage& image, const Quadrilateral& corners, int long_edge_max);

}  // namespace hall::kiosk
