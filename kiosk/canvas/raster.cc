#include "kiosk/canvas/raster.h"

#include "kiosk/canvas/blend.h"
#include "kiosk/canvas/raster_parts.h"

namespace hall::kiosk::canvas {

namespace {

void paint_solid(const Item& item, const Surface& surface, const Rect& area) {
    for (int y = area.y0; y < area.y1; ++y) {
        paint_span(surface.at(area.x0, y), area.width(), item.colour);
    }
}

void paint_glyph_row(std::uint32_t* __restrict pixels, const std::uint8_t* __restrict coverage,
                     int count, Ink ink) {
    for (int x = 0; x < count; ++x) {
        pixels[x] = blend(pixels[x], ink, weight_of(coverage[x]));
    }
}

void paint_faint_glyph_row(std::uint32_t* pixels, const std::uint8_t* coverage, int count, Ink ink,
                           std::uint32_t alpha) {
    for (int x = 0; x < count; ++x) {
        pixels[x] = blend(pixels[x], ink, weight_of(of_255(coverage[x], alpha)));
    }
}

void paint_glyph(const Item& item, const GlyphSheet& sheet, const Surface& surface,
                 const Rect& area) {
    std::uint32_t alpha = item.colour >> 24;
    Ink ink(item.colour);
    const std::uint8_t* coverage =
        sheet.pixels() +
        static_cast<std::ptrdiff_t>(item.v + area.y0 - item.anchor_y) * sheet.width() + item.u +
        (area.x0 - item.anchor_x);
    for (int y = area.y0; y < area.y1; ++y, coverage += sheet.width()) {
        std::uint32_t* pixels = surface.at(area.x0, y);
        if (alpha == 255) {
            paint_glyph_row(pixels, coverage, area.width(), ink);
        } else {
            paint_faint_glyph_row(pixels, coverage, area.width(), ink, alpha);
        }
    }
}

// Nothing below the last item that hides the whole area can be seen.
std::size_t first_visible(const std::vector<Item>& items, const Rect& area) {
    for (std::size_t number = items.size(); number-- > 0;) {
        if (items[number].opaque && items[number].box.contains(area)) return number;
    }
    return 0;
}

}  // namespace

void paint_span(std::uint32_t* pixels, int count, std::uint32_t colour) {
    std::uint32_t alpha = colour >> 24;
    if (alpha == 255) {
        std::uint32_t plain = colour & 0xFFFFFFU;
        for (int x = 0; x < count; ++x) pixels[x] = plain;
        return;
    }
    Ink ink(colour);
    std::uint32_t weight = weight_of(alpha);
    for (int x = 0; x < count; ++x) pixels[x] = blend(pixels[x], ink, weight);
}

void paint(const DisplayList& list, const GlyphSheet& sheet, const Surface& surface,
           const Rect& area) {
    Rect visible = intersection(area, surface.area);
    if (visible.empty()) return;
    const std::vector<Item>& items = list.items();
    for (std::size_t number = first_visible(items, visible); number < items.size(); ++number) {
        const Item& item = items[number];
        if (!overlap(item.box, visible)) continue;
        Rect part = intersection(item.box, visible);
        switch (item.kind) {
            case ItemKind::solid:
                paint_solid(item, surface, part);
                break;
            case ItemKind::glyph:
                paint_glyph(item, sheet, surface, part);
                break;
            case ItemKind::picture:
                paint_picture(item, list.pictures()[item.first], surface, part);
                break;
            case ItemKind::convex:
                paint_convex(list, item, surface, part);
                break;
            case ItemKind::triangles:
                paint_triangles(list, item, sheet, surface, part);
                break;
        }
    }
}

}  // namespace hall::kiosk::canvas
