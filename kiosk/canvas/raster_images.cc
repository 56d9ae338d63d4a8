#include <algorithm>
#include <cstring>

#include "kiosk/canvas/blend.h"
#include "kiosk/canvas/raster_parts.h"

namespace hall::kiosk::canvas {

namespace {

constexpr std::int64_t unit = std::int64_t{1} << 24;  // of a PictureMap: one pixel

// How far one pixel of the screen reaches in the image, in 1/256; never less than one
// pixel of it, so that enlarging interpolates between two.
int span_of(std::int64_t step) {
    std::int64_t span = (step < 0 ? -step : step) >> 16;
    return static_cast<int>(std::clamp<std::int64_t>(span, 256, std::int64_t{256} * 8192));
}

bool copies(const Item& item, const PictureMap& map, const Rect& area) {
    if (map.u_step != unit || map.v_step != unit || map.u % unit != unit / 2 ||
        map.v % unit != unit / 2 || item.colour != 0xFFFFFFFFU) {
        return false;
    }
    std::int64_t u = map.u / unit + (area.x0 - item.anchor_x);
    std::int64_t v = map.v / unit + (area.y0 - item.anchor_y);
    return u >= 0 && v >= 0 && u + area.width() <= item.image->width &&
           v + area.height() <= item.image->height;
}

void blend_row(std::uint32_t* __restrict pixels, const std::uint32_t* __restrict over, int count) {
    for (int x = 0; x < count; ++x) pixels[x] = blend_multiplied(pixels[x], over[x]);
}

void copy_row(std::uint32_t* __restrict pixels, const std::uint32_t* __restrict from, int count) {
    for (int x = 0; x < count; ++x) pixels[x] = from[x] & 0xFFFFFFU;
}

void paint_copy(const Item& item, const PictureMap& map, const Surface& surface, const Rect& area) {
    const Image& image = *item.image;
    std::int64_t u = map.u / unit + (area.x0 - item.anchor_x);
    std::int64_t v = map.v / unit + (area.y0 - item.anchor_y);
    const std::uint32_t* row = image.pixels + v * image.stride + u;
    for (int y = area.y0; y < area.y1; ++y, row += image.stride) {
        if (image.has_alpha) {
            blend_row(surface.at(area.x0, y), row, area.width());
        } else {
            copy_row(surface.at(area.x0, y), row, area.width());
        }
    }
}

// The pixels from `begin` on, `span` 256ths wide, that one pixel of the screen shows.
struct Reach {
    std::int64_t begin;
    std::int64_t end;

    Reach(std::int64_t middle, int span) : begin(middle - span / 2), end(begin + span) {}
    std::int64_t first() const { return begin >> 8; }
    std::int64_t last() const { return (end - 1) >> 8; }
    std::uint64_t weight(std::int64_t pixel) const {
        return static_cast<std::uint64_t>(std::min((pixel + 1) * 256, end) -
                                          std::max(pixel * 256, begin));
    }
};

}  // namespace

std::uint32_t sample(const Image& image, std::int64_t u, std::int64_t v, int u_span, int v_span) {
    Reach across(u, u_span);
    Reach down(v, v_span);
    std::uint64_t alpha = 0;
    std::uint64_t red = 0;
    std::uint64_t green = 0;
    std::uint64_t blue = 0;
    for (std::int64_t row = down.first(); row <= down.last(); ++row) {
        const std::uint32_t* pixels =
            image.pixels + std::clamp<std::int64_t>(row, 0, image.height - 1) * image.stride;
        std::uint64_t row_weight = down.weight(row);
        for (std::int64_t column = across.first(); column <= across.last(); ++column) {
            std::uint32_t pixel = pixels[std::clamp<std::int64_t>(column, 0, image.width - 1)];
            std::uint64_t weight = row_weight * across.weight(column);
            alpha += weight * (pixel >> 24);
            red += weight * (pixel >> 16 & 255U);
            green += weight * (pixel >> 8 & 255U);
            blue += weight * (pixel & 255U);
        }
    }
    std::uint64_t total = static_cast<std::uint64_t>(u_span) * static_cast<std::uint64_t>(v_span);
    auto mean = [total](std::uint64_t sum) {
        return static_cast<std::uint32_t>((sum + total / 2) / total);
    };
    std::uint32_t opacity = image.has_alpha ? mean(alpha) : 255U;
    return opacity << 24 | mean(red) << 16 | mean(green) << 8 | mean(blue);
}

void paint_picture(const Item& item, const PictureMap& map, const Surface& surface,
                   const Rect& area) {
    if (copies(item, map, area)) {
        paint_copy(item, map, surface, area);
        return;
    }
    int u_span = span_of(map.u_step);
    int v_span = span_of(map.v_step);
    for (int y = area.y0; y < area.y1; ++y) {
        std::uint32_t* pixels = surface.at(area.x0, y);
        std::int64_t v = (map.v + map.v_step * (y - item.anchor_y)) >> 16;
        for (int x = area.x0; x < area.x1; ++x, ++pixels) {
            std::int64_t u = (map.u + map.u_step * (x - item.anchor_x)) >> 16;
            std::uint32_t over = accented(sample(*item.image, u, v, u_span, v_span), item.colour);
            *pixels = blend_multiplied(*pixels, over);
        }
    }
}

}  // namespace hall::kiosk::canvas
