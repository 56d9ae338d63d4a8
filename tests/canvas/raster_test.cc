#include "kiosk/canvas/raster.h"

#include <sys/mman.h>

#include <cmath>
#include <random>
#include <vector>

#include "tests/canvas/drawing.h"
#include "tests/canvas/plain_raster.h"
#include "tests/canvas/reference_raster.h"
#include "tests/catch.h"

using namespace hall::kiosk::canvas;
using namespace hall::kiosk::canvas::test;

namespace {

constexpr Size screen{450, 420};
constexpr std::uint32_t unpainted = 0x123456;

std::vector<std::uint32_t> painted_whole(const DisplayList& list, const GlyphSheet& sheet,
                                         decltype(paint)* raster = paint) {
    Size size = list.size();
    std::vector<std::uint32_t> pixels(static_cast<std::size_t>(size.width) * size.height,
                                      unpainted);
    raster(list, sheet, {.pixels = pixels.data(), .stride = size.width, .area = whole(size)},
           whole(size));
    return pixels;
}

// Each tile painted onto memory of its own, as the bands of a presenter are.
void paint_tile(const DisplayList& list, const GlyphSheet& sheet, const Rect& tile,
                std::vector<std::uint32_t>& screen_pixels) {
    int stride = tile.width() + 3;
    std::vector<std::uint32_t> memory(static_cast<std::size_t>(stride) * tile.height(), unpainted);
    paint(list, sheet, {.pixels = memory.data(), .stride = stride, .area = tile}, tile);
    for (int y = tile.y0; y < tile.y1; ++y) {
        for (int x = tile.x0; x < tile.x1; ++x) {
            screen_pixels[static_cast<std::size_t>(y) * list.size().width + x] =
                memory[static_cast<std::size_t>(y - tile.y0) * stride + x - tile.x0];
        }
    }
    for (int y = 0; y < tile.height(); ++y) {
        for (int x = tile.width(); x < stride; ++x) {
            REQUIRE(memory[static_cast<std::size_t>(y) * stride + x] == unpainted);
        }
    }
}

void cut(const Rect& area, std::mt19937& random, std::vector<Rect>& tiles) {
    bool by_width = random() % 2 == 0;
    int length = by_width ? area.width() : area.height();
    if (length < 2 || (area.area() < 20000 && random() % 3 == 0)) {
        tiles.push_back(area);
        return;
    }
    int at = 1 + static_cast<int>(random() % (length - 1));
    Rect first = area;
    Rect second = area;
    if (by_width) {
        first.x1 = second.x0 = area.x0 + at;
    } else {
        first.y1 = second.y0 = area.y0 + at;
    }
    cut(first, random, tiles);
    cut(second, random, tiles);
}

// In place of a comparison that would print a million pixels.
bool same_pixels(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
    return a == b;
}

int worst_difference(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
    int worst = 0;
    for (std::size_t at = 0; at < a.size(); ++at) worst = std::max(worst, distance(a[at], b[at]));
    return worst;
}

}  // namespace

TEST_CASE("painting an area in any pieces gives the pixels of painting it whole") {
    Drawing drawing(screen);
    Page page(drawing);
    DisplayList list;
    std::mt19937 random(20);
    for (int step = 0; step < 25; ++step) {
        page.change(random);
        page.dialog = step % 3 == 0;
        list.build(page.frame(), screen, Page::background, drawing.sheet());
        std::vector<std::uint32_t> expected = painted_whole(list, drawing.sheet());
        std::vector<std::uint32_t> pieced(expected.size(), unpainted);
        std::vector<Rect> tiles;
        cut(whole(screen), random, tiles);
        REQUIRE(tiles.size() > 1);
        for (const Rect& tile : tiles) paint_tile(list, drawing.sheet(), tile, pieced);
        INFO("step " << step);
        REQUIRE(same_pixels(pieced, expected));
    }
}

TEST_CASE("vector instructions change no pixel") {
    Drawing drawing(screen);
    Page page(drawing);
    DisplayList list;
    std::mt19937 random(22);
    for (int step = 0; step < 60; ++step) {
        page.change(random);
        page.dialog = step % 4 == 0;
        list.build(page.frame(), screen, Page::background, drawing.sheet());
        INFO("step " << step);
        REQUIRE(same_pixels(painted_whole(list, drawing.sheet()),
                            painted_whole(list, drawing.sheet(), paint_plainly)));
    }
}

