#include "kiosk/canvas/differ.h"

#include <random>

#include "kiosk/canvas/memory_presenter.h"
#include "kiosk/canvas/raster.h"
#include "tests/canvas/drawing.h"
#include "tests/catch.h"

using namespace hall::kiosk::canvas;
using namespace hall::kiosk::canvas::test;

namespace {

constexpr Size screen{450, 420};

// A page, its frames as lists, and the screen they were brought to.
struct Story {
    Drawing drawing{screen};
    Page page{drawing};
    DisplayList shown;
    DisplayList next;
    Differ differ;
    Damage damage;
    MemoryPresenter memory{screen};
    MemoryPresenter expected{screen};

    void step() {
        next.build(page.frame(), screen, Page::background, drawing.sheet());
        differ.compare(shown, next, damage);
        show(damage, memory);
        Damage all;
        all.rects.push_back(whole(screen));
        show(all, expected);
        std::swap(shown, next);
    }

    void show(const Damage& what, MemoryPresenter& where) {
        REQUIRE_OK(where.present(what, [&](const Surface& surface, const Rect& area) {
            paint(next, drawing.sheet(), surface, area);
        }));
    }

    // In place of a comparison that would print a million pixels.
    bool right() const { return memory.pixels() == expected.pixels(); }

    std::int64_t painted() const {
        std::int64_t area = 0;
        for (const Rect& rect : damage.rects) area += rect.area();
        return area;
    }
};

}  // namespace

TEST_CASE("move and damage bring the same screen as painting everything, whatever changes") {
    Story story;
    std::mt19937 random(4242);
    int moves = 0;
    int quiet = 0;
    std::int64_t painted = 0;
    constexpr int steps = 1500;
    for (int step = 0; step < steps; ++step) {
        int changes = static_cast<int>(random() % 3);
        for (int change = 0; change < changes; ++change) story.page.change(random);
        story.step();
        INFO("step " << step << ", moved " << story.damage.move.dy);
        REQUIRE(story.right());
        moves += story.damage.move.empty() ? 0 : 1;
        quiet += story.damage.empty() ? 1 : 0;
        if (step > 0) painted += story.painted();
    }
    // The story would prove little if nothing were moved or everything repainted.
    REQUIRE(moves > steps / 10);
    REQUIRE(quiet > steps / 10);
    REQUIRE(painted < whole(screen).area() * steps / 3);
}

TEST_CASE("an unchanged frame has no damage") {
    Story story;
    story.step();
    REQUIRE(story.damage.rects == std::vector<Rect>{whole(screen)});
    story.step();
    REQUIRE(story.damage.empty());
}

TEST_CASE("another size of the screen is damage all over") {
    Story story;
    story.step();
    story.drawing.resize({300, 500});
    story.next.build(story.page.frame(), {300, 500}, Page::background, story.drawing.sheet());
    story.differ.compare(story.shown, story.next, story.damage);
    REQUIRE(story.damage.rects == std::vector<Rect>{{0, 0, 300, 500}});
    REQUIRE(story.damage.move.empty());
}

TEST_CASE("a pressed card repaints its cells and little else") {
    Story story;
    story.step();
    story.page.pressed = 3;
    story.step();
    REQUIRE_FALSE(story.damage.empty());
    REQUIRE(story.damage.move.empty());
    REQUIRE(story.painted() <= 128 * 32 * 6);
}

TEST_CASE("a scrolled list is moved, and a strip is painted") {
    Story story;
    story.page.scroll = 500;
    story.step();
    for (int by : {1, 9, 30, -17, -60}) {
        story.page.scroll += by;
        story.step();
        REQUIRE(story.damage.move.dy == -by);
        REQUIRE(story.painted() < whole(screen).area() / 3);
        REQUIRE(story.right());
    }
}

TEST_CASE("a list that scrolls under a dialog never drags the dialog along") {
    Story story;
    story.page.dialog = true;
    story.page.scroll = 500;
    story.step();
    for (int by : {3, 20, -11}) {
        story.page.scroll += by;
        story.step();
        REQUIRE(story.right());
    }
}

TEST_CASE("damage lies on the screen, and a move neither comes from outside nor goes there") {
    Story story;
    std::mt19937 random(77);
    for (int step = 0; step < 300; ++step) {
        story.page.change(random);
        story.step();
        for (const Rect& rect : story.damage.rects) {
            REQUIRE_FALSE(rect.empty());
            REQUIRE(whole(screen).contains(rect));
        }
        if (story.damage.move.empty()) continue;
        REQUIRE(whole(screen).contains(story.damage.move.to));
        REQUIRE(whole(screen).contains(story.damage.move.from()));
    }
}

TEST_CASE("a cleared sheet repaints the text") {
    Story story;
    story.step();
    story.drawing.sheet().clear();
    story.drawing.place_glyphs();
    story.step();
    REQUIRE_FALSE(story.damage.empty());
    REQUIRE(story.right());
}

TEST_CASE("what the screen lost is painted again, also where a move carries it") {
    Story story;
    story.page.scroll = 500;
    story.step();
    std::mt19937 random(5);
    for (int step = 0; step < 60; ++step) {
        story.page.scroll += static_cast<int>(random() % 41) - 20;
        story.next.build(story.page.frame(), screen, Page::background, story.drawing.sheet());
        story.differ.compare(story.shown, story.next, story.damage);

        int x = static_cast<int>(random() % 400);
        int y = static_cast<int>(random() % 380);
        std::vector<Rect> lost{{x, y, x + 60, y + 50}};
        Damage garbage;
        garbage.rects = {intersection(lost[0], whole(screen))};
        REQUIRE_OK(story.memory.present(garbage, [](const Surface& surface, const Rect& area) {
            for (int row = area.y0; row < area.y1; ++row) {
                std::fill_n(surface.at(area.x0, row), area.width(), 0xBADBADU);
            }
        }));
        add_lost(story.damage, lost, screen);
        story.show(story.damage, story.memory);
        Damage all;
        all.rects.push_back(whole(screen));
        story.show(all, story.expected);
        std::swap(story.shown, story.next);
        REQUIRE(story.right());
    }
}
