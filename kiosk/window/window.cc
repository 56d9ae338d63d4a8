#include "kiosk/window/window.h"

#define GLFW_INCLUDE_NONE
#define GLFW_EXPOSE_NATIVE_X11
#include <GLFW/glfw3.h>
#include <GLFW/glfw3native.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <thread>
#include <utility>

#include "kiosk/canvas/density.h"
#include "kiosk/canvas/x11_bell.h"
#include "kiosk/canvas/x11_display_size.h"
#include "kiosk/canvas/x11_grab.h"
#include "sync/core/check.h"
#include "sync/core/log.h"

namespace hall::kiosk {

namespace {

// An environment variable that is different for as long as this lives.
class Setting {
  public:
    Setting(const char* name, const char* value) : name_(name) {
        const char* before = std::getenv(name);
        if (before != nullptr) before_ = before;
        setenv(name, value, 1);
    }
    Setting(const Setting&) = delete;
    Setting& operator=(const Setting&) = delete;
    ~Setting() {
        if (before_) {
            setenv(name_, before_->c_str(), 1);
        } else {
            unsetenv(name_);
        }
    }

  private:
    const char* name_;
    std::optional<std::string> before_;
};

std::optional<KeyStroke> stroke_of(int key, int modifiers) {
    if (key >= GLFW_KEY_0 && key <= GLFW_KEY_9) return KeyStroke{Key::digit, key - GLFW_KEY_0};
    if (key >= GLFW_KEY_KP_0 && key <= GLFW_KEY_KP_9) {
        return KeyStroke{Key::digit, key - GLFW_KEY_KP_0};
    }
    switch (key) {
        // Boxes for two buttons send one or the other for "next".
        case GLFW_KEY_SPACE:
            return KeyStroke{Key::tab};
        case GLFW_KEY_TAB:
            return KeyStroke{(modifiers & GLFW_MOD_SHIFT) != 0 ? Key::back_tab : Key::tab};
        case GLFW_KEY_LEFT:
            return KeyStroke{Key::left};
        case GLFW_KEY_RIGHT:
            return KeyStroke{Key::right};
        case GLFW_KEY_UP:
            return KeyStroke{Key::up};
        case GLFW_KEY_DOWN:
            return KeyStroke{Key::down};
        case GLFW_KEY_ENTER:
        case GLFW_KEY_KP_ENTER:
            return KeyStroke{Key::enter};
        case GLFW_KEY_ESCAPE:
            return KeyStroke{Key::escape};
        default:
            return std::nullopt;
    }
}

void log_glfw_error(int code, const char* text) {
    log_line(LogLevel::warning, "window", {{"code", code}, {"reason", text}});
}

Error no_display(const char* what) {
    const char* reason = nullptr;
    glfwGetError(&reason);
    return Error(Errc::unavailable,
                 std::string(what) + (reason != nullptr ? std::string(": ") + reason : ""));
}

}  // namespace

struct Window::State {
    State(const WindowOptions& window_options, const Clock& window_clock)
        : options(window_options), clock(window_clock) {}
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    ~State() {
        presenter.reset();
        link.reset();
        if (window != nullptr) glfwDestroyWindow(window);
        if (initialised) glfwTerminate();
    }

    WindowOptions options;
    const Clock& clock;
    bool initialised = false;
    GLFWwindow* window = nullptr;
    std::unique_ptr<canvas::X11Link> link;
    std::unique_ptr<canvas::Presenter> presenter;
    PointerQueue pointer;
    // Where the last motion ended: a button comes without a place, and asking for the
    // pointer's place then gives where it has gone since.
    float finger_x = 0;
    float finger_y = 0;
    KeyQueue keys;
    bool full_screen = true;
    bool something_happened = false;
    bool just_polled = false;  // a wait ended: what woke it has been taken in
    std::atomic<bool> woken = false;

    static State& of(GLFWwindow* window) {
        return *static_cast<State*>(glfwGetWindowUserPointer(window));
    }

