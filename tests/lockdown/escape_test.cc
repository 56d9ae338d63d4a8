// The kiosk as it runs in a hall, full screen on a real X server, with a keyboard plugged
// in and fingers that mean no good. After each attempt it must live, cover the whole
// screen, be the only window there, and lead home by tapping.

#include <X11/XKBlib.h>
#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <X11/extensions/XI.h>
#include <X11/extensions/XInput.h>
#include <X11/extensions/XInput2.h>
#include <X11/extensions/XTest.h>
#include <X11/keysym.h>
#include <sys/wait.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <random>
#include <set>
#include <thread>

#include "tests/every_screen/demo_device.h"
#include "tests/lockdown/driven.h"
#include "tests/window/spot.h"
#include "tests/window/x_server.h"

using namespace hall;

using namespace hall::kiosk;
using namespace hall::test;

namespace {

constexpr canvas::Size screen_size{1080, 1920};

void rest_ms(int ms) {
    std::this_thread::sleep_for(std::chrono::milliseconds(ms));
}

std::vector<::Window> visible_windows(::Display* display) {
    ::Window root = 0;
    ::Window parent = 0;
    ::Window* children = nullptr;
    unsigned count = 0;
    std::vector<::Window> seen;
    if (XQueryTree(display, XDefaultRootWindow(display), &root, &parent, &children, &count) == 0)
        return seen;
    for (unsigned i = 0; i < count; ++i) {
        XWindowAttributes attributes;
        if (XGetWindowAttributes(display, children[i], &attributes) != 0 &&
            attributes.map_state == IsViewable)
            seen.push_back(children[i]);
    }
    if (children != nullptr) XFree(children);
    return seen;
}

// Keys held down together, then let go.
void press_chord(::Display* display, const std::vector<KeySym>& keys) {
    std::vector<KeyCode> codes;
    for (const KeySym key : keys) {
        const KeyCode code = XKeysymToKeycode(display, key);
        INFO(XKeysymToString(key));
        REQUIRE(code != 0);
        codes.push_back(code);
    }
    for (const KeyCode code : codes) XTestFakeKeyEvent(display, code, True, 5);
    for (auto code = codes.rbegin(); code != codes.rend(); ++code)
        XTestFakeKeyEvent(display, *code, False, 5);
    XSync(display, False);
}

// As a window manager does when somebody taps the cross.
void ask_to_close(::Display* display, ::Window window) {
    XClientMessageEvent wish{};
    wish.type = ClientMessage;
    wish.window = window;
    wish.message_type = XInternAtom(display, "WM_PROTOCOLS", False);
    wish.format = 32;
    wish.data.l[0] = static_cast<long>(XInternAtom(display, "WM_DELETE_WINDOW", False));
    XSendEvent(display, window, False, NoEventMask, reinterpret_cast<XEvent*>(&wish));
    XSync(display, False);
}

// The places that are tapped, learnt from a kiosk on a copy of the board.
struct Spots {
    Spot finish;
    Spot leave;   // "不填了", in the dialog over a form
    Spot search;  // on the home screen
    Spot field;   // of the search
    Spot tile;

    static Spots learn(DemoDevice& board) {
        Walked guide(board.temp.path(), board.temp.path() / "guide.log");
        Spots spots;
        spots.finish = spot_of(guide.screen(), "结束使用");
        spots.search = spot_of(guide.screen(), "找一找");
        spots.tile = spot_of(guide.screen(), "村务公开");
        guide.tap("找一找");
        spots.field = spot_of(guide.screen(), "自己写几个字找，比如水稻");
        guide.tap("首页");
        guide.tap("书记信箱");
        guide.tap("给书记写信");
        guide.tap("现在就填表");
        guide.step("answer");
        guide.tap("结束使用");
        spots.leave = spot_of(guide.screen(), "不填了");
        guide.end();
        return spots;
    }
};

// The kiosk on a server of its own, and somebody in front of it.
class Hall {
  public:
    static std::unique_ptr<Hall> open(const std::vector<std::string>& options = {}) {
        std::optional<XServer> server = XServer::start(screen_size);
        if (!server) return nullptr;  // it printed why
        return std::make_unique<Hall>(std::move(*server), options);
    }

