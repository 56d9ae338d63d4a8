// X11 link: what the X server says about our window that GLFW does not pass on: which
// rectangles were lost, which requests are done, how large the screen is now, what was
// refused.
//
// GLFW reads every event of its connection and drops those it does not know. The link
// therefore looks at events as Xlib takes them off the wire. It waits with a time limit,
// so that a server that hangs does not hang the kiosk unseen.
//
// One thread. One link a connection.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "kiosk/canvas/differ.h"
#include "kiosk/canvas/geometry.h"
#include "sync/core/clock.h"
#include "sync/core/result.h"

struct _XDisplay;

namespace hall::kiosk::canvas {

// What the process exits with when the X server is gone: a supervisor starts it again.
inline constexpr int exit_display_lost = 69;

// Ends the process with it, and a line in the log, at once: to close a connection that is
// not answered would be to wait for it.
[[noreturn]] void end_without_display(std::string_view reason);

struct X11Target {
    _XDisplay* display = nullptr;
    unsigned long window = 0;
};

class X11Link {
  public:
    // Both must outlive the link. From now on a lost connection is logged and ends the
    // process with exit_display_lost; Xlib leaves no other way.
    X11Link(X11Target target, const Clock& clock, int timeout_ms);
    X11Link(const X11Link&) = delete;
    X11Link& operator=(const X11Link&) = delete;
    ~X11Link();

    const X11Target& target() const;

    // The number of the last request sent.
    unsigned long last_request() const;

    // Sends what is buffered and returns when the server has done that request.
    //
    //   unavailable   it did not within the time limit
    Result<void> wait_for(unsigned long request);

    // Carries pixels within the window, after the answer to the copy before has come.
    Result<void> copy(const Move& move);

    // All of the window will be painted by requests from here on: what was lost before
    // need not be painted again.
    void will_paint_all();

    // Adds what was lost since the last call, also where a copy has carried it.
    Result<void> take_lost(std::vector<Rect>& lost);

    // The size of the whole screen, if it changed since the last call.
    std::optional<Size> take_screen_size();

    // A request was refused since the last call: `unavailable`, with its number.
    Result<void> take_refusal();

    struct State;  // known to Xlib's callbacks only

  private:
    std::unique_ptr<State> state_;
};

}  // namespace hall::kiosk::canvas
