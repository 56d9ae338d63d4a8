#include "kiosk/ui/access/focus.h"

#include <functional>
#include <map>

#include "tests/catch.h"

namespace hall::kiosk::ui {

namespace {

// Things on a screen, and keys for them.
class KeyedScreen {
  public:
    std::vector<FocusTarget> targets;
    std::optional<std::size_t> dialog_from;  // these and later ones lie on a dialog
    TouchId screen = 1;
    TouchId escape = 0;
    bool digits = false;
    std::map<TouchId, int> chosen;
    std::vector<int> typed;
    Focus focus;

    void add(TouchId id, Box box, Zone zone = Zone::content, TouchId area = 0) {
        targets.push_back({.id = id, .box = box, .visible = box, .area = area, .zone = zone});
    }

    void frame(std::optional<KeyStroke> key = std::nullopt, bool finger = false) {
        focus.begin(key, finger);
        focus.screen(screen);
        focus.escape(escape);
        if (digits) {
            if (const auto digit = focus.take_digit()) typed.push_back(*digit);
        }
        for (std::size_t i = 0; i < targets.size(); ++i) {
            if (i == dialog_from) focus.cover();
            if (focus.target(targets[i])) ++chosen[targets[i].id];
        }
        again = focus.end();
    }

    // A key, and the frame in which what was chosen is told.
    TouchId press(Key key, int digit = 0) {
        frame(KeyStroke{key, digit});
        frame();
        return focus.framed() == nullptr ? 0 : focus.framed()->id;
    }

