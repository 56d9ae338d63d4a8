#include "kiosk/canvas/density.h"

#include <cmath>

#include "tests/catch.h"

using hall::kiosk::canvas::plausible_px_per_mm;
using hall::kiosk::canvas::Size;

namespace {

// To within one part in a hundred.
bool believed(Size pixels, Size mm, float px_per_mm) {
    std::optional<float> found = plausible_px_per_mm(pixels, mm);
    return found && std::fabs(*found / px_per_mm - 1) < 0.01F;
}

}  // namespace

TEST_CASE("a display that tells the truth is believed") {
    REQUIRE(believed({1080, 1920}, {268, 476}, 4.03F));
    REQUIRE(believed({800, 480}, {154, 86}, 5.39F));
    REQUIRE(believed({1280, 800}, {217, 136}, 5.9F));
}

TEST_CASE("a display on its side may give its size upright") {
    REQUIRE(believed({1080, 1920}, {476, 268}, 4.03F));
}

TEST_CASE("nonsense is not believed") {
    Size screen{1920, 1080};
    REQUIRE_FALSE(plausible_px_per_mm(screen, {0, 0}));
    REQUIRE_FALSE(plausible_px_per_mm(screen, {-1, 300}));
    REQUIRE_FALSE(plausible_px_per_mm(screen, {160, 90}));
    REQUIRE_FALSE(plausible_px_per_mm({1080, 1920}, {160, 90}));
    REQUIRE_FALSE(plausible_px_per_mm(screen, {1600, 900}));
    REQUIRE_FALSE(plausible_px_per_mm(screen, {16, 9}));
    REQUIRE_FALSE(plausible_px_per_mm(screen, {300, 300}));
    REQUIRE_FALSE(plausible_px_per_mm(screen, {5000, 2812}));
    REQUIRE_FALSE(plausible_px_per_mm(screen, {70, 39}));
    REQUIRE_FALSE(plausible_px_per_mm({0, 0}, {300, 200}));
}
