#include "kiosk/devices/camera/paper_finder.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "sync/core/check.h"

namespace hall::kiosk {

namespace {

constexpr int search_long_edge = 480;
constexpr double area_share_min = 0.12;   // of the picture
constexpr double hull_share_min = 0.92;   // of the quadrilateral that encloses the hull
constexpr double region_share_min = 0.6;  // of its hull: the rest is writing
constexpr double corner_sine_min = 0.64;  // corners between 40° and 140°
constexpr int edge_step_min = 12;         // greys between paper and table, close to the edge
constexpr double edge_share_min = 0.7;    // of a side's length

struct Region {
    std::vector<PointXy> border;  // its first and last pixel of each row and column
    std::size_t pixels = 0;
};

double cross(PointXy a, PointXy b, PointXy c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

double area_of(const std::vector<PointXy>& polygon) {
    double twice = 0;
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        const PointXy& a = polygon[i];
        const PointXy& b = polygon[(i + 1) % polygon.size()];
        twice += a.x * b.y - a.y * b.x;
    }
    return std::abs(twice) / 2;
}

GreyImage smoothed(const GreyImage& grey) {
    GreyImage out = grey;
    for (int y = 1; y + 1 < grey.height; ++y) {
        for (int x = 1; x + 1 < grey.width; ++x) {
            int sum = 0;
            for (int dy = -1; dy <= 1; ++dy) {
                for (int dx = -1; dx <= 1; ++dx) sum += grey.at(x + dx, y + dy);
            }
            out.grey[static_cast<std::size_t>(y) * static_cast<std::size_t>(grey.width) +
                     static_cast<std::size_t>(x)] = static_cast<std::uint8_t>(sum / 9);
        }
    }
    return out;
}

int otsu_threshold(const GreyImage& grey) {
    std::array<double, 256> histogram{};
    double total = 0;
    for (const std::uint8_t value : grey.grey) {
        ++histogram[value];
        total += value;
    }
    const double count = static_cast<double>(grey.grey.size());
    double dark_count = 0;
    double dark_sum = 0;
    double best = -1;
    int threshold = 128;
    for (int value = 0; value < 255; ++value) {
        dark_count += histogram[static_cast<std::size_t>(value)];
        dark_sum += value * histogram[static_cast<std::size_t>(value)];
        const double bright_count = count - dark_count;
        if (dark_count == 0 || bright_count == 0) continue;
        const double apart = dark_sum / dark_count - (total - dark_sum) / bright_count;
        const double between = dark_count * bright_count * apart * apart;
        if (between > best) {
            best = between;
            threshold = value;
        }
    }
    return threshold;
}

// The largest 4-connected region brighter than the threshold.
std::vector<int> largest_region(const GreyImage& grey, int threshold) {
    std::vector<bool> seen(grey.grey.size());
    std::vector<int> best;
    std::vector<int> region;
    const int count = static_cast<int>(grey.grey.size());
    for (int start = 0; start < count; ++start) {
        const auto is_new = [&](int i) {
            const auto k = static_cast<std::size_t>(i);
            return !seen[k] && grey.grey[k] > threshold;
        };
        if (!is_new(start)) continue;
        region.assign(1, start);
        seen[static_cast<std::size_t>(start)] = true;
        for (std::size_t next = 0; next < region.size(); ++next) {
            const int x = region[next] % grey.width;
            const int y = region[next] / grey.width;
            const auto visit = [&](bool inside, int i) {
                if (!inside || !is_new(i)) return;
                seen[static_cast<std::size_t>(i)] = true;
                region.push_back(i);
            };
            visit(x > 0, region[next] - 1);
            visit(x + 1 < grey.width, region[next] + 1);
            visit(y > 0, region[next] - grey.width);
            visit(y + 1 < grey.height, region[next] + grey.width);
        }
        if (region.size() > best.size()) best.swap(region);
    }
    return best;
}

// Outer borders only: a hole of writing is no border. Centres of pixels stand at halves, and the
// border runs along the pixels' outer sides.
Region region_of(const std::vector<int>& pixels, const GreyImage& grey) {
    struct Ends {
        int first = 1 << 20;
        int last = -1;
    };
    std::vector<Ends> rows(static_cast<std::size_t>(grey.height));
    std::vector<Ends> columns(static_cast<std::size_t>(grey.width));
    const auto add = [](Ends& ends, int at) {
        ends.first = std::min(ends.first, at);
        ends.last = std::max(ends.last, at);
    };
    for (const int pixel : pixels) {
        add(rows[static_cast<std::size_t>(pixel / grey.width)], pixel % grey.width);
        add(columns[static_cast<std::size_t>(pixel % grey.width)], pixel / grey.width);
    }
    Region region{.border = {}, .pixels = pixels.size()};
    for (int y = 0; y < grey.height; ++y) {
        const Ends& ends = rows[static_cast<std::size_t>(y)];
        if (ends.last < 0) continue;
        region.border.push_back({static_cast<double>(ends.first), y + 0.5});
        region.border.push_back({ends.last + 1.0, y + 0.5});
    }
    for (int x = 0; x < grey.width; ++x) {
        const Ends& ends = columns[static_cast<std::size_t>(x)];
        if (ends.last < 0) continue;
        region.border.push_back({x + 0.5, static_cast<double>(ends.first)});
        region.border.push_back({x + 0.5, ends.last + 1.0});
    }
    return region;
}

// Andrew's monotone chain; clockwise on a screen, where y grows downwards.
std::vector<PointXy> convex_hull(std::vector<PointXy> points) {
    std::sort(points.begin(), points.end(),
              [](PointXy a, PointXy b) { return a.x < b.x || (a.x == b.x && a.y < b.y); });
    std::vector<PointXy> hull;
    const auto chain = [&](auto begin, auto end) {
        const std::size_t floor = hull.size();
        for (auto point = begin; point != end; ++point) {
            while (hull.size() >= floor + 2 &&
                   cross(hull[hull.size() - 2], hull.back(), *point) <= 0) {
                hull.pop_back();
            }
            hull.push_back(*point);
        }
        if (!hull.empty()) hull.pop_back();
    };
    chain(points.begin(), points.end());
    chain(points.rbegin(), points.rend());
    return hull;
}

std::optional<PointXy> meeting_point(PointXy a, PointXy b, PointXy c, PointXy d) {
    const double denominator = (b.x - a.x) * (d.y - c.y) - (b.y - a.y) * (d.x - c.x);
    if (std::abs(denominator) < 1e-9) return std::nullopt;
    const double along = ((c.x - a.x) * (d.y - c.y) - (c.y - a.y) * (d.x - c.x)) / denominator;
    return PointXy{a.x + along * (b.x - a.x), a.y + along * (b.y - a.y)};
}

// Drops sides until four are left.
std::optional<std::vector<PointXy>> four_sides(std::vector<PointXy> hull) {
    while (hull.size() > 4) {
        const std::size_t count = hull.size();
        double least = 1e18;
        std::size_t dropped = 0;
        PointXy corner;
        for (std::size_t i = 0; i < count; ++i) {
            // Side i to i+1 goes; the sides before and after meet at `point`.
            const PointXy& before = hull[(i + count - 1) % count];
            const PointXy& from = hull[i];
            const PointXy& to = hull[(i + 1) % count];
            const PointXy& after = hull[(i + 2) % count];
            const std::optional<PointXy> point = meeting_point(before, from, after, to);
            if (!point) continue;
            // It must lie beyond the side, not behind it.
            if (cross(from, to, *point) >= 0) continue;
            const double added = std::abs(cross(from, to, *point)) / 2;
            if (added < least) {
                least = added;
                dropped = i;
                corner = *point;
            }
        }
        if (least >= 1e18) return std::nullopt;
        hull[dropped] = corner;
        hull.erase(hull.begin() + static_cast<std::ptrdiff_t>((dropped + 1) % count));
    }
    if (hull.size() != 4) return std::nullopt;
    return hull;
}

struct Line {
    PointXy on;
    PointXy along;  // of length 1
};

// The line through the border points near the middle of a side, by total least squares.
Line fitted_side(const std::vector<PointXy>& border, PointXy a, PointXy b) {
    const double length = std::hypot(b.x - a.x, b.y - a.y);
    const PointXy along{(b.x - a.x) / length, (b.y - a.y) / length};
    double n = 0;
    PointXy mean;
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (const PointXy& point : border) {
        const double forward = (point.x - a.x) * along.x + (point.y - a.y) * along.y;
        const double aside = (point.y - a.y) * along.x - (point.x - a.x) * along.y;
        if (forward < 0.08 * length || forward > 0.92 * length || std::abs(aside) > 2.5) continue;
        ++n;
        mean.x += point.x;
        mean.y += point.y;
        xx += point.x * point.x;
        xy += point.x * point.y;
        yy += point.y * point.y;
    }
    if (n < 8) return {a, along};
    mean.x /= n;
    mean.y /= n;
    const double angle = std::atan2(2 * (xy / n - mean.x * mean.y),
                                    xx / n - mean.x * mean.x - (yy / n - mean.y * mean.y)) /
                         2;
    return {mean, {std::cos(angle), std::sin(angle)}};
}

std::optional<Quadrilateral> refined(const std::vector<PointXy>& border,
                                     const std::vector<PointXy>& corners) {
    std::array<Line, 4> sides;
    for (std::size_t i = 0; i < 4; ++i) {
        sides[i] = fitted_side(border, corners[i], corners[(i + 1) % 4]);
    }
    Quadrilateral quad;
    for (std::size_t i = 0; i < 4; ++i) {
        const Line& a = sides[(i + 3) % 4];
        const Line& b = sides[i];
        const std::optional<PointXy> point =
            meeting_point(a.on, {a.on.x + a.along.x, a.on.y + a.along.y}, b.on,
                          {b.on.x + b.along.x, b.on.y + b.along.y});
        if (!point) return std::nullopt;
        quad[i] = *point;
    }
    return quad;
}

bool is_plausible(const Quadrilateral& quad, const GreyImage& grey) {
    int at_edge = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const PointXy& before = quad[(i + 3) % 4];
        const PointXy& here = quad[i];
        const PointXy& after = quad[(i + 1) % 4];
        const double in = std::hypot(here.x - before.x, here.y - before.y);
        const double out = std::hypot(after.x - here.x, after.y - here.y);
        if (in < 20 || out < 20) return false;
        if (cross(before, here, after) / (in * out) < corner_sine_min) return false;
        constexpr double margin = 1.5;
        const bool outside = here.x < -margin || here.y < -margin || here.x > grey.width + margin ||
                             here.y > grey.height + margin;
        if (outside) return false;
        if (here.x < margin || here.y < margin || here.x > grey.width - margin ||
            here.y > grey.height - margin) {
            ++at_edge;
        }
    }
    return at_edge < 3;
}

// True if each side is an edge: where a shadow lies across the paper, the threshold makes a border
// in the middle of it, and cutting there would lose what is written in the shadow.
bool has_edges(const Quadrilateral& quad, const GreyImage& grey) {
    for (std::size_t i = 0; i < 4; ++i) {
        const PointXy& a = quad[i];
        const PointXy& b = quad[(i + 1) % 4];
        const double length = std::hypot(b.x - a.x, b.y - a.y);
        const PointXy inwards{-(b.y - a.y) / length, (b.x - a.x) / length};
        int steps = 0;
        constexpr int places = 40;
        for (int k = 0; k < places; ++k) {
            const double along = 0.05 + 0.9 * k / (places - 1);
            const auto grey_beside = [&](double distance) {
                const double x = a.x + along * (b.x - a.x) + distance * inwards.x;
                const double y = a.y + along * (b.y - a.y) + distance * inwards.y;
                return static_cast<int>(
                    grey.at(std::clamp(static_cast<int>(x), 0, grey.width - 1),
                            std::clamp(static_cast<int>(y), 0, grey.height - 1)));
            };
            constexpr double beside = 3;
            if (grey_beside(beside) - grey_beside(-beside) >= edge_step_min) ++steps;
        }
        if (steps < edge_share_min * places) return false;
    }
    return true;
}

// The corner nearest to the upper left first; the hull's direction is kept.
void begin_upper_left(Quadrilateral& quad) {
    const auto first = std::min_element(quad.begin(), quad.end(),
                                        [](PointXy a, PointXy b) { return a.x + a.y < b.x + b.y; });
    std::rotate(quad.begin(), first, quad.end());
}

// --- Setting straight

// The eight numbers of the homography that maps the unit square's corners to the quadrilateral
// (P. Heckbert, "Fundamentals of Texture Mapping and Image Warping", 1989, 2.2.3).
struct Homography {
    double a = 1, b = 0, c = 0, d = 0, e = 1, f = 0, g = 0, h = 0;

