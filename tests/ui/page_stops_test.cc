#include "kiosk/ui/widgets/page_stops.h"

#include <algorithm>
#include <cstdint>

#include "tests/catch.h"

namespace hall::kiosk::ui {

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

std::vector<ScreenPage> pages_of(const PageStops& stops, float content) {
    std::vector<ScreenPage> pages;
    stops.pages(content, area, pages);
    return pages;
}

std::vector<float> offsets_of(const std::vector<ScreenPage>& pages) {
    std::vector<float> offsets;
    for (const ScreenPage& page : pages) offsets.push_back(page.offset);
    return offsets;
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

TEST_CASE("a page ends above the first thing that would be seen in part") {
    const PageStops stops = list_of(12);
    REQUIRE(stops.page_at(0, area).end == 960);
    REQUIRE(stops.page_at(960, area).end == 1920);
    // Wherever a finger left it.
    REQUIRE(stops.page_at(100, area).end == 960);
    // Nothing is cut on the last one.
    REQUIRE(stops.page_at(2880, area).end == 3880);
}

TEST_CASE("pages show each thing once, and the last one begins at a stop, too") {
    const PageStops stops = list_of(13);
    const float content = 13 * 320 - 20;
    const std::vector<ScreenPage> pages = pages_of(stops, content);
    REQUIRE(offsets_of(pages) == std::vector<float>{0, 960, 1920, 2880, 3840});
    REQUIRE(pages[3].end == 3840);
    REQUIRE(pages[4].end == 4840);
    REQUIRE(offsets_of(pages_of(stops, 900)) == std::vector<float>{0});
    REQUIRE(offsets_of(pages_of(PageStops(), 5000)) == std::vector<float>{0});
}

TEST_CASE("content that was left anywhere comes to rest where nothing is cut at its top") {
    const PageStops stops = list_of(12);
    REQUIRE(stops.rest(0, area) == 0);
    REQUIRE(stops.rest(960, area) == 960);
    REQUIRE(stops.rest(970, area) == 1280);
    REQUIRE(stops.rest(1279, area) == 1280);
    // In the middle of what is higher than the area it stays.
    PageStops picture;
    picture.add_item({0, 2840});
    picture.add_item({2860, 3000});
    REQUIRE(picture.rest(850, area) == 850);
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
    REQUIRE(stops.page_at(0, area).end == 14 * 70);
    REQUIRE(stops.rest(1000, area) == 15 * 70);
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
    // The page ends above the row that the header would cover on the next one.
    REQUIRE(stops.page_at(500, area).end == 1500);
    REQUIRE(stops.page_at(1400, area).end == 2400);
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
    REQUIRE(offsets_of(pages_of(stops, 3160)) == std::vector<float>{0, 900, 1800, 2700});
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
    // Its lower edge belongs to the last thing in it.
    REQUIRE(high.page_at(2060, 980).end == 2940);
    REQUIRE(high.page_at(2060, 1000).end == 3060);
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

TEST_CASE("pages pass over nothing and cut nothing that fits, whatever the content is made of") {
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
            if (i % 5 == 4) stops.add_group({things[i - 3].top - 1, y});
            y += dice(60);
        }
        // Nothing stands between the end of one page and the beginning of the next.
        const auto passed_over = [&](float ends, float begins) {
            return std::any_of(things.begin(), things.end(), [&](const PageStop& thing) {
                return std::max(thing.top, ends + 1) < std::min(thing.bottom, begins);
            });
        };
        const std::vector<ScreenPage> pages = pages_of(stops, y);
        REQUIRE(pages.size() < 200);
        for (std::size_t i = 1; i < pages.size(); ++i) {
            REQUIRE(pages[i].offset > pages[i - 1].offset);
            REQUIRE(pages[i - 1].end <= pages[i - 1].offset + area);
            REQUIRE_FALSE(passed_over(pages[i - 1].end, pages[i].offset));
            // What fits on a page is whole on it, or not there.
            for (const PageStop& thing : things) {
                const bool fits = thing.bottom - thing.top <= area;
                const bool begins = thing.top >= pages[i - 1].offset - 1;
                if (fits && begins && thing.top < pages[i - 1].end - 1)
                    REQUIRE(thing.bottom <= pages[i - 1].end + 1);
            }
        }
        REQUIRE(pages.back().end >= things.back().bottom - 1);
    }
}

}  // namespace hall::kiosk::ui
