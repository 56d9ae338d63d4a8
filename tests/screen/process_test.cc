// hall-kiosk as it runs in a hall, on a display that behaves, goes away, hangs, or is not one
// that can be painted on.

#include <unistd.h>

#include <chrono>
#include <csignal>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "kiosk/canvas/x11_link.h"
#include "tests/catch.h"
#include "tests/programs/county.h"
#include "tests/screen/seated_kiosk.h"
#include "tests/window/spot.h"
#include "tests/window/x_server.h"

using namespace hall;

using namespace hall::kiosk;
using namespace hall::test;

namespace {

namespace fs = std::filesystem;

constexpr canvas::Size size{1280, 800};

void rest_ms(int ms) {
    std::this_thread::sleep_for(std::chrono::milliseconds(ms));
}

std::string text_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

// The process on a board of its own, and what it logged.
struct Hall {
    explicit Hall(const XServer& server) {
        fs::copy(demonstration_device(), board(), fs::copy_options::recursive);
        program = std::make_unique<Program>(
            "hall-kiosk", std::vector<std::string>{"--data", board()}, log_file(),
            std::map<std::string, std::string>{{"DISPLAY", server.display()}});
    }

    std::string board() const { return (temp.path() / "board").string(); }
    std::string log_file() const { return (temp.path() / "log").string(); }
    std::string log() const { return text_of(log_file()); }

    // Its first frame is on the screen.
    bool starts() const {
        for (int i = 0; i < 400; ++i) {
            if (log().find(" started ") != std::string::npos) return true;
            rest_ms(25);
        }
        return false;
    }

    TempFolder temp;
    std::unique_ptr<Program> program;
};

// Where a label is tapped, found by driving another kiosk of the same size.
class Guide {
  public:
    Guide() : copy_((temp_.path() / "board").string()) {
        fs::copy(demonstration_device(), copy_, fs::copy_options::recursive);
        const std::string window = std::to_string(size.width) + "x" + std::to_string(size.height);
        program_ = std::make_unique<Program>(
            "hall-tour", std::vector<std::string>{"--data", copy_, "--script", "--size", window});
    }

    Spot spot_of(const std::string& label) { return test::spot_of(ask("screen"), label); }
    void tap(const std::string& label) { REQUIRE(ask("tap " + label) == "ok"); }

  private:
    std::string ask(const std::string& line) {
        program_->say(line);
        std::string all;
        while (const std::optional<std::string> answer = program_->line()) {
            if (*answer == "ok" || answer->starts_with("no ")) return all + *answer;
            all.append(*answer).push_back('\n');
        }
        FAIL("the guide ended at: " << line);
        return {};
    }

    TempFolder temp_;
    std::string copy_;
    std::unique_ptr<Program> program_;
};

void tap(Person& person, Spot spot) {
    person.move(spot.x, spot.y);
    person.press();
    person.release();
    person.finish();
    rest_ms(150);
}

struct Wakefulness {
    long switches = 0;
    long ticks = 0;

    bool operator==(const Wakefulness&) const = default;
};

// How often any thread of the process was put to sleep, and how much it ran.
Wakefulness wakefulness_of(pid_t pid) {
    Wakefulness sum;
    for (const auto& task : fs::directory_iterator("/proc/" + std::to_string(pid) + "/task")) {
        std::ifstream status(task.path() / "status");
        for (std::string line; std::getline(status, line);) {
            if (line.find("voluntary_ctxt_switches:") == std::string::npos) continue;
            sum.switches += std::stol(line.substr(line.find(':') + 1));
        }
        std::ifstream stat(task.path() / "stat");
        std::string line;
        std::getline(stat, line);
        std::istringstream strings(line.substr(line.rfind(')') + 2));
        std::string word;
        for (int field = 3; field <= 15 && strings >> word; ++field) {
            if (field >= 14) sum.ticks += std::stol(word);
        }
    }
    return sum;
}

}  // namespace