    Hall(XServer server, const std::vector<std::string>& options)
        : server_(std::move(server)), spots_(Spots::learn(board_)), person_(server_) {
        std::vector<std::string> arguments = {"--data", board_.temp.path().string(), "--px-per-mm",
                                              "4.03"};
        arguments.insert(arguments.end(), options.begin(), options.end());
        kiosk_ = std::make_unique<Program>(
            "hall-kiosk", arguments, (board_.temp.path() / "kiosk.log").string(),
            std::map<std::string, std::string>{{"DISPLAY", server_.display()}});
        display_ = XOpenDisplay(server_.display().c_str());
        REQUIRE(display_ != nullptr);
        for (int i = 0; i < 200 && windows().empty(); ++i) rest_ms(50);
        REQUIRE(windows().size() == 1);
        home_ = settled();
        // A blank screen would be equal to itself.
        REQUIRE(std::set<std::uint32_t>(home_.begin(), home_.end()).size() > 50);
    }
    ~Hall() {
        XCloseDisplay(display_);
        kiosk_->signal(SIGTERM);
        kiosk_->wait(10);
    }

    ::Display* display() { return display_; }
    Person& person() { return person_; }
    Program& kiosk() { return *kiosk_; }
    const Spots& spots() const { return spots_; }

    // --- What people do

    void chord(const std::vector<KeySym>& keys) { press_chord(display_, keys); }

    void press(Spot spot) {
        XTestFakeMotionEvent(display_, 0, spot.x, spot.y, 0);
        XTestFakeButtonEvent(display_, 1, True, 0);
        XSync(display_, False);
    }
    void move(Spot spot) {
        XTestFakeMotionEvent(display_, 0, spot.x, spot.y, 0);
        XSync(display_, False);
    }
    void release() {
        XTestFakeButtonEvent(display_, 1, False, 0);
        XSync(display_, False);
    }
    void tap(Spot spot) {
        press(spot);
        release();
    }

    // --- What must hold

    bool lives() { return waitpid(kiosk_->pid(), nullptr, WNOHANG) == 0; }

    std::vector<::Window> windows() { return visible_windows(display_); }

    bool covers_the_screen() {
        const std::vector<::Window> seen = windows();
        if (seen.size() != 1) return false;
        XWindowAttributes attributes;
        XGetWindowAttributes(display_, seen.front(), &attributes);
        return attributes.x == 0 && attributes.y == 0 && attributes.width == screen_size.width &&
               attributes.height == screen_size.height;
    }

    // The way home from wherever it is: 结束使用, and if a form asks, 不填了.
    bool goes_home() {
        for (int i = 0; i < 40; ++i) {
            tap(spots_.finish);
            rest_ms(50);
            if (shows_home()) return true;
            tap(spots_.leave);
            rest_ms(50);
            if (shows_home()) return true;
        }
        return false;
    }

    void holds(const std::string& after) {
        INFO(after);
        REQUIRE(lives());
        REQUIRE(covers_the_screen());
        REQUIRE(goes_home());
    }

    // The screen once it stands still.
    std::vector<std::uint32_t> settled() {
        std::vector<std::uint32_t> before = look();
        for (int i = 0; i < 100; ++i) {
            rest_ms(60);
            std::vector<std::uint32_t> now = look();
            if (now == before) return now;
            before = std::move(now);
        }
        return before;
    }

    bool shows_home() { return look() == home_; }

  private:
    // Without the top bar, in which a clock goes.
    std::vector<std::uint32_t> look() {
        std::vector<std::uint32_t> pixels = person_.look(screen_size);
        constexpr std::size_t top_bar = 140;
        pixels.erase(pixels.begin(), pixels.begin() + top_bar * screen_size.width);
        return pixels;
    }

    XServer server_;
    DemoDevice board_;
    Spots spots_;
    Person person_;
    std::unique_ptr<Program> kiosk_;
    ::Display* display_ = nullptr;
    std::vector<std::uint32_t> home_;
};

// One more finger on the glass: a pointer of its own beside the first.
class Finger {
  public:
    Finger(::Display* display, std::string name) : display_(display), name_(std::move(name)) {
        XIAddMasterInfo add{};
        add.type = XIAddMaster;
        add.name = name_.data();
        add.send_core = True;
        add.enable = True;
        XIAnyHierarchyChangeInfo change{};
        change.add = add;
        REQUIRE(XIChangeHierarchy(display, &change, 1) == Success);
        XSync(display, False);
        // XTest moves it by a device that is named like it.
        int count = 0;
        XDeviceInfo* devices = XListInputDevices(display, &count);
        for (int i = 0; i < count; ++i) {
            if (std::string(devices[i].name) == name_ + " XTEST pointer")
                device_ = XOpenDevice(display, devices[i].id);
        }
        XFreeDeviceList(devices);
        REQUIRE(device_ != nullptr);
    }
    Finger(const Finger&) = delete;
    Finger& operator=(const Finger&) = delete;
    ~Finger() { XCloseDevice(display_, device_); }

