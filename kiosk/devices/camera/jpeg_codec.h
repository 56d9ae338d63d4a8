// JPEG read and written, by libjpeg-turbo. Foreign bytes come in here: what would take too much
// memory or time is refused by its header, and half a picture is none.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "kiosk/devices/camera/rgb_image.h"
#include "sync/core/result.h"

namespace hall::kiosk {

inline constexpr std::int64_t photo_jpeg_pixels_max = 64'000'000;
// All of a progressive picture is held in memory, six bytes a pixel.
inline constexpr std::int64_t photo_progressive_pixels_max = 16'000'000;

// Decodes it in the least of the sizes that the decoder offers whose long edge has at least
// `long_edge` pixels, or whole if it has fewer. Grey, CMYK and YCCK become RGB. Not turned.
//
//   corrupt    no JPEG, damaged, or cut off
//   exhausted  too many pixels
Result<RgbImage> decode_jpeg(std::string_view bytes, int long_edge);

// Baseline JPEG, 4:2:0, without any metadata. `quality` from 1 to 100. REQUIRES: a picture of at
// least one pixel.
Result<std::string> encode_jpeg(const RgbImage& image, int quality);

}  // namespace hall::kiosk
