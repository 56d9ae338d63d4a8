#include "kiosk/ui/page_stops.h"

#include <algorithm>
#include <cstdint>

#include "tests/catch.h"

namespace hall::ui {

namespace {

constexpr float area = 1000;

// Things of 300 below each other, 20 between them.
PageStops list_of(int count) {
    PageStops stops;
    for (int i = 0; i < count; ++i) {
        const float top = static_cast<float>(i) * 320;
        stops.add_item({top, top + 300});
    }
    return stops;
}

}  // namespace

TEST_CASE("a page begins with what the one before cut off") {
    const PageStops stops = list_of(12);
    REQUIRE(stops.after(0, area) == 960);
    REQUIRE(stops.after(960, area) == 1920);
    // Wherever a finger left it.
    REQUIRE(stops.after(100, area) == 960);
    REQUIRE(stops.after(300, area) == 1280);
}

TEST_CASE("a page back ends with what began above") {
    const PageStops stops = list_of(12);
    REQUIRE(stops.before(1920, area) == 960);
    REQUIRE(stops.before(960, area) == 0);
    REQUIRE(stops.before(500, area) == 0);
    REQUIRE(stops.before(1400, area) == 640);
}

TEST_CASE("the last page begins at a stop, too, unless that left it half empty") {
    const PageStops stops = list_of(12);
    const float content = 12 * 320 - 20;
    REQUIRE(stops.end(content, area) == 2880);
    REQUIRE(stops.end(content, content) == 0);
    PageStops tall;
    tall.add_item({0, 1800});
    tall.add_item({1800, 2400});
    REQUIRE(tall.end(2400, area) == 1800);
    REQUIRE(tall.end(2100, area) == 1100);
}

TEST_CASE("lines of a text are cut nowhere, and none is read twice") {
    PageStops stops;
    for (int i = 0; i < 40; ++i) {
        const float top = static_cast<float>(i) * 70;
        stops.add_line({top, top + 70});
    }
    stops.flow_lines();
    REQUIRE(stops.after(0, area) == 14 * 70);
    REQUIRE(stops.after(980, area) == 28 * 70);
    REQUIRE(stops.before(1960, area) == 14 * 70);
}

TEST_CASE("a header that stays covers no row, and its table begins with it") {
    PageStops stops;
    stops.add_item({0, 500});
    for (int i = 0; i < 30; ++i) {
        const float top = 600 + static_cast<float>(i) * 100;
        stops.add_item({top, top + 100, 100});
    }
    stops.add_group({500, 3600});
    // The fifth row is cut; the table begins with its header in the middle of the page.
    REQUIRE(stops.after(50, area) == 500);
    REQUIRE(stops.after(500, area) == 1400);
    REQUIRE(stops.after(1400, area) == 2300);
    REQUIRE(stops.before(2300, area) == 1400);
    REQUIRE(stops.before(1400, area) == 500);
}

TEST_CASE("the lines of a header are no stops, whatever text comes after its table") {
    PageStops stops;
    for (int i = 0; i < 30; ++i) {
        const float top = 100 + static_cast<float>(i) * 100;
        stops.add_item({top, top + 100, 100});
    }
    // Painted last, where it stays on the last page.
    stops.add_line({2170, 2220});
    stops.add_group({0, 3100});
    stops.add_line({3110, 3160});
    stops.flow_lines();
    REQUIRE(stops.end(3160, area) == 2200);
}

TEST_CASE("a card is kept together where that leads on half a page") {
    PageStops stops;
    stops.add_item({0, 600});
    for (int i = 0; i < 8; ++i) {
        const float top = 640 + static_cast<float>(i) * 100;
        stops.add_item({top, top + 100});
    }
    stops.add_group({620, 1460});
    REQUIRE(stops.after(0, area) == 620);
    // Too high to be kept: what it holds is.
    PageStops high;
    for (int i = 0; i < 30; ++i) {
        const float top = 40 + static_cast<float>(i) * 100;
        high.add_item({top, top + 100});
    }
    high.add_group({20, 3060});
    REQUIRE(high.after(0, area) == 940);
}

TEST_CASE("a heading stands on the page of what it is above") {
    PageStops stops;
    stops.add_item({0, 800});
    stops.add_heading({820, 900});
    stops.add_item({910, 1210});
    REQUIRE(stops.after(0, area) == 820);
}

TEST_CASE("what is higher than the area is gone through line by line, else by steps") {
    PageStops stops;
    for (int i = 0; i < 40; ++i) {
        const float top = 20 + static_cast<float>(i) * 70;
        stops.add_line({top, top + 70});
    }
    stops.add_item({0, 2840});
    stops.add_item({2860, 3000});
    REQUIRE(stops.after(0, area) == 20 + 14 * 70);
    PageStops picture;
    picture.add_item({0, 2840});
    picture.add_item({2860, 3000});
    REQUIRE(picture.after(0, area) == 850);
    REQUIRE(picture.after(850, area) == 1700);
    REQUIRE(picture.after(1700, area) == 2550);
    REQUIRE(picture.after(1900, area) == 2860);
}

TEST_CASE("pages in either direction pass over nothing, whatever the content is made of") {
    std::uint32_t seed = 7;
    const auto dice = [&](std::uint32_t most) {
        seed = seed * 1664525 + 1013904223;
        return static_cast<float>((seed >> 8) % most);
    };
    for (int round = 0; round < 300; ++round) {
        INFO(round);
        PageStops stops;
        std::vector<PageStop> things;
        float y = dice(200);
        for (int i = 0; i < 25; ++i) {
            const float top = y;
            y += 20 + dice(round % 3 == 0 ? 2600 : 900);
            things.push_back({top, y});
            stops.add_item(things.back());
            if (i % 5 == 4) stops.add_group({things[i - 3].top - 10, y + 5});
            y += dice(60);
        }
        const float end = stops.end(y, area);
        // Nothing stands between the end of one page and the beginning of the next.
        const auto passed_over = [&](float ends, float begins) {
            return std::any_of(things.begin(), things.end(), [&](const PageStop& thing) {
                return std::max(thing.top, ends + 1) < std::min(thing.bottom, begins);
            });
        };
        float offset = 0;
        for (int page = 0; offset < end - 0.5F; ++page) {
            REQUIRE(page < 200);
            const float next = std::min(end, stops.after(offset, area));
            REQUIRE(next > offset);
            REQUIRE_FALSE(passed_over(offset + area, next));
            offset = next;
        }
        for (int page = 0; offset > 0.5F; ++page) {
            REQUIRE(page < 200);
            const float back = std::max(0.F, stops.before(offset, area));
            REQUIRE(back < offset);
            REQUIRE_FALSE(passed_over(back + area, offset));
            offset = back;
        }
    }
}

}  // namespace hall::ui
