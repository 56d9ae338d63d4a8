// Pictures as files: PNG and JPEG are read for the screen, and a screen is written as PNG
// by tours. The one home of libpng and libjpeg-turbo.
//
// Foreign bytes come in here. A file may lie about its size or never end: nothing is
// decoded that would take too many pixels, and of a progressive JPEG no endless scans.

#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "kiosk/canvas/geometry.h"
#include "kiosk/ui/frame/pictures.h"
#include "sync/core/files.h"
#include "sync/core/result.h"

namespace hall::kiosk {

// A photograph of 48 megapixels; it is decoded in the size it is shown at. A PNG is decoded
// whole.
inline constexpr std::int64_t jpeg_pixels_max = 48'000'000;
inline constexpr std::int64_t png_pixels_max = 12'000'000;

// Decodes a PNG or a JPEG and makes it smaller if it is larger than `size_max`.
//
//   corrupt    neither of them, or damaged
//   exhausted  too many pixels
Result<ui::PixelPicture> decode_picture(std::string_view bytes, canvas::Size size_max);

// The picture in as many pixels; each is the mean of what it covers.
// REQUIRES: 1 <= size <= the picture's, in both directions.
ui::PixelPicture made_smaller(const ui::PixelPicture& picture, canvas::Size size);

// The largest size of this shape that fits; at least one pixel. Never larger than it is.
canvas::Size fitted(canvas::Size picture, canvas::Size size_max);

// For tours and developers: a kiosk in a village hall takes no pictures of its screen.
// `pixels`: row after row, 0x00RRGGBB. REQUIRES: as many as size says.
Result<void> write_png(const Path& file, canvas::Size size,
                       const std::vector<std::uint32_t>& pixels);

}  // namespace hall::kiosk
