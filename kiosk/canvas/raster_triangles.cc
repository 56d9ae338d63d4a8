#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "kiosk/canvas/blend.h"
#include "kiosk/canvas/raster_parts.h"

namespace hall::kiosk::canvas {

namespace {

// Corners are in 1/256 pixel; a pixel belongs to a shape if its middle does, and a
// middle exactly on an edge belongs to the shape right of it or below it. So shapes
// that share an edge neither overlap nor leave a gap.
constexpr std::int64_t middle_of(int pixel) {
    return static_cast<std::int64_t>(pixel) * 256 + 128;
}

constexpr std::int64_t divided_down(std::int64_t a, std::int64_t b) {
    std::int64_t quotient = a / b;
    return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}

constexpr std::int64_t divided_up(std::int64_t a, std::int64_t b) {
    return -divided_down(-a, b);
}

// One side of a triangle whose corners go clockwise: at() >= 0 on the inner side.
struct Side {
    Side(const Vertex& from, const Vertex& to)
        : x(from.x),
          y(from.y),
          dx(static_cast<std::int64_t>(to.x) - from.x),
          dy(static_cast<std::int64_t>(to.y) - from.y),
          bias(dy < 0 || (dy == 0 && dx > 0) ? 0 : -1) {}

    std::int64_t at(int pixel_x, int pixel_y) const {
        return dx * (middle_of(pixel_y) - y) - dy * (middle_of(pixel_x) - x) + bias;
    }
    std::int64_t step() const { return -dy * 256; }

    std::int64_t x;
    std::int64_t y;
    std::int64_t dx;
    std::int64_t dy;
    std::int64_t bias;
};

struct Interval {
    int x0 = 0;
    int x1 = 0;
};

// The pixels of row y within the triangle, from x0 to x1 at most.
Interval row_of(const std::array<Side, 3>& sides, int y, Interval within) {
    std::int64_t x0 = within.x0;
    std::int64_t x1 = within.x1;
    for (const Side& side : sides) {
        std::int64_t value = side.at(within.x0, y);
        std::int64_t step = side.step();
        if (step > 0) {
            if (value < 0) x0 = std::max(x0, within.x0 + divided_up(-value, step));
        } else if (value < 0) {
            return {};
        } else if (step < 0) {
            x1 = std::min(x1, within.x0 + value / -step + 1);
        }
    }
    return {static_cast<int>(std::min(x0, x1)), static_cast<int>(x1)};
}

// A quantity that changes evenly over a triangle: a channel of its colour, a place in
// its texture. Counted in 2^-24. The sums may wrap on the way, as unsigned numbers do
// exactly; the value inside the triangle fits again.
class Plane {
  public:
    Plane(const Vertex& a, const Vertex& b, const Vertex& c, double area, int at_a, int at_b,
          int at_c)
        : x_(a.x), y_(a.y), start_(static_cast<std::uint64_t>(at_a) << 24) {
        double to_b = static_cast<double>(at_b) - at_a;
        double to_c = static_cast<double>(at_c) - at_a;
        x_step_ = slope((to_b * (c.y - a.y) - to_c * (b.y - a.y)) / area);
        y_step_ = slope((to_c * (b.x - a.x) - to_b * (c.x - a.x)) / area);
    }

    std::uint64_t at(int x, int y) const {
        return start_ + x_step_ * static_cast<std::uint64_t>(middle_of(x) - x_) +
               y_step_ * static_cast<std::uint64_t>(middle_of(y) - y_);
    }
    std::uint64_t step() const { return x_step_ * 256; }

    static std::int64_t rounded(std::uint64_t value) {
        return static_cast<std::int64_t>(value + (1U << 23)) >> 24;
    }
    static std::uint32_t channel(std::uint64_t value) {
        return static_cast<std::uint32_t>(std::clamp<std::int64_t>(rounded(value), 0, 255));
    }

  private:
    // A sliver without width may have any slope; it covers no pixel worth the name.
    static std::uint64_t slope(double per_subpixel) {
        constexpr double slope_max = 4e18;
        double fixed = std::clamp(per_subpixel * (1 << 24), -slope_max, slope_max);
        return static_cast<std::uint64_t>(std::llrint(fixed));
    }

    std::int64_t x_;
    std::int64_t y_;
    std::uint64_t start_;
    std::uint64_t x_step_ = 0;
    std::uint64_t y_step_ = 0;
};

int channel_of(const Vertex& vertex, int shift) {
    return static_cast<int>(vertex.colour >> shift & 255U);
}

// A triangle with its corners clockwise on the screen, and where it may paint.
struct Triangle {
    Vertex a;
    Vertex b;
    Vertex c;
    std::int64_t area = 0;  // twice, in (1/256 pixel)²
    Rect box;