    void move(Spot spot) { move(spot, true); }
    void press(Spot spot) { turn(spot, True); }
    void lift(Spot spot) { turn(spot, False); }

  private:
    void move(Spot spot, bool at_once) {
        int axes[2] = {spot.x, spot.y};
        XTestFakeDeviceMotionEvent(display_, device_, False, 0, axes, 2, 0);
        if (at_once) XSync(display_, False);
    }
    void turn(Spot spot, Bool down) {
        move(spot, false);
        int axes[2] = {spot.x, spot.y};
        XTestFakeDeviceButtonEvent(display_, device_, 1, down, axes, 2, 0);
        XSync(display_, False);
    }

    ::Display* display_;
    std::string name_;
    XDevice* device_ = nullptr;
};

std::uint64_t seed_of_this_run() {
    const char* given = std::getenv("HALL_SEED");
    return given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device{}();
}

}  // namespace

TEST_CASE("no key and no chord leads out of the kiosk") {
    const auto hall = Hall::open();
    if (!hall) return;
    const std::vector<std::pair<std::string, std::vector<KeySym>>> chords = {
        {"Alt-F4", {XK_Alt_L, XK_F4}},
        {"Alt-Tab", {XK_Alt_L, XK_Tab}},
        {"Alt-Esc", {XK_Alt_L, XK_Escape}},
        {"Alt-Space", {XK_Alt_L, XK_space}},
        {"Ctrl-Tab", {XK_Control_L, XK_Tab}},
        {"Ctrl-Alt-Del", {XK_Control_L, XK_Alt_L, XK_Delete}},
        {"Ctrl-Alt-Backspace", {XK_Control_L, XK_Alt_L, XK_BackSpace}},
        {"Ctrl-Alt-T", {XK_Control_L, XK_Alt_L, XK_t}},
        {"Ctrl-Esc", {XK_Control_L, XK_Escape}},
        {"SysRq", {XK_Alt_L, XK_Print}},
        {"Print", {XK_Print}},
        {"Super", {XK_Super_L}},
        {"Super-L", {XK_Super_L, XK_l}},
        {"Menu", {XK_Menu}},
        {"F1", {XK_F1}},
        {"F5", {XK_F5}},
        {"F11", {XK_F11}},
        {"F12", {XK_F12}},
        {"Esc", {XK_Escape}},
        {"Ctrl-Q", {XK_Control_L, XK_q}},
        {"Ctrl-W", {XK_Control_L, XK_w}},
        {"Ctrl-P", {XK_Control_L, XK_p}},
        {"Ctrl-O", {XK_Control_L, XK_o}},
        {"Ctrl-S", {XK_Control_L, XK_s}},
        {"Ctrl-C", {XK_Control_L, XK_c}},
        {"Ctrl-Z", {XK_Control_L, XK_z}},
    };
    for (const auto& [name, keys] : chords) {
        hall->chord(keys);
        hall->holds(name);
    }
    for (int number = 1; number <= 12; ++number) {
        hall->chord({XK_Control_L, XK_Alt_L, static_cast<KeySym>(XK_F1 + number - 1)});
        hall->holds("Ctrl-Alt-F" + std::to_string(number));
    }
    for (int i = 0; i < 5; ++i) hall->chord({XK_Shift_L});
    hall->holds("Shift five times");
}

TEST_CASE("a window manager's wish to close the window is not heard") {
    const auto hall = Hall::open();
    if (!hall) return;
    for (int i = 0; i < 3; ++i) ask_to_close(hall->display(), hall->windows().front());
    hall->holds("WM_DELETE_WINDOW");
}

