#include "tests/devices/sample_photos.h"

#include <png.h>
#include <turbojpeg.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "tests/catch.h"
#include "tests/devices/sample_pages.h"

namespace hall::kiosk {

namespace {

// The same in every run (Numerical Recipes' linear congruential generator).
struct Grain {
    std::uint32_t state = 1;
    int next(int range) {
        state = state * 1664525U + 1013904223U;
        return static_cast<int>(state >> 16) % range;
    }
};

void set_grey(RgbImage& image, int x, int y, int grey) {
    std::fill_n(image.at(x, y), 3, static_cast<std::uint8_t>(std::clamp(grey, 0, 255)));
}

// Where a point of the picture lies on the paper, both 0 to 1, by solving the homography's inverse
// with Newton steps from its middle; outside gives values outside.
PointXy on_paper(const Quadrilateral& q, PointXy at) {
    // Through the projective map of the unit square: two cross products of lines.
    const auto line = [](PointXy a, PointXy b) {
        return std::array<double, 3>{a.y - b.y, b.x - a.x, a.x * b.y - b.x * a.y};
    };
    const auto value = [&](const std::array<double, 3>& l, PointXy p) {
        return l[0] * p.x + l[1] * p.y + l[2];
    };
    // Along u: the sides u = 0 (corner 0 to 3) and u = 1 (1 to 2), weighted so that the cross ratio
    // fits at the other corners.
    const auto u0 = line(q[0], q[3]);
    const auto u1 = line(q[1], q[2]);
    const auto v0 = line(q[0], q[1]);
    const auto v1 = line(q[3], q[2]);
    const double wu = value(u0, q[1]) / -value(u1, q[0]);
    const double wu2 = value(u0, q[2]) / -value(u1, q[3]);
    const double wv = value(v0, q[3]) / -value(v1, q[0]);
    const double wv2 = value(v0, q[2]) / -value(v1, q[1]);
    // The weight changes linearly along the other direction; two rounds settle it.
    double u = 0.5;
    double v = 0.5;
    for (int i = 0; i < 12; ++i) {
        const double ku = wu + (wu2 - wu) * v;
        const double kv = wv + (wv2 - wv) * u;
        const double a = value(u0, at);
        const double b = -value(u1, at) * ku;
        u = a / (a + b);
        const double c = value(v0, at);
        const double d = -value(v1, at) * kv;
        v = c / (c + d);
    }
    return {u, v};
}

}  // namespace

RgbImage scene(int width, int height) {
    RgbImage image = RgbImage::of_size(width, height);
    Grain grain;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const int stripes = (x / 37 + y / 53) % 3 * 12;
            set_grey(image, x, y, 50 + stripes + grain.next(14));
        }
    }
    return image;
}

RgbImage photographed_slip(int width, int height, const Quadrilateral& corners) {
    RgbImage image = scene(width, height);
    const SheetRaster sheet = drawn(slip_page(), PrintMedia::a4)[0];
    Grain grain;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const PointXy at = on_paper(corners, {x + 0.5, y + 0.5});
            if (at.x < 0 || at.x >= 1 || at.y < 0 || at.y >= 1) continue;
            // The mean of a small square of dots: the paper is sharper than the picture.
            const int from_x = static_cast<int>(at.x * (sheet.width - 3));
            const int from_y = static_cast<int>(at.y * (sheet.height - 3));
            int ink = 0;
            for (int k = 0; k < 9; ++k) ink += sheet.at(from_x + k % 3, from_y + k / 3);
            set_grey(image, x, y, 225 - ink / 9 * 190 / 255 + grain.next(6));
        }
    }
    return image;
}

RgbImage blurred(const RgbImage& image, int radius) {
    RgbImage from = image;
    for (int pass = 0; pass < 6; ++pass) {
        const bool across = pass % 2 == 0;
        RgbImage to = from;
        for (int y = 0; y < image.height; ++y) {
            for (int x = 0; x < image.width; ++x) {
                for (int k = 0; k < 3; ++k) {
                    int sum = 0;
                    for (int d = -radius; d <= radius; ++d) {
                        const int at_x = std::clamp(across ? x + d : x, 0, image.width - 1);
                        const int at_y = std::clamp(across ? y : y + d, 0, image.height - 1);
                        sum += from.at(at_x, at_y)[k];
                    }
                    to.at(x, y)[k] = static_cast<std::uint8_t>(sum / (2 * radius + 1));
                }
            }
        }
        from = std::move(to);
    }
    return from;
}

RgbImage brightened(const RgbImage& image, double factor) {
    RgbImage out = image;
    for (std::uint8_t& value : out.rgb) {
        value = static_cast<std::uint8_t>(std::min(255.0, value * factor));
    }
    return out;
}

std::string with_exif(const std::string& jpeg, int orientation, std::string_view secret) {
    std::string tiff("MM\0\x2A\0\0\0\x08\0\x01", 10);
    tiff += std::string("\x01\x12\0\x03\0\0\0\x01\0", 9);
    tiff += static_cast<char>(orientation);
    tiff += std::string("\0\0\0\0\0\0", 6);
    const std::string content = std::string("Exif\0\0", 6) + tiff + std::string(secret);
    const std::size_t length = content.size() + 2;
    std::string segment = "\xFF\xE1";
    segment += static_cast<char>(length >> 8);
    segment += static_cast<char>(length & 0xFF);
    return jpeg.substr(0, 2) + segment + content + jpeg.substr(2);
}

std::string jpeg_of(const RgbImage& image, JpegKind kind) {
    const tjhandle turbo = tjInitCompress();
    std::vector<unsigned char> pixels(image.rgb.begin(), image.rgb.end());
    int format = TJPF_RGB;
    int sampling = kind == JpegKind::grey ? TJSAMP_GRAY : TJSAMP_420;
    if (kind == JpegKind::cmyk) {
        format = TJPF_CMYK;
        sampling = TJSAMP_444;
        pixels.clear();
        // Adobe's, inverted, without black.
        for (std::size_t i = 0; i < image.rgb.size(); i += 3) {
            pixels.insert(pixels.end(), {image.rgb[i], image.rgb[i + 1], image.rgb[i + 2], 255});
        }
    }
    unsigned char* out = nullptr;
    unsigned long size = 0;
    const int flags = kind == JpegKind::progressive ? TJFLAG_PROGRESSIVE : 0;
    REQUIRE(tjCompress2(turbo, pixels.data(), image.width, 0, image.height, format, &out, &size,
                        sampling, 95, flags) == 0);
    std::string jpeg(reinterpret_cast<char*>(out), size);
    tjFree(out);
    tjDestroy(turbo);
    return jpeg;
}

std::string png_16_of(const RgbImage& image) {
    png_image png{};
    png.version = PNG_IMAGE_VERSION;
    png.width = static_cast<png_uint_32>(image.width);
    png.height = static_cast<png_uint_32>(image.height);
    png.format = PNG_FORMAT_LINEAR_RGB;
    std::vector<std::uint16_t> pixels;
    for (const std::uint8_t value : image.rgb) {
        const double part = value / 255.0;
        const double linear =
            part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
        pixels.push_back(static_cast<std::uint16_t>(std::lround(linear * 65535)));
    }
    png_alloc_size_t size = 0;
    REQUIRE(png_image_write_to_memory(&png, nullptr, &size, 0, pixels.data(), 0, nullptr) != 0);
    std::string out(size, '\0');
    REQUIRE(png_image_write_to_memory(&png, out.data(), &size, 0, pixels.data(), 0, nullptr) != 0);
    out.resize(size);
    return out;
}

}  // namespace hall::kiosk
