// Window: the kiosk's one window, its finger and its keys. GLFW is used here and
// nowhere else.
//
//     Window window = TRY(Window::open(options, clock));
//     canvas::FramePacer pacer;
//     while (!window.close_requested()) {
//         canvas::Pace pace = pacer.next(now_s(), ui.animating());
//         if (window.follow(pace)) pacer.wake();
//         if (pace.kind != canvas::Pace::Kind::draw) continue;
//         …frames until window.pointer().pending() is false…
//         pacer.drew(now_s(), TRY(canvas.show(frame, window.presenter())));
//     }
//
// One thread, but for post_wakeup(). When the X server goes away the process ends with
// canvas::exit_display_lost.

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/canvas/frame_pacer.h"
#include "kiosk/canvas/geometry.h"
#include "kiosk/canvas/presenter.h"
#include "kiosk/canvas/x11_presenter.h"
#include "kiosk/input/key_queue.h"
#include "kiosk/input/pointer_queue.h"
#include "sync/core/clock.h"
#include "sync/core/result.h"

namespace hall::kiosk {

struct WindowOptions {
    std::string title = "村务一体机";
    // The whole screen, whatever size it has or takes on (a display turned on its side);
    // otherwise a window of `size`.
    bool full_screen = true;
    canvas::Size size{1080, 1920};
    bool hide_cursor = true;
    // For developers: F11 switches full screen, the window may be closed and resized.
    bool developer = false;
    canvas::X11Transport transport = canvas::X11Transport::best;
    int timeout_ms = 3000;  // how long the X server may take to answer
};

class Window {
  public:
    // Opens the window and what it is painted through. One at a time; before other
    // threads are started, because it sets the environment for a moment.
    //
    //   unavailable   there is no display, or it does not answer
    //   refused       the screen has a depth that cannot be painted on
    static Result<Window> open(const WindowOptions& options, const Clock& clock);

    Window(Window&&) noexcept;
    Window& operator=(Window&&) noexcept;
    ~Window();

    // Does what the pacer says: sleeps; or waits for something to happen, at most
    // `seconds_max`; or at once takes in what has happened. True if there was anything that
    // may change the screen.
    bool follow(const canvas::Pace& pace, std::optional<double> seconds_max = std::nullopt);

    // Ends a wait. Any thread, while the window exists.
    void post_wakeup();

    // The size in pixels, as the presenter has it.
    canvas::Size size() const;

    // What the display says of itself; nothing if that is nonsense.
    std::optional<float> px_per_mm() const;

    canvas::Presenter& presenter();

    // What the X server shows of the window now, row after row, 0x00RRGGBB; for tours.
    //
    //   unavailable   the server gave no picture
    Result<std::vector<std::uint32_t>> pixels() const;

    PointerQueue& pointer();
    KeyQueue& keys();

    // Sounds the bell of the machine, if it has one.
    void ring();

    // Somebody closed the window; never true unless options.developer.
    bool close_requested() const;

  private:
    struct State;
    explicit Window(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace hall::kiosk
