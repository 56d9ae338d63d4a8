// A picture kept in the repository, so that a change of the raster that the other tests
// cannot see (they compare it with itself) is seen here. Two a channel are allowed:
// ImGui reckons soft edges with each processor's own square root.

#include <array>
#include <cmath>

#include "kiosk/canvas/canvas.h"
#include "kiosk/canvas/memory_presenter.h"
#include "sync/core/files.h"
#include "tests/canvas/drawing.h"
#include "tests/canvas/reference_raster.h"
#include "tests/catch.h"

using namespace hall;

using namespace hall::kiosk;
using namespace hall::kiosk::canvas;
using namespace hall::kiosk::canvas::test;

namespace {

constexpr Size screen{96, 64};

// Every kind of item; only the corners of the shapes are given, by number.
void draw_shapes(Drawing& drawing, const Picture& photo, const Picture& stamp, ImDrawList& list) {
    std::array<ImVec2, 12> card;
    for (std::size_t corner = 0; corner < card.size(); ++corner) {
        constexpr std::array<float, 12> x{6, 8, 12, 50, 54, 56, 56, 54, 50, 12, 8, 6};
        constexpr std::array<float, 12> y{12, 8, 6, 6, 8, 12, 34, 38, 40, 40, 38, 34};
        card[corner] = ImVec2(x[corner], y[corner]);
    }
    list.AddRectFilled(ImVec2(0, 0), ImVec2(96, 4), IM_COL32(0x8A, 0x21, 0x18, 255));
    list.AddConvexPolyFilled(card.data(), 12, IM_COL32(0x23, 0x53, 0x2D, 255));
    for (std::size_t number = 0; number < 3; ++number) {
        drawing.glyph(list, number, 12 + static_cast<float>(number) * 14, 16, 0xFFFFFFFF);
    }
    list.AddImage(ImTextureID(&photo.image), ImVec2(60, 8), ImVec2(90, 28));
    list.AddImage(ImTextureID(&stamp.image), ImVec2(40, 24), ImVec2(80, 64));
    list.AddTriangleFilled(ImVec2(60.5F, 34), ImVec2(93, 40.25F), ImVec2(70, 60),
                           IM_COL32(0x17, 0x4A, 0x7E, 160));
    list.AddRectFilledMultiColor(ImVec2(4, 46), ImVec2(36, 60), 0xFF0000FF, 0xFF00FF00, 0xFFFF0000,
                                 0x40FFFFFF);
}

}  // namespace

TEST_CASE("every kind of item looks as it did when somebody looked") {
    Drawing drawing(screen);
    Picture photo(90, 60, false, 1);
    Picture stamp(40, 40, true, 2);
    const ImDrawData& drawn =
        drawing.frame([&](ImDrawList& list) { draw_shapes(drawing, photo, stamp, list); });
    Canvas canvas;
    MemoryPresenter memory(screen);
    REQUIRE_OK(canvas.show({drawn, drawing.sheet(), 0xF7F2E8}, memory));

    DiskFiles files;
    Path golden = Path(HALL_SOURCE_DIR) / "tests/canvas/golden/shapes.ppm";
    Path actual = Path(HALL_BINARY_DIR) / "shapes-actual.ppm";
    REQUIRE_OK(files.write_durably(actual, memory.ppm(), FileMode::shared));
    INFO("compare " << actual << " with " << golden);
    std::string expected = VALUE(files.read(golden, 1 << 20));
    std::string shown = memory.ppm();
    REQUIRE(shown.size() == expected.size());
    for (std::size_t at = 0; at < shown.size(); ++at) {
        auto byte = [at](const std::string& file) {
            return static_cast<int>(static_cast<unsigned char>(file[at]));
        };
        if (std::abs(byte(shown) - byte(expected)) > 2) FAIL("byte " << at << " differs");
    }
}
