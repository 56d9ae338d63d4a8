#include "tests/bench/paint_watch.h"

#include <X11/Xlib.h>
#include <X11/extensions/Xdamage.h>
#include <poll.h>

#include <chrono>
#include <cmath>

#include "tests/catch.h"

namespace hall::test {

using namespace hall::kiosk;

PaintWatch::PaintWatch(const XServer& server) : display_(XOpenDisplay(server.display().c_str())) {
    REQUIRE(display_ != nullptr);
    int error_base = 0;
    REQUIRE(XDamageQueryExtension(display_, &event_base_, &error_base));
    damage_ = XDamageCreate(display_, XDefaultRootWindow(display_), XDamageReportNonEmpty);
    forget();
}

PaintWatch::~PaintWatch() {
    XDamageDestroy(display_, damage_);
    XCloseDisplay(display_);
}

void PaintWatch::forget() {
    XDamageSubtract(display_, damage_, None, None);
    XSync(display_, True);
}

bool PaintWatch::wait(double ms_max) {
    using Clock = std::chrono::steady_clock;
    const Clock::time_point end =
        Clock::now() + std::chrono::microseconds(std::llround(ms_max * 1000));
    for (;;) {
        while (XPending(display_) > 0) {
            XEvent event;
            XNextEvent(display_, &event);
            if (event.type != event_base_ + XDamageNotify) continue;
            // Only then does the server tell of the next.
            XDamageSubtract(display_, damage_, None, None);
            XFlush(display_);
            return true;
        }
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now());
        if (left.count() <= 0) return false;
        pollfd wire{.fd = XConnectionNumber(display_), .events = POLLIN, .revents = 0};
        poll(&wire, 1, static_cast<int>(left.count()));
    }
}

}  // namespace hall::test
