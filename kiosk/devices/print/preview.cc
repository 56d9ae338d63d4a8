#include "kiosk/devices/print/preview.h"

#include <algorithm>
#include <cmath>

#include "sync/core/check.h"

namespace hall::kiosk {

RgbaImage preview_of(const SheetRaster& sheet, int width_max, int height_max) {
    CHECK(sheet.width >= 1 && sheet.height >= 1 && width_max >= 1 && height_max >= 1);
    const double shrink = std::min({1.0, static_cast<double>(width_max) / sheet.width,
                                    static_cast<double>(height_max) / sheet.height});
    RgbaImage image;
    image.width = std::max(1, static_cast<int>(sheet.width * shrink));
    image.height = std::max(1, static_cast<int>(sheet.height * shrink));
    image.rgba.resize(static_cast<std::size_t>(image.width) *
                      static_cast<std::size_t>(image.height) * 4);
    const auto edge = [](int i, int to, int from) {
        return static_cast<int>(static_cast<std::int64_t>(i) * from / to);
    };
    std::size_t at = 0;
    for (int y = 0; y < image.height; ++y) {
        const int top = edge(y, image.height, sheet.height);
        const int bottom = std::max(top + 1, edge(y + 1, image.height, sheet.height));
        for (int x = 0; x < image.width; ++x) {
            const int left = edge(x, image.width, sheet.width);
            const int right = std::max(left + 1, edge(x + 1, image.width, sheet.width));
            int sum = 0;
            for (int row = top; row < bottom; ++row) {
                for (int column = left; column < right; ++column) sum += sheet.at(column, row);
            }
            const int dots = (bottom - top) * (right - left);
            const auto grey = static_cast<std::uint8_t>(255 - (sum + dots / 2) / dots);
            for (int k = 0; k < 3; ++k) image.rgba[at++] = grey;
            image.rgba[at++] = 255;
        }
    }
    return image;
}

}  // namespace hall::kiosk
