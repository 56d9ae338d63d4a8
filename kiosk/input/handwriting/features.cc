#include "kiosk/input/handwriting/features.h"

#include <string.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace hall::kiosk {
namespace {

constexpr int raster = 64;             // the normalised plane before it is gathered in cells
constexpr float cell_spread = 5.0f;    // standard deviation of a cell's weight, raster units
constexpr double plane_spreads = 4.2;  // the plane's side in standard deviations of the ink
constexpr float step = 0.012f;         // distance of points before smoothing

using Plane = std::array<float, feature_directions * raster * raster>;

std::size_t at(std::size_t row, std::size_t columns, std::size_t column) {
    return row * columns + column;
}

const std::array<float, feature_cells * raster>& cell_weights() {
    static const auto weights = [] {
        std::array<float, feature_cells * raster> made{};
        for (int cell = 0; cell < feature_cells; ++cell) {
            const float centre = (static_cast<float>(cell) + 0.5f) * raster / feature_cells;
            for (int i = 0; i < raster; ++i) {
                const float off = static_cast<float>(i) - centre;
                made[at(cell, raster, i)] = std::exp(-off * off / (2 * cell_spread * cell_spread));
            }
        }
        return made;
    }();
    return weights;
}

// A trembling hand's line, evened twice by a moving mean that narrows towards the ends.
void smooth(Stroke& stroke) {
    const int count = static_cast<int>(stroke.size());
    const int window = std::min(5, count / 3);
    if (window < 1 || count <= 4) return;
    Stroke even = stroke;
    for (int pass = 0; pass < 2; ++pass) {
        for (int i = 0; i < count; ++i) {
            const int half = std::min({window, i, count - 1 - i});
            float x = 0;
            float y = 0;
            for (int k = i - half; k <= i + half; ++k) {
                x += stroke[static_cast<std::size_t>(k)].x;
                y += stroke[static_cast<std::size_t>(k)].y;
            }
            const auto share = static_cast<float>(2 * half + 1);
            even[static_cast<std::size_t>(i)].x = x / share;
            even[static_cast<std::size_t>(i)].y = y / share;
        }
        stroke.swap(even);
    }
}

// Centre and spread of the ink: where the plane lies.
struct Frame {
    double x = 0, y = 0;
    double scale_x = 0, scale_y = 0;
};

template <typename Use>
void each_segment(const std::vector<Stroke>& strokes, Use use) {
    for (const Stroke& stroke : strokes) {
        for (std::size_t i = 1; i < stroke.size(); ++i) {
            const InkPoint& a = stroke[i - 1];
            const InkPoint& b = stroke[i];
            use(double(std::hypot(b.x - a.x, b.y - a.y)), double(a.x + b.x) / 2,
                double(a.y + b.y) / 2);
        }
    }
}

bool frame_of(const std::vector<Stroke>& strokes, Frame& frame) {
    double mass = 0;
    each_segment(strokes, [&](double length, double x, double y) {
        mass += length;
        frame.x += length * x;
        frame.y += length * y;
    });
    if (mass < 1e-6) return false;
    frame.x /= mass;
    frame.y /= mass;
    double spread_x = 0;
    double spread_y = 0;
    each_segment(strokes, [&](double length, double x, double y) {
        spread_x += length * (x - frame.x) * (x - frame.x);
        spread_y += length * (y - frame.y) * (y - frame.y);
    });
    spread_x = std::sqrt(spread_x / mass) + 1e-4;
    spread_y = std::sqrt(spread_y / mass) + 1e-4;
    // The aspect is kept in part: sqrt(sin) of the ratio, as Liu and Marukawa have it.
    const double ratio = std::min(spread_x, spread_y) / std::max(spread_x, spread_y);
    const double narrow = std::sqrt(std::sin(std::numbers::pi / 2 * ratio));
    frame.scale_x = (spread_x >= spread_y ? 1 : narrow) / (plane_spreads * spread_x);
    frame.scale_y = (spread_x >= spread_y ? narrow : 1) / (plane_spreads * spread_y);
    return true;
}

void draw(Plane& plane, InkPoint a, InkPoint b) {
    const float dx = b.x - a.x;
    const float dy = b.y - a.y;
    const float length = std::hypot(dx, dy);
    if (length < 1e-6f) return;
    float angle = std::atan2(dy, dx) / (2 * std::numbers::pi_v<float>)*feature_directions;
    if (angle < 0) angle += feature_directions;
    const int low = static_cast<int>(angle);
    const float share = angle - static_cast<float>(low);
    const std::size_t first = static_cast<std::size_t>(low % feature_directions) * raster * raster;
    const std::size_t next =
        static_cast<std::size_t>((low + 1) % feature_directions) * raster * raster;
    const int count = std::max(1, static_cast<int>(length * raster * 2));
    const float ink = length * raster / static_cast<float>(count);
    for (int i = 0; i < count; ++i) {
        const float t = static_cast<float>(i) / static_cast<float>(count);
        const int x = std::clamp(static_cast<int>((a.x + dx * t) * (raster - 1) + 0.5f), 0, raster - 1);
        const int y = std::clamp(static_cast<int>((a.y + dy * t) * (raster - 1) + 0.5f), 0, raster - 1);
        plane[first + at(y, raster, x)] += (1 - share) * ink;
        plane[next + at(y, raster, x)] += share * ink;
    }
}

void draw(Plane& plane, const Stroke& stroke, const Frame& frame) {
    Stroke placed;
    const auto place = [&](const InkPoint& point) {
        placed.push_back({static_cast<float>(0.5 + (double(point.x) - frame.x) * frame.scale_x),
                          static_cast<float>(0.5 + (double(point.y) - frame.y) * frame.scale_y), 0});
    };
    for (std::size_t i = 0; i < stroke.size(); i += 3) place(stroke[i]);
    if (placed.size() < 2 && !stroke.empty()) place(stroke.back());
    for (std::size_t i = 1; i < placed.size(); ++i) draw(plane, placed[i - 1], placed[i]);
    explicit_bzero(placed.data(), placed.size() * sizeof(InkPoint));
}

void gather(const Plane& plane, Features& features) {
    const auto& weights = cell_weights();
    for (int direction = 0; direction < feature_directions; ++direction) {
        std::array<float, feature_cells * raster> columns{};
        for (int y = 0; y < raster; ++y) {
            for (int x = 0; x < raster; ++x) {
                const float ink = plane[at(at(direction, raster, y), raster, x)];
                if (ink == 0) continue;
                for (int cell = 0; cell < feature_cells; ++cell) {
                    columns[at(cell, raster, y)] += ink * weights[at(cell, raster, x)];
                }
            }
        }
        for (int row = 0; row < feature_cells; ++row) {
            for (int column = 0; column < feature_cells; ++column) {
                float sum = 0;
                for (int y = 0; y < raster; ++y) {
                    sum += columns[at(column, raster, y)] * weights[at(row, raster, y)];
                }
                features[at(at(direction, feature_cells, row), feature_cells, column)] =
                    std::sqrt(sum);
            }
        }
    }
}

}  // namespace

