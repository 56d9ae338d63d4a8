// A day by touch, in the solar and in the lunar calendar.

#include "kiosk/ui/widgets/widgets.h"
#include "sync/rules/calendar.h"
#include "tests/ui/bench_screen.h"

namespace hall::kiosk {

namespace {

using namespace hall::kiosk::ui;

struct Birthday {
    std::optional<Date> value;
    Date earliest = {1900, 1, 31};
    Date latest = {2018, 11, 23};

    void draw(Frame& frame) {
        screen_frame(frame, {.title = "出生日期", .first = "返回"});
        begin_scroll(frame, "birthday");
        if (const auto date = date_picker(
                frame, {.id = "birth", .value = value, .earliest = earliest, .latest = latest})) {
            value = date;
        }
        end_scroll(frame);
    }
};

// Taps one label after the other, turning pages to it.
bool tap_all(BenchScreen& screen, std::initializer_list<const char*> labels) {
    for (const char* label : labels) {
        while (!screen.access().tappable(label)) {
            if (!screen.tap("下一页")) return false;
        }
        if (!screen.tap(label)) return false;
        screen.settle();
    }
    return true;
}

bool there(const BenchScreen& screen, std::string_view label) {
    for (const AccessNode& node : screen.access().nodes()) {
        if (is_tapped(node.role) && node.label == label) return true;
    }
    return false;
}

}  // namespace

TEST_CASE("a solar birthday is picked by four touches, on every screen and at every step") {
    for (Viewport view : {upright_viewport, wide_viewport, small_viewport, low_viewport}) {
        for (const float step : {1.F, 2.F}) {
            view.text_scale = step;
            BenchScreen screen(view);
            Birthday birthday;
            screen.show([&](Frame& frame) { birthday.draw(frame); });
            screen.settle();
            for (const char* label : {"1940—1949", "1948年", "4月", "13日"}) {
                INFO(view.width_px << " " << view.low_top_px << " " << step << " " << label);
                REQUIRE(text_of(screen.audit()) == "");
                REQUIRE(tap_all(screen, {label}));
            }
            REQUIRE(birthday.value == Date{1948, 4, 13});
            REQUIRE(text_of(screen.audit()) == "");
            REQUIRE(screen.access().shows("公历1948年4月13日"));
            REQUIRE(screen.access().shows("农历1948年三月初五"));
        }
    }
}

TEST_CASE("each question is read from its beginning, however far down the last answer stood") {
    BenchScreen screen(small_viewport);
    screen.view().text_scale = 2;
    Birthday birthday;
    screen.show([&](Frame& frame) { birthday.draw(frame); });
    screen.settle();
    for (const char* label : {"1940—1949", "1949年", "12月"}) {
        while (!screen.access().tappable(label)) REQUIRE(screen.tap("下一页"));
        REQUIRE(screen.tap(label));
        screen.settle();
        REQUIRE(screen.access().tappable("公历"));
    }
}

TEST_CASE("a lunar birthday becomes the solar day, also in a leap month") {
    BenchScreen screen;
    Birthday birthday;
    screen.show([&](Frame& frame) { birthday.draw(frame); });
    screen.settle();
    REQUIRE(tap_all(screen, {"农历", "1940—1949", "1949年", "闰七月", "廿三"}));
    REQUIRE(birthday.value == solar_of({1949, 7, true, 23}));
    REQUIRE(screen.access().shows("农历1949年闰七月廿三"));
    REQUIRE(screen.access().shows("公历1949年9月15日"));
}

TEST_CASE("every day of a lunar leap year can be picked, and is that day") {
    BenchScreen screen;
    Birthday birthday;
    screen.show([&](Frame& frame) { birthday.draw(frame); });
    screen.settle();
    REQUIRE(tap_all(screen, {"农历"}));
    DiskFiles files;
    const UiStrings strings = VALUE(UiStrings::load(files, HALL_SOURCE_DIR "/assets", "zh-CN"));
    const LunarYear year(1949);
    std::int64_t day = days_of(year.first_day());
    for (const LunarMonth& month : year.months()) {
        const std::string label =
            (month.leap ? "闰" : "") +
            std::string(strings["lunar.month." + std::to_string(month.month)]);
        birthday.value.reset();
        REQUIRE(tap_all(screen, {"1940—1949", "1949年", label.c_str()}));
        REQUIRE(there(screen, "廿九"));
        REQUIRE(there(screen, "三十") == (month.days == 30));
        REQUIRE(tap_all(screen, {"初一"}));
        REQUIRE(birthday.value == date_of_days(day));
        day += month.days;
        birthday.value.reset();
        screen.settle();
    }
}

TEST_CASE("only days that can be are offered") {
    BenchScreen screen;
    Birthday birthday;
    screen.show([&](Frame& frame) { birthday.draw(frame); });
    screen.settle();
    REQUIRE(tap_all(screen, {"2010—2018", "2018年"}));
    REQUIRE(there(screen, "11月"));
    REQUIRE_FALSE(there(screen, "12月"));
    REQUIRE(tap_all(screen, {"11月"}));
    REQUIRE(there(screen, "23日"));
    REQUIRE_FALSE(there(screen, "24日"));
    REQUIRE(tap_all(screen, {"退回上一步", "2月"}));
    REQUIRE(there(screen, "28日"));
    REQUIRE_FALSE(there(screen, "29日"));
    // 1949 had no second leap month, and the day after the last is not offered.
    birthday.latest = {2018, 11, 7};
    REQUIRE(tap_all(screen, {"农历", "2010—2018", "2018年"}));
    REQUIRE(there(screen, "九月"));
    REQUIRE_FALSE(there(screen, "十月"));
}

TEST_CASE("few years need no decade, and days to come can be picked where they are asked for") {
    BenchScreen screen;
    Birthday work{.earliest = {2018, 11, 23}, .latest = {2023, 12, 31}};
    screen.show([&](Frame& frame) { work.draw(frame); });
    screen.settle();
    REQUIRE(tap_all(screen, {"2018年"}));
    REQUIRE_FALSE(there(screen, "10月"));
    REQUIRE(tap_all(screen, {"11月"}));
    REQUIRE_FALSE(there(screen, "22日"));
    REQUIRE(tap_all(screen, {"30日"}));
    REQUIRE(work.value == Date{2018, 11, 30});
}

TEST_CASE("each step can be taken back, and a day that was picked can be changed or kept") {
    BenchScreen screen;
    Birthday birthday;
    screen.show([&](Frame& frame) { birthday.draw(frame); });
    screen.settle();
    REQUIRE_FALSE(there(screen, "退回上一步"));
    REQUIRE(tap_all(screen,
                    {"1940—1949", "1948年", "4月", "退回上一步", "5月", "退回上一步", "退回上一步",
                     "1947年", "退回上一步", "退回上一步", "1950—1959", "1951年", "1月", "2日"}));
    REQUIRE(birthday.value == Date{1951, 1, 2});
    REQUIRE(tap_all(screen, {"改日期", "1930—1939", "退回上一步", "退回上一步"}));
    REQUIRE(birthday.value == Date{1951, 1, 2});
    REQUIRE(screen.access().shows("公历1951年1月2日"));
    REQUIRE(tap_all(screen, {"改日期", "1930—1939", "1939年", "12月", "31日"}));
    REQUIRE(birthday.value == Date{1939, 12, 31});
}

TEST_CASE("going over to the other calendar begins anew") {
    BenchScreen screen;
    Birthday birthday;
    screen.show([&](Frame& frame) { birthday.draw(frame); });
    screen.settle();
    REQUIRE(tap_all(screen, {"1940—1949", "1948年", "农历"}));
    REQUIRE(there(screen, "1900—1909"));
    REQUIRE_FALSE(there(screen, "4月"));
}

TEST_CASE("what was picked halfway is forgotten with the session") {
    BenchScreen screen;
    Birthday birthday;
    screen.show([&](Frame& frame) { birthday.draw(frame); });
    screen.settle();
    REQUIRE(tap_all(screen, {"1940—1949", "1948年"}));
    screen.ui().forget();
    screen.settle();
    REQUIRE(there(screen, "1940—1949"));
}

TEST_CASE("a birthday can be picked by two buttons alone") {
    BenchScreen screen;
    Birthday birthday;
    screen.show([&](Frame& frame) { birthday.draw(frame); });
    screen.settle();
    for (const char* label : {"农历", "1930—1939", "1936年", "冬月", "三十"}) {
        INFO(label);
        REQUIRE(screen.walk_to(label));
        screen.press(Key::enter);
        screen.settle();
    }
    REQUIRE(birthday.value == solar_of({1936, 11, false, 30}));
}

TEST_CASE("a birthday is found by the age: each decade and year says how old one is") {
    BenchScreen screen;
    std::optional<Date> value;
    screen.show([&](Frame& frame) {
        screen_frame(frame, {.title = "出生日期", .first = "返回"});
        begin_scroll(frame, "birthday");
        if (const auto date = date_picker(frame, {.id = "birth",
                                                  .value = value,
                                                  .latest = {2026, 11, 23},
                                                  .ages_on = Date{2026, 11, 23}})) {
            value = date;
        }
        end_scroll(frame);
    });
    screen.settle();
    REQUIRE(screen.access().shows("77—86岁"));
    REQUIRE(tap_all(screen, {"1940—1949"}));
    REQUIRE(screen.access().shows("78岁"));
    REQUIRE(tap_all(screen, {"1948年", "4月", "13日"}));
    REQUIRE(value == Date{1948, 4, 13});
}

TEST_CASE("a day just past is picked from this month, and none is picked until it is tapped") {
    for (const Viewport& view : {upright_viewport, wide_viewport, small_viewport}) {
        BenchScreen screen(view);
        std::optional<Date> value;
        int picked = 0;
        screen.show([&](Frame& frame) {
            screen_frame(frame, {.title = "哪一天买的", .first = "返回"});
            begin_scroll(frame, "bought");
            if (const auto date = date_picker(frame, {.id = "bought",
                                                      .value = value,
                                                      .latest = {2026, 11, 23},
                                                      .near = Date{2026, 11, 23}})) {
                value = date;
                ++picked;
            }
            end_scroll(frame);
        });
        screen.settle();
        REQUIRE(screen.access().shows("2026年11月"));
        REQUIRE(there(screen, "23日"));
        REQUIRE_FALSE(there(screen, "24日"));
        for (const AccessNode& node : screen.access().nodes()) {
            if (node.label.ends_with("日")) REQUIRE_FALSE(node.selected);
        }
        REQUIRE(picked == 0);
        // Another month, of another year.
        REQUIRE(tap_all(screen, {"换一个月", "退回上一步"}));
        REQUIRE(tap_all(screen, {"2025年", "3月", "换一个月", "12月", "31日"}));
        REQUIRE(picked == 1);
        REQUIRE(value == Date{2025, 12, 31});
    }
}

}  // namespace hall::kiosk
