#include "kiosk/canvas/x11_bell.h"

#include <X11/XKBlib.h>
#include <X11/Xlib.h>

namespace hall::kiosk::canvas {

void ring_bell(const X11Target& target) {
    constexpr int loudest_percent = 100;
    XkbBell(target.display, target.window, loudest_percent, None);
    XFlush(target.display);
}

}  // namespace hall::kiosk::canvas
