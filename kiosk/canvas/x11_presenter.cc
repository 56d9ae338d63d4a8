#include "kiosk/canvas/x11_presenter.h"

#include <X11/Xlib.h>

#include <algorithm>
#include <bit>
#include <string>
#include <utility>

#include "kiosk/canvas/x11_bands.h"
#include "sync/core/log.h"

namespace hall::kiosk::canvas {

namespace {

class X11Presenter final : public Presenter {
  public:
    X11Presenter(X11Link& link, Size size, std::unique_ptr<X11Bands> bands)
        : link_(link), size_(size), bands_(std::move(bands)) {}

    Size size() const override { return size_; }

    Result<void> resize(Size size) override {
        size_ = size;
        return {};
    }

    Result<void> present(const Damage& damage, const PaintFunction& paint) override {
        TRY(link_.take_refusal());
        if (!damage.move.empty()) TRY(link_.copy(damage.move));
        for (const Rect& rect : damage.rects) {
            if (rect == whole(size_)) link_.will_paint_all();
            TRY(paint_bands(rect, paint));
        }
        // Bands are flushed as they are sent, and a flush of nothing is three system calls.
        if (damage.rects.empty()) XFlush(link_.target().display);
        return {};
    }

    Result<void> take_lost(std::vector<Rect>& lost) override { return link_.take_lost(lost); }

  private:
    Result<void> paint_bands(const Rect& rect, const PaintFunction& paint) {
        auto pixels_max = static_cast<int>(bands_->bytes_max() / sizeof(std::uint32_t));
        int rows_max = std::max(1, pixels_max / rect.width());
        for (int y = rect.y0; y < rect.y1; y += rows_max) {
            Rect part{rect.x0, y, rect.x1, std::min(y + rows_max, rect.y1)};
            Surface surface = TRY(bands_->take(part));
            paint(surface, part);
            bands_->send(part);
            // At once, so that the server copies this band while the next is painted.
            XFlush(link_.target().display);
        }
        return {};
    }

    X11Link& link_;
    Size size_;
    std::unique_ptr<X11Bands> bands_;
};

}  // namespace

Result<void> check_format(const XImage& image, int depth) {
    constexpr int native = std::endian::native == std::endian::little ? LSBFirst : MSBFirst;
    if (image.bits_per_pixel == 32 && image.red_mask == 0xFF0000 && image.green_mask == 0x00FF00 &&
        image.blue_mask == 0x0000FF && image.byte_order == native) {
        return {};
    }
    return Error(Errc::refused, "the screen has a colour depth of " + std::to_string(depth) +
                                    " bits; set DefaultDepth 24 in the X server's Screen section");
}

Result<std::unique_ptr<Presenter>> open_x11_presenter(X11Link& link, Size size,
                                                      X11Transport transport) {
    XWindowAttributes window;
    if (!XGetWindowAttributes(link.target().display, link.target().window, &window)) {
        return Error(Errc::refused, "the window is gone");
    }
    std::unique_ptr<X11Bands> bands;
    if (transport != X11Transport::through_wire) {
        Result<std::unique_ptr<X11Bands>> shared = make_shared_bands(link, window);
        if (shared.ok()) {
            bands = std::move(shared).value();
        } else if (transport == X11Transport::shared) {
            return std::move(shared).error();
        } else {
            log_line(LogLevel::warning, "no_shared_memory", {{"reason", shared.error().message()}});
        }
    }
    if (bands == nullptr) bands = TRY(make_wire_bands(link, window));
    return std::unique_ptr<Presenter>(std::make_unique<X11Presenter>(link, size, std::move(bands)));
}

}  // namespace hall::kiosk::canvas
