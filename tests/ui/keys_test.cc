// Everything without a finger: a keypad and two buttons.

#include <array>
#include <cmath>
#include <set>

#include "kiosk/ui/widgets/keyboard.h"
#include "kiosk/ui/widgets/widgets.h"
#include "tests/ui/bench_screen.h"
#include "tests/ui/gallery.h"

namespace hall::kiosk {

namespace {

using namespace hall::kiosk::ui;

constexpr Viewport views[] = {upright_viewport, wide_viewport, small_viewport};

// A list that is longer than any screen, and buttons below it.
struct LongList {
    std::vector<std::string> titles;
    std::string tapped;
    FrameTap place = FrameTap::none;

    LongList() {
        for (int i = 0; i < 30; ++i) titles.push_back("第" + std::to_string(i) + "条");
    }
    void draw(Frame& frame) {
        const FrameTap tap =
            screen_frame(frame, {.title = "试验", .first = "返回", .second = "首页"});
        if (tap != FrameTap::none) place = tap;
        const std::array<Button, 2> buttons = {{{"上一步"}, {"下一步", ButtonStyle::primary}}};
        begin_scroll(frame, "list", button_row_height(frame, buttons));
        for (const std::string& title : titles) {
            if (list_item(frame, {.title = title})) tapped = title;
        }
        end_scroll(frame);
        if (const auto button = button_row(frame, buttons)) tapped = buttons[*button].label;
    }
};

bool inside(const Box& outer, const Box& inner) {
    return inner.x0 >= outer.x0 - 1 && inner.y0 >= outer.y0 - 1 && inner.x1 <= outer.x1 + 1 &&
           inner.y1 <= outer.y1 + 1;
}

}  // namespace

TEST_CASE("two buttons reach and choose everything on every page of the gallery") {
    for (const Viewport& view : views) {
        BenchScreen screen(view);
        for (const GalleryPage& page : gallery()) {
            INFO(page.name);
            screen.show(page.draw);
            screen.settle();
            std::set<std::uint64_t> wanted;
            for (const std::size_t i : screen.access().reading_order()) {
                const AccessNode& node = screen.access().nodes()[i];
                // The page buttons go on and off as the focus scrolls the content.
                if (node.label == "上一页" || node.label == "下一页") continue;
                if (is_tapped(node.role) && node.enabled) wanted.insert(node.target);
            }
            std::set<std::uint64_t> reached;
            for (std::size_t i = 0; i < 2 * wanted.size() + 4; ++i) {
                screen.press(Key::tab);
                REQUIRE(screen.focused());
                reached.insert(screen.focused()->target);
            }
            for (const std::uint64_t target : wanted) REQUIRE(reached.count(target) == 1);
        }
    }
}

TEST_CASE("what the keys mean is always in sight") {
    for (const Viewport& view : views) {
        BenchScreen screen(view);
        LongList list;
        screen.show([&](Frame& frame) { list.draw(frame); });
        screen.settle();
        for (int i = 0; i < 45; ++i) {
            screen.press(Key::tab);
            const auto node = screen.focused();
            REQUIRE(node);
            INFO(node->label);
            REQUIRE(node->visible.height() >= node->box.height() - 1);
        }
        for (int i = 0; i < 45; ++i) {
            screen.press(i % 2 == 0 ? Key::up : Key::back_tab);
            const auto node = screen.focused();
            INFO(node->label);
            REQUIRE(node->visible.height() >= node->box.height() - 1);
        }
    }
}

TEST_CASE("a long list is walked down by arrows, chosen from, and left at its end") {
    BenchScreen screen;
    LongList list;
    screen.show([&](Frame& frame) { list.draw(frame); });
    screen.settle();
    screen.press(Key::down);
    for (int i = 0; i < 20; ++i) screen.press(Key::down);
    REQUIRE(screen.focused()->label == "第20条");
    screen.press(Key::enter);
    REQUIRE(list.tapped == "第20条");
    for (int i = 0; i < 10; ++i) screen.press(Key::down);
    REQUIRE(screen.focused()->label != "第29条");
    REQUIRE(screen.walk_to("下一步"));
    screen.press(Key::enter);
    REQUIRE(list.tapped == "下一步");
}

TEST_CASE("escape is the way back on every screen, but on the home screen means nothing") {
    for (const Viewport& view : views) {
        BenchScreen screen(view);
        FrameTap tapped = FrameTap::none;
        bool home = false;
        screen.show([&](Frame& frame) {
            const FrameTap tap =
                screen_frame(frame, {.title = "试验", .first = "返回", .first_goes_back = !home});
            if (tap != FrameTap::none) tapped = tap;
        });
        screen.settle();
        screen.press(Key::escape);
        REQUIRE(tapped == FrameTap::first);
        tapped = FrameTap::none;
        home = true;
        screen.settle();
        screen.press(Key::escape);
        REQUIRE(tapped == FrameTap::none);
    }
}

TEST_CASE("in a dialog escape means its first button, and the keys go nowhere else") {
    BenchScreen screen;
    LongList list;
    bool asking = false;
    std::optional<std::size_t> answer;
    const std::array<Button, 2> buttons = {{{"接着填"}, {"不填了", ButtonStyle::warn}}};
    screen.show([&](Frame& frame) {
        list.draw(frame);
        if (!asking) return;
        if (const auto tap = dialog(frame, {"没交", "会清掉。", buttons})) {
            answer = tap;
            asking = false;
        }
    });
    screen.settle();
    REQUIRE(screen.walk_to("第3条"));
    asking = true;
    screen.settle();
    REQUIRE(screen.focused()->label == "接着填");
    std::set<std::string> seen;
    for (int i = 0; i < 6; ++i) {
        screen.press(Key::tab);
        seen.insert(std::string(screen.focused()->label));
    }
    REQUIRE(seen == std::set<std::string>{"接着填", "不填了"});
    screen.press(Key::escape);
    screen.settle();
    REQUIRE(answer == std::size_t{0});
    REQUIRE(screen.focused()->label == "第3条");
    REQUIRE(list.place == FrameTap::none);
}

TEST_CASE("digits of a keypad are typed where a keyboard stands, also when its page has none") {
    for (const Viewport& view : views) {
        for (const KeyboardKind kind : {KeyboardKind::digits, KeyboardKind::letters}) {
            BenchScreen screen(view);
            std::string typed;
            screen.show([&](Frame& frame) {
                screen_frame(frame, {.title = "试验", .first = "返回"});
                begin_scroll(frame, "typing", room_for_keyboard(frame, kind));
                field(frame, {.label = "号码", .value = typed, .focused = true});
                end_scroll(frame);
                const auto press = keyboard(frame, kind, true);
                if (press && press->character != 0) typed += press->character;
            });
            screen.settle();
            for (const int digit : {1, 0, 9}) screen.press(Key::digit, digit);
            screen.tap("还有");
            for (const int digit : {4, 2}) screen.press(Key::digit, digit);
            REQUIRE(typed == "10942");
            // And without the digit keys, by two buttons.
            screen.tap("还有");
            while (!screen.access().tappable("7")) REQUIRE(screen.tap("还有"));
            REQUIRE(screen.walk_to("7"));
            screen.press(Key::enter);
            REQUIRE(typed == "109427");
        }
    }
}

TEST_CASE("the frame around the focus is seen on any background and covers nothing else to tap") {
    DiskFiles files;
    for (const char* theme : {"standard", "contrast"}) {
        const Theme look = VALUE(load_theme(files, HALL_SOURCE_DIR "/assets", theme));
        REQUIRE(contrast_ratio(look.ink, look.card) >= 3);
        for (const Viewport& view : views) {
            BenchScreen screen(view, theme);
            for (const GalleryPage& page : gallery()) {
                INFO(theme << " " << page.name);
                screen.show(page.draw);
                screen.settle();
                screen.press(Key::tab);
                const AccessNode node = *screen.focused();
                // Left of the thing, at half its height: dark for a millimetre, light on
                // both sides of it.
                const std::vector<std::uint32_t> pixels = screen.pixels();
                const int y = static_cast<int>((node.visible.y0 + node.visible.y1) / 2);
                int dark_px = 0;
                int light_px = 0;
                for (int x = static_cast<int>(node.box.x0 - 3 * view.px_per_mm);
                     x < static_cast<int>(node.box.x0); ++x) {
                    const std::uint32_t pixel =
                        pixels[static_cast<std::size_t>(y * view.width_px + x)] & 0xFFFFFF;
                    dark_px += pixel == look.ink;
                    light_px += pixel == look.card;
                }
                REQUIRE(static_cast<float>(dark_px) >= std::floor(view.px_per_mm));
                REQUIRE(light_px >= 2);
            }
        }
    }
}

TEST_CASE("no thing to tap lies under the frame around another") {
    BenchScreen screen(small_viewport);
    LongList list;
    screen.show([&](Frame& frame) { list.draw(frame); });
    screen.settle();
    for (int i = 0; i < 20; ++i) {
        screen.press(Key::tab);
        const AccessNode focused = *screen.focused();
        const Box ring = focused.visible.inset(-2.9F * small_viewport.px_per_mm);
        for (const AccessNode& node : screen.access().nodes()) {
            if (!is_tapped(node.role) || node.target == focused.target) continue;
            REQUIRE(intersection(ring, node.visible).empty());
        }
    }
}

TEST_CASE("a finger takes the frame away") {
    BenchScreen screen;
    LongList list;
    screen.show([&](Frame& frame) { list.draw(frame); });
    screen.settle();
    screen.press(Key::tab);
    REQUIRE(screen.focused());
    REQUIRE(screen.tap("第2条"));
    REQUIRE_FALSE(screen.focused());
}

TEST_CASE("nothing of the focus outlives the session") {
    BenchScreen screen;
    LongList list;
    screen.show([&](Frame& frame) { list.draw(frame); });
    screen.settle();
    REQUIRE(screen.walk_to("第5条"));
    screen.ui().forget();
    screen.settle();
    REQUIRE_FALSE(screen.focused());
    screen.press(Key::tab);
    REQUIRE(screen.focused()->label == "第0条");
}

TEST_CASE("the box of what has the focus lies on the screen") {
    BenchScreen screen(wide_viewport);
    LongList list;
    screen.show([&](Frame& frame) { list.draw(frame); });
    screen.settle();
    for (int i = 0; i < 40; ++i) {
        screen.press(i % 3 == 0 ? Key::right : Key::down);
        REQUIRE(inside(screen.screen(), screen.focused()->visible));
    }
}

}  // namespace hall::kiosk
