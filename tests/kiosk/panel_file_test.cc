#include "kiosk/app/effects/panel_file.h"

#include <cmath>

#include "tests/catch.h"
#include "tests/temp_folder.h"

using namespace hall;

using namespace hall::kiosk;

namespace {

bool near(float a, float b) {
    return std::abs(a - b) < 0.001F;
}

}  // namespace

TEST_CASE("what staff measured is there after a restart") {
    const TempFolder folder;
    DiskFiles files;
    const Path file = folder.path() / "panel.json";
    REQUIRE(load_panel(files, file).px_per_mm == 0);
    REQUIRE(load_panel(files, file).foot_mm == 900);
    REQUIRE_OK(store_panel(files, file, {4.031F, 1040}));
    REQUIRE(near(load_panel(files, file).px_per_mm, 4.031F));
    REQUIRE(load_panel(files, file).foot_mm == 1040);
    REQUIRE_OK(store_panel(files, file, {0, 800}));
    REQUIRE(load_panel(files, file).px_per_mm == 0);
}

TEST_CASE("a panel that cannot be is neither stored nor believed") {
    const TempFolder folder;
    DiskFiles files;
    const Path file = folder.path() / "panel.json";
    for (const Panel& panel : {Panel{0.5F, 900}, Panel{30, 900}, Panel{4, 100}, Panel{4, 3000},
                               Panel{-1, 900}, Panel{std::nanf(""), 900}}) {
        REQUIRE_ERROR(Errc::refused, store_panel(files, file, panel));
    }
    for (const char* text :
         {"", "[]", "{}", "{\"px_per_m\":4000}", "nonsense",
          "{\"foot_mm\":900,\"px_per_m\":99999999}", "{\"foot_mm\":1,\"px_per_m\":4000}"}) {
        REQUIRE_OK(files.write_durably(file, text, FileMode::shared));
        REQUIRE(load_panel(files, file).px_per_mm == 0);
        REQUIRE(load_panel(files, file).foot_mm == 900);
    }
}

TEST_CASE("a folder that cannot be written says so") {
    DiskFiles files;
    REQUIRE_FALSE(store_panel(files, "/nowhere/panel.json", {4, 900}).ok());
}
