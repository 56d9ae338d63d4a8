// Every machine paints the same pixels. The page below is made of vertices that are exact in
// binary, so that no processor's square root has a say, and its pixels are kept as one number.
// An x86-64 and an AArch64 processor have both given it.

#include <array>
#include <bit>
#include <vector>

#include "kiosk/canvas/canvas.h"
#include "kiosk/canvas/hash.h"
#include "kiosk/canvas/memory_presenter.h"
#include "tests/canvas/drawing.h"
#include "tests/catch.h"

using namespace hall::kiosk::canvas;
using namespace hall::kiosk::canvas::test;

namespace {

constexpr Size screen{256, 160};

struct Corner {
    ImVec2 inner;
    ImVec2 outer;
};

// A filled shape with a soft edge, in the order of ImDrawList::AddConvexPolyFilled().
void add_soft_shape(ImDrawList& list, const std::vector<Corner>& corners, ImU32 colour) {
    const auto sides = static_cast<unsigned>(corners.size());
    const ImVec2 white = ImGui::GetIO().Fonts->TexUvWhitePixel;
    list.PrimReserve(static_cast<int>((sides - 2) * 3 + sides * 6), static_cast<int>(sides * 2));
    const unsigned first = list._VtxCurrentIdx;
    const auto index = [&](unsigned at) { list.PrimWriteIdx(static_cast<ImDrawIdx>(first + at)); };
    for (unsigned side = 2; side < sides; ++side) {
        for (const unsigned at : {0U, (side - 1) * 2, side * 2}) index(at);
    }
    for (unsigned here = 0, last = sides - 1; here < sides; last = here++) {
        for (const unsigned at :
             {here * 2, last * 2, last * 2 + 1, last * 2 + 1, here * 2 + 1, here * 2}) {
            index(at);
        }
    }
    for (const Corner& corner : corners) {
        list.PrimWriteVtx(corner.inner, white, colour);
        list.PrimWriteVtx(corner.outer, white, colour & ~IM_COL32_A_MASK);
    }
}

// A card with cut corners, its edge one pixel wide.
std::vector<Corner> card(float x0, float y0, float x1, float y1) {
    std::vector<Corner> corners;
    const auto add = [&](float x, float y, float across, float down) {
        corners.push_back(
            {ImVec2(x - across / 2, y - down / 2), ImVec2(x + across / 2, y + down / 2)});
    };
    add(x0 + 6.25F, y0, -0.375F, -1);
    add(x1 - 6.25F, y0, 0.375F, -1);
    add(x1, y0 + 6.25F, 1, -0.375F);
    add(x1, y1 - 6.25F, 1, 0.375F);
    add(x1 - 6.25F, y1, 0.375F, 1);
    add(x0 + 6.25F, y1, -0.375F, 1);
    add(x0, y1 - 6.25F, -1, 0.375F);
    add(x0, y0 + 6.25F, -1, -0.375F);
    return corners;
}

struct Point {
    ImVec2 at;
    ImVec2 uv;
    ImU32 colour = 0;
};

void add_triangle(ImDrawList& list, const std::array<Point, 3>& corners) {
    list.PrimReserve(3, 3);
    for (const Point& corner : corners) list.PrimVtx(corner.at, corner.uv, corner.colour);
}

void draw(Drawing& drawing, const Picture& photo, const Picture& stamp, ImDrawList& list) {
    const ImVec2 white = ImGui::GetIO().Fonts->TexUvWhitePixel;
    list.AddRectFilled(ImVec2(0, 0), ImVec2(256, 12), 0xFF18218A);
    add_soft_shape(list, card(10.5F, 20.25F, 118, 70.75F), 0xFF23532D);
    add_soft_shape(list, card(60, 50, 140.5F, 110.125F), 0xC0A5571A);
    list.AddRectFilled(ImVec2(100, 30), ImVec2(180, 90), 0x60C08040);
    for (std::size_t number = 0; number < 12; ++number) {
        drawing.glyph(list, number, 14 + static_cast<float>(number) * 18, 32,
                      number % 3 == 0 ? 0x90FFFFFF : 0xFFFFFFFF);
    }
    list.AddImage(ImTextureID(&photo.image), ImVec2(150, 16), ImVec2(195, 46));
    list.AddImage(ImTextureID(&photo.image), ImVec2(20, 90.5F), ImVec2(155.75F, 150));
    list.AddImage(ImTextureID(&stamp.image), ImVec2(200, 20), ImVec2(240, 60));
    list.AddImage(ImTextureID(&stamp.image), ImVec2(190, 64), ImVec2(212.25F, 86.5F), ImVec2(0, 0),
                  ImVec2(1, 1), 0x80FFD0B0);
    add_triangle(list, {Point{ImVec2(160.5F, 92), white, 0xFF0000FF},
                        Point{ImVec2(250.25F, 100.125F), white, 0x8000FF00},
                        Point{ImVec2(180, 154), white, 0x20FF8000}});
    add_triangle(list, {Point{ImVec2(4, 76), white, 0xFF161B1E},
                        Point{ImVec2(90.75F, 84.5F), white, 0x00161B1E},
                        Point{ImVec2(20, 108), white, 0xFF161B1E}});
    list.PushTextureID(ImTextureID(&photo.image));
    add_triangle(list, {Point{ImVec2(200, 92), ImVec2(0, 0), 0xFFFFFFFF},
                        Point{ImVec2(252, 110), ImVec2(1, 0.25F), 0xFFFFFFFF},
                        Point{ImVec2(214, 156), ImVec2(0.125F, 1), 0xC0FFFFFF}});
    list.PopTextureID();
    // The sheet turned on its side, so that it is sampled between its pixels.
    add_triangle(list, {Point{ImVec2(130, 116), ImVec2(0, 0), 0xFF000000},
                        Point{ImVec2(188, 132), ImVec2(0, 0.25F), 0xFF800000},
                        Point{ImVec2(140, 158), ImVec2(0.25F, 0), 0xFF000000}});
}

}  // namespace

TEST_CASE("every machine paints the same pixels") {
    Drawing drawing(screen);
    const Picture photo(90, 60, false, 1);
    const Picture stamp(40, 40, true, 2);
    const ImDrawData& drawn =
        drawing.frame([&](ImDrawList& list) { draw(drawing, photo, stamp, list); });
    Canvas canvas;
    MemoryPresenter memory(screen);
    REQUIRE(VALUE(canvas.show({drawn, drawing.sheet(), 0xF7F2E8}, memory)));

    std::array<int, 5> kinds{};
    for (const Item& item : canvas.list().items()) ++kinds[static_cast<std::size_t>(item.kind)];
    REQUIRE(kinds == std::array<int, 5>{3, 12, 4, 2, 4});
    std::uint64_t all = 0;
    for (const std::uint32_t pixel : memory.pixels()) all = mix(all, pixel);
    REQUIRE(all == 0x84825F3A503D616CU);
}
