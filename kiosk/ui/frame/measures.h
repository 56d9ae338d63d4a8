// Measures: the theme's millimetres as whole pixels of one screen.
//
// A small screen is looked at from nearby: there, text and spaces shrink towards their
// lower bounds (text 6 mm, targets 15 mm, gaps 3 mm), never below. Pure.

#pragma once

#include "kiosk/ui/frame/theme.h"

namespace hall::kiosk::ui {

struct Viewport;

struct Measures {
    float px_per_mm = 4;
    float roominess = 1;  // 0: as small as allowed, 1: as the theme says
    float text_scale = 1;

    // Em heights, with the text step.
    int title = 0;
    int heading = 0;
    int body = 0;
    int small = 0;
    int least = 0;  // 6 mm: no text is smaller, whatever the step

    float margin = 0;
    float gap = 0;
    float target = 0;
    float target_least = 0;  // 15 mm
    float gap_least = 0;     // 3 mm
    float padding = 0;
    float border = 0;  // of controls
    float shadow = 0;  // the flat line under cards
    float radius_max = 0;
    float radius_of_height = 0;
    float line_height = 1.5F;

    // Millimetres to whole pixels, upwards: a lower bound stays one.
    float px(float mm) const;
    // An em height of the theme, with the text step.
    int text(float mm) const;
    // The same at 100 %, for labels in bars, that grow only where there is room.
    int text_unscaled(float mm) const;
    float radius(float height) const;
};

Measures measures_of(const Theme& theme, const Viewport& view);

}  // namespace hall::kiosk::ui
