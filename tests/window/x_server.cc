#include "tests/window/x_server.h"

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>
#include <X11/extensions/Xrandr.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include "tests/catch.h"

namespace hall::test {

namespace {

// The number Xvfb writes once it takes connections; empty if it never did.
std::string read_display_number(int descriptor) {
    std::string text;
    char letter = 0;
    while (read(descriptor, &letter, 1) == 1 && letter != '\n') text.push_back(letter);
    return text;
}

bool installed(const char* program) {
    std::string folders = std::getenv("PATH") != nullptr ? std::getenv("PATH") : "/usr/bin";
    for (std::size_t begin = 0; begin < folders.size();) {
        std::size_t end = std::min(folders.find(':', begin), folders.size());
        std::string file = folders.substr(begin, end - begin) + "/" + program;
        if (access(file.c_str(), X_OK) == 0) return true;
        begin = end + 1;
    }
    return false;
}

}  // namespace

std::optional<XServer> XServer::start(kiosk::canvas::Size size, int depth,
                                      const std::vector<std::string>& options) {
    if (!installed("Xvfb")) {
        WARN("skipped: Xvfb is not installed (Debian package xvfb)");
        return std::nullopt;
    }
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    std::string screen = std::to_string(size.width) + "x" + std::to_string(size.height) + "x" +
                         std::to_string(depth);
    std::string ready = std::to_string(ends[1]);
    std::vector<std::string> strings{"Xvfb", "-displayfd", ready, "-screen", "0",
                                     screen, "-nolisten",  "tcp", "-noreset"};
    strings.insert(strings.end(), options.begin(), options.end());
    std::vector<char*> arguments;
    for (std::string& word : strings) arguments.push_back(word.data());
    arguments.push_back(nullptr);

    pid_t process = fork();
    REQUIRE(process >= 0);
    if (process == 0) {
        // Whatever becomes of the test, nothing stays behind.
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        close(ends[0]);
        int nowhere = open("/dev/null", O_WRONLY);
        dup2(nowhere, 1);
        dup2(nowhere, 2);
        execvp("Xvfb", arguments.data());
        _exit(127);
    }
    close(ends[1]);
    std::string number = read_display_number(ends[0]);
    close(ends[0]);
    XServer server(process, ":" + number);
    REQUIRE_FALSE(number.empty());
    setenv("DISPLAY", server.display_.c_str(), 1);
    return server;
}

XServer::XServer(pid_t process, std::string display)
    : process_(process), display_(std::move(display)) {}

XServer::XServer(XServer&& other) noexcept
    : process_(std::exchange(other.process_, 0)), display_(std::move(other.display_)) {}

XServer::~XServer() {
    stop();
}

void XServer::pause() const {
    REQUIRE(kill(process_, SIGSTOP) == 0);
}

void XServer::resume() const {
    REQUIRE(kill(process_, SIGCONT) == 0);
}

void XServer::stop() {
    end(SIGTERM);
}

void XServer::crash() {
    end(SIGKILL);
}

void XServer::end(int signal) {
    if (process_ == 0) return;
    kill(process_, SIGCONT);
    kill(process_, signal);
    waitpid(process_, nullptr, 0);
    process_ = 0;
}

Person::Person(const XServer& server) : display_(XOpenDisplay(server.display().c_str())) {
    REQUIRE(display_ != nullptr);
}

Person::~Person() {
    XCloseDisplay(display_);
}

std::vector<std::uint32_t> Person::look(kiosk::canvas::Size size) {
    std::vector<std::uint32_t> pixels;
    XImage* image =
        XGetImage(display_, XDefaultRootWindow(display_), 0, 0, static_cast<unsigned>(size.width),
                  static_cast<unsigned>(size.height), ~0UL, ZPixmap);
    REQUIRE(image != nullptr);
    REQUIRE(image->bits_per_pixel == 32);
    for (int y = 0; y < size.height; ++y) {
        const auto* row =
            reinterpret_cast<const std::uint32_t*>(image->data + y * image->bytes_per_line);
        for (int x = 0; x < size.width; ++x) pixels.push_back(row[x] & 0xFFFFFFU);
    }
    XDestroyImage(image);
    return pixels;
}

std::uint32_t Person::pixel(int x, int y) {
    XImage* image = XGetImage(display_, XDefaultRootWindow(display_), x, y, 1, 1, ~0UL, ZPixmap);
    REQUIRE(image != nullptr);
    const auto pixel = static_cast<std::uint32_t>(XGetPixel(image, 0, 0)) & 0xFFFFFFU;
    XDestroyImage(image);
    return pixel;
}

void Person::move(int x, int y) {
    XTestFakeMotionEvent(display_, 0, x, y, 0);
}

void Person::press() {
    XTestFakeButtonEvent(display_, 1, True, 0);
}

void Person::release() {
    XTestFakeButtonEvent(display_, 1, False, 0);
}

void Person::type(unsigned long key_symbol, bool with_shift) {
    KeyCode shift = XKeysymToKeycode(display_, 0xFFE1);
    KeyCode key = XKeysymToKeycode(display_, key_symbol);
    // GLFW takes two presses in one millisecond for an input method's echo.
    constexpr unsigned long pause_ms = 5;
    if (with_shift) XTestFakeKeyEvent(display_, shift, True, 0);
    XTestFakeKeyEvent(display_, key, True, pause_ms);
    XTestFakeKeyEvent(display_, key, False, 0);
    if (with_shift) XTestFakeKeyEvent(display_, shift, False, 0);
}

unsigned long Person::cover(const kiosk::canvas::Rect& area) {
    XSetWindowAttributes attributes{};
    attributes.override_redirect = True;
    attributes.background_pixel = 0xFF00FF;
    unsigned long window = XCreateWindow(
        display_, XDefaultRootWindow(display_), area.x0, area.y0,
        static_cast<unsigned>(area.width()), static_cast<unsigned>(area.height()), 0,
        CopyFromParent, InputOutput, nullptr, CWOverrideRedirect | CWBackPixel, &attributes);
    XMapRaised(display_, window);
    finish();
    return window;
}

void Person::uncover(unsigned long window) {
    XDestroyWindow(display_, window);
    finish();
}

void Person::resize_window(kiosk::canvas::Size size) {
    ::Window root = 0;
    ::Window parent = 0;
    ::Window* children = nullptr;
    unsigned count = 0;
    REQUIRE(XQueryTree(display_, XDefaultRootWindow(display_), &root, &parent, &children, &count));
    int resized = 0;
    for (unsigned child = 0; child < count; ++child) {
        XWindowAttributes attributes;
        XGetWindowAttributes(display_, children[child], &attributes);
        if (attributes.map_state != IsViewable) continue;
        XResizeWindow(display_, children[child], static_cast<unsigned>(size.width),
                      static_cast<unsigned>(size.height));
        ++resized;
    }
    XFree(children);
    REQUIRE(resized == 1);
    finish();
}

namespace {

// The server's first screen, to be changed. A server that cannot refuses with an error, which
// would end the test program: it is passed over while this lives.
class ScreenSetup {
  public:
    explicit ScreenSetup(Display* display)
        : display_(display),
          resources_(XRRGetScreenResources(display, XDefaultRootWindow(display))),
          before_(XSetErrorHandler([](Display*, XErrorEvent*) { return 0; })) {}
    ScreenSetup(const ScreenSetup&) = delete;
    ScreenSetup& operator=(const ScreenSetup&) = delete;
    ~ScreenSetup() {
        XSync(display_, False);
        if (resources_ != nullptr) XRRFreeScreenResources(resources_);
        XSetErrorHandler(before_);
    }

