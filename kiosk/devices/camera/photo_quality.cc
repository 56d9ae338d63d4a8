#include "kiosk/devices/camera/photo_quality.h"

#include <algorithm>
#include <array>
#include <functional>

namespace hall::kiosk {

namespace {

// Of the Laplacian (4 neighbours) inside a rectangle that does not touch the picture's edge.
double laplacian_variance(const GreyImage& grey, int left, int top, int right, int bottom) {
    double sum = 0;
    double squares = 0;
    int count = 0;
    for (int y = std::max(1, top); y < std::min(bottom, grey.height - 1); ++y) {
        for (int x = std::max(1, left); x < std::min(right, grey.width - 1); ++x) {
            const int value = grey.at(x - 1, y) + grey.at(x + 1, y) + grey.at(x, y - 1) +
                              grey.at(x, y + 1) - 4 * grey.at(x, y);
            sum += value;
            squares += double{1} * value * value;
            ++count;
        }
    }
    if (count == 0) return 0;
    const double mean = sum / count;
    return squares / count - mean * mean;
}

double sharpness_of(const GreyImage& grey) {
    constexpr int tiles = 8;
    std::vector<double> variances;
    for (int row = 0; row < tiles; ++row) {
        for (int column = 0; column < tiles; ++column) {
            variances.push_back(laplacian_variance(
                grey, column * grey.width / tiles, row * grey.height / tiles,
                (column + 1) * grey.width / tiles, (row + 1) * grey.height / tiles));
        }
    }
    std::sort(variances.begin(), variances.end(), std::greater<>());
    constexpr std::size_t sharpest = tiles * tiles / 10;
    double sum = 0;
    for (std::size_t i = 0; i < sharpest; ++i) sum += variances[i];
    return sum / sharpest;
}

}  // namespace

PhotoQuality measure_quality(const RgbImage& image) {
    const GreyImage grey = grey_of(image, quality_long_edge);
    std::array<std::size_t, 256> histogram{};
    for (const std::uint8_t value : grey.grey) ++histogram[value];
    PhotoQuality quality;
    const std::size_t count = grey.grey.size();
    std::size_t below = 0;
    double sum = 0;
    std::size_t glaring = 0;
    bool darkest_found = false;
    for (int value = 0; value < 256; ++value) {
        const std::size_t here = histogram[static_cast<std::size_t>(value)];
        sum += static_cast<double>(value) * static_cast<double>(here);
        if (value >= 250) glaring += here;
        below += here;
        if (!darkest_found && below * 100 >= count) {
            quality.darkest = value;
            darkest_found = true;
        }
        if (here != 0 && (count - below + here) * 100 >= count) quality.brightest = value;
    }
    const double range = std::max(20, quality.brightest - quality.darkest);
    quality.sharpness = sharpness_of(grey) * (255 / range) * (255 / range);
    quality.mean = sum / static_cast<double>(count);
    quality.glare_share = static_cast<double>(glaring) / static_cast<double>(count);
    return quality;
}

bool is_blurred(const PhotoQuality& quality) {
    return quality.sharpness < sharpness_min;
}

bool is_too_dark(const PhotoQuality& quality) {
    return quality.brightest < brightest_min ||
           (quality.mean < mean_min && quality.brightest < bright_enough);
}

bool is_overexposed(const PhotoQuality& quality) {
    return quality.glare_share > glare_share_max && quality.darkest > darkest_max;
}

}  // namespace hall::kiosk
