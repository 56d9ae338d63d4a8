// Canvas: shows frames on a screen and paints only what changed from one to the next.
//
//     canvas::Canvas canvas;
//     …each frame, when the widgets have drawn and ImGui::Render() has run:
//     TRY(canvas.show({.drawn = *ImGui::GetDrawData(), .sheet = ui.sheet(), .background =
//     0xF7F2E8},
//                     presenter));
//
// One thread. A frame like the one before it allocates nothing and paints nothing.

#pragma once

#include <cstdint>
#include <vector>

#include "kiosk/canvas/differ.h"
#include "kiosk/canvas/display_list.h"
#include "kiosk/canvas/presenter.h"

namespace hall::kiosk::canvas {

struct CanvasFrame {
    const ImDrawData& drawn;
    const GlyphSheet& sheet;
    std::uint32_t background = 0;  // 0xRRGGBB, what shows where nothing was drawn
};

class Canvas {
  public:
    // Brings the presenter's screen to this frame. True if anything had to be painted.
    // After a failure the next call paints everything.
    //
    //   unavailable   the screen does not answer
    Result<bool> show(const CanvasFrame& frame, Presenter& presenter);

    // Lets go of the lists of the last frames: what they showed can be read out of them. The
    // next show() paints everything.
    void forget() { *this = Canvas(); }

    // What the last show() painted.
    const Damage& damage() const { return damage_; }
    const DisplayList& list() const { return shown_; }

  private:
    Result<void> present(const GlyphSheet& sheet, Presenter& presenter);

    DisplayList shown_;
    DisplayList next_;
    Differ differ_;
    Damage damage_;
    std::vector<Rect> lost_;
};

}  // namespace hall::kiosk::canvas