TEST_CASE("the raster gives the pixels of a definition worked out for every pixel by itself") {
    Drawing drawing(screen);
    Page page(drawing);
    DisplayList list;
    std::mt19937 random(21);
    for (int step = 0; step < 12; ++step) {
        page.change(random);
        page.dialog = step % 4 == 0;
        list.build(page.frame(), screen, Page::background, drawing.sheet());
        std::vector<std::uint32_t> fast = painted_whole(list, drawing.sheet());
        std::vector<std::uint32_t> plain = reference_paint(list, drawing.sheet());
        std::size_t different = 0;
        for (std::size_t at = 0; at < fast.size(); ++at) different += fast[at] != plain[at];
        INFO("step " << step << ", pixels that differ: " << different);
        // The reference reckons soft edges and scaled pictures in floating point: where it
        // rounds a half the other way, a channel may differ by one.
        REQUIRE(worst_difference(fast, plain) <= 1);
        REQUIRE(different < fast.size() / 100);
    }
}

TEST_CASE("rectangles, text and unscaled pictures are exact, at every width") {
    Drawing drawing({200, 120});
    Picture photo(61, 23, false, 5);
    Picture stamp(33, 21, true, 6);
    DisplayList list;
    for (int shift = 0; shift < 17; ++shift) {
        auto offset = static_cast<float>(shift);
        const ImDrawData& data = drawing.frame([&](ImDrawList& to) {
            to.AddRectFilled(ImVec2(offset, 2), ImVec2(190 - offset, 30), 0xFF112233);
            to.AddRectFilled(ImVec2(3, 5 + offset), ImVec2(100 + offset, 50), 0x60C08040);
            for (std::size_t number = 0; number < 12; ++number) {
                ImU32 colour = number % 2 == 0 ? 0xFF808000 : 0x90004080;
                drawing.glyph(to, number, offset + static_cast<float>(number) * 15, 12, colour);
            }
            to.AddImage(&photo.image, ImVec2(offset, 60), ImVec2(offset + 61, 83));
            to.AddImage(&stamp.image, ImVec2(60 + offset, 70), ImVec2(93 + offset, 91));
        });
        list.build(data, {200, 120}, 0xFFFFFF, drawing.sheet());
        REQUIRE(same_pixels(painted_whole(list, drawing.sheet()),
                            reference_paint(list, drawing.sheet())));
    }
}

TEST_CASE("a surface keeps what lies outside the painted area") {
    Drawing drawing(screen);
    Page page(drawing);
    DisplayList list;
    list.build(page.frame(), screen, Page::background, drawing.sheet());
    Rect part{37, 41, 333, 300};
    std::vector<std::uint32_t> pixels(static_cast<std::size_t>(screen.width) * screen.height,
                                      unpainted);
    paint(list, drawing.sheet(),
          {.pixels = pixels.data(), .stride = screen.width, .area = whole(screen)}, part);
    for (int y = 0; y < screen.height; ++y) {
        for (int x = 0; x < screen.width; ++x) {
            bool inside = x >= part.x0 && x < part.x1 && y >= part.y0 && y < part.y1;
            std::uint32_t pixel = pixels[static_cast<std::size_t>(y) * screen.width + x];
            if (!inside) REQUIRE(pixel == unpainted);
        }
    }
}