// That the tests above could fail.
TEST_CASE("a developer's window hears F11 and the wish to close") {
    constexpr canvas::Size larger{1200, 2000};
    std::optional<XServer> server = XServer::start(larger);
    if (!server) return;
    DemoDevice board;
    ::Display* display = XOpenDisplay(server->display().c_str());
    REQUIRE(display != nullptr);
    Program kiosk("hall-kiosk", {"--data", board.temp.path().string(), "--developer"},
                  (board.temp.path() / "kiosk.log").string(), {{"DISPLAY", server->display()}});
    std::vector<::Window> seen;
    for (int i = 0; i < 200 && seen.empty(); ++i) {
        rest_ms(50);
        seen = visible_windows(display);
    }
    REQUIRE(seen.size() == 1);
    const auto width = [&] {
        XWindowAttributes attributes;
        XGetWindowAttributes(display, seen.front(), &attributes);
        return attributes.width;
    };
    REQUIRE(width() == larger.width);
    press_chord(display, {XK_F11});
    for (int i = 0; i < 100 && width() == larger.width; ++i) rest_ms(50);
    REQUIRE(width() == 1080);
    ask_to_close(display, seen.front());
    REQUIRE(kiosk.wait(10) == 0);
    XCloseDisplay(display);
}

TEST_CASE("long presses, double taps and drags off the screen do nothing but what taps do") {
    const auto hall = Hall::open();
    if (!hall) return;
    hall->press(hall->spots().tile);
    rest_ms(2500);
    hall->release();
    hall->holds("a long press");
    hall->tap(hall->spots().tile);
    hall->tap(hall->spots().tile);
    hall->holds("a double tap");
    for (const Spot edge : {Spot{0, 900}, Spot{1079, 900}, Spot{540, 0}, Spot{540, 1919}}) {
        hall->press({540, 960});
        for (int i = 1; i <= 10; ++i)
            hall->move({540 + (edge.x - 540) * i / 10, 960 + (edge.y - 960) * i / 10});
        hall->move({edge.x - 300, edge.y - 300});
        hall->release();
        hall->holds("a drag off an edge");
        // And a swipe in from it.
        hall->press(edge);
        for (int i = 1; i <= 10; ++i)
            hall->move({edge.x + (540 - edge.x) * i / 10, edge.y + (960 - edge.y) * i / 10});
        hall->release();
        hall->holds("a swipe in from an edge");
    }
    for (const unsigned button : {2U, 3U, 4U, 5U, 8U, 9U}) {
        XTestFakeButtonEvent(hall->display(), button, True, 0);
        XTestFakeButtonEvent(hall->display(), button, False, 0);
        XSync(hall->display(), False);
        hall->holds("button " + std::to_string(button));
    }
}

TEST_CASE("two fingers at once do no harm") {
    const auto hall = Hall::open();
    if (!hall) return;
    Finger second(hall->display(), "second finger");
    for (int i = 0; i < 20; ++i) {
        hall->press({200 + 30 * i, 700});
        second.press({900 - 30 * i, 1100});
        hall->move({200 + 30 * i, 500});
        second.lift({900 - 30 * i, 1300});
        hall->release();
    }
    // Each pressed while the other lets go.
    hall->press({300, 900});
    second.press({700, 900});
    hall->release();
    second.lift({700, 900});
    hall->holds("two fingers");
}

TEST_CASE("ten fingers at once, flat or swept from any edge, do no harm") {
    const auto hall = Hall::open();
    if (!hall) return;
    std::vector<std::unique_ptr<Finger>> fingers;
    for (int i = 0; i < 10; ++i) {
        fingers.push_back(std::make_unique<Finger>(hall->display(), "finger " + std::to_string(i)));
    }
    const auto swipe = [&](Spot first, Spot apart, Spot way, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i)
            fingers[i]->press({first.x + apart.x * int(i), first.y + apart.y * int(i)});
        for (int step = 1; step <= 8; ++step) {
            for (std::size_t i = 0; i < count; ++i)
                fingers[i]->move({first.x + apart.x * int(i) + way.x * step / 8,
                                  first.y + apart.y * int(i) + way.y * step / 8});
        }
        // The last to come is the first to go.
        for (std::size_t i = count; i-- > 0;) {
            fingers[i]->lift(
                {first.x + apart.x * int(i) + way.x, first.y + apart.y * int(i) + way.y});
        }
    };
    for (const std::size_t count : {5u, 10u}) {
        swipe({60, 900}, {100, 0}, {0, 0}, count);       // a flat hand
        swipe({60, 0}, {100, 0}, {0, 900}, count);       // from above
        swipe({60, 1919}, {100, 0}, {0, -900}, count);   // from below
        swipe({0, 300}, {0, 120}, {900, 0}, count);      // from the left
        swipe({1079, 300}, {0, 120}, {-900, 0}, count);  // from the right
        swipe({500, 800}, {8, 8}, {-300, 200}, count);   // a pinch
        hall->holds(std::to_string(count) + " fingers");
    }
    // All rest there while one goes on as usual.
    for (int i = 0; i < 10; ++i) fingers[std::size_t(i)]->press({60 + 100 * i, 1000});
    hall->holds("ten fingers that rest");
    for (int i = 0; i < 10; ++i) fingers[std::size_t(i)]->lift({60 + 100 * i, 1000});
    hall->holds("ten fingers");
}

