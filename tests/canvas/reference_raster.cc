#include "tests/canvas/reference_raster.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace hall::kiosk::canvas::test {

namespace {

int channel(std::uint32_t colour, int shift) {
    return static_cast<int>(colour >> shift & 255U);
}

// weight in 256ths of `over` on `below`, one channel at a time.
std::uint32_t mixed(std::uint32_t below, std::uint32_t over, int alpha) {
    int weight = alpha + alpha / 128;
    std::uint32_t out = 0;
    for (int shift = 0; shift < 24; shift += 8) {
        int value =
            (channel(below, shift) * (256 - weight) + channel(over, shift) * weight + 128) / 256;
        out |= static_cast<std::uint32_t>(value) << shift;
    }
    return out;
}

int share(int a, int b) {
    return static_cast<int>(std::lround(a * b / 255.0));
}

// The mean of an image over a rectangle in pixels of the image, edges repeated.
std::uint32_t mean_of(const Image& image, double u0, double v0, double u1, double v1) {
    std::array<double, 4> sums{};
    double total = 0;
    for (int v = static_cast<int>(std::floor(v0)); v < v1; ++v) {
        for (int u = static_cast<int>(std::floor(u0)); u < u1; ++u) {
            double weight = (std::min(u + 1.0, u1) - std::max<double>(u, u0)) *
                            (std::min(v + 1.0, v1) - std::max<double>(v, v0));
            std::uint32_t pixel = image.pixels[std::clamp(v, 0, image.height - 1) * image.stride +
                                               std::clamp(u, 0, image.width - 1)];
            for (int part = 0; part < 4; ++part) sums[part] += weight * channel(pixel, part * 8);
            total += weight;
        }
    }
    std::uint32_t out = 0;
    for (int part = 0; part < 4; ++part) {
        out |= static_cast<std::uint32_t>(std::lround(sums[part] / total)) << part * 8;
    }
    return image.has_alpha ? out : out | 0xFF000000U;
}

std::uint32_t over_multiplied(std::uint32_t below, std::uint32_t over, std::uint32_t accent) {
    int alpha = share(channel(over, 24), channel(accent, 24));
    int rest = 256 - (alpha + alpha / 128);
    std::uint32_t out = 0;
    for (int shift = 0; shift < 24; shift += 8) {
        int own = share(share(channel(over, shift), channel(accent, shift)), channel(accent, 24));
        int value = (channel(below, shift) * rest + 128) / 256 + own;
        out |= static_cast<std::uint32_t>(value) << shift;
    }
    return out;
}

std::uint32_t paint_picture(const Item& item, const PictureMap& map, int x, int y,
                            std::uint32_t below) {
    constexpr double unit = 1 << 24;
    double u = static_cast<double>(map.u + map.u_step * (x - item.anchor_x)) / unit;
    double v = static_cast<double>(map.v + map.v_step * (y - item.anchor_y)) / unit;
    double half_u = std::max(1.0, std::fabs(static_cast<double>(map.u_step)) / unit) / 2;
    double half_v = std::max(1.0, std::fabs(static_cast<double>(map.v_step)) / unit) / 2;
    return over_multiplied(
        below, mean_of(*item.image, u - half_u, v - half_v, u + half_u, v + half_v), item.colour);
}

double coverage_of(const GlyphSheet& sheet, double u, double v) {
    auto at = [&](int column, int row) {
        return sheet.pixels()[std::clamp(row, 0, sheet.height() - 1) * sheet.width() +
                              std::clamp(column, 0, sheet.width() - 1)] /
               255.0;
    };
    int column = static_cast<int>(std::floor(u - 0.5));
    int row = static_cast<int>(std::floor(v - 0.5));
    double right = u - 0.5 - column;
    double lower = v - 0.5 - row;
    return (at(column, row) * (1 - right) + at(column + 1, row) * right) * (1 - lower) +
           (at(column, row + 1) * (1 - right) + at(column + 1, row + 1) * right) * lower;
}

std::uint32_t paint_triangle(const Item& item, const GlyphSheet& sheet,
                             std::array<const Vertex*, 3> corners, int x, int y,
                             std::uint32_t below) {
    auto cross = [](const Vertex& p, const Vertex& q, double px, double py) {
        return (static_cast<double>(q.x) - p.x) * (py - p.y) -
               (static_cast<double>(q.y) - p.y) * (px - p.x);
    };
    double area = cross(*corners[0], *corners[1], corners[2]->x, corners[2]->y);
    if (area == 0) return below;
    if (area < 0) std::swap(corners[1], corners[2]);
    area = std::fabs(area);
    double px = x * 256.0 + 128;
    double py = y * 256.0 + 128;
    std::array<double, 3> weight{};
    for (int side = 0; side < 3; ++side) {
        const Vertex& p = *corners[(side + 1) % 3];
        const Vertex& q = *corners[(side + 2) % 3];
        double value = cross(p, q, px, py);
        bool owns_edge = q.y < p.y || (q.y == p.y && q.x > p.x);
        if (value < 0 || (value == 0 && !owns_edge)) return below;
        weight[side] = value / area;
    }
    auto between = [&](auto part) {
        return part(*corners[0]) * weight[0] + part(*corners[1]) * weight[1] +
               part(*corners[2]) * weight[2];
    };
    std::uint32_t colour = 0;
    for (int shift = 0; shift < 32; shift += 8) {
        double value = between([&](const Vertex& at) { return channel(at.colour, shift); });
        colour |= static_cast<std::uint32_t>(std::lround(value)) << shift;
    }
    if (!item.textured) return mixed(below, colour, channel(colour, 24));
    double u = between([](const Vertex& at) { return at.u / 256.0; });
    double v = between([](const Vertex& at) { return at.v / 256.0; });
    if (item.image != nullptr) {
        return over_multiplied(below, mean_of(*item.image, u - 0.5, v - 0.5, u + 0.5, v + 0.5),
                               colour);
    }
    double alpha = coverage_of(sheet, u, v) * channel(colour, 24);
    return mixed(below, colour, static_cast<int>(std::lround(alpha)));
}

// A fan over the corners, and the fringe: the triangles ImGui gave.
std::uint32_t paint_convex(const Item& item, const Vertex* vertices, const GlyphSheet& sheet, int x,
                           int y, std::uint32_t below) {
    std::uint32_t sides = item.vertex_count / 2;
    for (std::uint32_t side = 2; side < sides; ++side) {
        below = paint_triangle(
            item, sheet, {vertices, vertices + (side - 1) * 2, vertices + side * 2}, x, y, below);
    }
    for (std::uint32_t side = 0; side < sides; ++side) {
        const Vertex* here = vertices + side * 2;
        const Vertex* next = vertices + (side + 1) % sides * 2;
        below = paint_triangle(item, sheet, {next, here, here + 1}, x, y, below);
        below = paint_triangle(item, sheet, {here + 1, next + 1, next}, x, y, below);
    }
    return below;
}

std::uint32_t paint_item(const DisplayList& list, const Item& item, const GlyphSheet& sheet, int x,
                         int y, std::uint32_t below) {
    if (item.kind == ItemKind::solid) return mixed(below, item.colour, channel(item.colour, 24));
    if (item.kind == ItemKind::glyph) {
        int coverage = sheet.pixels()[(item.v + y - item.anchor_y) * sheet.width() + item.u + x -
                                      item.anchor_x];
        return mixed(below, item.colour, share(coverage, channel(item.colour, 24)));
    }
    if (item.kind == ItemKind::picture) {
        return paint_picture(item, list.pictures()[item.first], x, y, below);
    }
    const Vertex* vertices = list.vertices().data() + item.vertex_first;
    if (item.kind == ItemKind::convex) {
        return paint_convex(item, vertices, sheet, x, y, below);
    }
    for (std::uint32_t at = item.first; at < item.first + item.count; at += 3) {
        below = paint_triangle(item, sheet,
                               {vertices + list.indices()[at], vertices + list.indices()[at + 1],
                                vertices + list.indices()[at + 2]},
                               x, y, below);
    }
    return below;
}

}  // namespace

std::vector<std::uint32_t> reference_paint(const DisplayList& list, const GlyphSheet& sheet) {
    Size size = list.size();
    std::vector<std::uint32_t> pixels(static_cast<std::size_t>(size.width) * size.height);
    for (const Item& item : list.items()) {
        for (int y = item.box.y0; y < item.box.y1; ++y) {
            for (int x = item.box.x0; x < item.box.x1; ++x) {
                std::uint32_t& pixel = pixels[static_cast<std::size_t>(y) * size.width + x];
                pixel = paint_item(list, item, sheet, x, y, pixel);
            }
        }
    }
    return pixels;
}

int distance(std::uint32_t a, std::uint32_t b) {
    int far = 0;
    for (int shift = 0; shift < 24; shift += 8) {
        far = std::max(far, std::abs(channel(a, shift) - channel(b, shift)));
    }
    return far;
}

}  // namespace hall::kiosk::canvas::test