    Triangle(const Vertex& p, const Vertex& q, const Vertex& r, const Rect& within)
        : a(p), b(q), c(r) {
        area = doubled();
        if (area < 0) {
            std::swap(b, c);
            area = -area;
        }
        auto first = [](int edge) { return (edge + 127) >> 8; };
        box = intersection(within,
                           {first(std::min({a.x, b.x, c.x})), first(std::min({a.y, b.y, c.y})),
                            first(std::max({a.x, b.x, c.x})), first(std::max({a.y, b.y, c.y}))});
    }
    bool empty() const { return area == 0 || box.empty(); }

    Plane plane(int at_a, int at_b, int at_c) const {
        return Plane(a, b, c, static_cast<double>(area), at_a, at_b, at_c);
    }
    Plane channel(int shift) const {
        return plane(channel_of(a, shift), channel_of(b, shift), channel_of(c, shift));
    }

    // Calls fill(x0, x1, y) for each row that has pixels.
    template <typename Fill>
    void rows(Fill fill) const {
        std::array<Side, 3> sides{Side(a, b), Side(b, c), Side(c, a)};
        for (int y = box.y0; y < box.y1; ++y) {
            Interval row = row_of(sides, y, {box.x0, box.x1});
            if (row.x0 < row.x1) fill(row.x0, row.x1, y);
        }
    }