    bool usable() const {
        return resources_ != nullptr && resources_->ncrtc >= 1 && resources_->noutput >= 1;
    }
    RROutput output() const { return resources_->outputs[0]; }

    // None: dark.
    RRMode mode() const {
        XRRCrtcInfo* now = XRRGetCrtcInfo(display_, resources_, resources_->crtcs[0]);
        const RRMode mode = now->mode;
        XRRFreeCrtcInfo(now);
        return mode;
    }
    void set_mode(RRMode mode) {
        XRRSetCrtcConfig(display_, resources_, resources_->crtcs[0], CurrentTime, 0, 0, mode,
                         RR_Rotate_0, mode == None ? nullptr : resources_->outputs,
                         mode == None ? 0 : 1);
        XSync(display_, False);
    }

  private:
    Display* display_;
    XRRScreenResources* resources_;
    XErrorHandler before_;
};

}  // namespace

bool Person::resize_screen(kiosk::canvas::Size size) {
    ::Window root = XDefaultRootWindow(display_);
    {
        ScreenSetup setup(display_);
        if (!setup.usable()) return false;
        setup.set_mode(None);
        XRRSetScreenSize(display_, root, size.width, size.height, 200, 200);
        std::string name = std::to_string(size.width) + "x" + std::to_string(size.height);
        XRRModeInfo mode{};
        mode.width = static_cast<unsigned>(size.width);
        mode.height = static_cast<unsigned>(size.height);
        mode.name = name.data();
        mode.nameLength = static_cast<unsigned>(name.size());
        RRMode made = XRRCreateMode(display_, root, &mode);
        XRRAddOutputMode(display_, setup.output(), made);
        setup.set_mode(made);
    }
    XWindowAttributes attributes;
    XGetWindowAttributes(display_, root, &attributes);
    return attributes.width == size.width && attributes.height == size.height;
}

bool Person::plug_screen(bool in) {
    ScreenSetup setup(display_);
    if (!setup.usable()) return false;
    if (!in) mode_ = setup.mode();
    setup.set_mode(in ? mode_ : None);
    return (setup.mode() != None) == in;
}

void Person::flush() {
    XFlush(display_);
}

void Person::finish() {
    XSync(display_, False);
}

}  // namespace hall::test
