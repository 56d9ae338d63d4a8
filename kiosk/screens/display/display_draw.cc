#include "kiosk/screens/display/display.h"

#include <array>

#include "kiosk/screens/open_screen.h"
#include "kiosk/ui/widgets/voice_strip.h"
#include "kiosk/ui/widgets/widgets.h"

namespace hall::kiosk {

namespace {

// Two cells, one of which holds. True if the other one was tapped.
bool switched(ui::Frame& frame, const char* off_key, const char* on_key, bool on) {
    const std::array<ui::Cell, 2> cells = {
        {{.label = frame(off_key), .selected = !on}, {.label = frame(on_key), .selected = on}}};
    const auto tapped = ui::cells(frame, cells, cells.size(), "services");
    return tapped && (*tapped == 1) != on;
}

void draw_text_steps(const Display& display, ui::Frame& frame, DisplayIntents& intents) {
    ui::subheading(frame, frame("display.text"));
    const std::array<ui::Cell, 3> cells = {
        {{.label = frame("display.text_0"), .selected = display.text_step == 0},
         {.label = frame("display.text_1"), .selected = display.text_step == 1},
         {.label = frame("display.text_2"), .selected = display.text_step == 2}}};
    if (const auto tapped = ui::cells(frame, cells, cells.size(), "services")) {
        Display wanted = display;
        wanted.text_step = static_cast<int>(*tapped);
        intents.send(ChangeDisplay{wanted});
    }
}

}  // namespace

void draw_display(const Chrome& chrome, const Display& display, const Panel& panel,
                  ui::Frame& frame, DisplayIntents& intents) {
    open_screen(chrome, {frame("display.title"), chrome.place, "services"}, frame, intents);
    const ui::Button done[] = {{frame("display.done"), ui::ButtonStyle::primary, "services"}};
    const bool read_here = chrome.can_speak && !chrome.speaking && !ui::frame_reads_aloud(frame);
    ui::begin_scroll(frame, "display", ui::button_row_height(frame, done));
    // The screen below is read, not this one.
    if (read_here &&
        ui::button(frame, {frame("ui.read_aloud"), ui::ButtonStyle::plain, "services"})) {
        intents.send(CloseDisplay{});
        intents.send(ReadAloud{});
    }
    draw_text_steps(display, frame, intents);

    ui::subheading(frame, frame("display.colours"));
    if (switched(frame, "display.colours_usual", "display.colours_strong", display.high_contrast)) {
        Display wanted = display;
        wanted.high_contrast = !display.high_contrast;
        intents.send(ChangeDisplay{wanted});
    }
    // Only where there is an upper part to leave out.
    if (ui::low_top_px(frame.view(), panel.foot_mm) > 0) {
        ui::subheading(frame, frame("display.reach"));
        if (switched(frame, "display.reach_whole", "display.reach_low", display.low)) {
            Display wanted = display;
            wanted.low = !display.low;
            intents.send(ChangeDisplay{wanted});
        }
    }
    ui::subheading(frame, frame("display.language"));
    const bool english = frame.strings().language() == "en";
    if (switched(frame, "display.language_zh", "display.language_en", english)) {
        Display wanted = display;
        wanted.language = english ? "zh-CN" : "en";
        intents.send(ChangeDisplay{wanted});
    }
    ui::small_print(frame, frame("display.line"));
    ui::end_scroll(frame);
    if (ui::button_row(frame, done)) intents.send(CloseDisplay{});
}

}  // namespace hall::kiosk
