#include "kiosk/canvas/display_list.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "tests/canvas/drawing.h"
#include "tests/catch.h"

using namespace hall::kiosk::canvas;
using namespace hall::kiosk::canvas::test;

namespace {

constexpr Size screen{320, 200};

// The items of a frame but for the background.
std::vector<Item> items_of(Drawing& drawing, const std::function<void(ImDrawList&)>& draw) {
    DisplayList list;
    list.build(drawing.frame(draw), screen, 0xFFFFFF, drawing.sheet());
    return {list.items().begin() + 1, list.items().end()};
}

}  // namespace

TEST_CASE("the frame begins with the background over the whole screen") {
    Drawing drawing(screen);
    DisplayList list;
    list.build(drawing.frame([](ImDrawList&) {}), screen, 0xF7F2E8, drawing.sheet());
    REQUIRE(list.items().size() == 1);
    REQUIRE(list.items()[0].box == whole(screen));
    REQUIRE(list.items()[0].colour == 0xFFF7F2E8);
    REQUIRE(list.items()[0].opaque);
}

TEST_CASE("each thing is sorted into its kind") {
    Drawing drawing(screen);
    Picture photo(30, 20, false, 1);
    std::vector<Item> items = items_of(drawing, [&](ImDrawList& list) {
        list.AddRectFilled(ImVec2(0, 0), ImVec2(10, 10), 0xFF0000FF);
        drawing.glyph(list, 3, 20, 20, 0xFFFFFFFF);
        list.AddImage(&photo.image, ImVec2(50, 50), ImVec2(80, 70));
        list.AddRectFilled(ImVec2(100, 10), ImVec2(200, 60), 0xFF00FF00, 12);
        list.AddCircleFilled(ImVec2(50, 150), 20, 0xFF00FF00);
        list.AddRect(ImVec2(100, 100), ImVec2(200, 160), 0xFF00FF00, 12, 0, 3);
        list.AddLine(ImVec2(210, 10), ImVec2(300, 80), 0xFF00FFFF, 3);
        list.AddImageRounded(&photo.image, ImVec2(220, 100), ImVec2(250, 120), ImVec2(0, 0),
                             ImVec2(1, 1), 0xFFFFFFFF, 5);
    });
    std::vector<ItemKind> kinds;
    for (const Item& item : items) kinds.push_back(item.kind);
    REQUIRE(kinds == std::vector<ItemKind>{ItemKind::solid, ItemKind::glyph, ItemKind::picture,
                                           ItemKind::convex, ItemKind::convex, ItemKind::triangles,
                                           ItemKind::triangles, ItemKind::triangles});
    REQUIRE(items[0].colour == 0xFFFF0000);
    REQUIRE(items[0].opaque);
    REQUIRE(items[2].opaque);
    REQUIRE_FALSE(items[3].opaque);
    REQUIRE_FALSE(items[5].textured);
    REQUIRE(items[7].textured);
}

TEST_CASE("text is snapped to whole pixels, wherever it was put") {
    Drawing drawing(screen);
    for (float fraction : {0.0F, 0.2F, 0.49F}) {
        Item item = items_of(drawing, [&](ImDrawList& list) {
            drawing.glyph(list, 5, 40 + fraction, 30 - fraction, 0xFF000000);
        })[0];
        REQUIRE(item.kind == ItemKind::glyph);
        REQUIRE(item.anchor_x == 40);
        REQUIRE(item.anchor_y == 30);
        REQUIRE(item.box.width() == drawing.glyphs()[5].width);
    }
}

TEST_CASE("a thing is cut to its clip rectangle, and dropped outside it") {
    Drawing drawing(screen);
    std::vector<Item> items = items_of(drawing, [&](ImDrawList& list) {
        list.PushClipRect(ImVec2(20, 20), ImVec2(60, 60));
        list.AddRectFilled(ImVec2(0, 30), ImVec2(300, 40), 0xFF0000FF);
        list.AddRectFilled(ImVec2(100, 30), ImVec2(300, 40), 0xFF0000FF);
        list.AddCircleFilled(ImVec2(200, 150), 20, 0xFF00FF00);
        drawing.glyph(list, 0, 58, 58, 0xFF000000);
        list.PopClipRect();
    });
    REQUIRE(items.size() == 2);
    REQUIRE(items[0].box == Rect{20, 30, 60, 40});
    REQUIRE(items[1].box == Rect{58, 58, 60, 60});
}

