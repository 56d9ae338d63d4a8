// Rectangles of whole pixels, and the piece of memory that is painted on.

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace hall::kiosk::canvas {

struct Size {
    int width = 0;
    int height = 0;

    bool operator==(const Size&) const = default;
};

// In pixels of the screen, from its top left; right and bottom exclusive.
struct Rect {
    int x0 = 0;
    int y0 = 0;
    int x1 = 0;
    int y1 = 0;

    int width() const { return x1 - x0; }
    int height() const { return y1 - y0; }
    bool empty() const { return x1 <= x0 || y1 <= y0; }
    std::int64_t area() const {
        return empty() ? 0 : static_cast<std::int64_t>(width()) * height();
    }
    bool contains(const Rect& other) const {
        return other.x0 >= x0 && other.y0 >= y0 && other.x1 <= x1 && other.y1 <= y1;
    }
    Rect moved_down(int by) const { return {x0, y0 + by, x1, y1 + by}; }

    bool operator==(const Rect&) const = default;
};

inline Rect whole(Size size) {
    return {0, 0, size.width, size.height};
}

inline Rect intersection(const Rect& a, const Rect& b) {
    return {std::max(a.x0, b.x0), std::max(a.y0, b.y0), std::min(a.x1, b.x1), std::min(a.y1, b.y1)};
}

// The smallest rectangle around both; an empty one does not count.
inline Rect hull(const Rect& a, const Rect& b) {
    if (a.empty()) return b;
    if (b.empty()) return a;
    return {std::min(a.x0, b.x0), std::min(a.y0, b.y0), std::max(a.x1, b.x1), std::max(a.y1, b.y1)};
}

inline bool overlap(const Rect& a, const Rect& b) {
    return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
}

// XRGB8888 memory, the top byte meaningless, that holds `area` of the screen; the rows
// are `stride` pixels apart. Not owned.
struct Surface {
    std::uint32_t* pixels = nullptr;
    int stride = 0;
    Rect area;

    // REQUIRES: the point lies in `area`.
    std::uint32_t* at(int x, int y) const {
        return pixels + static_cast<std::ptrdiff_t>(y - area.y0) * stride + (x - area.x0);
    }
};

}  // namespace hall::kiosk::canvas
