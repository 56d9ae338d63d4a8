// RgbImage: a picture in memory while it is worked on: row after row, three bytes a pixel (red,
// green, blue), from the upper left corner. And what is measured on: its grey.

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "kiosk/devices/rgba_image.h"

namespace hall::kiosk {

struct RgbImage {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgb;

    static RgbImage of_size(int width, int height) {
        return {width, height,
                std::vector<std::uint8_t>(static_cast<std::size_t>(width) *
                                          static_cast<std::size_t>(height) * 3)};
    }
    const std::uint8_t* at(int x, int y) const { return rgb.data() + offset(x, y); }
    std::uint8_t* at(int x, int y) { return rgb.data() + offset(x, y); }

  private:
    std::size_t offset(int x, int y) const {
        return (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                static_cast<std::size_t>(x)) *
               3;
    }
};

struct GreyImage {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> grey;  // 0 black to 255 white

    std::uint8_t at(int x, int y) const {
        return grey[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                    static_cast<std::size_t>(x)];
    }
};

// Overwrites the pixels.
void wipe(RgbImage& image);

// Luma (ITU-R BT.601) of the picture made smaller until its long edge has at most `long_edge_max`
// pixels; each is the mean of what it covers.
GreyImage grey_of(const RgbImage& image, int long_edge_max);

// Of a frame as Camera gives it.
GreyImage grey_of(const RgbaImage& image);

// Made smaller until the long edge has at most `long_edge_max` pixels; never larger than it is.
RgbImage fitted(RgbImage image, int long_edge_max);

// Turned and mirrored as EXIF's orientation 1 to 8 asks, so that it stands upright; others: as it
// is.
RgbImage upright(RgbImage image, int orientation);

// For the screen, fitted into width_max × height_max; never larger than it is.
RgbaImage rgba_of(RgbImage image, int width_max, int height_max);

}  // namespace hall::kiosk