TEST_CASE("a window that loses the focus in the middle of a press or of typing is as before") {
    const auto hall = Hall::open();
    if (!hall) return;
    ::Display* display = hall->display();
    const ::Window kiosk = hall->windows().front();
    const auto give_focus = [&](::Window window) {
        XSetInputFocus(display, window, RevertToNone, CurrentTime);
        XSync(display, False);
        rest_ms(100);
    };
    hall->tap(hall->spots().search);
    rest_ms(300);
    hall->tap(hall->spots().field);
    rest_ms(300);
    hall->chord({XK_1});
    const KeyCode two = XKeysymToKeycode(display, XK_2);
    XTestFakeKeyEvent(display, two, True, 0);
    give_focus(None);  // keys go nowhere now
    XTestFakeKeyEvent(display, two, False, 0);
    hall->chord({XK_3});
    hall->holds("keys while nobody has the focus");
    hall->press(hall->spots().tile);
    give_focus(None);
    hall->release();
    hall->holds("a press while nobody has the focus");
    give_focus(kiosk);
    hall->holds("the focus given back");
}

TEST_CASE("a screen that is unplugged and plugged in again shows the kiosk as it was") {
    const auto hall = Hall::open();
    if (!hall) return;
    for (int i = 0; i < 2; ++i) {
        if (!hall->person().plug_screen(false)) {
            WARN("skipped: this Xvfb cannot switch its screen off");
            return;
        }
        rest_ms(300);
        hall->tap(hall->spots().tile);  // in the dark
        REQUIRE(hall->lives());
        REQUIRE(hall->person().plug_screen(true));
        rest_ms(300);
        hall->holds("a screen that was unplugged");
    }
}

TEST_CASE("nothing can be pasted, and nobody asks for what could be") {
    const auto hall = Hall::open();
    if (!hall) return;
    ::Display* display = hall->display();
    hall->tap(hall->spots().search);
    rest_ms(300);
    hall->tap(hall->spots().field);
    const auto before = hall->settled();
    // A megabyte that anybody who asks would get.
    const ::Window owner =
        XCreateSimpleWindow(display, XDefaultRootWindow(display), -10, -10, 1, 1, 0, 0, 0);
    const Atom clipboard = XInternAtom(display, "CLIPBOARD", False);
    for (const Atom selection : {Atom{XA_PRIMARY}, clipboard}) {
        XSetSelectionOwner(display, selection, owner, CurrentTime);
        REQUIRE(XGetSelectionOwner(display, selection) == owner);
    }
    hall->chord({XK_Control_L, XK_v});
    hall->chord({XK_Control_L, XK_Shift_L, XK_v});
    hall->chord({XK_Shift_L, XK_Insert});
    hall->move(hall->spots().field);
    XTestFakeButtonEvent(display, 2, True, 0);
    XTestFakeButtonEvent(display, 2, False, 0);
    XSync(display, False);
    const auto after = hall->settled();
    int asked = 0;
    while (XPending(display) > 0) {
        XEvent event;
        XNextEvent(display, &event);
        if (event.type == SelectionRequest) ++asked;
    }
    REQUIRE(asked == 0);
    REQUIRE(before == after);
    XDestroyWindow(display, owner);
    hall->holds("pasting");
}

