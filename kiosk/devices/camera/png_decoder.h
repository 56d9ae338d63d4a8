// PNG read by libpng: 8 and 16 bits, grey, palette and colour; what is transparent stands on white.

#pragma once

#include <cstdint>
#include <string_view>

#include "kiosk/devices/camera/rgb_image.h"
#include "sync/core/result.h"

namespace hall::kiosk {

inline constexpr std::int64_t photo_png_pixels_max = 24'000'000;

//   corrupt    no PNG, damaged, or cut off
//   exhausted  too many pixels
Result<RgbImage> decode_png(std::string_view bytes);

}  // namespace hall::kiosk