    PointXy at(double u, double v) const {
        const double w = g * u + h * v + 1;
        return {(a * u + b * v + c) / w, (d * u + e * v + f) / w};
    }
};

Homography homography_to(const Quadrilateral& q) {
    const double sum_x = q[0].x - q[1].x + q[2].x - q[3].x;
    const double sum_y = q[0].y - q[1].y + q[2].y - q[3].y;
    const double dx1 = q[1].x - q[2].x;
    const double dx2 = q[3].x - q[2].x;
    const double dy1 = q[1].y - q[2].y;
    const double dy2 = q[3].y - q[2].y;
    const double determinant = dx1 * dy2 - dx2 * dy1;
    CHECK(std::abs(determinant) > 1e-9);
    Homography map;
    map.g = (sum_x * dy2 - dx2 * sum_y) / determinant;
    map.h = (dx1 * sum_y - sum_x * dy1) / determinant;
    map.a = q[1].x - q[0].x + map.g * q[1].x;
    map.b = q[3].x - q[0].x + map.h * q[3].x;
    map.c = q[0].x;
    map.d = q[1].y - q[0].y + map.g * q[1].y;
    map.e = q[3].y - q[0].y + map.h * q[3].y;
    map.f = q[0].y;
    return map;
}

// Bilinear; outside the picture its edge goes on.
void sample(const RgbImage& image, PointXy at, std::uint8_t* to) {
    const double x = std::clamp(at.x - 0.5, 0.0, image.width - 1.0);
    const double y = std::clamp(at.y - 0.5, 0.0, image.height - 1.0);
    const int left = static_cast<int>(x);
    const int top = static_cast<int>(y);
    const int right = std::min(left + 1, image.width - 1);
    const int bottom = std::min(top + 1, image.height - 1);
    const double fx = x - left;
    const double fy = y - top;
    for (int k = 0; k < 3; ++k) {
        const double above = image.at(left, top)[k] * (1 - fx) + image.at(right, top)[k] * fx;
        const double below = image.at(left, bottom)[k] * (1 - fx) + image.at(right, bottom)[k] * fx;
        to[k] = static_cast<std::uint8_t>(above * (1 - fy) + below * fy + 0.5);
    }
}

}  // namespace

