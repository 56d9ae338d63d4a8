// The low layout: everything that can be tapped within reach of those who sit.

#include <array>

#include "kiosk/ui/widgets/keyboard.h"
#include "kiosk/ui/widgets/widgets.h"
#include "tests/ui/bench_screen.h"
#include "tests/ui/gallery.h"

namespace hall::kiosk {

namespace {

using namespace hall::kiosk::ui;

float above_floor_mm(const Viewport& view, float y_px, float foot_mm) {
    return foot_mm + (static_cast<float>(view.height_px) - y_px) / view.px_per_mm;
}

}  // namespace

TEST_CASE("the low layout begins where a hand reaches, 1220 mm above the floor") {
    for (const float foot_mm : {800.F, 900.F, 1000.F}) {
        Viewport view = upright_viewport;
        view.low_top_px = low_top_px(view, foot_mm);
        REQUIRE(view.low_top_px > 0);
        const float top_mm = above_floor_mm(view, static_cast<float>(view.low_top_px), foot_mm);
        REQUIRE(top_mm <= reach_mm + 0.5F);
        REQUIRE(top_mm >= reach_mm - 0.5F);
    }
}

TEST_CASE("a screen that hangs low needs no low layout, one that hangs high keeps two fifths") {
    REQUIRE(low_top_px(upright_viewport, 700) == 0);
    REQUIRE(low_top_px(upright_viewport, 1100) == 1920 * 3 / 5);
    REQUIRE(low_top_px(upright_viewport, 2500) == 1920 * 3 / 5);
    REQUIRE(low_top_px(wide_viewport, 1000) == 0);
    REQUIRE(low_top_px(small_viewport, 1000) == 0);
}

TEST_CASE("in the low layout nothing to tap stands above the line, on any page") {
    for (const float foot_mm : {850.F, 950.F, 1100.F}) {
        Viewport view = upright_viewport;
        view.low_top_px = low_top_px(view, foot_mm);
        for (const float step : {1.F, 2.F}) {
            view.text_scale = step;
            BenchScreen screen(view);
            for (const GalleryPage& page : gallery()) {
                INFO(foot_mm << " " << step << " " << page.name);
                screen.show(page.draw);
                screen.settle();
                int targets = 0;
                for (const AccessNode& node : screen.access().nodes()) {
                    if (!is_tapped(node.role) || node.visible.empty()) continue;
                    ++targets;
                    REQUIRE(node.visible.y0 >= static_cast<float>(view.low_top_px));
                }
                REQUIRE(targets >= 2);
            }
        }
    }
}

TEST_CASE("the upper part says why it is empty and takes no finger") {
    BenchScreen screen(low_viewport);
    int taps = 0;
    screen.show([&](Frame& frame) {
        if (screen_frame(frame, {.title = "试验", .first = "返回"}) != FrameTap::none) ++taps;
    });
    screen.settle();
    REQUIRE(screen.access().shows("低处操作"));
    for (float y = 20; y < static_cast<float>(low_viewport.low_top_px); y += 60) screen.tap(540, y);
    REQUIRE(taps == 0);
    REQUIRE(screen.tap("返回"));
    REQUIRE(taps == 1);
}

TEST_CASE("without the low layout no room is lost") {
    BenchScreen screen;
    screen.show([](Frame& frame) { screen_frame(frame, {.title = "试验", .first = "返回"}); });
    screen.settle();
    REQUIRE_FALSE(screen.access().shows("低处操作"));
    REQUIRE(screen.access().tappable("大字")->box.y0 < 60);
}

TEST_CASE("a dialog stands within reach, too") {
    BenchScreen screen(low_viewport);
    const std::array<Button, 1> buttons = {{{.label = "知道了"}}};
    screen.show([&](Frame& frame) {
        screen_frame(frame, {.title = "试验"});
        dialog(frame, {.title = "请注意", .text = "屏幕会回到首页。", .buttons = buttons});
    });
    screen.settle();
    REQUIRE(screen.access().tappable("知道了")->box.y0 >
            static_cast<float>(low_viewport.low_top_px));
    REQUIRE(text_of(screen.audit()) == "");
}

}  // namespace hall::kiosk