Stroke densified(const Stroke& stroke, float longest) {
    if (stroke.size() < 2) return stroke;
    Stroke dense{stroke.front()};
    for (std::size_t i = 1; i < stroke.size(); ++i) {
        const InkPoint& a = stroke[i - 1];
        const float dx = stroke[i].x - a.x;
        const float dy = stroke[i].y - a.y;
        const int count = std::max(1, static_cast<int>(std::hypot(dx, dy) / longest));
        for (int k = 1; k <= count; ++k) {
            const float t = static_cast<float>(k) / static_cast<float>(count);
            dense.push_back({a.x + dx * t, a.y + dy * t, 0});
        }
    }
    return dense;
}

Features features_of(const std::vector<Stroke>& strokes) {
    std::vector<Stroke> smoothed;
    smoothed.reserve(strokes.size());
    for (const Stroke& stroke : strokes) {
        smoothed.push_back(densified(stroke, step));
        smooth(smoothed.back());
    }
    Features features{};
    Frame frame;
    if (frame_of(smoothed, frame)) {
        Plane plane{};
        for (const Stroke& stroke : smoothed) draw(plane, stroke, frame);
        gather(plane, features);
        float length = 0;
        for (const float value : features) length += value * value;
        length = 1 / std::sqrt(length + 1e-9f);
        for (float& value : features) value *= length;
    }
    for (Stroke& stroke : smoothed) explicit_bzero(stroke.data(), stroke.size() * sizeof(InkPoint));
    return features;
}

}  // namespace hall::kiosk