TEST_CASE("ten thousand random touches find no way out") {
    const auto hall = Hall::open();
    if (!hall) return;
    const std::uint64_t seed = seed_of_this_run();
    std::cout << "random touches: HALL_SEED=" << seed << std::endl;
    INFO("HALL_SEED=" << seed);
    std::mt19937_64 random(seed);
    std::uniform_int_distribution<int> across(0, screen_size.width - 1);
    std::uniform_int_distribution<int> down(0, screen_size.height - 1);
    std::uniform_int_distribution<int> one_in_ten(0, 9);
    for (int i = 0; i < 10'000; ++i) {
        XTestFakeMotionEvent(hall->display(), 0, across(random), down(random), 0);
        XTestFakeButtonEvent(hall->display(), 1, True, 0);
        if (one_in_ten(random) == 0)
            XTestFakeMotionEvent(hall->display(), 0, across(random), down(random), 0);
        XTestFakeButtonEvent(hall->display(), 1, False, 0);
        if (i % 10 == 9) {
            XSync(hall->display(), False);
            rest_ms(10);
        }
        if (i % 1000 == 999) {
            INFO("after " << i + 1);
            REQUIRE(hall->lives());
            REQUIRE(hall->covers_the_screen());
        }
    }
    hall->holds("10,000 touches");
}

TEST_CASE("ten thousand random keys find no way out") {
    const auto hall = Hall::open();
    if (!hall) return;
    const std::uint64_t seed = seed_of_this_run();
    std::cout << "random keys: HALL_SEED=" << seed << std::endl;
    INFO("HALL_SEED=" << seed);
    std::mt19937_64 random(seed);
    int first = 0;
    int last = 0;
    XDisplayKeycodes(hall->display(), &first, &last);
    std::uniform_int_distribution<int> any(first, last);
    std::vector<bool> held(256, false);
    for (int i = 0; i < 10'000; ++i) {
        const int key = any(random);
        held[static_cast<std::size_t>(key)] = !held[static_cast<std::size_t>(key)];
        XTestFakeKeyEvent(hall->display(), static_cast<unsigned>(key),
                          held[static_cast<std::size_t>(key)] ? True : False, 0);
        if (i % 20 == 19) {
            XSync(hall->display(), False);
            rest_ms(5);
        }
        if (i % 1000 == 999) {
            INFO("after " << i + 1);
            REQUIRE(hall->lives());
            REQUIRE(hall->covers_the_screen());
        }
    }
    for (std::size_t key = 0; key < held.size(); ++key) {
        if (held[key]) XTestFakeKeyEvent(hall->display(), static_cast<unsigned>(key), False, 0);
    }
    XSync(hall->display(), False);
    hall->holds("10,000 keys");
}

TEST_CASE("a window that lies over the kiosk and goes leaves it as it was") {
    const auto hall = Hall::open();
    if (!hall) return;
    const unsigned long over = hall->person().cover({100, 100, 900, 1500});
    rest_ms(200);
    hall->person().uncover(over);
    rest_ms(200);
    hall->holds("a covering window");
}

TEST_CASE("the idle warning sounds the bell of the machine") {
    // Here only that the kiosk asks the server to ring; see kiosk/canvas/x11_bell.h.
    std::optional<XServer> server = XServer::start(screen_size);
    if (!server) return;
    DemoDevice board;
    board.set_idle(5, 6);
    const Spots spots = Spots::learn(board);
    ::Display* display = XOpenDisplay(server->display().c_str());
    REQUIRE(display != nullptr);
    int code = 0;
    int event_base = 0;
    int error = 0;
    int major = XkbMajorVersion;
    int minor = XkbMinorVersion;
    REQUIRE(XkbQueryExtension(display, &code, &event_base, &error, &major, &minor));
    XkbSelectEvents(display, XkbUseCoreKbd, XkbBellNotifyMask, XkbBellNotifyMask);
    Program kiosk("hall-kiosk", {"--data", board.temp.path().string(), "--px-per-mm", "4.03"},
                  (board.temp.path() / "kiosk.log").string(), {{"DISPLAY", server->display()}});
    Person person(*server);
    for (int i = 0; i < 100 && person.look(screen_size)[500] == 0; ++i) rest_ms(50);
    rest_ms(500);
    person.move(spots.tile.x, spots.tile.y);
    person.press();
    person.release();
    person.finish();
    int rings = 0;
    for (int i = 0; i < 400 && rings < 2; ++i) {
        rest_ms(50);
        while (XPending(display) > 0) {
            XEvent event;
            XNextEvent(display, &event);
            if (event.type == event_base &&
                reinterpret_cast<XkbAnyEvent*>(&event)->xkb_type == XkbBellNotify)
                ++rings;
        }
    }
    // Once when it appears, and again while it stands.
    REQUIRE(rings == 2);
    XCloseDisplay(display);
    kiosk.signal(SIGTERM);
    REQUIRE(kiosk.wait(10) == 0);
}
