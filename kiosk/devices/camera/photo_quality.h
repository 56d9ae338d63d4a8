// PhotoQuality: whether a photo can be read, measured on its grey.

#pragma once

#include "kiosk/devices/camera/rgb_image.h"

namespace hall::kiosk {

// Measured on the picture at quality_long_edge pixels, so that numbers of different cameras can be
// held against each other.
struct PhotoQuality {
    // Variance of the Laplacian (Pech-Pacheco et al., "Diatom autofocusing in brightfield
    // microscopy", 2000) of the sharpest tenth of 8 × 8 tiles: a page is mostly white, and white
    // has no edges.
    double sharpness = 0;
    double mean = 0;         // 0 black to 255 white
    int darkest = 0;         // 1 % of all pixels are not brighter
    int brightest = 0;       // 1 % are not darker
    double glare_share = 0;  // of pixels that are white beyond measure (>= 250)
};

inline constexpr int quality_long_edge = 1000;

// Thresholds, set on photos of printed pages and scenes made worse step by step
// (tests/devices/photo_test.cc).
inline constexpr double sharpness_min = 250;
inline constexpr int brightest_min = 110;  // nothing as bright: too dark
inline constexpr double mean_min = 55;     // too dark, unless something is bright_enough
inline constexpr int bright_enough = 200;
inline constexpr int darkest_max = 140;  // nothing darker, and much glare: over-exposed
inline constexpr double glare_share_max = 0.5;

PhotoQuality measure_quality(const RgbImage& image);

bool is_blurred(const PhotoQuality& quality);
bool is_too_dark(const PhotoQuality& quality);
bool is_overexposed(const PhotoQuality& quality);

}  // namespace hall::kiosk
