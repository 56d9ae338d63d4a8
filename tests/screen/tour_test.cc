// The tour of every screen, in memory and on an X server: the same pixels.

#include "tests/tour/screenshot_tour.h"

#include <filesystem>
#include <fstream>
#include <set>

#include "kiosk/window/window.h"
#include "tests/catch.h"
#include "tests/screen/seated_kiosk.h"
#include "tests/window/x_server.h"

using namespace hall;

using namespace hall::kiosk;
using namespace hall::test;

namespace {

constexpr canvas::Size size{1280, 800};

std::set<std::string> names_in(const Path& folder) {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        names.insert(entry.path().filename().string());
    }
    return names;
}

std::string bytes_of(const Path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void screenshot_tour_in_memory(const Path& pictures) {
    canvas::MemoryPresenter presenter(size);
    PointerQueue pointer;
    SeatedKiosk kiosk(presenter, pointer);
    REQUIRE_OK(kiosk.tour(memory_screen_camera(presenter), pictures));
}

}  // namespace

TEST_CASE("the tour runs without a display and shows on an X server the same pixels") {
    TempFolder temp;
    screenshot_tour_in_memory(temp.path() / "memory");
    REQUIRE(names_in(temp.path() / "memory").size() > 30);

    const std::optional<XServer> server = XServer::start(size);
    if (!server) return;
    const SystemClock clock;
    Window window = VALUE(Window::open({}, clock));
    REQUIRE(window.size() == size);
    SeatedKiosk kiosk(window.presenter(), window.pointer());
    const ScreenCamera camera = [&]() -> Result<Picture> {
        return Picture{window.size(), TRY(window.pixels())};
    };
    REQUIRE_OK(kiosk.tour(camera, temp.path() / "display"));

    REQUIRE(names_in(temp.path() / "display") == names_in(temp.path() / "memory"));
    for (const std::string& name : names_in(temp.path() / "memory")) {
        INFO(name);
        const bool same =
            bytes_of(temp.path() / "memory" / name) == bytes_of(temp.path() / "display" / name);
        REQUIRE(same);
    }
}
