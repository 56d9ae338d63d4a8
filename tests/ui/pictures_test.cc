#include "kiosk/ui/frame/pictures.h"

#include "kiosk/ui/widgets/widgets.h"
#include "tests/ui/bench_screen.h"

namespace hall::kiosk {

namespace {

using namespace hall::kiosk::ui;

constexpr canvas::Size large = {1000, 1000};

// Pictures with a clock of the test's own.
struct Shown {
    DrawnPictures source;
    Pictures pictures;
    double now_s = 0;

    Shown() { pictures.set_source(&source); }
    PictureState frame(std::string_view name, canvas::Size size_max = large) {
        pictures.begin_frame(now_s);
        return pictures.find(name, size_max).state;
    }
};

void draw_viewer(Frame& frame, std::string_view name) {
    screen_frame(frame, {.title = "照片", .first = "返回"});
    image_viewer(frame, "viewer", {.name = name, .caption = "梨树"});
}

std::string zoom_of(const BenchScreen& screen) {
    for (const AccessNode& node : screen.access().nodes()) {
        if (node.role == AccessRole::picture) return std::string(node.value);
    }
    return {};
}

}  // namespace

TEST_CASE("a picture is decoded once for the size it is shown at") {
    Shown shown;
    REQUIRE(shown.frame("3x2") == PictureState::ready);
    REQUIRE(shown.frame("3x2") == PictureState::ready);
    REQUIRE(shown.source.loads.size() == 1);
    REQUIRE(shown.frame("3x2", {150, 150}) == PictureState::ready);
    REQUIRE(shown.source.loads.size() == 2);
    shown.pictures.begin_frame(0);
    const canvas::Image& image = *shown.pictures.find("3x2", {150, 150}).image;
    REQUIRE(image.width == 150);
    REQUIRE(image.height == 100);
}

TEST_CASE("one picture is decoded in a frame, the others wait for the next ones") {
    Shown shown;
    for (int ready = 1; ready <= 3; ++ready) {
        shown.pictures.begin_frame(0);
        int found = 0;
        for (const char* name : {"1x1", "2x1", "3x1"}) {
            if (shown.pictures.find(name, large).state == PictureState::ready) ++found;
        }
        REQUIRE(found == ready);
        REQUIRE(shown.pictures.waiting() == (ready < 3));
    }
}

TEST_CASE("a picture that has not arrived is looked for again, a broken one is not") {
    Shown shown;
    REQUIRE(shown.frame("coming") == PictureState::coming);
    REQUIRE(shown.frame("coming") == PictureState::coming);
    REQUIRE(shown.source.loads.size() == 1);
    shown.now_s = 6;
    REQUIRE(shown.frame("coming") == PictureState::coming);
    REQUIRE(shown.source.loads.size() == 2);
    REQUIRE(shown.frame("broken") == PictureState::broken);
    shown.now_s = 60;
    REQUIRE(shown.frame("broken") == PictureState::broken);
    REQUIRE(shown.source.loads.size() == 3);
}

TEST_CASE("pictures take no more than their room, and what is seen stays") {
    Shown shown;
    for (int i = 0; i < 60; ++i) {
        // Each of another size: some 3 MiB.
        REQUIRE(shown.frame("9x9", {900 - i, 900 - i}) == PictureState::ready);
        REQUIRE(shown.pictures.bytes() < std::size_t{36} << 20);
    }
    shown.frame("9x9", {900 - 59, 900 - 59});
    REQUIRE(shown.source.loads.size() == 60);
    shown.frame("9x9", {900, 900});  // let go of long ago
    REQUIRE(shown.source.loads.size() == 61);
}

TEST_CASE("names that cannot be found fill no memory") {
    Shown shown;
    for (int i = 0; i < 2000; ++i) shown.frame("no-" + std::to_string(i));
    REQUIRE(shown.frame("no-1999") == PictureState::coming);
    REQUIRE(shown.source.loads.size() == 2000);
    REQUIRE(shown.frame("no-0") == PictureState::coming);
    REQUIRE(shown.source.loads.size() == 2001);
}

TEST_CASE("without a source every picture is still coming") {
    Pictures pictures;
    pictures.begin_frame(0);
    REQUIRE(pictures.find("3x2", large).state == PictureState::coming);
}

TEST_CASE("a picture that is not there says so in its place") {
    BenchScreen screen;
    screen.show([](Frame& frame) {
        screen_frame(frame, {.title = "照片"});
        picture(frame, {.name = "coming", .caption = "摘梨", .opens = true});
        picture(frame, {.name = "broken", .caption = "开花", .opens = true});
    });
    screen.settle();
    REQUIRE(screen.access().shows("照片还在路上"));
    REQUIRE(screen.access().shows("这张照片打不开"));
    REQUIRE(screen.access().shows("摘梨"));
    // There is nothing to look at closely.
    REQUIRE_FALSE(screen.tap("摘梨"));
    REQUIRE_FALSE(screen.tap("开花"));
}

TEST_CASE("a picture that opens is tapped by its caption") {
    BenchScreen screen;
    int taps = 0;
    screen.show([&](Frame& frame) {
        screen_frame(frame, {.title = "照片"});
        if (picture(frame, {.name = "9x6", .caption = "梨树", .opens = true})) ++taps;
    });
    screen.settle();
    REQUIRE(screen.tap("梨树"));
    REQUIRE(taps == 1);
}

TEST_CASE("the pixels of a picture are on the screen, in its shape and not blown up") {
    BenchScreen screen;
    screen.show([](Frame& frame) {
        screen_frame(frame, {.title = "照片"});
        picture(frame, {.name = "3x2", .caption = "梨树"});
    });
    screen.settle();
    const std::vector<std::uint32_t> pixels = screen.pixels();
    const auto sky = std::count(pixels.begin(), pixels.end(), 0x9CC4E4U);
    // The sky is 55 % of 300×200 pixels, less the sun.
    REQUIRE(sky > 300 * 200 * 45 / 100);
    REQUIRE(sky < 300 * 200 * 55 / 100 + 300);
}

TEST_CASE("the viewer goes closer and back by buttons, each off at its end") {
    for (const Viewport& view : {upright_viewport, wide_viewport, small_viewport}) {
        BenchScreen screen(view);
        screen.show([](Frame& frame) { draw_viewer(frame, "9x6"); });
        screen.settle();
        REQUIRE(zoom_of(screen) == "放大到100%");
        REQUIRE_FALSE(screen.tap("缩小"));
        REQUIRE_FALSE(screen.tap("看全图"));
        REQUIRE_FALSE(screen.tap("往左看"));
        int steps = 0;
        while (screen.tap("放大")) ++steps;
        REQUIRE(steps == 4);
        REQUIRE(zoom_of(screen) == "放大到506%");
        REQUIRE(screen.tap("缩小"));
        REQUIRE(zoom_of(screen) == "放大到338%");
        // On the smallest screen there is room for one way back only.
        if (!screen.tap("看全图")) {
            REQUIRE(view.height_px == small_viewport.height_px);
            while (screen.tap("缩小")) {
            }
        }
        REQUIRE(zoom_of(screen) == "放大到100%");
    }
}

TEST_CASE("the viewer's arrows reach every edge of the picture and stop there") {
    BenchScreen screen;
    screen.show([](Frame& frame) { draw_viewer(frame, "9x6"); });
    screen.settle();
    while (screen.tap("放大")) {
    }
    for (const char* label : {"往左看", "往上看", "往右看", "往下看"}) {
        int steps = 0;
        while (screen.tap(label)) REQUIRE(++steps < 20);
        REQUIRE(steps >= 2);
    }
    // In the lower right corner there is field and no sky.
    const std::vector<std::uint32_t> pixels = screen.pixels();
    REQUIRE(std::count(pixels.begin(), pixels.end(), 0x9CC4E4U) == 0);
    REQUIRE(std::count(pixels.begin(), pixels.end(), 0x5C8A3CU) > 1000);
}

TEST_CASE("a finger moves the picture, and no further than its edge") {
    BenchScreen screen;
    screen.show([](Frame& frame) { draw_viewer(frame, "9x6"); });
    screen.settle();
    while (screen.tap("放大")) {
    }
    REQUIRE(screen.access().tappable("往左看"));
    screen.press(200, 600);
    for (int x = 210; x <= 1000; x += 40) screen.drag(static_cast<float>(x), 600);
    screen.release();
    for (int i = 0; i < 8 && screen.access().tappable("往左看"); ++i) {
        screen.press(200, 600);
        for (int x = 210; x <= 1000; x += 40) screen.drag(static_cast<float>(x), 600);
        screen.release();
    }
    REQUIRE_FALSE(screen.access().tappable("往左看"));
    REQUIRE(screen.access().tappable("往右看"));
}

TEST_CASE("a viewer without a picture says why and can be left") {
    BenchScreen screen;
    screen.show([](Frame& frame) { draw_viewer(frame, "coming"); });
    screen.settle();
    REQUIRE(screen.access().shows("照片还在路上"));
    REQUIRE_FALSE(screen.tap("放大"));
    REQUIRE(screen.tap("返回"));
}

TEST_CASE("what was looked at closely is forgotten with the session") {
    BenchScreen screen;
    screen.show([](Frame& frame) { draw_viewer(frame, "9x6"); });
    screen.settle();
    REQUIRE(screen.tap("放大"));
    screen.ui().forget();
    screen.settle();
    REQUIRE(zoom_of(screen) == "放大到100%");
}

}  // namespace hall::kiosk
