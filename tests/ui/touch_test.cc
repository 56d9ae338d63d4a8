#include "kiosk/ui/frame/touch.h"

#include "tests/catch.h"

namespace hall::kiosk::ui {

namespace {

constexpr TouchSlop slop = {12, 40};
constexpr Box left = {0, 0, 100, 100};
constexpr Box right = {120, 0, 220, 100};
constexpr Box list = {0, 200, 300, 800};
constexpr Box item = {0, 300, 300, 400};
constexpr TouchId left_id = 1;
constexpr TouchId right_id = 2;
constexpr TouchId list_id = 3;
constexpr TouchId item_id = 4;

// Two buttons side by side, and an item in a list that scrolls.
struct Table {
    Touch touch;
    TouchId tapped = 0;
    bool list_moving = false;
    bool dialog = false;

    void frame(float x, float y, bool down) {
        tapped = 0;
        touch.begin({x, y, down}, slop);
        if (touch.target(left_id, left, 0, true)) tapped = left_id;
        if (touch.target(right_id, right, 0, true)) tapped = right_id;
        touch.area(list_id, list, list_moving);
        if (touch.target(item_id, item, list_id, true)) tapped = item_id;
        if (dialog) touch.cover();
        touch.end();
    }
};

}  // namespace

TEST_CASE("a press and a release on one thing tap it once") {
    Table table;
    table.frame(50, 50, true);
    REQUIRE(table.tapped == 0);
    REQUIRE(table.touch.holds(left_id, left));
    table.frame(50, 50, false);
    REQUIRE(table.tapped == left_id);
    table.frame(50, 50, false);
    REQUIRE(table.tapped == 0);
}

TEST_CASE("a release on another thing taps nothing") {
    Table table;
    table.frame(90, 50, true);
    table.frame(125, 50, false);
    REQUIRE(table.tapped == 0);
}

TEST_CASE("a finger that trembles still taps a button, one that wanders off does not") {
    Table table;
    table.frame(20, 50, true);
    table.frame(45, 50, true);
    table.frame(45, 50, false);
    REQUIRE(table.tapped == left_id);
    table.frame(20, 50, true);
    table.frame(80, 50, true);
    table.frame(20, 50, false);
    REQUIRE(table.tapped == 0);
}

TEST_CASE("two quick taps on one place are two taps") {
    Table table;
    int taps = 0;
    for (int i = 0; i < 2; ++i) {
        table.frame(50, 50, true);
        table.frame(50, 50, false);
        if (table.tapped == left_id) ++taps;
    }
    REQUIRE(taps == 2);
}

TEST_CASE("an item that stays under the finger is tapped") {
    Table table;
    table.frame(50, 350, true);
    table.frame(55, 358, true);
    table.frame(55, 358, false);
    REQUIRE(table.tapped == item_id);
}

TEST_CASE("a press that becomes a scroll never taps, even if it comes back") {
    Table table;
    table.frame(50, 350, true);
    table.frame(50, 380, true);
    REQUIRE(table.touch.scrolls(list_id));
    REQUIRE(table.touch.moved_px() == 18);
    REQUIRE_FALSE(table.touch.holds(item_id, item));
    table.frame(50, 350, true);
    REQUIRE(table.touch.moved_px() == -30);
    table.frame(50, 350, false);
    REQUIRE(table.tapped == 0);
    REQUIRE(table.touch.released());
    table.frame(50, 350, false);
    REQUIRE_FALSE(table.touch.scrolls(list_id));
}

TEST_CASE("a quick flick that is seen as press and release is a scroll") {
    Table table;
    table.frame(50, 350, true);
    table.frame(50, 320, false);
    REQUIRE(table.tapped == 0);
    REQUIRE(table.touch.moved_px() == -18);
}

TEST_CASE("a finger that stops a running list taps nothing") {
    Table table;
    table.list_moving = true;
    table.frame(50, 350, true);
    table.list_moving = false;
    table.frame(50, 350, false);
    REQUIRE(table.tapped == 0);
}

TEST_CASE("what lies under a cover is out of reach") {
    Table table;
    table.dialog = true;
    table.frame(50, 50, true);
    table.frame(50, 50, false);
    REQUIRE(table.tapped == 0);
    // Also if it came after the press.
    table.dialog = false;
    table.frame(50, 50, true);
    table.dialog = true;
    table.frame(50, 50, true);
    table.frame(50, 50, false);
    REQUIRE(table.tapped == 0);
}

TEST_CASE("nothing is tapped by a finger that was down when the session ended") {
    Table table;
    table.frame(50, 50, true);
    table.touch.forget();
    table.frame(50, 50, false);
    REQUIRE(table.tapped == 0);
}

TEST_CASE("what is disabled is not tapped") {
    Touch touch;
    touch.begin({50, 50, true}, slop);
    touch.target(left_id, left, 0, false);
    touch.end();
    touch.begin({50, 50, false}, slop);
    REQUIRE_FALSE(touch.target(left_id, left, 0, false));
}

}  // namespace hall::kiosk::ui
