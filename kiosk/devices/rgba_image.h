// RgbaImage: a picture in memory for the screen: row after row, four bytes a pixel (red, green,
// blue, alpha), from the upper left corner.

#pragma once

#include <string.h>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace hall::kiosk {

struct RgbaImage {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgba;
};

inline void wipe(RgbaImage& image) {
    ::explicit_bzero(image.rgba.data(), image.rgba.size());
    image = {};
}

}  // namespace hall::kiosk
