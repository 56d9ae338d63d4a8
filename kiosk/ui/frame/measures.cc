#include "kiosk/ui/frame/measures.h"

#include <algorithm>
#include <cmath>

#include "kiosk/ui/frame/frame.h"

namespace hall::kiosk::ui {

namespace {

constexpr float text_mm_min = 6;
constexpr float target_mm_min = 15;
constexpr float gap_mm_min = 3;
constexpr float padding_mm_min = 2;
constexpr float margin_mm_min = 3;

// Shorter sides of screens, between which the measures grow: a 7-inch panel and a
// 17-inch one.
constexpr float side_mm_small = 70;
constexpr float side_mm_large = 200;

float between(float least, float most, float share) {
    return most <= least ? most : least + (most - least) * share;
}

}  // namespace

float Measures::px(float mm) const {
    return std::ceil(mm * px_per_mm - 0.01F);
}

int Measures::text_unscaled(float mm) const {
    return static_cast<int>(px(between(text_mm_min, mm, roominess)));
}

int Measures::text(float mm) const {
    return static_cast<int>(px(between(text_mm_min, mm, roominess) * text_scale));
}

float Measures::radius(float height) const {
    return std::min(std::floor(height * radius_of_height), radius_max);
}

Measures measures_of(const Theme& theme, const Viewport& view) {
    Measures m;
    m.px_per_mm = view.px_per_mm;
    m.text_scale = std::max(1.F, view.text_scale);
    const float side_mm =
        static_cast<float>(std::min(view.width_px, view.height_px)) / view.px_per_mm;
    m.roominess = std::clamp((side_mm - side_mm_small) / (side_mm_large - side_mm_small), 0.F, 1.F);
    m.title = m.text(theme.title_mm);
    m.heading = m.text(theme.heading_mm);
    m.body = m.text(theme.body_mm);
    m.small = m.text(theme.small_mm);
    m.least = static_cast<int>(m.px(text_mm_min));
    m.margin = m.px(between(margin_mm_min, theme.margin_mm, m.roominess));
    m.gap = m.px(between(gap_mm_min, theme.gap_mm, m.roominess));
    m.target = m.px(between(target_mm_min, theme.target_mm, m.roominess));
    m.target_least = m.px(target_mm_min);
    m.gap_least = m.px(gap_mm_min);
    m.padding = m.px(between(padding_mm_min, theme.padding_mm, m.roominess));
    m.border = std::round(std::max(1.F, theme.border_px * (0.6F + 0.4F * m.roominess)));
    m.shadow = std::max(2.F, std::round(m.border));
    m.radius_max = m.px(theme.radius_max_mm * (0.6F + 0.4F * m.roominess));
    m.radius_of_height = theme.radius_of_height;
    m.line_height = theme.line_height;
    return m;
}

}  // namespace hall::kiosk::ui
