#include <array>
#include <cmath>
#include <limits>

#include "kiosk/ui/widgets/widgets.h"
#include "tests/ui/bench_screen.h"

namespace hall::kiosk {

namespace {

using namespace hall::kiosk::ui;

const std::array<ChartSeries, 2> series = {{{"收入", "farming"}, {"支出", "affairs"}}};

const AccessNode* node_of(const BenchScreen& screen, std::string_view label) {
    for (const AccessNode& node : screen.access().nodes()) {
        if (node.label == label) return &node;
    }
    return nullptr;
}

// How many pixels of this colour a node has.
long ink_of(BenchScreen& screen, const AccessNode& node, Colour colour) {
    const std::vector<std::uint32_t> pixels = screen.pixels();
    long count = 0;
    for (int y = static_cast<int>(node.box.y0); y < static_cast<int>(node.box.y1); ++y) {
        for (int x = static_cast<int>(node.box.x0); x < static_cast<int>(node.box.x1); ++x) {
            count += (pixels[static_cast<std::size_t>(y * screen.view().width_px + x)] &
                      0xFFFFFFU) == colour;
        }
    }
    return count;
}

constexpr Colour green = 0x23532D;  // farming
constexpr Colour red = 0x8A2118;    // affairs

struct TwoQuarters {
    std::array<ChartBar, 2> first = {{{1000, "1,000.00元"}, {500, "500.00元"}}};
    std::array<ChartBar, 2> second = {{{250, "250.00元"}, {0, "0.00元"}}};
    void draw(Frame& frame) {
        const std::array<ChartGroup, 2> groups = {{{"一季度", first}, {"二季度", second}}};
        screen_frame(frame, {.title = "看图"});
        begin_scroll(frame, "chart");
        bar_chart(frame, {"一季度收得多。", series, groups});
        end_scroll(frame);
    }
};

}  // namespace

TEST_CASE("every bar says its name and its figure, and a sentence says what they show") {
    for (Viewport view : {upright_viewport, wide_viewport, small_viewport, low_viewport}) {
        for (const float step : {1.F, 1.5F, 2.F}) {
            view.text_scale = step;
            BenchScreen screen(view);
            TwoQuarters quarters;
            screen.show([&](Frame& frame) { quarters.draw(frame); });
            screen.settle();
            REQUIRE(node_of(screen, "一季度收得多。") != nullptr);
            REQUIRE(node_of(screen, "一季度 收入")->value == "1,000.00元");
            REQUIRE(node_of(screen, "一季度 支出")->value == "500.00元");
            REQUIRE(node_of(screen, "二季度 支出")->value == "0.00元");
            REQUIRE(text_of(screen.audit()) == "");
        }
    }
}

TEST_CASE("bars are as long as their figures, from one zero") {
    BenchScreen screen;
    TwoQuarters quarters;
    screen.show([&](Frame& frame) { quarters.draw(frame); });
    screen.settle();
    const long whole = ink_of(screen, *node_of(screen, "一季度 收入"), green);
    const long quarter = ink_of(screen, *node_of(screen, "二季度 收入"), green);
    REQUIRE(whole > 1000);
    REQUIRE(std::abs(static_cast<double>(quarter) / static_cast<double>(whole) - 0.25) < 0.02);
    REQUIRE(ink_of(screen, *node_of(screen, "二季度 支出"), red) == 0);
}

TEST_CASE("two series are told apart without colour") {
    BenchScreen screen;
    TwoQuarters quarters;
    quarters.first = {{{1000, "1,000.00元"}, {1000, "1,000.00元"}}};
    screen.show([&](Frame& frame) { quarters.draw(frame); });
    screen.settle();
    const long filled = ink_of(screen, *node_of(screen, "一季度 收入"), green);
    const long striped = ink_of(screen, *node_of(screen, "一季度 支出"), red);
    REQUIRE(striped < filled * 7 / 10);
    REQUIRE(striped > filled * 3 / 10);
}

TEST_CASE("a value below zero goes to the other side") {
    BenchScreen screen;
    const std::array<ChartSeries, 1> one = {{{"结余", "farming"}}};
    const std::array<ChartBar, 1> plus = {{{300, "300元"}}};
    const std::array<ChartBar, 1> minus = {{{-300, "-300元"}}};
    const std::array<ChartGroup, 2> groups = {{{"一季度", plus}, {"二季度", minus}}};
    screen.show([&](Frame& frame) {
        screen_frame(frame, {.title = "看图"});
        bar_chart(frame, {"二季度亏了。", one, groups});
    });
    screen.settle();
    const auto first_x = [&](const AccessNode& node) {
        const std::vector<std::uint32_t> pixels = screen.pixels();
        const int y = static_cast<int>((node.box.y0 + node.box.y1) / 2);
        for (int x = static_cast<int>(node.box.x0); x < static_cast<int>(node.box.x1); ++x) {
            if ((pixels[static_cast<std::size_t>(y * 1080 + x)] & 0xFFFFFF) == green) return x;
        }
        return -1;
    };
    const int right = first_x(*node_of(screen, "一季度 结余"));
    const int left = first_x(*node_of(screen, "二季度 结余"));
    REQUIRE(left > 0);
    REQUIRE(left + 50 < right);
    REQUIRE(text_of(screen.audit()) == "");
}

TEST_CASE("a line has a point and a figure for each value, or becomes bars where they do not fit") {
    const std::array<ChartPoint, 4> points = {{{"一季度", 10, "10.0万"},
                                               {"二季度", 30, "30.0万"},
                                               {"三季度", 20, "20.0万"},
                                               {"四季度", 40, "40.0万"}}};
    for (const Viewport& view : {upright_viewport, small_viewport}) {
        for (const float step : {1.F, 2.F}) {
            BenchScreen screen(view);
            screen.view().text_scale = step;
            screen.show([&](Frame& frame) {
                screen_frame(frame, {.title = "看图"});
                begin_scroll(frame, "chart");
                line_chart(frame, {"结余涨了。", "结余", points, "farming"});
                end_scroll(frame);
            });
            screen.settle();
            for (const ChartPoint& point : points) {
                const AccessNode* node = node_of(screen, std::string(point.label) + " 结余");
                REQUIRE(node != nullptr);
                REQUIRE(node->value == point.figure);
            }
            const bool line =
                node_of(screen, "一季度 结余")->box.y0 == node_of(screen, "四季度 结余")->box.y0;
            if (view.height_px == upright_viewport.height_px && step == 1) REQUIRE(line);
            if (view.height_px == small_viewport.height_px && step == 2) REQUIRE_FALSE(line);
            REQUIRE(text_of(screen.audit()) == "");
        }
    }
}

TEST_CASE("figures that are none, huge or alone stop nothing") {
    BenchScreen screen;
    const double odd[] = {std::numeric_limits<double>::quiet_NaN(),
                          std::numeric_limits<double>::infinity(),
                          -std::numeric_limits<double>::infinity(),
                          1e300,
                          -1e300,
                          0};
    for (const double value : odd) {
        const std::array<ChartPoint, 1> alone = {{{"一月", value, "？"}}};
        const std::array<ChartPoint, 3> some = {
            {{"一月", value, "？"}, {"二月", 5, "5"}, {"三月", value, "？"}}};
        for (const std::span<const ChartPoint> points :
             {std::span<const ChartPoint>(alone), std::span<const ChartPoint>(some),
              std::span<const ChartPoint>()}) {
            screen.show([&](Frame& frame) {
                screen_frame(frame, {.title = "看图"});
                begin_scroll(frame, "chart");
                line_chart(frame, {"没有数。", "结余", points});
                end_scroll(frame);
            });
            screen.settle();
            screen.pixels();
        }
    }
    REQUIRE(screen.access().shows("没有数。"));
}

}  // namespace hall::kiosk
