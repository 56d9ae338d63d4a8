#include "kiosk/devices/camera/rgb_image.h"

#include <string.h>

#include <algorithm>

#include "sync/core/check.h"

namespace hall::kiosk {

namespace {

// Which pixels of a longer line the pixel `i` of a shorter one covers.
struct Span {
    int begin = 0;
    int end = 0;
};

Span covered(int i, int shorter, int longer) {
    const auto edge = [&](int k) {
        return static_cast<int>(static_cast<std::int64_t>(k) * longer / shorter);
    };
    const int begin = edge(i);
    return {begin, std::max(begin + 1, edge(i + 1))};
}

struct Shape {
    int width = 0;
    int height = 0;
};

Shape fitted_shape(int width, int height, int long_edge_max) {
    const int edge = std::max(width, height);
    if (edge <= long_edge_max) return {width, height};
    const auto scaled = [&](int side) {
        return std::max(1,
                        static_cast<int>(static_cast<std::int64_t>(side) * long_edge_max / edge));
    };
    return {scaled(width), scaled(height)};
}

// Calls `set(x, y, red, green, blue)` with the mean of what each pixel of the smaller picture
// covers.
template <typename Set>
void shrink(const RgbImage& image, Shape shape, const Set& set) {
    for (int y = 0; y < shape.height; ++y) {
        const Span rows = covered(y, shape.height, image.height);
        for (int x = 0; x < shape.width; ++x) {
            const Span columns = covered(x, shape.width, image.width);
            unsigned sum[3] = {};
            for (int row = rows.begin; row < rows.end; ++row) {
                const std::uint8_t* pixel = image.at(columns.begin, row);
                for (int column = columns.begin; column < columns.end; ++column) {
                    for (int k = 0; k < 3; ++k) sum[k] += *pixel++;
                }
            }
            const auto count =
                static_cast<unsigned>((rows.end - rows.begin) * (columns.end - columns.begin));
            set(x, y, sum[0] / count, sum[1] / count, sum[2] / count);
        }
    }
}

}  // namespace

void wipe(RgbImage& image) {
    ::explicit_bzero(image.rgb.data(), image.rgb.size());
    image = {};
}

GreyImage grey_of(const RgbImage& image, int long_edge_max) {
    CHECK(image.width >= 1 && image.height >= 1 && long_edge_max >= 1);
    const Shape shape = fitted_shape(image.width, image.height, long_edge_max);
    GreyImage grey{shape.width, shape.height, {}};
    grey.grey.reserve(static_cast<std::size_t>(shape.width) *
                      static_cast<std::size_t>(shape.height));
    shrink(image, shape, [&](int, int, unsigned red, unsigned green, unsigned blue) {
        grey.grey.push_back(
            static_cast<std::uint8_t>((299 * red + 587 * green + 114 * blue + 500) / 1000));
    });
    return grey;
}

RgbImage fitted(RgbImage image, int long_edge_max) {
    CHECK(image.width >= 1 && image.height >= 1 && long_edge_max >= 1);
    const Shape shape = fitted_shape(image.width, image.height, long_edge_max);
    if (shape.width == image.width && shape.height == image.height) return image;
    RgbImage small = RgbImage::of_size(shape.width, shape.height);
    shrink(image, shape, [&](int x, int y, unsigned red, unsigned green, unsigned blue) {
        std::uint8_t* pixel = small.at(x, y);
        pixel[0] = static_cast<std::uint8_t>(red);
        pixel[1] = static_cast<std::uint8_t>(green);
        pixel[2] = static_cast<std::uint8_t>(blue);
    });
    wipe(image);
    return small;
}

RgbImage upright(RgbImage image, int orientation) {
    if (orientation < 2 || orientation > 8) return image;
    const bool turned = orientation >= 5;  // width and height change places
    RgbImage out = turned ? RgbImage::of_size(image.height, image.width)
                          : RgbImage::of_size(image.width, image.height);
    const int right = image.width - 1;
    const int bottom = image.height - 1;
    for (int y = 0; y < out.height; ++y) {
        for (int x = 0; x < out.width; ++x) {
            int from_x = turned ? y : x;
            int from_y = turned ? x : y;
            // Exif 2.32, 4.6.4: where row 0 and column 0 of the picture stand.
            const bool mirrored_x =
                orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
            const bool mirrored_y =
                orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
            if (mirrored_x) from_x = right - from_x;
            if (mirrored_y) from_y = bottom - from_y;
            std::copy_n(image.at(from_x, from_y), 3, out.at(x, y));
        }
    }
    wipe(image);
    return out;
}

RgbaImage rgba_of(RgbImage image, int width_max, int height_max) {
    const double shrink = std::min({1.0, static_cast<double>(width_max) / image.width,
                                    static_cast<double>(height_max) / image.height});
    const int long_edge = std::max(image.width, image.height);
    image = fitted(std::move(image), std::max(1, static_cast<int>(long_edge * shrink)));
    RgbaImage out{image.width, image.height, {}};
    out.rgba.reserve(image.rgb.size() / 3 * 4);
    for (std::size_t i = 0; i < image.rgb.size(); i += 3) {
        for (std::size_t k = 0; k < 3; ++k) out.rgba.push_back(image.rgb[i + k]);
        out.rgba.push_back(255);
    }
    wipe(image);
    return out;
}

GreyImage grey_of(const RgbaImage& image) {
    GreyImage grey{image.width, image.height, {}};
    grey.grey.reserve(image.rgba.size() / 4);
    for (std::size_t i = 0; i + 3 < image.rgba.size(); i += 4) {
        const unsigned luma =
            299U * image.rgba[i] + 587U * image.rgba[i + 1] + 114U * image.rgba[i + 2];
        grey.grey.push_back(static_cast<std::uint8_t>((luma + 500) / 1000));
    }
    return grey;
}

}  // namespace hall::kiosk
