#include "kiosk/canvas/density.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace hall::kiosk::canvas {

namespace {

// From a 43-inch panel of 1366 pixels to a telephone's.
constexpr float px_per_mm_min = 1.2F;
constexpr float px_per_mm_max = 24;
// Pixels are square to within this.
constexpr float squareness = 0.12F;

// EDIDs that hold an aspect ratio in centimetres (or units) in place of a size, as the
// kernel's list of broken displays knows them: 16:9, 16:10, 4:3, 5:4.
constexpr std::array<Size, 7> disguised_ratios_mm{
    {{160, 90}, {160, 100}, {1600, 900}, {1600, 1000}, {16, 9}, {16, 10}, {40, 30}}};

}  // namespace

std::optional<float> plausible_px_per_mm(Size pixels, Size mm) {
    if (mm.width <= 0 || mm.height <= 0 || pixels.width <= 0 || pixels.height <= 0) {
        return std::nullopt;
    }
    if ((pixels.width > pixels.height) != (mm.width > mm.height)) std::swap(mm.width, mm.height);
    Size lying{std::max(mm.width, mm.height), std::min(mm.width, mm.height)};
    if (std::find(disguised_ratios_mm.begin(), disguised_ratios_mm.end(), lying) !=
        disguised_ratios_mm.end()) {
        return std::nullopt;
    }
    float across = static_cast<float>(pixels.width) / static_cast<float>(mm.width);
    float down = static_cast<float>(pixels.height) / static_cast<float>(mm.height);
    if (std::fabs(across / down - 1) > squareness) return std::nullopt;
    float mean = (across + down) / 2;
    if (mean < px_per_mm_min || mean > px_per_mm_max) return std::nullopt;
    return mean;
}

}  // namespace hall::kiosk::canvas
