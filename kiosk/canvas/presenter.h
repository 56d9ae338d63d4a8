// Presenter: the way from painted pixels to a screen. One thread.
//
// Three of them: MIT-SHM and XPutImage (x11_presenter.h), and plain memory
// (memory_presenter.h) for tests, screenshots and tours without a display.

#pragma once

#include <functional>
#include <vector>

#include "kiosk/canvas/differ.h"
#include "kiosk/canvas/geometry.h"
#include "sync/core/result.h"

namespace hall::kiosk::canvas {

// Paints an area, all of it, onto a surface that holds at least that area.
using PaintFunction = std::function<void(const Surface& surface, const Rect& area)>;

class Presenter {
  public:
    virtual ~Presenter() = default;

    virtual Size size() const = 0;

    // The screen has another size now; all of it must be painted again.
    virtual Result<void> resize(Size size) = 0;

    // Does the move, then has every rectangle painted and brings it to the screen.
    //
    //   unavailable   the screen does not answer; what it shows now is unknown
    virtual Result<void> present(const Damage& damage, const PaintFunction& paint) = 0;

    // Adds the rectangles of the screen that were lost since the last call, and forgets
    // them: call it before present(), and see add_lost().
    //
    //   unavailable   the screen does not answer
    virtual Result<void> take_lost(std::vector<Rect>& lost) = 0;
};

}  // namespace hall::kiosk::canvas
