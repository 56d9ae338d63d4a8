#include "kiosk/canvas/x11_grab.h"

#include <X11/Xlib.h>
#include <X11/Xutil.h>

namespace hall::kiosk::canvas {

Result<std::vector<std::uint32_t>> grab_window(const X11Target& target, Size size) {
    XSync(target.display, False);
    XImage* image =
        XGetImage(target.display, target.window, 0, 0, static_cast<unsigned>(size.width),
                  static_cast<unsigned>(size.height), AllPlanes, ZPixmap);
    if (image == nullptr) return Error(Errc::unavailable, "the X server gave no picture");
    std::vector<std::uint32_t> pixels;
    pixels.reserve(static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height));
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            pixels.push_back(static_cast<std::uint32_t>(XGetPixel(image, x, y)) & 0xFFFFFF);
        }
    }
    XDestroyImage(image);
    return pixels;
}

}  // namespace hall::kiosk::canvas
