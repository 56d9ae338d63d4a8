#include "kiosk/canvas/x11_display_size.h"

#include <X11/Xlib.h>
#include <X11/extensions/Xrandr.h>

namespace hall::kiosk::canvas {

Size display_mm(Display* display, unsigned long output) {
    XRRScreenResources* resources =
        XRRGetScreenResourcesCurrent(display, XDefaultRootWindow(display));
    if (resources == nullptr) return {};
    Size mm;
    if (XRROutputInfo* info = XRRGetOutputInfo(display, resources, output)) {
        mm = {static_cast<int>(info->mm_width), static_cast<int>(info->mm_height)};
        XRRFreeOutputInfo(info);
    }
    XRRFreeScreenResources(resources);
    return mm;
}

}  // namespace hall::kiosk::canvas
