#include "kiosk/window/window.h"

#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <random>
#include <thread>

#include "kiosk/canvas/canvas.h"
#include "kiosk/canvas/memory_presenter.h"
#include "tests/canvas/drawing.h"
#include "tests/catch.h"
#include "tests/window/x_server.h"

using namespace hall;

using namespace hall::kiosk;
using namespace hall::test;
using canvas::Canvas;
using canvas::MemoryPresenter;
using canvas::Pace;
using canvas::Rect;
using canvas::Size;
using canvas::X11Transport;
using canvas::test::Drawing;
using canvas::test::Page;

namespace {

constexpr Size screen{450, 420};

Window open_window(const Clock& clock, WindowOptions options = {}) {
    return VALUE(Window::open(options, clock));
}

// A page on a real window, and the same page in memory to compare with.
struct Kiosk {
    explicit Kiosk(WindowOptions options = {}) : window(open_window(clock, options)) {
        drawing.resize(window.size());
    }

    // One turn of the program's loop.
    bool turn() {
        window.follow({.kind = Pace::Kind::draw});
        if (window.size() != drawing.size()) drawing.resize(window.size());
        return VALUE(canvas.show(frame(), window.presenter()));
    }

    // Turns until nothing more is to be painted; late events have a little time.
    void settle() {
        int quiet = 0;
        for (int turns = 0; turns < 200 && quiet < 5; ++turns) {
            quiet = turn() ? 0 : quiet + 1;
            window.follow({.kind = Pace::Kind::wait}, 0.01);
        }
        REQUIRE(quiet == 5);
    }

    std::vector<std::uint32_t> expected() {
        Canvas fresh;
        MemoryPresenter memory(window.size());
        REQUIRE_OK(fresh.show(frame(), memory));
        return memory.pixels();
    }

    canvas::CanvasFrame frame() { return {page.frame(), drawing.sheet(), Page::background}; }

    SystemClock clock;
    Window window;
    Drawing drawing{screen};
    Page page{drawing};
    Canvas canvas;
};

bool same_screen(Person& person, Kiosk& kiosk) {
    return person.look(kiosk.window.size()) == kiosk.expected();
}

}  // namespace

TEST_CASE("shared memory and the wire show the pixels of plain memory, whatever changes") {
    auto server = XServer::start(screen);
    if (!server) return;
    Person person(*server);
    for (X11Transport transport : {X11Transport::shared, X11Transport::through_wire}) {
        Kiosk kiosk({.transport = transport});
        REQUIRE(kiosk.window.size() == screen);
        std::mt19937 random(11);
        int moves = 0;
        for (int step = 0; step < 120; ++step) {
            kiosk.page.change(random);
            kiosk.turn();
            if (!kiosk.canvas.damage().move.empty()) ++moves;
            if (step % 4 != 0) continue;
            kiosk.settle();
            INFO("step " << step);
            bool equal = same_screen(person, kiosk);
            REQUIRE(equal);
        }
        REQUIRE(moves > 10);
    }
}

TEST_CASE("a loss that a whole repaint has already repaired is not painted again") {
    auto server = XServer::start(screen);
    if (!server) return;
    Person person(*server);
    Kiosk kiosk;
    kiosk.turn();
    kiosk.settle();
    unsigned long cover = person.cover({100, 200, 300, 300});
    kiosk.settle();
    // The server has asked for what was uncovered; we repaint all before we hear of it.
    person.uncover(cover);
    Canvas fresh;
    REQUIRE(VALUE(fresh.show(kiosk.frame(), kiosk.window.presenter())));
    REQUIRE(fresh.damage().rects == std::vector<Rect>{canvas::whole(screen)});
    for (int turn = 0; turn < 5; ++turn) {
        kiosk.window.follow({.kind = Pace::Kind::wait}, 0.02);
        REQUIRE_FALSE(VALUE(fresh.show(kiosk.frame(), kiosk.window.presenter())));
    }
    bool equal = same_screen(person, kiosk);
    REQUIRE(equal);
}

TEST_CASE("an unchanged frame sends nothing and wakes nobody") {
    auto server = XServer::start(screen);
    if (!server) return;
    Kiosk kiosk;
    kiosk.turn();
    kiosk.settle();
    REQUIRE_FALSE(kiosk.turn());
    REQUIRE_FALSE(kiosk.window.follow({.kind = Pace::Kind::wait}, 0.3));
}

TEST_CASE("a window that was covered while it scrolled is whole again when uncovered") {
    auto server = XServer::start(screen);
    if (!server) return;
    Person person(*server);
    Kiosk kiosk;
    kiosk.page.scroll = 500;
    kiosk.turn();
    kiosk.settle();
    for (Rect area : {Rect{100, 200, 300, 300}, Rect{0, 390, 450, 420}, Rect{5, 140, 60, 180}}) {
        unsigned long cover = person.cover(area);
        for (int step = 0; step < 12; ++step) {
            kiosk.page.scroll += step % 3 == 0 ? -31 : 24;
            kiosk.turn();
        }
        person.uncover(cover);
        kiosk.settle();
        bool equal = same_screen(person, kiosk);
        REQUIRE(equal);
    }
}