  private:
    std::int64_t doubled() const {
        return (static_cast<std::int64_t>(b.x) - a.x) * (static_cast<std::int64_t>(c.y) - a.y) -
               (static_cast<std::int64_t>(b.y) - a.y) * (static_cast<std::int64_t>(c.x) - a.x);
    }
};

// One colour, of changing alpha: the soft edges of shapes.
void paint_soft(const Triangle& triangle, const Surface& surface) {
    Ink ink(triangle.a.colour);
    Plane alpha = triangle.channel(24);
    triangle.rows([&](int x0, int x1, int y) {
        std::uint32_t* pixels = surface.at(x0, y);
        std::uint64_t value = alpha.at(x0, y);
        for (int x = x0; x < x1; ++x, ++pixels, value += alpha.step()) {
            *pixels = blend(*pixels, ink, weight_of(Plane::channel(value)));
        }
    });
}

std::uint32_t colour_at(const std::array<Plane, 4>& channels, int x, int y) {
    std::uint32_t colour = 0;
    for (const Plane& plane : channels) colour = colour << 8 | Plane::channel(plane.at(x, y));
    return colour;
}

std::array<Plane, 4> channels_of(const Triangle& triangle) {
    return {triangle.channel(24), triangle.channel(16), triangle.channel(8), triangle.channel(0)};
}

void paint_shaded(const Triangle& triangle, const Surface& surface) {
    std::array<Plane, 4> channels = channels_of(triangle);
    triangle.rows([&](int x0, int x1, int y) {
        std::uint32_t* pixels = surface.at(x0, y);
        for (int x = x0; x < x1; ++x, ++pixels) {
            std::uint32_t colour = colour_at(channels, x, y);
            *pixels = blend(*pixels, Ink(colour), weight_of(colour >> 24));
        }
    });
}

// The sheet between four of its pixels, those at the edge repeated; u, v in 1/256.
std::uint32_t coverage_at(const GlyphSheet& sheet, std::int64_t u, std::int64_t v) {
    auto at = [&](std::int64_t column, std::int64_t row) {
        column = std::clamp<std::int64_t>(column, 0, sheet.width() - 1);
        row = std::clamp<std::int64_t>(row, 0, sheet.height() - 1);
        return static_cast<std::uint32_t>(sheet.pixels()[row * sheet.width() + column]);
    };
    u -= 128;
    v -= 128;
    std::int64_t column = u >> 8;
    std::int64_t row = v >> 8;
    auto right = static_cast<std::uint32_t>(u & 255);
    auto lower = static_cast<std::uint32_t>(v & 255);
    std::uint32_t above = at(column, row) * (256 - right) + at(column + 1, row) * right;
    std::uint32_t below = at(column, row + 1) * (256 - right) + at(column + 1, row + 1) * right;
    return (above * (256 - lower) + below * lower + (1U << 15)) >> 16;
}

void paint_textured(const Triangle& triangle, const Item& item, const GlyphSheet& sheet,
                    const Surface& surface) {
    std::array<Plane, 4> channels = channels_of(triangle);
    Plane u = triangle.plane(triangle.a.u, triangle.b.u, triangle.c.u);
    Plane v = triangle.plane(triangle.a.v, triangle.b.v, triangle.c.v);
    triangle.rows([&](int x0, int x1, int y) {
        std::uint32_t* pixels = surface.at(x0, y);
        for (int x = x0; x < x1; ++x, ++pixels) {
            std::uint32_t colour = colour_at(channels, x, y);
            std::int64_t u_here = Plane::rounded(u.at(x, y));
            std::int64_t v_here = Plane::rounded(v.at(x, y));
            if (item.image != nullptr) {
                std::uint32_t texel = sample(*item.image, u_here, v_here, 256, 256);
                *pixels = blend_multiplied(*pixels, accented(texel, colour));
            } else {
                std::uint32_t alpha = of_255(coverage_at(sheet, u_here, v_here), colour >> 24);
                *pixels = blend(*pixels, Ink(colour), weight_of(alpha));
            }
        }
    });
}

void paint_plain(const Triangle& triangle, const Surface& surface) {
    std::uint32_t p = triangle.a.colour;
    std::uint32_t q = triangle.b.colour;
    std::uint32_t r = triangle.c.colour;
    if (p == q && p == r) {
        triangle.rows([&](int x0, int x1, int y) { paint_span(surface.at(x0, y), x1 - x0, p); });
    } else if (((p ^ q) & 0xFFFFFFU) == 0 && ((p ^ r) & 0xFFFFFFU) == 0) {
        paint_soft(triangle, surface);
    } else {
        paint_shaded(triangle, surface);
    }
}

void paint_fringe(const Triangle& triangle, const Surface& surface) {
    if (!triangle.empty()) paint_soft(triangle, surface);
}

// Rows of a convex shape that are worked out at a time: two numbers a row on the stack.
constexpr int rows_max = 128;

// Fills the rows y0 up to y1 between the outermost edges of the polygon whose corners
// are every other vertex.
void fill_rows(const Vertex* corners, std::uint32_t sides, std::uint32_t colour,
               const Surface& surface, const Rect& area) {
    std::array<int, rows_max> left;
    std::array<int, rows_max> right;
    left.fill(area.x1);
    right.fill(area.x0);
    for (std::uint32_t side = 0; side < sides; ++side) {
        const Vertex* upper = &corners[side * 2];
        const Vertex* lower = &corners[(side + 1) % sides * 2];
        if (upper->y > lower->y) std::swap(upper, lower);
        std::int64_t height = static_cast<std::int64_t>(lower->y) - upper->y;
        std::int64_t width = static_cast<std::int64_t>(lower->x) - upper->x;
        int from = std::max((upper->y + 127) >> 8, area.y0);
        int to = std::min((lower->y + 127) >> 8, area.y1);
        for (int y = from; y < to; ++y) {
            // The first pixel whose middle is not left of the edge.
            std::int64_t numerator = (upper->x - 128) * height + width * (middle_of(y) - upper->y);
            auto x = static_cast<int>(
                std::clamp<std::int64_t>(divided_up(numerator, height * 256), area.x0, area.x1));
            left[y - area.y0] = std::min(left[y - area.y0], x);
            right[y - area.y0] = std::max(right[y - area.y0], x);
        }
    }
    for (int y = area.y0; y < area.y1; ++y) {
        int x0 = left[y - area.y0];
        int x1 = right[y - area.y0];
        if (x0 < x1) paint_span(surface.at(x0, y), x1 - x0, colour);
    }
}

}  // namespace

void paint_triangles(const DisplayList& list, const Item& item, const GlyphSheet& sheet,
                     const Surface& surface, const Rect& area) {
    const Vertex* vertices = list.vertices().data() + item.vertex_first;
    const std::uint32_t* index = list.indices().data() + item.first;
    for (std::uint32_t at = 0; at < item.count; at += 3) {
        Triangle triangle(vertices[index[at]], vertices[index[at + 1]], vertices[index[at + 2]],
                          area);
        if (triangle.empty()) continue;
        if (item.textured) {
            paint_textured(triangle, item, sheet, surface);
        } else {
            paint_plain(triangle, surface);
        }
    }
}

void paint_convex(const DisplayList& list, const Item& item, const Surface& surface,
                  const Rect& area) {
    const Vertex* vertices = list.vertices().data() + item.vertex_first;
    std::uint32_t sides = item.vertex_count / 2;
    for (int y = area.y0; y < area.y1; y += rows_max) {
        Rect rows{area.x0, y, area.x1, std::min(y + rows_max, area.y1)};
        fill_rows(vertices, sides, item.colour, surface, rows);
    }
    const Vertex* last = vertices + (sides - 1) * 2;
    for (std::uint32_t side = 0; side < sides; ++side) {
        const Vertex* here = vertices + side * 2;
        paint_fringe(Triangle(here[0], last[0], last[1], area), surface);
        paint_fringe(Triangle(last[1], here[1], here[0], area), surface);
        last = here;
    }
}

}  // namespace hall::kiosk::canvas