TEST_CASE("what cannot be seen is not in the list") {
    Drawing drawing(screen);
    std::vector<Item> items = items_of(drawing, [&](ImDrawList& list) {
        list.PrimReserve(6, 4);
        list.PrimRect(ImVec2(0, 0), ImVec2(50, 50), 0x00FFFFFF);
        list.AddRectFilled(ImVec2(10.6F, 10.6F), ImVec2(11.4F, 90), 0xFFFFFFFF);
        list.AddRectFilled(ImVec2(-50, -50), ImVec2(-10, -10), 0xFFFFFFFF);
        list.AddImage(nullptr, ImVec2(300, 190), ImVec2(300, 190));
    });
    REQUIRE(items.empty());
}

TEST_CASE("the same thing elsewhere has the same look; another colour, size or glyph has not") {
    Drawing drawing(screen);
    auto look = [&](const std::function<void(ImDrawList&)>& draw) {
        return items_of(drawing, draw)[0].look;
    };
    auto card = [](float x, float y, float width, ImU32 colour, float rounding) {
        return [=](ImDrawList& list) {
            list.AddRectFilled(ImVec2(x, y), ImVec2(x + width, y + 40), colour, rounding);
        };
    };
    std::uint64_t one = look(card(10, 10, 80, 0xFF112233, 8));
    REQUIRE(look(card(37, 99, 80, 0xFF112233, 8)) == one);
    REQUIRE(look(card(10, 10, 81, 0xFF112233, 8)) != one);
    REQUIRE(look(card(10, 10, 80, 0xFE112233, 8)) != one);
    REQUIRE(look(card(10, 10, 80, 0xFF112233, 9)) != one);
    REQUIRE(look(card(10.25F, 10, 80, 0xFF112233, 8)) != one);

    auto glyph = [&](std::size_t number) {
        return look([&](ImDrawList& list) { drawing.glyph(list, number, 10, 10, 0xFFFFFFFF); });
    };
    REQUIRE(glyph(1) == glyph(1));
    REQUIRE(glyph(1) != glyph(2));
}

TEST_CASE("a cleared sheet and a changed picture change the look") {
    Drawing drawing(screen);
    Picture photo(30, 20, false, 1);
    auto looks = [&] {
        std::vector<Item> items = items_of(drawing, [&](ImDrawList& list) {
            drawing.glyph(list, 3, 20, 20, 0xFFFFFFFF);
            list.AddImage(&photo.image, ImVec2(50, 50), ImVec2(80, 70));
        });
        return std::pair{items[0].look, items[1].look};
    };
    auto before = looks();
    REQUIRE(looks() == before);
    drawing.sheet().clear();
    ++photo.image.generation;
    auto after = looks();
    REQUIRE(after.first != before.first);
    REQUIRE(after.second != before.second);
}

TEST_CASE("clips are kept once each, and items name theirs") {
    Drawing drawing(screen);
    DisplayList list;
    list.build(drawing.frame([&](ImDrawList& to) {
        for (int round = 0; round < 3; ++round) {
            to.PushClipRect(ImVec2(10, 20), ImVec2(100, 120));
            to.AddRectFilled(ImVec2(10, 30), ImVec2(20, 40), 0xFF0000FF);
            to.PopClipRect();
            to.AddRectFilled(ImVec2(200, 30), ImVec2(210, 40), 0xFF0000FF);
        }
    }),
               screen, 0, drawing.sheet());
    REQUIRE(list.clips().size() == 2);
    for (const Item& item : list.items()) {
        REQUIRE(list.clips()[item.clip].contains(item.box));
    }
}

TEST_CASE("coordinates that are no numbers or far away do no harm") {
    Drawing drawing(screen);
    float nan = std::numeric_limits<float>::quiet_NaN();
    float infinity = std::numeric_limits<float>::infinity();
    for (float bad : {nan, infinity, -infinity, 1e30F, -1e30F}) {
        std::vector<Item> items = items_of(drawing, [&](ImDrawList& list) {
            for (ImVec2 corner : {ImVec2(bad, 50), ImVec2(50, bad), ImVec2(bad, bad)}) {
                list.PrimReserve(6, 4);
                list.PrimRect(ImVec2(10, 10), corner, 0xFFFFFFFF);
                list.PrimReserve(6, 4);
                list.PrimRectUV(corner, ImVec2(60, 60), ImVec2(0.5F, 0.5F), ImVec2(0.6F, bad),
                                0xFFFFFFFF);
                list.PrimReserve(3, 3);
                for (ImVec2 at : {ImVec2(10, 10), corner, ImVec2(90, 20)}) {
                    list.PrimVtx(at, ImVec2(0, 0), 0xFFFFFFFF);
                }
            }
        });
        for (const Item& item : items) REQUIRE(whole(screen).contains(item.box));
    }
}
