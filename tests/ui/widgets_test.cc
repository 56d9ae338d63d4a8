#include "kiosk/ui/widgets/widgets.h"

#include <algorithm>
#include <array>

#include "kiosk/ui/widgets/parts.h"
#include "sync/core/utf8.h"
#include "tests/ui/bench_screen.h"

namespace hall::kiosk::ui {

namespace {

void open(Frame& frame) {
    screen_frame(frame, {.title = "试验", .first = "返回", .second = "首页", .read_aloud = true});
}

const AccessNode* node_of(const BenchScreen& screen, std::string_view label) {
    for (const AccessNode& node : screen.access().nodes()) {
        if (node.label == label) return &node;
    }
    return nullptr;
}

// A list of forty items that counts what was tapped.
struct ItemList {
    int tapped = -1;
    int taps = 0;
    std::vector<std::string> titles;

    ItemList() {
        for (int i = 0; i < 40; ++i) titles.push_back("第" + std::to_string(i) + "条");
    }
    void draw(Frame& frame) {
        open(frame);
        begin_scroll(frame, "items");
        for (int i = 0; i < 40; ++i) {
            if (list_item(frame, {.title = titles[static_cast<std::size_t>(i)]})) {
                tapped = i;
                ++taps;
            }
        }
        end_scroll(frame);
    }
};

// A table alone. `columns` and `rows` must outlive what is shown.
void show_table(BenchScreen& screen, std::span<const TableViewColumn> columns,
                std::span<const TableViewRow> rows) {
    screen.show([columns, rows](Frame& frame) {
        open(frame);
        begin_scroll(frame, "table");
        table(frame, {.id = "t", .columns = columns, .rows = rows});
        end_scroll(frame);
    });
    screen.settle();
}

float top_of(const BenchScreen& screen, std::string_view label) {
    const AccessNode* node = node_of(screen, label);
    REQUIRE(node != nullptr);
    return node->box.y0;
}

}  // namespace

TEST_CASE("every place of the frame says which it is") {
    BenchScreen screen;
    FrameTap tapped = FrameTap::none;
    screen.show([&](Frame& frame) {
        const FrameTap tap = screen_frame(
            frame, {.title = "试验", .first = "返回", .second = "首页", .read_aloud = true});
        if (tap != FrameTap::none) tapped = tap;
    });
    screen.settle();
    const std::pair<const char*, FrameTap> places[] = {
        {"大字", FrameTap::bigger},   {"读给我听", FrameTap::read_aloud},
        {"返回", FrameTap::first},    {"首页", FrameTap::second},
        {"叫人帮忙", FrameTap::help}, {"结束使用", FrameTap::finish}};
    for (const auto& [label, wanted] : places) {
        INFO(label);
        REQUIRE(screen.tap(label));
        REQUIRE(tapped == wanted);
    }
}

TEST_CASE("the places stand where they stood when one of them is empty") {
    BenchScreen screen;
    screen.show([](Frame& frame) {
        screen_frame(frame, {.title = "一", .first = "返回", .second = "首页"});
    });
    screen.settle();
    const Box help = node_of(screen, "叫人帮忙")->box;
    screen.show([](Frame& frame) { screen_frame(frame, {.title = "二", .first = "返回"}); });
    screen.settle();
    REQUIRE(node_of(screen, "首页") == nullptr);
    REQUIRE(node_of(screen, "叫人帮忙")->box.x0 == help.x0);
    REQUIRE_FALSE(screen.access().tappable("读给我听"));
}

TEST_CASE("without read aloud there is no button for it") {
    BenchScreen screen;
    screen.show([](Frame& frame) { screen_frame(frame, {.title = "一"}); });
    screen.settle();
    REQUIRE_FALSE(screen.access().tappable("读给我听"));
    REQUIRE(screen.access().tappable("大字"));
}

TEST_CASE("a title too long for the bar is read above the content") {
    const std::string title =
        "除从事剧毒、易制爆、汽油加油站、专用危化品仓储的企业外，危险化学品经营许可证核发"
        "（含变更、延期、注销、补证等各种情形，由县级应急管理部门负责受理并办结）";
    for (const Viewport& view : {upright_viewport, wide_viewport, small_viewport}) {
        BenchScreen screen(view);
        screen.show([&](Frame& frame) {
            screen_frame(frame, {.title = title});
            begin_scroll(frame, "content");
            paragraph(frame, "正文");
            end_scroll(frame);
        });
        screen.settle();
        REQUIRE(text_of(screen.audit()) == "");
        const AccessNode& named = screen.access().nodes().front();
        int headings = 0;
        for (const AccessNode& node : screen.access().nodes()) {
            if (node.role == AccessRole::heading && node.label == title) ++headings;
            if (node.role == AccessRole::screen) REQUIRE(node.label == title);
        }
        REQUIRE_FALSE(named.clipped);
        REQUIRE(headings <= 1);
    }
}

TEST_CASE("a line below the title that has no room in the bar is read at the end of the content") {
    BenchScreen screen(small_viewport);
    screen.view().text_scale = 2;
    const std::string line = "民政 · 承诺7个工作日办结 · 不收费";
    screen.show([&](Frame& frame) {
        screen_frame(frame, {.title = "高龄津贴申请", .subtitle = line});
        begin_scroll(frame, "content");
        paragraph(frame, "正文");
        end_scroll(frame);
    });
    screen.settle();
    REQUIRE(node_of(screen, line) != nullptr);
    REQUIRE(node_of(screen, line)->box.y0 >= node_of(screen, "正文")->box.y1);
    REQUIRE(text_of(screen.audit()) == "");
}

TEST_CASE("a tap by label drives a button, and a disabled one does nothing") {
    BenchScreen screen;
    int taps = 0;
    bool enabled = true;
    screen.show([&](Frame& frame) {
        open(frame);
        if (button(frame, {.label = "打印凭条", .enabled = enabled})) ++taps;
    });
    screen.settle();
    REQUIRE(screen.tap("打印凭条"));
    REQUIRE(taps == 1);
    const Box box = node_of(screen, "打印凭条")->box;
    enabled = false;
    screen.settle();
    REQUIRE_FALSE(screen.tap("打印凭条"));
    screen.tap(box.x0 + 20, box.y0 + 20);
    REQUIRE(taps == 1);
}

TEST_CASE("a button looks pressed while the finger is on it, and only then") {
    BenchScreen screen;
    screen.show([](Frame& frame) {
        open(frame);
        button(frame, {.label = "打印"});
    });
    screen.settle();
    const Box box = node_of(screen, "打印")->box;
    const std::uint32_t paper = node_of(screen, "打印")->paper;
    screen.press(box.x0 + 20, box.y0 + 20);
    REQUIRE(screen.ui().again());
    screen.frame();
    REQUIRE(node_of(screen, "打印")->paper != paper);
    screen.release();
    REQUIRE(node_of(screen, "打印")->paper == paper);
}

TEST_CASE("each of several buttons says which it is, side by side or stacked") {
    for (const Viewport& view : {upright_viewport, small_viewport}) {
        BenchScreen screen(view);
        std::optional<std::size_t> tapped;
        const std::array<Button, 3> buttons = {
            {{.label = "看图"}, {.label = "打印"}, {.label = "我有疑问"}}};
        screen.show([&](Frame& frame) {
            open(frame);
            if (const auto tap = button_row(frame, buttons)) tapped = tap;
        });
        screen.settle();
        for (std::size_t i = 0; i < buttons.size(); ++i) {
            REQUIRE(screen.tap(buttons[i].label));
            REQUIRE(tapped == i);
        }
    }
}

TEST_CASE("buttons that do not fit beside each other stand below each other") {
    BenchScreen screen;
    const std::array<Button, 3> buttons = {{{.label = "带上户口簿原件和复印件再来一次也可以"},
                                            {.label = "打印需要带的材料清单给老人"},
                                            {.label = "请代办员当面帮忙办理这件事情"}}};
    float height = 0;
    screen.view().text_scale = 2;
    screen.show([&](Frame& frame) {
        open(frame);
        const float before = frame.flow().y;
        button_row(frame, buttons);
        height = frame.flow().y - before;
        REQUIRE(button_row_height(frame, buttons) == height);
    });
    screen.settle();
    REQUIRE(node_of(screen, buttons[1].label)->box.y0 > node_of(screen, buttons[0].label)->box.y1);
}

TEST_CASE("tiles stand three a row upright and four a row on a wide screen") {
    const std::array<Tile, 8> boards = {{{"公", "affairs", "村务公开", "一"},
                                         {"党", "affairs", "党建之家", "二"},
                                         {"办", "services", "政务大厅", "三"},
                                         {"农", "farming", "农技指导", "四"},
                                         {"惠", "services", "惠民政策", "五"},
                                         {"信", "affairs", "书记信箱", "六"},
                                         {"记", "affairs", "支书日记", "七"},
                                         {"货", "goods", "村有好货", "八"}}};
    const std::pair<Viewport, int> rows[] = {{upright_viewport, 3}, {wide_viewport, 4}};
    for (const auto& [view, wanted] : rows) {
        BenchScreen screen(view);
        std::optional<std::size_t> tapped;
        screen.show([&](Frame& frame) {
            open(frame);
            begin_scroll(frame, "home");
            if (const auto tap = tiles(frame, boards)) tapped = tap;
            end_scroll(frame);
        });
        screen.settle();
        int in_first_row = 0;
        for (const Tile& tile : boards) {
            if (top_of(screen, tile.name) == top_of(screen, boards[0].name)) ++in_first_row;
        }
        REQUIRE(in_first_row == wanted);
        REQUIRE(screen.tap("党建之家"));
        REQUIRE(tapped == std::size_t{1});
        REQUIRE(screen.access().shows("四"));
    }
}

TEST_CASE("what is left over is not called income where a row is a block") {
    BenchScreen screen(small_viewport);
    screen.view().text_scale = 2;
    const std::vector<std::string> balance = {"上季结转", "155,019.05", ""};
    const std::vector<std::string> income = {"租金", "24,600.00", ""};
    const std::vector<std::string> spent = {"修路", "", "9,800.00"};
    const std::vector<TableViewRow> rows = {
        {.cells = balance, .block_label = "金额（元）"}, {.cells = income}, {.cells = spent}};
    const std::array<TableViewColumn, 3> columns = {
        {{"项目"}, {"收入（元）", true}, {"支出（元）", true}}};
    show_table(screen, columns, rows);
    const Box amount = node_of(screen, "155,019.05")->box;
    REQUIRE(node_of(screen, "金额（元）")->box.y0 == amount.y0);
    const AccessNode* in = node_of(screen, "收入（元）");
    REQUIRE((in == nullptr || in->box.y0 > amount.y0));
}

TEST_CASE("with large text on a small screen what belongs together stays together") {
    BenchScreen screen(small_viewport);
    screen.view().text_scale = 2;
    const std::string title = "冒充公安局打电话来要钱怎么办";
    screen.show([&](Frame& frame) {
        open(frame);
        begin_scroll(frame, "content");
        big_number(frame, "代办员的电话", "0838-5550110", "services");
        period_switch(frame, {.earlier = "二季度", .now = "三季度", .later = "没有了"});
        key_value(frame, "给谁办", "对公示名单、账目、工程有意见的村民");
        list_item(frame, {.title = title, .line = "镇里 · 11月3日", .tag = "有表"});
        end_scroll(frame);
    });
    screen.settle();
    for (const char* one_line : {"0838-5550110", "三季度"}) {
        INFO(one_line);
        const AccessNode* node = node_of(screen, one_line);
        REQUIRE(node != nullptr);
        const float em_px = node->text_mm * small_viewport.px_per_mm;
        REQUIRE(node->box.height() < 2 * em_px);
    }
    REQUIRE(text_of(screen.audit()) == "");
}

TEST_CASE("tabs that would fill the screen wait behind one more, which opens them for good") {
    const std::array<std::string_view, 12> columns = {
        "全部",     "党务",     "村务",       "财务",     "集体三资",   "惠农补贴",
        "低保救助", "土地流转", "宅基地审批", "工程项目", "四议两公开", "村规民约"};
    for (const Viewport& view : {wide_viewport, small_viewport}) {
        BenchScreen screen(view);
        std::size_t selected = 0;
        screen.show([&](Frame& frame) {
            open(frame);
            begin_scroll(frame, "board");
            if (const auto tap = tabs(frame, columns, selected, "affairs", "columns"))
                selected = *tap;
            paragraph(frame, "第一条");
            end_scroll(frame);
        });
        screen.settle();
        REQUIRE(screen.access().tappable("全部"));
        REQUIRE(node_of(screen, "村规民约") == nullptr);
        REQUIRE(node_of(screen, "第一条")->visible.height() ==
                node_of(screen, "第一条")->box.height());
        REQUIRE(screen.tap("还有几栏"));
        screen.settle();
        REQUIRE(node_of(screen, "村规民约") != nullptr);
        REQUIRE(node_of(screen, "还有几栏") == nullptr);
        REQUIRE(screen.tap("党务"));
        REQUIRE(selected == 1);
    }
    // The chosen one is always in sight.
    BenchScreen screen(wide_viewport);
    screen.show([&](Frame& frame) {
        open(frame);
        tabs(frame, columns, columns.size() - 1, "affairs", "columns");
    });
    screen.settle();
    REQUIRE(node_of(screen, "村规民约")->selected);
    REQUIRE(screen.access().tappable("还有几栏"));
}

TEST_CASE("choices, tabs and chips say what is selected and what was tapped") {
    BenchScreen screen;
    bool chosen = false;
    std::size_t tab = 0;
    std::optional<std::size_t> chip_tapped;
    const std::array<std::string_view, 3> columns = {"粮油", "蔬菜", "果树"};
    const std::array<Chip, 2> strings = {{{"发黄", true}, {"长虫"}}};
    screen.show([&](Frame& frame) {
        open(frame);
        if (const auto tap = tabs(frame, columns, tab, "farming")) tab = *tap;
        if (choice(frame, {.label = "跟儿女住", .selected = chosen})) chosen = true;
        if (const auto tap = chips(frame, strings, "farming")) chip_tapped = tap;
    });
    screen.settle();
    REQUIRE(node_of(screen, "粮油")->selected);
    REQUIRE_FALSE(node_of(screen, "跟儿女住")->selected);
    REQUIRE(screen.tap("果树"));
    REQUIRE(screen.tap("跟儿女住"));
    REQUIRE(screen.tap("长虫"));
    REQUIRE(tab == 2);
    REQUIRE(node_of(screen, "果树")->selected);
    REQUIRE(node_of(screen, "跟儿女住")->selected);
    REQUIRE(node_of(screen, "发黄")->selected);
    REQUIRE(chip_tapped == std::size_t{1});
}

TEST_CASE("selecting a chip moves no other") {
    BenchScreen screen;
    std::array<Chip, 2> strings = {{{"叶子发黄"}, {"长虫"}}};
    screen.show([&](Frame& frame) {
        open(frame);
        chips(frame, strings, "farming");
    });
    screen.settle();
    const Box before = node_of(screen, "长虫")->box;
    strings[0].selected = true;
    screen.settle();
    REQUIRE(node_of(screen, "长虫")->box.x0 == before.x0);
}

TEST_CASE("the period switch and the stepper go both ways, and not past their ends") {
    BenchScreen screen;
    int period = 0;
    int step = 0;
    screen.show([&](Frame& frame) {
        open(frame);
        period += period_switch(frame, {.earlier = "上季度",
                                        .now = "一季度",
                                        .later = "下季度",
                                        .has_earlier = true,
                                        .has_later = false});
        step += stepper(frame, {.label = "份数", .value = "2份", .can_less = false});
    });
    screen.settle();
    REQUIRE(screen.tap("上季度"));
    REQUIRE_FALSE(screen.tap("下季度"));
    REQUIRE(period == -1);
    REQUIRE(screen.tap("增加"));
    REQUIRE_FALSE(screen.tap("减少"));
    REQUIRE(step == 1);
}

TEST_CASE("a secret field shows nothing of what was typed") {
    BenchScreen screen;
    screen.show([](Frame& frame) {
        open(frame);
        field(frame, {.label = "密码", .value = "2580", .secret = true});
    });
    screen.settle();
    REQUIRE_FALSE(screen.access().shows("2580"));
    REQUIRE(screen.access().describe().find("2580") == std::string::npos);
    REQUIRE(node_of(screen, "密码")->secret);
}

TEST_CASE("what is wrong with a field is said in words") {
    BenchScreen screen;
    bool tapped = false;
    screen.show([&](Frame& frame) {
        open(frame);
        tapped = field(frame, {.label = "手机号码", .error = "号码少了一位"}) || tapped;
    });
    screen.settle();
    REQUIRE(screen.access().shows("号码少了一位"));
    // Above the box, where no keyboard hides it.
    REQUIRE(top_of(screen, "号码少了一位") < top_of(screen, "手机号码"));
    REQUIRE(screen.tap("手机号码"));
    REQUIRE(tapped);
}

TEST_CASE("a field that grows while it is typed into stays in sight") {
    BenchScreen screen;
    std::string value;
    screen.show([&](Frame& frame) {
        open(frame);
        begin_scroll(frame, "form", 900);
        for (int i = 0; i < 12; ++i) paragraph(frame, "填之前请看一看");
        field(frame, {.label = "身份证号", .value = value, .focused = true});
        end_scroll(frame);
    });
    screen.settle();
    const Box empty = node_of(screen, "身份证号")->box;
    value = "990000 1800 1010 0017 990000 1800 1010 0017 990000 1800 1010";
    screen.settle();
    const Box grown = node_of(screen, "身份证号")->box;
    REQUIRE(grown.height() > empty.height());
    REQUIRE(grown.y1 <= empty.y1 + 1);
}

TEST_CASE("a list follows the finger, and a press that scrolls never taps") {
    BenchScreen screen;
    ItemList list;
    screen.show([&](Frame& frame) { list.draw(frame); });
    screen.settle();
    const float before = top_of(screen, "第0条");
    screen.press(500, 1000);
    for (int y = 990; y >= 700; y -= 10) screen.drag(500, static_cast<float>(y));
    const float held = top_of(screen, "第0条");
    REQUIRE(held < before - 280);
    REQUIRE(held > before - 310);
    for (int i = 0; i < 30; ++i) screen.frame();
    screen.release();
    // It is thrown nowhere; what the finger left half cut at the top goes out of sight.
    const float row = node_of(screen, "第0条")->box.height() + 2 * 5 * upright_viewport.px_per_mm;
    REQUIRE(top_of(screen, "第0条") <= held);
    REQUIRE(top_of(screen, "第0条") > held - row);
    REQUIRE(text_of(screen.audit()) == "");
    REQUIRE(list.taps == 0);
}

TEST_CASE("content lies on whole pixels while it scrolls") {
    BenchScreen screen;
    ItemList list;
    screen.show([&](Frame& frame) { list.draw(frame); });
    screen.settle();
    screen.press(500, 1000);
    for (float y = 1000; y > 600; y -= 33.3F) {
        screen.drag(500, y);
        const float top = top_of(screen, "第1条");
        REQUIRE(top == std::floor(top));
    }
    screen.release();
}

TEST_CASE("the page buttons reach the end and the beginning, and are off there") {
    for (const Viewport& view : {upright_viewport, wide_viewport, small_viewport}) {
        BenchScreen screen(view);
        ItemList list;
        screen.show([&](Frame& frame) { list.draw(frame); });
        screen.settle();
        REQUIRE_FALSE(screen.tap("上一页"));
        int pages = 0;
        while (screen.tap("下一页")) REQUIRE(++pages < 60);
        REQUIRE(pages > 1);
        REQUIRE(screen.access().tappable("第39条"));
        REQUIRE(node_of(screen, "第39条")->visible.y1 == node_of(screen, "第39条")->box.y1);
        while (screen.tap("上一页")) REQUIRE(--pages > -60);
        REQUIRE(screen.access().tappable("第0条"));
        REQUIRE(list.taps == 0);
    }
}

TEST_CASE("every item is seen on some page") {
    BenchScreen screen(small_viewport);
    screen.view().text_scale = 2;
    ItemList list;
    screen.show([&](Frame& frame) { list.draw(frame); });
    screen.settle();
    std::vector<bool> seen(40, false);
    do {
        for (int i = 0; i < 40; ++i) {
            const AccessNode* node = node_of(screen, list.titles[static_cast<std::size_t>(i)]);
            if (node->visible.height() > 0) seen[static_cast<std::size_t>(i)] = true;
        }
    } while (screen.tap("下一页"));
    for (const bool item : seen) REQUIRE(item);
}

TEST_CASE("no page begins in the middle of a thing, back or on") {
    for (const Viewport& view : {upright_viewport, wide_viewport, small_viewport, low_viewport}) {
        BenchScreen screen(view);
        ItemList list;
        screen.show([&](Frame& frame) {
            open(frame);
            begin_scroll(frame, "items");
            heading(frame, "今天的事");
            begin_card(frame);
            key_value(frame, "地方", "滴水村");
            key_value(frame, "时候", "上午9点");
            end_card(frame);
            for (std::size_t i = 0; i < list.titles.size(); ++i) {
                const std::string_view line = i % 3 == 0 ? "要带身份证和户口本" : "";
                list_item(frame, {.title = list.titles[i], .line = line});
            }
            end_scroll(frame);
        });
        screen.settle();
        const auto cut = [&]() -> std::string {
            for (const AccessNode& node : screen.access().nodes()) {
                if (!node.scrolls || node.visible.empty()) continue;
                if (node.visible.y0 > node.box.y0 + 1) return std::string(node.label);
            }
            return {};
        };
        std::vector<bool> whole(list.titles.size(), false);
        const auto look = [&] {
            for (std::size_t i = 0; i < whole.size(); ++i) {
                const AccessNode* node = node_of(screen, list.titles[i]);
                if (node->visible.height() == node->box.height()) whole[i] = true;
            }
        };
        for (const char* button : {"下一页", "上一页"}) {
            whole.assign(whole.size(), false);
            do {
                REQUIRE(cut() == "");
                look();
            } while (screen.tap(button));
            REQUIRE(std::count(whole.begin(), whole.end(), false) == 0);
        }
    }
}

TEST_CASE("the labels of the page buttons grow with the text") {
    for (const Viewport& view : {upright_viewport, wide_viewport, small_viewport}) {
        BenchScreen screen(view);
        ItemList list;
        screen.show([&](Frame& frame) { list.draw(frame); });
        float before = 0;
        for (const float scale : {1.F, 1.5F, 2.F}) {
            screen.view().text_scale = scale;
            screen.settle();
            const float now = node_of(screen, "下一页")->text_mm;
            INFO(view.width_px << " " << scale << ": " << now << " mm");
            REQUIRE(now >= 6);
            if (scale == 1.5F) REQUIRE(now > before);
            REQUIRE(now >= before);
            REQUIRE(text_of(screen.audit()) == "");
            before = now;
        }
    }
}

TEST_CASE("a short list has no page buttons") {
    BenchScreen screen;
    screen.show([](Frame& frame) {
        open(frame);
        begin_scroll(frame, "short");
        paragraph(frame, "只有一句话。");
        end_scroll(frame);
    });
    screen.settle();
    REQUIRE(node_of(screen, "下一页") == nullptr);
}

TEST_CASE("a place in a list is remembered under its id until the session ends") {
    BenchScreen screen;
    ItemList list;
    screen.show([&](Frame& frame) { list.draw(frame); });
    screen.settle();
    REQUIRE(screen.tap("下一页"));
    const float scrolled = top_of(screen, "第0条");
    screen.show([](Frame& frame) { open(frame); });
    screen.settle();
    screen.show([&](Frame& frame) { list.draw(frame); });
    screen.settle();
    REQUIRE(top_of(screen, "第0条") == scrolled);
    screen.ui().forget();
    screen.settle();
    REQUIRE(top_of(screen, "第0条") > scrolled);
}

TEST_CASE("only the part of a list that is seen can be tapped") {
    BenchScreen screen;
    ItemList list;
    screen.show([&](Frame& frame) { list.draw(frame); });
    screen.settle();
    REQUIRE_FALSE(screen.access().tappable("第39条"));
    // The bottom bar lies over where later items would be.
    const Box help = node_of(screen, "叫人帮忙")->box;
    screen.tap(help.x0 + 30, help.y0 + 30);
    REQUIRE(list.taps == 0);
    REQUIRE(screen.tap("第2条"));
    REQUIRE(list.tapped == 2);
}

TEST_CASE("if the thing under the finger changes, the release taps nothing") {
    BenchScreen screen;
    std::string label = "甲";
    int taps = 0;
    screen.show([&](Frame& frame) {
        open(frame);
        if (button(frame, {.label = label})) ++taps;
    });
    screen.settle();
    const Box box = node_of(screen, "甲")->box;
    screen.press(box.x0 + 20, box.y0 + 20);
    label = "乙";
    screen.frame();
    screen.release();
    REQUIRE(taps == 0);
}

TEST_CASE("a dialog takes all taps while it is there") {
    BenchScreen screen;
    bool asking = true;
    int below = 0;
    std::optional<std::size_t> answer;
    const std::array<Button, 2> buttons = {{{.label = "继续使用"}, {.label = "结束"}}};
    screen.show([&](Frame& frame) {
        open(frame);
        if (button(frame, {.label = "下面的按钮"})) ++below;
        if (!asking) return;
        answer =
            dialog(frame, {.title = "您还在吗？", .text = "屏幕会回到首页。", .buttons = buttons});
        if (answer) asking = false;
    });
    screen.settle();
    const Box box = node_of(screen, "下面的按钮")->box;
    REQUIRE_FALSE(screen.tap("下面的按钮"));
    screen.tap(box.x0 + 20, box.y0 + 20);
    REQUIRE(below == 0);
    REQUIRE(screen.tap("继续使用"));
    REQUIRE_FALSE(asking);
    REQUIRE(screen.tap("下面的按钮"));
    REQUIRE(below == 1);
}

TEST_CASE("a dialog that comes under the finger is not answered by it") {
    BenchScreen screen;
    bool asking = false;
    bool answered = false;
    const std::array<Button, 1> buttons = {{{.label = "继续使用"}}};
    screen.show([&](Frame& frame) {
        open(frame);
        if (asking && dialog(frame, {.title = "您还在吗？", .buttons = buttons})) answered = true;
    });
    asking = true;
    screen.settle();
    const Box box = node_of(screen, "继续使用")->box;
    asking = false;
    screen.settle();
    screen.press(box.x0 + 20, box.y0 + 20);
    asking = true;
    screen.frame();
    screen.release();
    REQUIRE_FALSE(answered);
}

TEST_CASE("a dialog with a long text can be read to its end on the smallest screen") {
    BenchScreen screen(small_viewport);
    screen.view().text_scale = 2;
    std::string text;
    for (int i = 0; i < 30; ++i) text += "没存的内容会清掉，不会留给下一位看到。";
    const std::array<Button, 1> buttons = {{{.label = "知道了"}}};
    screen.show([&](Frame& frame) {
        open(frame);
        dialog(frame, {.title = "请注意", .text = text, .buttons = buttons});
    });
    screen.settle();
    REQUIRE(text_of(screen.audit()) == "");
    int pages = 0;
    while (screen.tap("下一页")) REQUIRE(++pages < 60);
    const AccessNode* node = node_of(screen, text);
    REQUIRE(node->visible.y1 == node->box.y1);
    REQUIRE(screen.access().tappable("知道了"));
}

TEST_CASE("a toast hides what it covers and takes no tap itself") {
    BenchScreen screen;
    int taps = 0;
    bool toasting = false;
    screen.show([&](Frame& frame) {
        open(frame);
        begin_scroll(frame, "content", frame.px(40));
        end_scroll(frame);
        if (button(frame, {.label = "下一步"})) ++taps;
        if (toasting) toast(frame, "存在这台机器上了");
    });
    toasting = true;
    screen.settle();
    const AccessNode* said = node_of(screen, "存在这台机器上了");
    REQUIRE(said != nullptr);
    const Box box = said->box;
    screen.tap((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2);
    REQUIRE(taps == 0);
    toasting = false;
    screen.settle();
    REQUIRE(screen.tap("下一步"));
    REQUIRE(taps == 1);
}

namespace {

// Name and sum of each household, between a heading and a last line.
void show_subsidies(BenchScreen& screen, const std::vector<std::vector<std::string>>& cells) {
    screen.show([rows = std::vector<TableViewRow>(cells.begin(), cells.end())](Frame& frame) {
        const std::array<TableViewColumn, 2> columns = {{{"户主"}, {"金额（元）", true}}};
        open(frame);
        begin_scroll(frame, "table");
        heading(frame, "补贴公示");
        table(frame, {.id = "t", .columns = columns, .rows = rows});
        paragraph(frame, "表完了");
        end_scroll(frame);
    });
    screen.settle();
}

}  // namespace

TEST_CASE("a table's header stays in sight while its rows pass") {
    BenchScreen screen;
    std::vector<std::vector<std::string>> cells;
    for (int i = 0; i < 60; ++i) cells.push_back({"第" + std::to_string(i) + "户", "12.50"});
    show_subsidies(screen, cells);
    REQUIRE(screen.tap("下一页"));
    REQUIRE(screen.access().shows("户主"));
    REQUIRE_FALSE(screen.access().shows("第0户"));
    REQUIRE(text_of(screen.audit()) == "");
    while (screen.tap("下一页")) {
    }
    REQUIRE(screen.access().shows("第59户"));
    REQUIRE(screen.access().shows("表完了"));
    REQUIRE(text_of(screen.audit()) == "");
}

TEST_CASE("under a table's header no row is passed over, and none stands half under it") {
    for (const Viewport& view : {upright_viewport, wide_viewport, small_viewport}) {
        BenchScreen screen(view);
        std::vector<std::vector<std::string>> cells;
        for (int i = 0; i < 60; ++i) {
            const std::string name = "第" + std::to_string(i) + "户";
            cells.push_back({i % 4 == 0 ? name + "和合住的老人一家" : name, "12.50"});
        }
        show_subsidies(screen, cells);
        for (const char* button : {"下一页", "上一页"}) {
            std::vector<bool> whole(cells.size(), false);
            do {
                const Box header = node_of(screen, "户主")->visible;
                for (std::size_t i = 0; i < cells.size(); ++i) {
                    const AccessNode* row = node_of(screen, cells[i][0]);
                    if (row->visible.empty()) continue;
                    INFO(cells[i][0]);
                    REQUIRE(row->visible.y0 == row->box.y0);
                    REQUIRE(row->visible.y0 >= header.y1);
                    if (row->visible.y1 == row->box.y1) whole[i] = true;
                }
            } while (screen.tap(button));
            REQUIRE(std::count(whole.begin(), whole.end(), false) == 0);
        }
    }
}

TEST_CASE("columns of figures are alike, and so are their headers") {
    BenchScreen screen(wide_viewport);
    const std::vector<std::string> income = {"烘干房服务收入", "155,019.05", ""};
    const std::vector<std::string> spent = {"上级村级运转经费", "", "9.80"};
    const std::vector<TableViewRow> rows = {{.cells = income}, {.cells = spent}};
    const std::array<TableViewColumn, 3> columns = {
        {{"项目"}, {"收入（元）", true}, {"支出（元）", true}}};
    show_table(screen, columns, rows);
    const Box in = node_of(screen, "收入（元）")->box;
    const Box out = node_of(screen, "支出（元）")->box;
    REQUIRE(in.width() == out.width());
    REQUIRE(in.height() == out.height());
}

TEST_CASE("columns that do not fit page, and the first stays") {
    BenchScreen screen;
    const std::vector<std::string> cells = {"张某某", "5106**********1234", "1,234.56", "112.38",
                                            "承包地流转给合作社统一经营"};
    const std::vector<TableViewRow> rows(3, TableViewRow{cells});
    const std::array<TableViewColumn, 5> columns = {
        {{"户主"}, {"身份证号"}, {"面积（亩）", true}, {"标准（元）", true}, {"备注"}}};
    screen.view().text_scale = 1.5F;
    show_table(screen, columns, rows);
    REQUIRE(screen.access().shows("户主"));
    REQUIRE(screen.access().shows("身份证号"));
    REQUIRE_FALSE(screen.access().shows("备注"));
    REQUIRE_FALSE(screen.tap("看前几列"));
    while (screen.tap("看后几列")) {
    }
    REQUIRE(screen.access().shows("户主"));
    REQUIRE(screen.access().shows("备注"));
    REQUIRE_FALSE(screen.access().shows("身份证号"));
    REQUIRE(screen.tap("看前几列"));
}

TEST_CASE("no name stands without its figure because the figure is on another page") {
    BenchScreen screen(small_viewport);
    screen.view().text_scale = 1.5F;
    std::vector<std::vector<std::string>> cells = {
        {"上级拨付经费", "28,750.00", ""}, {"二组机耕道工程款", "", "24,000.00"}, {"备用", "", ""}};
    const std::array<TableViewColumn, 3> columns = {
        {{"项目"}, {"收入（元）", true}, {"支出（元）", true}}};
    std::vector<TableViewRow> rows;
    screen.show([&](Frame& frame) {
        rows = std::vector<TableViewRow>(cells.begin(), cells.end());
        open(frame);
        begin_scroll(frame, "table");
        table(frame, {.id = "t", .columns = columns, .rows = rows});
        end_scroll(frame);
    });
    screen.settle();
    REQUIRE_FALSE(screen.access().tappable("看后几列"));
    const AccessNode* const spent = node_of(screen, "24,000.00");
    const AccessNode* const column = node_of(screen, "支出（元）");
    REQUIRE(column->box.y0 == spent->box.y0);
    REQUIRE(node_of(screen, "二组机耕道工程款")->box.y1 <= spent->box.y0);
    REQUIRE(text_of(screen.audit()) == "");
    // Where each row has figures on each page, columns page: rows can be compared.
    cells = {{"上级拨付经费", "28,750.00", "1.00"}, {"二组机耕道工程款", "2.00", "24,000.00"}};
    screen.settle();
    REQUIRE(screen.access().tappable("看后几列"));
}

TEST_CASE("a table too wide even for paging shows each row as a block") {
    BenchScreen screen(small_viewport);
    screen.view().text_scale = 2;
    const std::vector<std::string> cells = {"张某某", "5106**********1234", "1,234.56"};
    const std::vector<TableViewRow> rows(2, TableViewRow{cells, "两处承包地"});
    const std::array<TableViewColumn, 3> columns = {{{"户主"}, {"身份证号"}, {"金额（元）", true}}};
    show_table(screen, columns, rows);
    REQUIRE(node_of(screen, "张某某")->box.y1 <= node_of(screen, "身份证号")->box.y0);
    REQUIRE(node_of(screen, "身份证号")->box.y0 == node_of(screen, "5106**********1234")->box.y0);
    REQUIRE(text_of(screen.audit()) == "");
}

TEST_CASE("the last word of a frame may ask for one more, never for ever") {
    // settle() fails if it does not come to rest; this is the hardest page for it.
    BenchScreen screen(wide_viewport);
    for (int i = 0; i < 60; ++i) {
        screen.show([&](Frame& frame) {
            open(frame);
            begin_scroll(frame, "edge");
            for (int k = 0; k < 4; ++k)
                paragraph(frame, "一二三四五六七八九十一二三四五六七八九十");
            space(frame, static_cast<float>(i));
            end_scroll(frame);
        });
        screen.settle();
    }
    SUCCEED();
}

TEST_CASE("a sheet too small for one frame is emptied once, and the frame drawn again") {
    // 3,000 different characters at the largest step do not all fit; what is seen does.
    BenchScreen screen;
    screen.view().text_scale = 2;
    int page = 0;
    std::string text;
    screen.show([&](Frame& frame) {
        open(frame);
        begin_scroll(frame, "characters");
        paragraph(frame, text);
        end_scroll(frame);
    });
    const std::uint32_t generation = screen.ui().sheet().generation();
    for (page = 0; page < 40; ++page) {
        text.clear();
        for (int i = 0; i < 160; ++i) {
            append_utf8(text, static_cast<char32_t>(0x4E00 + page * 160 + i));
        }
        screen.settle();
    }
    REQUIRE(screen.ui().sheet().generation() > generation);
    REQUIRE_FALSE(screen.ui().again());
}

TEST_CASE("a text that does not fit its widget is recorded as clipped, whoever draws it") {
    BenchScreen screen;
    std::string label = "短";
    screen.show([&](Frame& frame) {
        open(frame);
        const Box box = next_box(frame, 60);
        const TextBlock& block = lay_out(frame, label, false, {.em_px = 32});
        paint_text(frame, block, {box.x0, box.y0, box.x0 + 200, box.y1}, Align::left, {});
        record_text(frame, AccessRole::text, label, {box.x0, box.y0, box.x0 + 200, box.y1}, {});
        use_box(frame, box, 0);
    });
    screen.settle();
    REQUIRE_FALSE(node_of(screen, label)->clipped);
    label = "一段比它的位置长得多的话";
    screen.settle();
    REQUIRE(node_of(screen, label)->clipped);
}

}  // namespace hall::kiosk::ui

TEST_CASE("tabs that scroll out of sight take what follows with them") {
    using namespace hall;
    using namespace hall::kiosk;
    using namespace hall::kiosk::ui;
    BenchScreen screen(small_viewport);
    const std::string_view labels[] = {"全部",     "党务",     "村务",     "财务",
                                       "集体三资", "惠农补贴", "低保救助", "土地流转"};
    screen.show([&](Frame& frame) {
        screen_frame(frame, {.title = "村务公开", .first = "返回", .second = "首页"});
        begin_scroll(frame, "board");
        tabs(frame, labels, 3, "affairs");
        for (int i = 0; i < 12; ++i) list_item(frame, {.title = "第" + std::to_string(i) + "张表"});
        end_scroll(frame);
    });
    screen.settle();
    const auto top_of = [&](std::string_view label) {
        for (const AccessNode& node : screen.access().nodes()) {
            if (node.label == label) return node.box.y0;
        }
        FAIL(label);
        return 0.0F;
    };
    const float tab = top_of("全部");
    const float rows[] = {top_of("集体三资") - tab, top_of("第5张表") - tab};
    for (int page = 0; page < 4; ++page) REQUIRE(screen.tap("下一页"));
    const float moved = top_of("全部");
    REQUIRE(moved < -300);
    REQUIRE(top_of("集体三资") - moved == rows[0]);
    REQUIRE(top_of("第5张表") - moved == rows[1]);
}
