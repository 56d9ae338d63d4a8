// Real taps on the real window: an X server without a screen, the kiosk as it runs in a
// hall, and a finger that comes through XTest.

#include <chrono>
#include <csignal>
#include <filesystem>
#include <thread>

#include "tests/catch.h"
#include "tests/programs/county.h"
#include "tests/window/spot.h"
#include "tests/window/x_server.h"

using namespace hall;
using namespace hall::kiosk;
using namespace hall::test;

namespace {

constexpr canvas::Size screen_size{1080, 1920};

std::uint32_t pixel(Person& person, Spot spot) {
    return person.look(screen_size)[static_cast<std::size_t>(spot.y) * screen_size.width +
                                    static_cast<std::size_t>(spot.x)];
}

// Waits until the pixel has the colour.
bool turns(Person& person, Spot spot, std::uint32_t colour) {
    for (int i = 0; i < 200; ++i) {
        if (pixel(person, spot) == colour) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return false;
}

void tap(Person& person, Spot spot) {
    person.move(spot.x, spot.y);
    person.press();
    person.release();
    person.finish();
}

}  // namespace

TEST_CASE("a finger on the real window opens a board, chooses a column and comes back") {
    std::optional<XServer> server = XServer::start(screen_size);
    if (!server) {
        WARN("skipped: Xvfb is not installed");
        return;
    }
    County county;
    county.enrol(county.device());
    REQUIRE(county.sync(county.device()) == 0);

    // The same device walked without a display says where things are.
    const std::string copy = county.folder() + "/copy";
    std::filesystem::copy(county.device(), copy, std::filesystem::copy_options::recursive);
    DrivenKiosk guide(copy);
    const Spot tile = spot_of(guide.screen(), "村务公开");
    const Spot diary = spot_of(guide.screen(), "支书日记");
    guide.tap("村务公开");
    const Spot tab = spot_of(guide.screen(), "财务");
    const Spot home = spot_of(guide.screen(), "首页");
    guide.tap("财务");
    guide.end();

    Program kiosk("hall-kiosk", {"--data", county.device(), "--px-per-mm", "4.03"},
                  county.folder() + "/kiosk.log", {{"DISPLAY", server->display()}});
    Person person(*server);
    constexpr std::uint32_t red_brown = 0x8A2118;  // of the affairs devices
    // The left edge of the tab is its fill: selected or not.
    const Spot edge{tab.x, tab.y - 30};
    const auto home_is_shown = [&] {
        // Somewhere above the tile's name is its seal, in the colour of the device.
        for (int i = 0; i < 200; ++i) {
            const std::vector<std::uint32_t> pixels = person.look(screen_size);
            for (int y = tile.y - 100; y < tile.y + 20; ++y) {
                if (pixels[static_cast<std::size_t>(y) * screen_size.width +
                           static_cast<std::size_t>(tile.x - 30)] == red_brown)
                    return true;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
        return false;
    };
    REQUIRE(home_is_shown());
    tap(person, tile);
    REQUIRE_FALSE(pixel(person, edge) == red_brown);
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    tap(person, tab);
    REQUIRE(turns(person, edge, red_brown));
    tap(person, home);
    REQUIRE(home_is_shown());
    // An impatient finger: forty quick taps open the device and what lies under them, and
    // the way home is where it always is.
    for (int i = 0; i < 40; ++i) tap(person, diary);
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    tap(person, home);
    REQUIRE(home_is_shown());
    kiosk.signal(SIGTERM);
    REQUIRE(kiosk.wait(10) == 0);
}
