// Waits until something is painted on the screen of an X server, without asking again and
// again: the server says so (the DAMAGE extension) when the pixels are there.

#pragma once

#include "tests/window/x_server.h"

namespace hall::test {

using namespace hall::kiosk;

class PaintWatch {
  public:
    explicit PaintWatch(const XServer& server);
    PaintWatch(const PaintWatch&) = delete;
    PaintWatch& operator=(const PaintWatch&) = delete;
    ~PaintWatch();

    // What was painted before now is not waited for.
    void forget();

    // False if nothing was painted for so long.
    bool wait(double ms_max);

  private:
    _XDisplay* display_;
    unsigned long damage_ = 0;
    int event_base_ = 0;
};

}  // namespace hall::test
