#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XShm.h>
#include <sys/ipc.h>
#include <sys/shm.h>

#include <array>

#include "kiosk/canvas/x11_bands.h"
#include "sync/core/check.h"

namespace hall::kiosk::canvas {

namespace {

// Two, so that one is painted while the server reads the other; small enough to stay in
// a processor's cache.
constexpr int bands_count = 2;
constexpr std::size_t band_bytes = 512 * 1024;

// The image alone: neither its memory nor its segment are Xlib's to free.
void discard(XImage* image) {
    image->data = nullptr;
    image->obdata = nullptr;
    XDestroyImage(image);
}

class SharedBands final : public X11Bands {
  public:
    SharedBands(X11Link& link, GC context, XImage* image)
        : link_(link), context_(context), image_(image) {
        image_->obdata = reinterpret_cast<XPointer>(&segment_);
    }
    SharedBands(const SharedBands&) = delete;
    SharedBands& operator=(const SharedBands&) = delete;

    ~SharedBands() override {
        if (attached_) XShmDetach(display(), &segment_);
        discard(image_);
        XFreeGC(display(), context_);
        XSync(display(), False);
        if (segment_.shmaddr != nullptr) shmdt(segment_.shmaddr);
    }

    // The segment goes with the last process that holds it, however that ends.
    Result<void> attach() {
        segment_.shmid = shmget(IPC_PRIVATE, band_bytes * bands_count, IPC_CREAT | 0600);
        if (segment_.shmid < 0) return Error(Errc::refused, "no shared memory segment to be had");
        void* memory = shmat(segment_.shmid, nullptr, 0);
        // shmat() fails with the address -1, as its manual has it.
        if (memory == reinterpret_cast<void*>(-1)) {
            shmctl(segment_.shmid, IPC_RMID, nullptr);
            return Error(Errc::refused, "the shared memory segment cannot be used");
        }
        segment_.shmaddr = static_cast<char*>(memory);
        segment_.readOnly = True;
        XShmAttach(display(), &segment_);
        XSync(display(), False);
        shmctl(segment_.shmid, IPC_RMID, nullptr);
        Result<void> accepted = link_.take_refusal();
        if (!accepted.ok()) return Error(Errc::refused, accepted.error().message());
        attached_ = true;
        return {};
    }

    std::size_t bytes_max() const override { return band_bytes; }

    Result<Surface> take(const Rect& part) override {
        CHECK(static_cast<std::size_t>(part.area()) * sizeof(std::uint32_t) <= band_bytes);
        Band& band = bands_[static_cast<std::size_t>(next_)];
        if (band.in_use) TRY(link_.wait_for(band.request));
        band.in_use = false;
        return Surface{.pixels = reinterpret_cast<std::uint32_t*>(address(next_)),
                       .stride = part.width(),
                       .area = part};
    }

    void send(const Rect& part) override {
        image_->width = part.width();
        image_->height = part.height();
        image_->bytes_per_line = part.width() * 4;
        image_->data = address(next_);
        // With an event when it is done: nothing else tells without a question.
        XShmPutImage(display(), link_.target().window, context_, image_, 0, 0, part.x0, part.y0,
                     static_cast<unsigned>(part.width()), static_cast<unsigned>(part.height()),
                     True);
        bands_[static_cast<std::size_t>(next_)] = {.request = link_.last_request(), .in_use = true};
        next_ = (next_ + 1) % bands_count;
    }

  private:
    struct Band {
        unsigned long request = 0;
        bool in_use = false;
    };

    Display* display() const { return link_.target().display; }
    char* address(int band) const {
        return segment_.shmaddr + static_cast<std::size_t>(band) * band_bytes;
    }

    X11Link& link_;
    GC context_;
    XImage* image_;
    XShmSegmentInfo segment_{};
    bool attached_ = false;
    std::array<Band, bands_count> bands_{};
    int next_ = 0;
};

}  // namespace

Result<std::unique_ptr<X11Bands>> make_shared_bands(X11Link& link,
                                                    const XWindowAttributes& window) {
    Display* display = link.target().display;
    if (!XShmQueryExtension(display)) {
        return Error(Errc::refused, "the X server has no MIT-SHM");
    }
    auto depth = static_cast<unsigned>(window.depth);
    XShmSegmentInfo unused{};
    XImage* image = XShmCreateImage(display, window.visual, depth, ZPixmap, nullptr, &unused, 1, 1);
    if (image == nullptr) return Error(Errc::refused, "no image to be had");
    Result<void> format = check_format(*image, window.depth);
    if (!format.ok()) {
        discard(image);
        return std::move(format).error();
    }
    GC context = XCreateGC(display, link.target().window, 0, nullptr);
    auto bands = std::make_unique<SharedBands>(link, context, image);
    TRY(bands->attach());
    return std::unique_ptr<X11Bands>(std::move(bands));
}

}  // namespace hall::kiosk::canvas