TEST_CASE("a window that scrolls in the very moment it is uncovered is whole afterwards") {
    auto server = XServer::start(screen);
    if (!server) return;
    Person person(*server);
    Kiosk kiosk;
    kiosk.page.scroll = 500;
    kiosk.turn();
    kiosk.settle();
    for (int round = 0; round < 10; ++round) {
        unsigned long cover = person.cover({80, 200 + round * 8, 350, 280 + round * 8});
        kiosk.settle();
        // The server has uncovered the window; our copy goes out before we hear of it.
        person.uncover(cover);
        kiosk.page.scroll += 20;
        REQUIRE_OK(kiosk.canvas.show(kiosk.frame(), kiosk.window.presenter()));
        kiosk.settle();
        bool equal = same_screen(person, kiosk);
        REQUIRE(equal);
    }
}

TEST_CASE("only what was uncovered is painted again") {
    auto server = XServer::start(screen);
    if (!server) return;
    Person person(*server);
    Kiosk kiosk;
    kiosk.turn();
    kiosk.settle();
    unsigned long cover = person.cover({100, 200, 164, 264});
    kiosk.settle();
    person.uncover(cover);
    std::int64_t painted = 0;
    for (int turn = 0; turn < 20; ++turn) {
        if (kiosk.turn()) {
            for (const Rect& rect : kiosk.canvas.damage().rects) painted += rect.area();
        }
        kiosk.window.follow({.kind = Pace::Kind::wait}, 0.01);
    }
    REQUIRE(painted == 64 * 64);
}

TEST_CASE("a resized window is painted whole at its new size") {
    auto server = XServer::start({600, 600});
    if (!server) return;
    Person person(*server);
    Kiosk kiosk({.full_screen = false, .size = screen, .developer = true});
    kiosk.turn();
    kiosk.settle();
    REQUIRE(kiosk.window.size() == screen);
    person.resize_window({420, 500});
    kiosk.settle();
    REQUIRE(kiosk.window.size() == Size{420, 500});
    bool equal = same_screen(person, kiosk);
    REQUIRE(equal);
}

TEST_CASE("a full-screen window follows the screen when it is turned on its side") {
    auto server = XServer::start({500, 500});
    if (!server) return;
    Person person(*server);
    Kiosk kiosk;
    kiosk.turn();
    kiosk.settle();
    REQUIRE(kiosk.window.size() == Size{500, 500});
    for (Size turned : {Size{450, 420}, Size{420, 450}}) {
        if (!person.resize_screen(turned)) {
            WARN("skipped: this Xvfb cannot change its size");
            return;
        }
        kiosk.settle();
        REQUIRE(kiosk.window.size() == turned);
        bool equal = same_screen(person, kiosk);
        REQUIRE(equal);
    }
}

TEST_CASE("a server without shared memory is served through the wire") {
    auto server = XServer::start(screen, 24, {"-extension", "MIT-SHM"});
    if (!server) return;
    Person person(*server);
    SystemClock clock;
    REQUIRE_ERROR(Errc::refused, Window::open({.transport = X11Transport::shared}, clock));
    Kiosk kiosk;
    kiosk.turn();
    kiosk.settle();
    bool equal = same_screen(person, kiosk);
    REQUIRE(equal);
}

TEST_CASE("a server that cannot reach our shared memory is served through the wire") {
    auto server = XServer::start(screen);
    if (!server) return;
    // In a world of its own, as in a container, a process shares memory with nobody outside.
    pid_t process = fork();
    if (process == 0) {
        if (unshare(CLONE_NEWIPC) != 0) _exit(77);
        SystemClock clock;
        if (Window::open({.transport = X11Transport::shared}, clock).ok()) _exit(1);
        Kiosk kiosk;
        kiosk.turn();
        kiosk.settle();
        Person person(*server);
        _exit(same_screen(person, kiosk) ? 0 : 2);
    }
    int status = 0;
    REQUIRE(waitpid(process, &status, 0) == process);
    REQUIRE(WIFEXITED(status));
    if (WEXITSTATUS(status) == 77) {
        WARN("skipped: this user may not leave the shared memory of the others");
        return;
    }
    REQUIRE(WEXITSTATUS(status) == 0);
}

TEST_CASE("a screen of 16 bits is refused in words that say what to do") {
    auto server = XServer::start(screen, 16);
    if (!server) return;
    SystemClock clock;
    Result<Window> window = Window::open({}, clock);
    REQUIRE_FALSE(window.ok());
    REQUIRE(window.error().code() == Errc::refused);
    REQUIRE(window.error().message().find("DefaultDepth 24") != std::string::npos);
}

TEST_CASE("without a display the window is unavailable") {
    setenv("DISPLAY", ":4711", 1);
    SystemClock clock;
    REQUIRE_ERROR(Errc::unavailable, Window::open({}, clock));
}