    Result<void> start();
    Result<void> create();
    void listen();
    void resize(canvas::Size size);
    void press_key(int key, int modifiers, bool repeated);
    void cover_screen(canvas::Size screen);
    void toggle_full_screen();
};

Result<void> Window::State::start() {
    glfwSetErrorCallback(nullptr);
#ifdef GLFW_PLATFORM
    glfwInitHint(GLFW_PLATFORM, GLFW_PLATFORM_X11);
#endif
    {
        // In this locale Xlib opens no input method, which would read a file of thousands
        // of compose sequences at every start. We take no text from the keyboard.
        Setting no_input_method("LC_ALL", "C");
        if (!glfwInit()) return no_display("no display");
        initialised = true;
        TRY(create());
    }
    glfwSetErrorCallback(log_glfw_error);
    listen();

    canvas::X11Target target{glfwGetX11Display(), glfwGetX11Window(window)};
    link = std::make_unique<canvas::X11Link>(target, clock, options.timeout_ms);
    canvas::Size size;
    glfwGetFramebufferSize(window, &size.width, &size.height);
    presenter = TRY(canvas::open_x11_presenter(*link, size, options.transport));
    return {};
}

Result<void> Window::State::create() {
    full_screen = options.full_screen;
    canvas::Size size = options.size;
    if (full_screen) {
        GLFWmonitor* monitor = glfwGetPrimaryMonitor();
        const GLFWvidmode* mode = monitor != nullptr ? glfwGetVideoMode(monitor) : nullptr;
        if (mode == nullptr) return no_display("no screen is connected");
        size = {mode->width, mode->height};
    }
    glfwWindowHint(GLFW_CLIENT_API, GLFW_NO_API);
    glfwWindowHint(GLFW_DECORATED, full_screen ? GLFW_FALSE : GLFW_TRUE);
    glfwWindowHint(GLFW_RESIZABLE, options.developer ? GLFW_TRUE : GLFW_FALSE);
    window = glfwCreateWindow(size.width, size.height, options.title.c_str(), nullptr, nullptr);
    if (window == nullptr) return no_display("no window");
    glfwSetWindowUserPointer(window, this);
    if (options.hide_cursor) glfwSetInputMode(window, GLFW_CURSOR, GLFW_CURSOR_HIDDEN);
    if (full_screen) glfwSetWindowPos(window, 0, 0);
    return {};
}

void Window::State::listen() {
    double start_x = 0;
    double start_y = 0;
    glfwGetCursorPos(window, &start_x, &start_y);
    finger_x = static_cast<float>(start_x);
    finger_y = static_cast<float>(start_y);
    glfwSetCursorPosCallback(window, [](GLFWwindow* of_window, double x, double y) {
        State& state = of(of_window);
        state.finger_x = static_cast<float>(x);
        state.finger_y = static_cast<float>(y);
        state.pointer.move(state.finger_x, state.finger_y);
        state.something_happened = true;
    });
    glfwSetMouseButtonCallback(window, [](GLFWwindow* of_window, int button, int action, int) {
        if (button != GLFW_MOUSE_BUTTON_LEFT) return;
        State& state = of(of_window);
        if (action == GLFW_PRESS) {
            state.pointer.press(state.finger_x, state.finger_y);
        } else {
            state.pointer.release(state.finger_x, state.finger_y);
        }
        state.something_happened = true;
    });
    glfwSetKeyCallback(window, [](GLFWwindow* of_window, int key, int, int action, int modifiers) {
        if (action == GLFW_RELEASE) return;
        of(of_window).press_key(key, modifiers, action == GLFW_REPEAT);
    });
    glfwSetWindowRefreshCallback(
        window, [](GLFWwindow* of_window) { of(of_window).something_happened = true; });
    glfwSetFramebufferSizeCallback(window, [](GLFWwindow* of_window, int width, int height) {
        of(of_window).resize({width, height});
    });
    glfwSetWindowCloseCallback(window, [](GLFWwindow* of_window) {
        if (!of(of_window).options.developer) glfwSetWindowShouldClose(of_window, GLFW_FALSE);
    });
}

void Window::State::resize(canvas::Size size) {
    if (size.width < 1 || size.height < 1) return;
    something_happened = true;
    Result<void> resized = presenter->resize(size);
    if (!resized.ok()) log_line(LogLevel::error, "resize", {{"reason", resized.error().text()}});
}

void Window::State::press_key(int key, int modifiers, bool repeated) {
    if (key == GLFW_KEY_F11 && options.developer) toggle_full_screen();
    std::optional<KeyStroke> stroke = stroke_of(key, modifiers);
    if (!stroke) return;
    keys.press(*stroke, repeated);
    something_happened = true;
}

void Window::State::cover_screen(canvas::Size screen) {
    int monitors = 0;
    glfwGetMonitors(&monitors);
    GLFWmonitor* primary = glfwGetPrimaryMonitor();
    const GLFWvidmode* mode = primary != nullptr ? glfwGetVideoMode(primary) : nullptr;
    // With several displays the screen is all of them side by side.
    if (monitors > 1 && mode != nullptr) screen = {mode->width, mode->height};
    glfwSetWindowPos(window, 0, 0);
    glfwSetWindowSize(window, screen.width, screen.height);
}

void Window::State::toggle_full_screen() {
    full_screen = !full_screen;
    glfwSetWindowAttrib(window, GLFW_DECORATED, full_screen ? GLFW_FALSE : GLFW_TRUE);
    GLFWmonitor* monitor = glfwGetPrimaryMonitor();
    const GLFWvidmode* mode = monitor != nullptr ? glfwGetVideoMode(monitor) : nullptr;
    if (full_screen && mode != nullptr) {
        cover_screen({mode->width, mode->height});
    } else {
        glfwSetWindowSize(window, options.size.width, options.size.height);
    }
}

Result<Window> Window::open(const WindowOptions& options, const Clock& clock) {
    auto state = std::make_unique<State>(options, clock);
    TRY(state->start());
    return Window(std::move(state));
}

Window::Window(std::unique_ptr<State> state) : state_(std::move(state)) {}
Window::Window(Window&&) noexcept = default;
Window& Window::operator=(Window&&) noexcept = default;
Window::~Window() = default;

bool Window::follow(const canvas::Pace& pace, std::optional<double> seconds_max) {
    switch (pace.kind) {
        case canvas::Pace::Kind::wait:
            if (seconds_max) {
                glfwWaitEventsTimeout(std::max(*seconds_max, 0.001));
            } else {
                glfwWaitEvents();
            }
            state_->just_polled = true;
            break;
        case canvas::Pace::Kind::sleep:
            std::this_thread::sleep_for(std::chrono::duration<double>(pace.seconds));
            return false;
        case canvas::Pace::Kind::draw:
            if (!std::exchange(state_->just_polled, false)) glfwPollEvents();
            break;
    }
    std::optional<canvas::Size> screen = state_->link->take_screen_size();
    if (screen && state_->full_screen) state_->cover_screen(*screen);
    bool woken = state_->woken.exchange(false);
    return std::exchange(state_->something_happened, false) || woken;
}

void Window::post_wakeup() {
    state_->woken = true;
    glfwPostEmptyEvent();
}

canvas::Size Window::size() const {
    return state_->presenter->size();
}

std::optional<float> Window::px_per_mm() const {
    GLFWmonitor* monitor = glfwGetPrimaryMonitor();
    const GLFWvidmode* mode = monitor != nullptr ? glfwGetVideoMode(monitor) : nullptr;
    if (mode == nullptr) return std::nullopt;
    canvas::Size mm = canvas::display_mm(glfwGetX11Display(), glfwGetX11Monitor(monitor));
    return canvas::plausible_px_per_mm({mode->width, mode->height}, mm);
}

Result<std::vector<std::uint32_t>> Window::pixels() const {
    return canvas::grab_window(state_->link->target(), state_->presenter->size());
}

canvas::Presenter& Window::presenter() {
    return *state_->presenter;
}

PointerQueue& Window::pointer() {
    return state_->pointer;
}

KeyQueue& Window::keys() {
    return state_->keys;
}

void Window::ring() {
    canvas::ring_bell(state_->link->target());
}

bool Window::close_requested() const {
    return glfwWindowShouldClose(state_->window) != 0;
}

}  // namespace hall::kiosk