TEST_CASE("a kiosk that nobody touches is not woken for twenty seconds") {
    const std::optional<XServer> server = XServer::start(size);
    if (!server) return;
    const Hall hall(*server);
    REQUIRE(hall.starts());
    rest_ms(3000);
    // The clock on the screen turns with each minute, which is one frame: not in these twenty
    // seconds, nor just as they begin.
    const auto second = [] { return std::time(nullptr) % 60; };
    while (second() < 3 || second() > 36) rest_ms(100);
    const Wakefulness before = wakefulness_of(hall.program->pid());
    REQUIRE(before.switches > 0);
    rest_ms(20'000);
    const Wakefulness after = wakefulness_of(hall.program->pid());
    INFO(after.switches - before.switches << " switches, " << after.ticks - before.ticks
                                          << " ticks");
    REQUIRE(after == before);
}

TEST_CASE("the process with the screen has neither network code nor OpenGL in its memory") {
    const std::optional<XServer> server = XServer::start(size);
    if (!server) return;
    const Hall hall(*server);
    REQUIRE(hall.starts());
    const std::string maps = text_of("/proc/" + std::to_string(hall.program->pid()) + "/maps");
    REQUIRE(maps.find("libX11") != std::string::npos);
    for (const char* library : {"libcurl", "libssl", "libcrypto", "libGL", "libEGL", "libGLX",
                                "libvulkan", "libgallium", "libLLVM"}) {
        INFO(library);
        REQUIRE(maps.find(library) == std::string::npos);
    }
}

TEST_CASE("a display that goes away ends the kiosk at once, and nothing typed is left") {
    std::optional<XServer> server = XServer::start(size);
    if (!server) return;
    Guide guide;
    const Spot matters = guide.spot_of("我的办件");
    guide.tap("我的办件");
    const std::string marker = "7A9F4C2E8B";
    std::vector<Spot> keys;
    for (const char key : marker) keys.push_back(guide.spot_of(std::string(1, key)));

    Hall hall(*server);
    REQUIRE(hall.starts());
    {
        Person person(*server);
        tap(person, matters);
        const std::vector<std::uint32_t> before = person.look(size);
        for (const Spot key : keys) tap(person, key);
        const bool typed = person.look(size) != before;
        REQUIRE(typed);
    }
    server->crash();
    REQUIRE(hall.program->wait(10) == canvas::exit_display_lost);
    REQUIRE(hall.log().find("error display_lost ") != std::string::npos);
    for (const auto& entry : fs::recursive_directory_iterator(hall.temp.path())) {
        if (!entry.is_regular_file()) continue;
        INFO(entry.path());
        REQUIRE(entry.path().filename().string().find("core") == std::string::npos);
        const bool leaked = text_of(entry.path()).find(marker) != std::string::npos;
        REQUIRE_FALSE(leaked);
    }
}

TEST_CASE("a display that hangs ends the kiosk, which does not hang with it") {
    const std::optional<XServer> server = XServer::start(size);
    if (!server) return;
    Guide guide;
    const Spot board = guide.spot_of("村务公开");
    Hall hall(*server);
    REQUIRE(hall.starts());
    Person person(*server);
    tap(person, board);
    // A list that has been thrown goes on painting by itself.
    person.move(500, 600);
    person.press();
    person.finish();
    for (int y = 600; y > 300; y -= 20) {
        person.move(500, y);
        person.finish();
        rest_ms(10);
    }
    person.release();
    person.finish();
    rest_ms(50);
    server->pause();
    const int code = hall.program->wait(30);
    server->resume();
    REQUIRE(code == canvas::exit_display_lost);
    REQUIRE(hall.log().find("has not answered") != std::string::npos);
}

TEST_CASE("on a display of 16 bits the kiosk says what to do about it") {
    const std::optional<XServer> server = XServer::start(size, 16);
    if (!server) return;
    Hall hall(*server);
    REQUIRE(hall.program->wait(10) == 1);
    REQUIRE(hall.log().find("DefaultDepth 24") != std::string::npos);
}

TEST_CASE("a display without shared memory shows the home screen all the same") {
    const std::optional<XServer> server = XServer::start(size, 24, {"-extension", "MIT-SHM"});
    if (!server) return;
    Hall hall(*server);
    REQUIRE(hall.starts());
    Person person(*server);
    REQUIRE(person.pixel(size.width / 2, size.height - 2) != 0);
    REQUIRE(hall.log().find("no_shared_memory") != std::string::npos);
}
