// The two bars of the frame, for the files that draw them.

#pragma once

#include <array>
#include <string_view>

#include "kiosk/ui/access/access.h"
#include "kiosk/ui/widgets/parts.h"
#include "kiosk/ui/widgets/widgets.h"

namespace hall::kiosk::ui {

struct BarButton {
    std::string_view label;
    BarSlot place = BarSlot::none;
    Box box;
    int em_px = 0;
    bool strong = false;
    ControlLook look;
    float inner = 0;  // between its edge and its label
};
bool bar_button(Frame& frame, const BarButton& button, std::string_view accent);

// Above and below what stands in a bar, and beside what stands in the column.
float bar_padding(Frame& frame);

// On the smallest screens 读给我听 finds no place of its own: it stands behind 大字, and 停 in its
// place.
bool reads_from_bar(Frame& frame);

// The two that say how to read the screen: what each says, where, and what it means.
struct ReadingSlot {
    std::string_view label;
    BarSlot place = BarSlot::none;
    FrameTap tap = FrameTap::none;
};
ReadingSlot bigger_slot(Frame& frame, const ScreenFrame& options);
ReadingSlot read_aloud_slot(Frame& frame, const ScreenFrame& options);

// Of the screen, for all bars, at most.
inline constexpr float chrome_share_max = 0.2F;

inline constexpr std::size_t bar_slot_count = 4;
inline constexpr std::size_t frame_slots_max = bar_slot_count + 2;
using BarLabels = std::array<std::string_view, bar_slot_count>;

// What the places say on some screens: all share one size, so that no place moves or
// shrinks when the screen changes.
inline constexpr std::size_t frame_other_labels = 4;
inline constexpr std::array<const char*, frame_other_labels> frame_label_keys = {
    "bar.back", "bar.home", "bar.search", "bar.my_requests"};

// The four places are a little larger than text; `grows`: with the text step.
int bar_label_px(Frame& frame, bool grows);

FrameTap draw_places(Frame& frame, const ScreenFrame& options, const BarLabels& labels,
                     const std::array<Box, bar_slot_count>& boxes, int em_px, float inner);

// Where I am and how to read it, at most `height_max` high. `bar.y1` is set to where it ends.
FrameTap draw_top_bar(Frame& frame, const ScreenFrame& options, Box& bar, float height_max);

// The bars of a wide screen. `screen` and `column` are the whole screen at first; then `column`
// and `line` are what they take up of it.
struct LowBars {
    Box screen;
    Box column;
    Box line;
};
FrameTap draw_low_bars(Frame& frame, const ScreenFrame& options, const BarLabels& places,
                       bool with_line, LowBars& bars);

}  // namespace hall::kiosk::ui