    bool again = false;
};

// A top bar, a grid of two by two, two places at the foot; the places drawn first.
KeyedScreen grid() {
    KeyedScreen screen;
    screen.add(41, {0, 900, 400, 1000}, Zone::places);
    screen.add(42, {500, 900, 900, 1000}, Zone::places);
    screen.add(1, {700, 0, 900, 80}, Zone::top);
    screen.add(11, {0, 100, 400, 300});
    screen.add(12, {500, 100, 900, 300});
    screen.add(21, {0, 400, 400, 600});
    screen.add(22, {500, 400, 900, 600});
    return screen;
}

}  // namespace

TEST_CASE("nothing has a frame around it until a key is pressed, and the first key only shows it") {
    KeyedScreen screen = grid();
    screen.frame();
    REQUIRE(screen.focus.framed() == nullptr);
    REQUIRE(screen.press(Key::enter) == 11);
    REQUIRE(screen.chosen.empty());
}

TEST_CASE("one button goes through everything as it is read and begins again") {
    KeyedScreen screen = grid();
    std::vector<TouchId> seen;
    for (int i = 0; i < 8; ++i) seen.push_back(screen.press(Key::tab));
    REQUIRE(seen == std::vector<TouchId>{11, 12, 21, 22, 41, 42, 1, 11});
    REQUIRE(screen.press(Key::back_tab) == 1);
    REQUIRE(screen.press(Key::back_tab) == 42);
}

TEST_CASE("the other button chooses, once and in the frame after the key") {
    KeyedScreen screen = grid();
    screen.press(Key::tab);
    screen.press(Key::tab);
    screen.frame(KeyStroke{Key::enter});
    REQUIRE(screen.chosen.empty());
    REQUIRE(screen.again);
    screen.frame();
    REQUIRE(screen.chosen == std::map<TouchId, int>{{12, 1}});
    screen.frame();
    REQUIRE(screen.chosen == std::map<TouchId, int>{{12, 1}});
}

TEST_CASE("arrows go to what stands nearest in their direction, and stay where there is nothing") {
    KeyedScreen screen = grid();
    screen.press(Key::down);
    REQUIRE(screen.press(Key::right) == 12);
    REQUIRE(screen.press(Key::down) == 22);
    REQUIRE(screen.press(Key::left) == 21);
    REQUIRE(screen.press(Key::left) == 21);
    REQUIRE(screen.press(Key::down) == 41);
    REQUIRE(screen.press(Key::right) == 42);
    REQUIRE(screen.press(Key::up) == 22);
    REQUIRE(screen.press(Key::up) == 12);
    REQUIRE(screen.press(Key::up) == 1);
}

TEST_CASE("down stays in a list as long as it goes on out of sight") {
    KeyedScreen screen;
    screen.add(9, {0, 900, 400, 1000}, Zone::places);
    for (TouchId i = 1; i <= 4; ++i) {
        const float y = 300 * static_cast<float>(i);
        screen.add(i, {0, y, 400, y + 200}, Zone::content, 77);
    }
    screen.targets[4].visible = {};  // the last lies below the screen
    screen.press(Key::down);
    for (const TouchId wanted : {2, 3, 4}) REQUIRE(screen.press(Key::down) == wanted);
    // It was brought into sight, and the others moved up with it.
    for (std::size_t i = 1; i <= 4; ++i) {
        Box& box = screen.targets[i].box;
        box = screen.targets[i].visible = {box.x0, box.y0 - 600, box.x1, box.y1 - 600};
    }
    screen.frame();
    REQUIRE(screen.press(Key::down) == 9);
}

TEST_CASE("what is off cannot be walked to, and keeps the focus if it went off under it") {
    KeyedScreen screen = grid();
    screen.targets[4].enabled = false;  // 12
    screen.press(Key::tab);
    REQUIRE(screen.press(Key::tab) == 21);
    screen.targets[5].enabled = false;  // 21
    REQUIRE(screen.press(Key::enter) == 21);
    REQUIRE(screen.chosen.empty());
    REQUIRE(screen.press(Key::tab) == 22);
}

TEST_CASE("a dialog takes the focus and gives it back") {
    KeyedScreen screen = grid();
    screen.press(Key::tab);
    screen.press(Key::tab);
    screen.dialog_from = screen.targets.size();
    screen.add(91, {200, 300, 400, 400});
    screen.add(92, {500, 300, 700, 400});
    screen.frame();
    screen.frame();
    REQUIRE(screen.focus.framed()->id == 91);
    REQUIRE(screen.press(Key::tab) == 92);
    REQUIRE(screen.press(Key::tab) == 91);
    screen.targets.resize(7);
    screen.dialog_from.reset();
    screen.frame();
    REQUIRE(screen.focus.framed()->id == 12);
}

TEST_CASE("a key pressed while a dialog comes does not choose what it covers") {
    KeyedScreen screen = grid();
    screen.press(Key::tab);
    screen.dialog_from = screen.targets.size();
    screen.add(91, {200, 300, 400, 400});
    screen.frame(KeyStroke{Key::enter});
    screen.frame();
    REQUIRE(screen.chosen.find(11) == screen.chosen.end());
}

TEST_CASE("on another screen the focus begins at the content") {
    KeyedScreen screen = grid();
    for (int i = 0; i < 5; ++i) screen.press(Key::tab);
    REQUIRE(screen.focus.framed()->id == 41);
    screen.screen = 2;
    screen.frame();
    REQUIRE(screen.focus.framed()->id == 11);
}

TEST_CASE("a tab that changes the list below it keeps the focus") {
    KeyedScreen screen;
    screen.add(1, {0, 0, 100, 100}, Zone::content, 77);
    screen.add(2, {200, 0, 300, 100}, Zone::content, 77);
    screen.press(Key::tab);
    screen.press(Key::tab);
    screen.screen = 2;
    screen.frame();
    REQUIRE(screen.focus.framed()->id == 2);
}

TEST_CASE("when what had the focus is gone, what stands nearest has it") {
    KeyedScreen screen = grid();
    for (int i = 0; i < 4; ++i) screen.press(Key::tab);
    REQUIRE(screen.focus.framed()->id == 22);
    screen.targets.pop_back();
    screen.frame();
    REQUIRE(screen.focus.framed()->id == 12);
}

TEST_CASE("the escape key chooses the way back, whatever has the focus") {
    KeyedScreen screen = grid();
    screen.escape = 41;
    screen.press(Key::escape);
    REQUIRE(screen.chosen == std::map<TouchId, int>{{41, 1}});
    screen.escape = 0;
    screen.press(Key::escape);
    REQUIRE(screen.chosen == std::map<TouchId, int>{{41, 1}});
}

TEST_CASE("digits are typed where there is a keyboard, and mean nothing elsewhere") {
    KeyedScreen screen = grid();
    screen.press(Key::digit, 4);
    screen.digits = true;
    screen.frame();
    screen.press(Key::digit, 7);
    screen.press(Key::digit, 0);
    screen.frame();
    REQUIRE(screen.typed == std::vector<int>{7, 0});
}

TEST_CASE("the frame goes when a finger is used, and comes again at what is in sight") {
    KeyedScreen screen = grid();
    screen.press(Key::tab);
    screen.frame(std::nullopt, true);
    REQUIRE(screen.focus.framed() == nullptr);
    screen.frame();
    REQUIRE(screen.focus.framed() == nullptr);
    // The finger scrolled 11 and 12 away.
    screen.targets[3].visible = {};
    screen.targets[4].visible = {};
    REQUIRE(screen.press(Key::tab) == 21);
}

TEST_CASE("a screen with nothing on it takes any key") {
    KeyedScreen screen;
    for (const Key key : {Key::tab, Key::back_tab, Key::left, Key::right, Key::up, Key::down,
                          Key::enter, Key::escape, Key::digit}) {
        REQUIRE(screen.press(key) == 0);
    }
}

}  // namespace hall::kiosk::ui
