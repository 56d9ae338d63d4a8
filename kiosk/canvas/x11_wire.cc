#include <X11/Xlib.h>
#include <X11/Xutil.h>

#include <vector>

#include "kiosk/canvas/x11_bands.h"
#include "sync/core/check.h"

namespace hall::kiosk::canvas {

namespace {

// What a socket with the kernel's usual buffer takes without blocking, even when the
// server has just stopped reading: it calls the socket writable while less than a quarter
// of the buffer is in use, and counts more than the bytes alone.
constexpr std::size_t band_bytes = 24 * 1024;

// One band is enough: XPutImage has copied it when it returns.
class WireBands final : public X11Bands {
  public:
    WireBands(X11Link& link, GC context, XImage* image)
        : link_(link),
          context_(context),
          image_(image),
          pixels_(band_bytes / sizeof(std::uint32_t)) {}
    WireBands(const WireBands&) = delete;
    WireBands& operator=(const WireBands&) = delete;

    ~WireBands() override {
        image_->data = nullptr;
        XDestroyImage(image_);
        XFreeGC(link_.target().display, context_);
    }

    std::size_t bytes_max() const override { return pixels_.size() * sizeof(std::uint32_t); }

    Result<Surface> take(const Rect& part) override {
        CHECK(static_cast<std::size_t>(part.area()) * sizeof(std::uint32_t) <= bytes_max());
        if (in_use_) TRY(link_.wait_for(request_));
        in_use_ = false;
        return Surface{.pixels = pixels_.data(), .stride = part.width(), .area = part};
    }

    void send(const Rect& part) override {
        Display* display = link_.target().display;
        unsigned long window = link_.target().window;
        image_->width = part.width();
        image_->height = part.height();
        image_->bytes_per_line = part.width() * 4;
        image_->data = reinterpret_cast<char*>(pixels_.data());
        XPutImage(display, window, context_, image_, 0, 0, part.x0, part.y0,
                  static_cast<unsigned>(part.width()), static_cast<unsigned>(part.height()));
        // A copy of nothing is answered with a NoExpose: it tells that the band has been
        // read, and a server that hangs is noticed before the wire is full.
        XCopyArea(display, window, window, context_, 0, 0, 0, 0, 0, 0);
        request_ = link_.last_request();
        in_use_ = true;
    }

  private:
    X11Link& link_;
    GC context_;
    XImage* image_;
    std::vector<std::uint32_t> pixels_;
    unsigned long request_ = 0;
    bool in_use_ = false;
};

}  // namespace

Result<std::unique_ptr<X11Bands>> make_wire_bands(X11Link& link, const XWindowAttributes& window) {
    Display* display = link.target().display;
    auto depth = static_cast<unsigned>(window.depth);
    XImage* image = XCreateImage(display, window.visual, depth, ZPixmap, 0, nullptr, 1, 1, 32, 0);
    if (image == nullptr) return Error(Errc::refused, "no image to be had");
    Result<void> format = check_format(*image, window.depth);
    if (!format.ok()) {
        XDestroyImage(image);
        return std::move(format).error();
    }
    XGCValues values{};
    values.graphics_exposures = True;
    GC context = XCreateGC(display, link.target().window, GCGraphicsExposures, &values);
    return std::unique_ptr<X11Bands>(std::make_unique<WireBands>(link, context, image));
}

}  // namespace hall::kiosk::canvas