TEST_CASE("a server that hangs is noticed within the time limit, and painted on afterwards") {
    auto server = XServer::start(screen);
    if (!server) return;
    for (X11Transport transport : {X11Transport::shared, X11Transport::through_wire}) {
        Person person(*server);
        Kiosk kiosk({.transport = transport, .timeout_ms = 300});
        kiosk.turn();
        kiosk.settle();
        server->pause();
        Result<bool> shown = true;
        for (int step = 0; step < 8 && shown.ok(); ++step) {
            kiosk.page.scroll += 700;
            shown = kiosk.canvas.show(kiosk.frame(), kiosk.window.presenter());
        }
        server->resume();
        REQUIRE_FALSE(shown.ok());
        REQUIRE(shown.error().code() == Errc::unavailable);
        kiosk.settle();
        bool equal = same_screen(person, kiosk);
        REQUIRE(equal);
    }
}

TEST_CASE("a lost display ends the process with its own exit code") {
    auto server = XServer::start(screen);
    if (!server) return;
    int ready[2];
    REQUIRE(pipe(ready) == 0);
    pid_t process = fork();
    if (process == 0) {
        SystemClock clock;
        Result<Window> window = Window::open({}, clock);
        if (!window.ok()) _exit(1);
        if (write(ready[1], "r", 1) != 1) _exit(2);
        for (int turn = 0; turn < 1000; ++turn) {
            window.value().follow({.kind = Pace::Kind::wait}, 0.01);
        }
        _exit(3);
    }
    close(ready[1]);
    char letter = 0;
    REQUIRE(read(ready[0], &letter, 1) == 1);
    close(ready[0]);
    server->stop();
    int status = 0;
    REQUIRE(waitpid(process, &status, 0) == process);
    REQUIRE(WIFEXITED(status));
    REQUIRE(WEXITSTATUS(status) == canvas::exit_display_lost);
}

TEST_CASE("of forty fast taps on A then B each arrives at its own place") {
    auto server = XServer::start(screen);
    if (!server) return;
    Person person(*server);
    Kiosk kiosk;
    kiosk.turn();
    kiosk.settle();
    for (int tap = 0; tap < 40; ++tap) {
        person.move(tap % 2 == 0 ? 50 : 400, 70);
        person.press();
        person.release();
    }
    person.move(225, 300);
    person.finish();

    std::vector<float> places;
    bool down = false;
    for (int turn = 0; turn < 100 && places.size() < 40; ++turn) {
        kiosk.window.follow({.kind = Pace::Kind::wait}, 0.02);
        do {
            PointerSample finger = kiosk.window.pointer().next();
            if (finger.down && !down) places.push_back(finger.x);
            down = finger.down;
        } while (kiosk.window.pointer().pending());
    }
    REQUIRE(places.size() == 40);
    for (std::size_t tap = 0; tap < 40; ++tap) REQUIRE(places[tap] == (tap % 2 == 0 ? 50 : 400));
}

TEST_CASE("keys for a switch and for digits arrive, and no others do anything") {
    auto server = XServer::start(screen);
    if (!server) return;
    Person person(*server);
    Kiosk kiosk;
    kiosk.turn();
    kiosk.settle();
    constexpr unsigned long f11 = 0xFFC8;
    constexpr unsigned long f4 = 0xFFC1;
    constexpr unsigned long print = 0xFF61;
    for (unsigned long ignored : {f11, f4, print, 0x61UL, 0xFFE9UL}) person.type(ignored);
    person.type(0xFF09);        // Tab
    person.type(0xFF09, true);  // Shift and Tab
    person.type(0x20);          // the space bar, as boxes for two buttons send it
    person.type(0xFF54);        // Down
    person.type(0xFF0D);        // Return
    person.type(0xFF1B);        // Escape
    person.type('7');
    person.finish();
    for (int turn = 0; turn < 10; ++turn) kiosk.window.follow({.kind = Pace::Kind::wait}, 0.02);

    std::vector<Key> keys;
    int digit = -1;
    while (auto stroke = kiosk.window.keys().next()) {
        keys.push_back(stroke->key);
        if (stroke->key == Key::digit) digit = stroke->digit;
    }
    REQUIRE(keys == std::vector<Key>{Key::tab, Key::back_tab, Key::tab, Key::down, Key::enter,
                                     Key::escape, Key::digit});
    REQUIRE(digit == 7);
    REQUIRE(kiosk.window.size() == screen);
    REQUIRE_FALSE(kiosk.window.close_requested());
}

TEST_CASE("another thread wakes a window that waits") {
    auto server = XServer::start(screen);
    if (!server) return;
    Kiosk kiosk;
    kiosk.turn();
    kiosk.settle();
    std::thread other([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        kiosk.window.post_wakeup();
    });
    bool woken = kiosk.window.follow({.kind = Pace::Kind::wait}, 20);
    other.join();
    REQUIRE(woken);
}

TEST_CASE("a display that does not know its size is not given one") {
    auto server = XServer::start({1080, 1920});
    if (!server) return;
    SystemClock clock;
    Window window = open_window(clock);
    REQUIRE(window.size() == Size{1080, 1920});
    REQUIRE_FALSE(window.px_per_mm().has_value());
}
