// Photos for tests: a printed page on a table, and files that are wrong in one way each.

#pragma once

#include <string>
#include <string_view>

#include "kiosk/devices/camera/paper_finder.h"
#include "kiosk/devices/camera/rgb_image.h"

namespace hall::kiosk {

// A slip with its QR code lying on a dark table with grain, seen from aside: its corners stand at
// `corners` in a picture of this size.
RgbImage photographed_slip(int width, int height, const Quadrilateral& corners);

// The same without paper: grain and some shapes.
RgbImage scene(int width, int height);

// Smoothed by a box of so many pixels, three times: close to a Gaussian.
RgbImage blurred(const RgbImage& image, int radius);

RgbImage brightened(const RgbImage& image, double factor);

// With an Exif segment that gives the orientation, and a text that must not leave the machine.
std::string with_exif(const std::string& jpeg, int orientation, std::string_view secret);

enum class JpegKind { baseline, progressive, cmyk, grey };
std::string jpeg_of(const RgbImage& image, JpegKind kind);

// PNG of 16 bits a channel.
std::string png_16_of(const RgbImage& image);

}  // namespace hall::kiosk
