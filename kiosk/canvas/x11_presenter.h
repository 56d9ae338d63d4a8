// The screen as a window of an X server: pixels go over in bands, each painted while the
// server takes the one before; scrolling copies within the window.

#pragma once

#include <memory>
#include <optional>

#include "kiosk/canvas/presenter.h"
#include "kiosk/canvas/x11_link.h"

namespace hall::kiosk::canvas {

enum class X11Transport {
    best,         // shared memory if the server allows it
    shared,       // MIT-SHM, or failure
    through_wire  // XPutImage
};

// The link must outlive the presenter.
//
//   refused       the screen is not one of 24 or 32 bits (says what to do about it), or
//                 shared memory was asked for and is not to be had
Result<std::unique_ptr<Presenter>> open_x11_presenter(X11Link& link, Size size,
                                                      X11Transport transport);

}  // namespace hall::kiosk::canvas
