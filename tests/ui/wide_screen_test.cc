// The layout of wide screens, which are low: the cheapest boards, of ten and of seven inches.

#include <algorithm>
#include <array>
#include <vector>

#include "kiosk/ui/widgets/keyboard.h"
#include "kiosk/ui/widgets/widgets.h"
#include "tests/ui/bench_screen.h"

namespace hall::kiosk {

namespace {

using namespace hall::kiosk::ui;

constexpr std::array<Tile, 15> boards = {{{"公", "affairs", "村务公开", "财务、事务"},
                                          {"党", "affairs", "党建之家", "学习"},
                                          {"办", "services", "政务大厅", "能办26件事"},
                                          {"农", "farming", "农技指导", "问专家"},
                                          {"惠", "services", "惠民政策", "补贴"},
                                          {"信", "affairs", "书记信箱", "写信"},
                                          {"记", "affairs", "支书日记", "昨天"},
                                          {"货", "goods", "村有好货", "核桃"},
                                          {"供", "goods", "供求信息", "求购"},
                                          {"评", "rating", "为村评三农", "打分"},
                                          {"拍", "photos", "随手拍", "路灯"},
                                          {"友", "rating", "村民天地", "故事"},
                                          {"游", "photos", "乡村旅游", "农家乐"},
                                          {"融", "goods", "金融服务", "贷款"},
                                          {"便", "services", "便民信息", "班车"}}};

void draw_boards(Frame& frame) {
    screen_frame(frame, {.title = "松林镇 · 滴水村",
                         .subtitle = "11月30日 星期一 上午9:20　资料今天8:55更新",
                         .first = "找一找",
                         .second = "我的办件",
                         .first_primary = true});
    begin_scroll(frame, "home");
    tiles(frame, boards);
    banner(frame, {.title = "还剩4天：低保新增名单公示（2户）"});
    end_scroll(frame);
}

bool whole(const AccessNode& node) {
    return node.visible.height() >= node.box.height() - 1;
}

std::size_t boards_seen(const BenchScreen& screen) {
    std::size_t seen = 0;
    for (const AccessNode& node : screen.access().nodes()) {
        const bool board = std::any_of(boards.begin(), boards.end(),
                                       [&](const Tile& tile) { return tile.name == node.label; });
        if (!board || node.visible.empty()) continue;
        REQUIRE(whole(node));
        ++seen;
    }
    return seen;
}

float chrome_share(const BenchScreen& screen) {
    const Box& content = screen.access().content();
    const Box all = screen.screen();
    return 1 - content.width() * content.height() / (all.width() * all.height());
}

const AccessNode& node_of(const BenchScreen& screen, std::string_view label) {
    for (const AccessNode& node : screen.access().nodes()) {
        if (node.label == label) return node;
    }
    FAIL("nothing says " << label);
    std::abort();
}

}  // namespace

TEST_CASE("all fifteen boards stand on one page of ten inches, twelve on one of seven") {
    BenchScreen ten(wide_viewport);
    ten.show(draw_boards);
    ten.settle();
    REQUIRE(boards_seen(ten) == 15);
    REQUIRE(whole(node_of(ten, "还剩4天：低保新增名单公示（2户）")));
    REQUIRE_FALSE(ten.access().shows("第1页"));
    REQUIRE_FALSE(ten.access().tappable("下一页"));

    BenchScreen seven(small_viewport);
    seven.show(draw_boards);
    seven.settle();
    REQUIRE(boards_seen(seven) == 12);
    REQUIRE(seven.access().shows("第1页，共2页"));
    REQUIRE(seven.tap("下一页"));
    REQUIRE(boards_seen(seven) == 3);
    REQUIRE(whole(node_of(seven, "还剩4天：低保新增名单公示（2户）")));
    REQUIRE(seven.access().shows("第2页，共2页"));
    REQUIRE(seven.tap("上一页"));
    REQUIRE(boards_seen(seven) == 12);
}

TEST_CASE("the bars take up a fifth of a screen at most, in every language and at every step") {
    for (Viewport view : {upright_viewport, wide_viewport, small_viewport}) {
        for (const char* language : {"zh-CN", "en"}) {
            for (const float step : {1.F, 1.5F, 2.F}) {
                view.text_scale = step;
                INFO(view.width_px << " " << language << " " << step);
                BenchScreen screen(view, "standard", language);
                screen.show([](Frame& frame) {
                    screen_frame(frame, {.title = "松林镇 · 滴水村村民委员会",
                                         .subtitle = "11月30日 星期一　资料今天8:55更新",
                                         .first = frame("bar.search"),
                                         .second = frame("bar.my_requests")});
                });
                screen.settle();
                REQUIRE(chrome_share(screen) <= 0.2F);
                REQUIRE(text_of(screen.audit()) == "");
            }
        }
    }
}

TEST_CASE("on a wide screen the four places stand in a column, and a long date gives way") {
    BenchScreen screen(small_viewport);
    screen.show(draw_boards);
    screen.settle();
    float bottom = 0;
    for (const char* label : {"大字", "找一找", "我的办件", "叫人帮忙", "结束使用"}) {
        const AccessNode& node = node_of(screen, label);
        REQUIRE(node.box.x0 > screen.access().content().x1);
        REQUIRE(node.box.y0 > bottom);
        bottom = node.box.y1;
    }
    REQUIRE(text_of(screen.audit()) == "");
}

TEST_CASE("a question and four answers are seen at once on a low screen, two by two") {
    for (const Viewport& view : {wide_viewport, small_viewport}) {
        BenchScreen screen(view);
        const std::array<Choice, 4> answers = {{{.label = "老人本人"},
                                                {.label = "儿女帮老人办"},
                                                {.label = "亲属、邻居帮忙"},
                                                {.label = "村干部代办"}}};
        const Question asked = {"who", "是谁来办这件事？", "代办的人也要带身份证。"};
        std::optional<std::size_t> tapped;
        screen.show([&](Frame& frame) {
            screen_frame(frame, {.title = "高龄津贴申请",
                                 .subtitle = "第1步，共10步",
                                 .first = "下一步",
                                 .second = "上一步"});
            begin_scroll(frame, "form");
            question(frame, asked);
            if (const auto now = choices(frame, answers)) tapped = now;
            end_scroll(frame);
            question_help(frame, asked);
        });
        screen.settle();
        REQUIRE(text_of(screen.audit()) == "");
        REQUIRE_FALSE(screen.access().tappable("下一页"));
        const Box first = node_of(screen, "老人本人").box;
        const Box second = node_of(screen, "儿女帮老人办").box;
        const Box third = node_of(screen, "亲属、邻居帮忙").box;
        REQUIRE(first.y0 == second.y0);
        REQUIRE(second.x0 > first.x1);
        REQUIRE(third.y0 > first.y1);
        // They fill the page.
        REQUIRE(third.y1 > screen.screen().y1 - 0.25F * screen.screen().height());
        // Help waits until it is asked for.
        REQUIRE_FALSE(screen.access().shows("代办的人也要带身份证"));
        REQUIRE(screen.tap("这是什么意思"));
        REQUIRE(screen.access().shows("代办的人也要带身份证"));
        REQUIRE(text_of(screen.audit()) == "");
        REQUIRE(screen.tap("知道了"));
        REQUIRE_FALSE(screen.access().shows("代办的人也要带身份证"));
        REQUIRE(screen.tap("村干部代办"));
        REQUIRE(tapped == 3U);
    }
}

TEST_CASE("a page of a list shows whole rows only, wherever a finger left it") {
    for (Viewport view : {upright_viewport, wide_viewport, small_viewport}) {
        for (const float step : {1.F, 2.F}) {
            view.text_scale = step;
            INFO(view.width_px << " " << step);
            BenchScreen screen(view);
            screen.show([](Frame& frame) {
                screen_frame(frame, {.title = "农技指导", .first = "返回"});
                begin_scroll(frame, "list");
                paragraph(frame, "下面是这个季节常问的问题，点哪一条就看哪一条的回答。");
                for (int i = 1; i <= 30; ++i)
                    list_item(frame, {.title = "第" + std::to_string(i) + "个问题",
                                      .line = "11月20日 · 县农技站"});
                end_scroll(frame);
            });
            screen.settle();
            int pages = 1;
            do {
                REQUIRE(text_of(screen.audit()) == "");
                REQUIRE(screen.access().shows("第" + std::to_string(pages) + "页"));
                REQUIRE(++pages < 80);
            } while (screen.tap("下一页"));
            const float middle = screen.screen().height() / 2;
            for (const float moved : {37.F, 61.F, 12.F}) {
                screen.press(200, middle);
                screen.drag(200, middle + 40);
                screen.drag(200, middle + 40 + moved);
                screen.pass_time(1);
                screen.drag(200, middle + 40 + moved);
                screen.release();
                REQUIRE(text_of(screen.audit()) == "");
            }
        }
    }
}

TEST_CASE("digits stand three by four near the field they are written to") {
    for (const Viewport& view : {upright_viewport, wide_viewport, small_viewport}) {
        INFO(view.width_px);
        BenchScreen screen(view);
        screen.show([](Frame& frame) {
            screen_frame(frame, {.title = "高龄津贴申请", .first = "返回"});
            const float below = room_for_keyboard(frame, KeyboardKind::id_number);
            begin_scroll(frame, "form", below);
            heading(frame, "身份证号码是多少？");
            field(frame,
                  {.label = "身份证号码", .hint = "点这里填写", .focused = true, .bare = true});
            end_scroll(frame);
            keyboard(frame, KeyboardKind::id_number, true);
        });
        screen.settle();
        REQUIRE(text_of(screen.audit()) == "");
        const Box one = node_of(screen, "1").box;
        const Box three = node_of(screen, "3").box;
        const Box seven = node_of(screen, "7").box;
        const Box zero = node_of(screen, "0").box;
        REQUIRE(one.y0 == three.y0);
        REQUIRE(node_of(screen, "4").box.x0 == one.x0);
        REQUIRE(seven.x0 == one.x0);
        REQUIRE(zero.x0 == node_of(screen, "8").box.x0);
        REQUIRE(zero.y0 > seven.y1);
        const Box typed = node_of(screen, "身份证号码").box;
        const float away = std::max(one.y0 - typed.y1, one.x0 - typed.x1);
        REQUIRE(away >= 0);
        REQUIRE(away < 0.12F * static_cast<float>(view.height_px));
    }
}

TEST_CASE("what little there is to read is read in larger type, and what is more is not") {
    const auto height_of_text = [](int sentences) {
        BenchScreen screen;
        screen.show([&](Frame& frame) {
            screen_frame(frame, {.title = "通知", .first = "返回"});
            begin_reading(frame, "article");
            for (int i = 0; i < sentences; ++i)
                paragraph(frame, "本周三停水，请提前把水缸装满。来水以后先放一会儿再用。");
            end_scroll(frame);
        });
        screen.settle();
        REQUIRE(text_of(screen.audit()) == "");
        return node_of(screen, "本周三停水，请提前把水缸装满。来水以后先放一会儿再用。").text_mm;
    };
    REQUIRE(height_of_text(2) > 1.25F * height_of_text(30));
}

TEST_CASE("four answers fill an upright page up to a measure") {
    const auto answer_height = [](std::size_t count) {
        BenchScreen screen;
        const std::array<Choice, 8> answers = {{{.label = "甲"},
                                                {.label = "乙"},
                                                {.label = "丙"},
                                                {.label = "丁"},
                                                {.label = "戊"},
                                                {.label = "己"},
                                                {.label = "庚"},
                                                {.label = "辛"}}};
        screen.show([&](Frame& frame) {
            screen_frame(frame, {.title = "试验", .first = "返回"});
            begin_scroll(frame, "form");
            heading(frame, "选哪一个？");
            choices(frame, std::span(answers).first(count));
            end_scroll(frame);
        });
        screen.settle();
        REQUIRE(text_of(screen.audit()) == "");
        return node_of(screen, "甲").box.height();
    };
    REQUIRE(answer_height(4) > 1.5F * 1.25F * 22 * upright_viewport.px_per_mm);
    REQUIRE(answer_height(1) == answer_height(2));
    REQUIRE(answer_height(8) < answer_height(4));
}

}  // namespace hall::kiosk
