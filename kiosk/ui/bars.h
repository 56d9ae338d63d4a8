// The two bars of the frame, for the files that draw them.

#pragma once

#include <string_view>

#include "kiosk/ui/access.h"
#include "kiosk/ui/parts.h"
#include "kiosk/ui/widgets.h"

namespace hall::ui {

struct BarButton {
    std::string_view label;
    FramePlace place = FramePlace::none;
    Box box;
    int em_px = 0;
    bool strong = false;
    ControlLook look;
};
bool bar_button(Frame& frame, const BarButton& button, std::string_view tint);

// Above and below what stands in a bar, and beside what stands in the column.
float bar_padding(Frame& frame);

// Where I am and how to read it. `bar.y1` is set to where it ends.
FrameTap draw_top_bar(Frame& frame, const ScreenFrame& options, Box& bar);

}  // namespace hall::ui
