// The memory that pixels are painted into on their way to an X server. Only for the
// presenter's own files: this header brings X11's macros with it.

#pragma once

#include <X11/Xlib.h>

#include <memory>

#include "kiosk/canvas/geometry.h"
#include "kiosk/canvas/x11_link.h"

namespace hall::kiosk::canvas {

class X11Bands {
  public:
    virtual ~X11Bands() = default;

    // How large a part may be, at four bytes a pixel.
    virtual std::size_t bytes_max() const = 0;

    // Memory for that part of the window, free to paint on. Waits until the server has
    // read what was in it before.
    //
    //   unavailable   it did not within the time limit
    virtual Result<Surface> take(const Rect& part) = 0;

    // Sends what was painted since take(), of the same part.
    virtual void send(const Rect& part) = 0;
};

// Both fail with `refused`.
Result<std::unique_ptr<X11Bands>> make_shared_bands(X11Link& link, const XWindowAttributes& window);
Result<std::unique_ptr<X11Bands>> make_wire_bands(X11Link& link, const XWindowAttributes& window);

// Whether an image of this window's kind is XRGB8888 as this machine writes it.
Result<void> check_format(const XImage& image, int depth);

}  // namespace hall::kiosk::canvas