std::optional<Quadrilateral> find_paper(const RgbImage& image) {
    const GreyImage grey = smoothed(grey_of(image, search_long_edge));
    if (grey.width < 40 || grey.height < 40) return std::nullopt;
    const std::vector<int> pixels = largest_region(grey, otsu_threshold(grey));
    const double whole = static_cast<double>(grey.grey.size());
    if (static_cast<double>(pixels.size()) < area_share_min * region_share_min * whole) {
        return std::nullopt;
    }
    const Region region = region_of(pixels, grey);
    const std::vector<PointXy> hull = convex_hull(region.border);
    const double hull_area = area_of(hull);
    if (hull_area < area_share_min * whole ||
        static_cast<double>(region.pixels) < region_share_min * hull_area) {
        return std::nullopt;
    }
    const std::optional<std::vector<PointXy>> corners = four_sides(hull);
    if (!corners || hull_area < hull_share_min * area_of(*corners)) return std::nullopt;
    std::optional<Quadrilateral> quad = refined(region.border, *corners);
    if (!quad || !is_plausible(*quad, grey) || !has_edges(*quad, grey)) return std::nullopt;
    begin_upper_left(*quad);
    for (PointXy& corner : *quad) {
        corner.x *= static_cast<double>(image.width) / grey.width;
        corner.y *= static_cast<double>(image.height) / grey.height;
    }
    return quad;
}

RgbImage straightened(const RgbImage& image, const Quadrilateral& q, int long_edge_max) {
    const auto length = [&](std::size_t i, std::size_t k) {
        return std::hypot(q[k].x - q[i].x, q[k].y - q[i].y);
    };
    double width = std::max(length(0, 1), length(3, 2));
    double height = std::max(length(0, 3), length(1, 2));
    const double shrink = std::min(1.0, long_edge_max / std::max(width, height));
    width = std::max(1.0, width * shrink);
    height = std::max(1.0, height * shrink);
    RgbImage out = RgbImage::of_size(static_cast<int>(width), static_cast<int>(height));
    const Homography map = homography_to(q);
    for (int y = 0; y < out.height; ++y) {
        for (int x = 0; x < out.width; ++x) {
            sample(image, map.at((x + 0.5) / out.width, (y + 0.5) / out.height), out.at(x, y));
        }
    }
    return out;
}

}  // namespace hall::kiosk
