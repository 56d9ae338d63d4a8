// A picture while it is worked on: 8 bits a part, red, green, blue and alpha.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hall::platform {

struct Pixels {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgba;

    std::size_t count() const {
        return static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    }
};

struct PixelSize {
    int width = 0;
    int height = 0;
};
std::string size_text(PixelSize size);  // "1920×1080"

// The size of this shape whose longest side is at most `side_max`; never larger, at least 1.
PixelSize fitted_size(PixelSize size, int side_max);

// In as many pixels, each the mean of what it covers; what is transparent adds no colour.
// REQUIRES: no side longer than the picture's.
Pixels made_smaller(const Pixels& pixels, PixelSize size);

// Turned and mirrored as the orientation of EXIF says (1 to 8; others leave it as it is).
Pixels turned_upright(Pixels pixels, int orientation);

bool is_opaque(const Pixels& pixels);

// The orientation in the TIFF structure that EXIF is; 1 if it says none or cannot be read.
int exif_orientation(std::string_view tiff);

}  // namespace hall::platform