TEST_CASE("what lies under something opaque is not even looked at") {
    // A picture whose pixels must not be read: touching them ends the test program.
    constexpr std::size_t bytes = 64 * 64 * sizeof(std::uint32_t);
    void* forbidden = mmap(nullptr, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    REQUIRE(forbidden != MAP_FAILED);
    Image hidden{.width = 64,
                 .height = 64,
                 .stride = 64,
                 .pixels = static_cast<const std::uint32_t*>(forbidden),
                 .generation = 1};
    Drawing drawing({64, 64});
    DisplayList list;
    list.build(drawing.frame([&](ImDrawList& to) {
        to.AddImage(&hidden, ImVec2(0, 0), ImVec2(64, 64));
        to.AddRectFilled(ImVec2(0, 0), ImVec2(64, 64), 0xFF112233);
        drawing.glyph(to, 3, 10, 10, 0xFFFFFFFF);
    }),
               {64, 64}, 0, drawing.sheet());
    REQUIRE(list.items()[1].kind == ItemKind::picture);
    std::vector<std::uint32_t> pixels = painted_whole(list, drawing.sheet());
    REQUIRE(pixels[0] == 0x332211);
    munmap(forbidden, bytes);
}

TEST_CASE("an enlarged picture is interpolated and a shrunk one is the mean of its pixels") {
    Drawing drawing({64, 64});
    std::vector<std::uint32_t> two{0x000000, 0xFFFFFF};
    Image steps{.width = 2, .height = 1, .stride = 2, .pixels = two.data(), .generation = 1};
    DisplayList list;
    list.build(drawing.frame([&](ImDrawList& to) {
        to.AddImage(&steps, ImVec2(0, 0), ImVec2(32, 8));
        to.AddImage(&steps, ImVec2(0, 20), ImVec2(1, 21));
    }),
               {64, 64}, 0x0000FF, drawing.sheet());
    std::vector<std::uint32_t> pixels = painted_whole(list, drawing.sheet());
    REQUIRE(pixels[0] == 0);
    REQUIRE(pixels[31] == 0xFFFFFF);
    for (int x = 1; x < 32; ++x) REQUIRE((pixels[x] & 255U) >= (pixels[x - 1] & 255U));
    REQUIRE(distance(pixels[15], 0x777777) <= 2);
    REQUIRE(distance(pixels[20 * 64], 0x808080) <= 1);
}

TEST_CASE("a picture of one colour keeps that colour at any size") {
    Drawing drawing({128, 128});
    std::vector<std::uint32_t> plain(37 * 29, 0xFFB3D0FE);
    Image image{.width = 37, .height = 29, .stride = 37, .pixels = plain.data(), .generation = 1};
    DisplayList list;
    for (float side : {1.0F, 3.3F, 17.0F, 36.4F, 37.0F, 61.7F, 127.0F}) {
        list.build(drawing.frame([&](ImDrawList& to) {
            to.AddImage(&image, ImVec2(0, 0), ImVec2(side, side));
        }),
                   {128, 128}, 0, drawing.sheet());
        std::vector<std::uint32_t> pixels = painted_whole(list, drawing.sheet());
        std::size_t coloured = 0;
        for (std::uint32_t pixel : pixels) {
            REQUIRE((pixel == 0 || pixel == 0xB3D0FE));
            coloured += pixel != 0;
        }
        REQUIRE(coloured == static_cast<std::size_t>(std::lround(side) * std::lround(side)));
    }
}

TEST_CASE("a card's edge is soft outside and its inside is one colour") {
    Drawing drawing({100, 100});
    DisplayList list;
    list.build(drawing.frame([&](ImDrawList& to) {
        to.AddRectFilled(ImVec2(10, 10), ImVec2(90, 90), 0xFF000000, 20);
    }),
               {100, 100}, 0xFFFFFF, drawing.sheet());
    std::vector<std::uint32_t> pixels = painted_whole(list, drawing.sheet());
    auto at = [&](int x, int y) { return pixels[static_cast<std::size_t>(y) * 100 + x] & 255U; };
    for (int along = 30; along < 70; ++along) {
        REQUIRE(at(along, 9) == 255);
        REQUIRE(at(along, 10) == 0);
        REQUIRE(at(along, 89) == 0);
        REQUIRE(at(along, 90) == 255);
        REQUIRE(at(9, along) == 255);
        REQUIRE(at(10, along) == 0);
    }
    REQUIRE(at(10, 10) == 255);
    int soft = 0;
    for (std::uint32_t pixel : pixels) soft += (pixel & 255U) != 0 && (pixel & 255U) != 255;
    REQUIRE(soft > 40);
    REQUIRE(soft < 400);
}

TEST_CASE("shapes that share an edge leave no gap and are nowhere painted twice") {
    Drawing drawing({64, 64});
    std::mt19937 random(3);
    auto place = [&] { return static_cast<float>(random() % 1600) / 25.0F; };
    for (int round = 0; round < 200; ++round) {
        ImVec2 middle(place(), place());
        DisplayList list;
        list.build(drawing.frame([&](ImDrawList& to) {
            to.Flags &= ~ImDrawListFlags_AntiAliasedFill;
            ImVec2 corners[4] = {{-5, -5}, {70, -5}, {70, 70}, {-5, 70}};
            for (int side = 0; side < 4; ++side) {
                to.AddTriangleFilled(corners[side], corners[(side + 1) % 4], middle, 0x80000000);
            }
        }),
                   {64, 64}, 0xFFFFFF, drawing.sheet());
        std::vector<std::uint32_t> pixels = painted_whole(list, drawing.sheet());
        for (std::uint32_t pixel : pixels) REQUIRE(pixel == 0x7F7F7F);
    }
}
