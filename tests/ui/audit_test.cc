#include <algorithm>
#include <cmath>
#include <utility>

#include "kiosk/ui/access/audit.h"
#include "tests/catch.h"

namespace hall::kiosk::ui {

namespace {

// 4 pixels a millimetre: 15 mm are 60 px, 3 mm are 12 px.
constexpr Box screen = {0, 0, 1000, 1000};

AccessNode good_button(std::string_view label, Box box) {
    return {.role = AccessRole::button,
            .label = label,
            .box = box,
            .visible = box,
            .text_mm = 8,
            .ink = 0x000000,
            .paper = 0xFFFFFF,
            .edge = 0x767676,
            .around = 0xFFFFFF,
            .target = 1};
}

std::vector<std::string> rules_of(const AccessTree& tree) {
    std::vector<std::string> rules;
    for (const Finding& finding : audit(tree, screen, {})) rules.push_back(finding.rule);
    return rules;
}

std::vector<std::string> rules_of(const AccessNode& node) {
    AccessTree tree;
    tree.add(node);
    return rules_of(tree);
}

using Rules = std::vector<std::string>;

}  // namespace

TEST_CASE("contrast is measured as WCAG says") {
    const auto near = [](float ratio, float wanted) { return std::abs(ratio - wanted) < 0.01F; };
    REQUIRE(near(contrast_ratio(0x000000, 0xFFFFFF), 21));
    REQUIRE(near(contrast_ratio(0xFFFFFF, 0xFFFFFF), 1));
    REQUIRE(near(contrast_ratio(0x777777, 0xFFFFFF), 4.48F));
    REQUIRE(contrast_ratio(0x777777, 0xFFFFFF) == contrast_ratio(0xFFFFFF, 0x777777));
}

TEST_CASE("a button as it should be has no findings") {
    REQUIRE(rules_of(good_button("首页", {100, 100, 160, 160})).empty());
}

TEST_CASE("the audit finds targets that are too narrow or too low") {
    REQUIRE(rules_of(good_button("首页", {100, 100, 159, 160})) == Rules{"target_size"});
    REQUIRE(rules_of(good_button("首页", {100, 100, 160, 159})) == Rules{"target_size"});
}

TEST_CASE("the audit says what it found in millimetres") {
    AccessTree tree;
    tree.add(good_button("首页", {100, 100, 200, 148}));
    const auto findings = audit(tree, screen, {});
    REQUIRE(findings.size() == 1);
    REQUIRE(findings[0].label == "首页");
    REQUIRE(findings[0].what == "12.0 mm high, at least 15.0 mm wanted");
}

TEST_CASE("the audit finds targets that stand too close") {
    AccessTree tree;
    tree.add(good_button("一", {100, 100, 160, 160}));
    tree.add(good_button("二", {171, 100, 231, 160}));
    REQUIRE(rules_of(tree) == Rules{"target_gap"});
    tree.clear();
    tree.add(good_button("一", {100, 100, 160, 160}));
    tree.add(good_button("二", {172, 100, 232, 160}));
    REQUIRE(rules_of(tree).empty());
}

TEST_CASE("the audit finds small text and weak contrast") {
    AccessNode small = good_button("首页", {100, 100, 160, 160});
    small.text_mm = 5.5F;
    REQUIRE(rules_of(small) == Rules{"text_size"});
    AccessNode weak = good_button("首页", {100, 100, 160, 160});
    weak.ink = 0x777777;
    REQUIRE(rules_of(weak) == Rules{"contrast"});
}

TEST_CASE("the audit finds clipped text and missing labels") {
    AccessNode clipped = good_button("首页", {100, 100, 160, 160});
    clipped.clipped = true;
    REQUIRE(rules_of(clipped) == Rules{"clipped"});
    REQUIRE(rules_of(good_button(" ", {100, 100, 160, 160})) == Rules{"label"});
}

TEST_CASE("the audit finds a broken word on what is tapped, but lets a long text wrap") {
    AccessNode node = good_button("Smaller", {100, 100, 160, 160});
    node.broken = true;
    REQUIRE(rules_of(node) == Rules{"broken"});
    node.role = AccessRole::text;
    REQUIRE(rules_of(node).empty());
}

TEST_CASE("the audit finds what reaches past the screen, but not what can be scrolled to") {
    AccessNode away = good_button("首页", {100, 980, 160, 1040});
    REQUIRE(rules_of(away) == Rules{"offscreen"});
    away.scrolls = true;
    REQUIRE(rules_of(away).empty());
}

TEST_CASE("the audit finds things that lie over each other") {
    AccessTree tree;
    tree.add({.role = AccessRole::text,
              .label = "标题",
              .box = {100, 100, 300, 150},
              .visible = {100, 100, 300, 150}});
    tree.add({.role = AccessRole::text,
              .label = "说明",
              .box = {100, 140, 300, 190},
              .visible = {100, 140, 300, 190}});
    REQUIRE(rules_of(tree) == Rules{"overlap"});
}

TEST_CASE("what is scrolled out of sight is not too close to anything") {
    AccessTree tree;
    tree.add(good_button("一", {100, 100, 160, 160}));
    AccessNode away = good_button("二", {100, 120, 160, 180});
    away.visible = {};
    away.scrolls = true;
    tree.add(away);
    REQUIRE(rules_of(tree).empty());
    away.text_mm = 3;
    tree.add(away);
    REQUIRE(rules_of(tree) == Rules{"text_size"});
}

TEST_CASE("the audit finds controls that can hardly be told from what lies around them") {
    AccessNode faint = good_button("首页", {100, 100, 160, 160});
    faint.edge = 0xDDDDDD;
    REQUIRE(rules_of(faint) == Rules{"shape"});
    faint.enabled = false;  // what is off may be faint (WCAG 2.1, 1.4.11)
    REQUIRE(rules_of(faint).empty());
    AccessNode bar = {.role = AccessRole::chart, .label = "一季度", .box = {0, 0, 50, 50}};
    bar.visible = bar.box;
    bar.edge = 0xF0F0F0;
    bar.around = 0xFFFFFF;
    REQUIRE(rules_of(bar) == Rules{"shape"});
    bar.edge = no_edge;
    REQUIRE(rules_of(bar).empty());
}

TEST_CASE("the audit finds what keys reach before what stands above it or left of it") {
    const AccessNode upper = good_button("上", {100, 100, 200, 200});
    const AccessNode lower = good_button("下", {100, 300, 200, 400});
    const AccessNode right = good_button("右", {300, 100, 400, 200});
    AccessTree tree;
    tree.add(upper);
    tree.add(right);
    tree.add(lower);
    REQUIRE(rules_of(tree).empty());
    tree.clear();
    tree.add(lower);
    tree.add(upper);
    REQUIRE(rules_of(tree) == Rules{"order"});
    tree.clear();
    tree.add(right);
    tree.add(upper);
    REQUIRE(rules_of(tree) == Rules{"order"});
}

TEST_CASE("keys go from the top bar through the content to the places, in whatever order drawn") {
    AccessNode place = good_button("首页", {100, 900, 200, 1000});
    place.zone = Zone::places;
    AccessNode top = good_button("大字", {100, 0, 200, 100});
    top.zone = Zone::top;
    AccessTree tree;
    tree.add(place);
    tree.add(top);
    tree.add(good_button("内容", {100, 400, 200, 500}));
    REQUIRE(rules_of(tree).empty());
    std::vector<std::string_view> read;
    for (const std::size_t i : tree.reading_order()) read.push_back(tree.nodes()[i].label);
    REQUIRE(read == std::vector<std::string_view>{"大字", "内容", "首页"});
}

TEST_CASE("the audit finds what keys cannot reach") {
    AccessNode lost = good_button("首页", {100, 100, 160, 160});
    lost.target = 0;
    REQUIRE(rules_of(lost) == Rules{"keys"});
    lost.enabled = false;
    REQUIRE(rules_of(lost).empty());
}

TEST_CASE("the audit finds what is out of reach in the low layout") {
    AccessTree tree;
    tree.add(good_button("高", {100, 100, 160, 160}));
    tree.add(good_button("低", {100, 500, 160, 560}));
    const auto findings = audit(tree, screen, {.reach_top_px = 400});
    REQUIRE(findings.size() == 1);
    REQUIRE(findings[0].rule == "reach");
    REQUIRE(findings[0].label == "高");
    REQUIRE(findings[0].what == "25.0 mm below the top, at least 100.0 mm wanted");
}

namespace {

// A screen with a title and the four places in a row at its foot.
struct FramedScreen {
    AccessNode title = {.role = AccessRole::screen, .label = "试验", .box = screen};
    AccessNode back = place("返回", BarSlot::first, 0);
    AccessNode home = place("首页", BarSlot::second, 1);
    AccessNode help = place("叫人帮忙", BarSlot::help, 2);
    AccessNode finish = place("结束使用", BarSlot::finish, 3);

    static AccessNode place(std::string_view label, BarSlot place, int number) {
        const float x = 20 + 240 * static_cast<float>(number);
        AccessNode node = good_button(label, {x, 900, x + 200, 980});
        node.zone = Zone::places;
        node.place = place;
        return node;
    }
    AccessTree tree() const {
        AccessTree tree;
        tree.add(title);
        for (const AccessNode* node : {&back, &home, &help, &finish}) tree.add(*node);
        return tree;
    }
};

}  // namespace

TEST_CASE("the audit wants a way to finish on every screen, in sight and last") {
    FramedScreen framed;
    REQUIRE(rules_of(framed.tree()).empty());

    AccessTree without;
    without.add(framed.title);
    REQUIRE(rules_of(without) == Rules{"place"});

    framed.finish.enabled = false;
    REQUIRE(rules_of(framed.tree()) == Rules{"place"});
    framed.finish.enabled = true;
    framed.finish.visible.y1 = 920;
    REQUIRE(rules_of(framed.tree()) == Rules{"place"});
}

TEST_CASE("the audit finds finish and back in each other's places") {
    FramedScreen framed;
    std::swap(framed.finish.box, framed.back.box);
    std::swap(framed.finish.visible, framed.back.visible);
    const Rules rules = rules_of(framed.tree());
    REQUIRE(std::count(rules.begin(), rules.end(), "place") >= 2);
}

TEST_CASE("the auditor of several screens finds finish where it did not stand before") {
    FramedScreen framed;
    ScreenAuditor auditor(screen, {});
    REQUIRE(auditor.judge(framed.tree()).empty());
    for (Box* box : {&framed.finish.box, &framed.finish.visible}) {
        box->x0 += 10;
        box->x1 += 10;
    }
    REQUIRE(auditor.judge(framed.tree()).empty());
    for (Box* box : {&framed.finish.box, &framed.finish.visible}) {
        box->y0 -= 60;
        box->y1 -= 60;
    }
    const auto findings = auditor.judge(framed.tree());
    REQUIRE(findings.size() == 1);
    REQUIRE(findings[0].rule == "place");
    REQUIRE(findings[0].what == "stands 15.2 mm from its place");
}

TEST_CASE("the audit finds rows and lines that the edge of a page cuts") {
    AccessNode row = good_button("第三条", {100, 400, 300, 500});
    row.scrolls = true;
    row.room_px = 500;
    REQUIRE(rules_of(row).empty());
    row.visible.y1 = 460;
    REQUIRE(rules_of(row) == Rules{"cut"});
    // Out of sight is not cut, and what is higher than the area cannot be whole.
    row.visible = {};
    REQUIRE(rules_of(row).empty());
    row.visible = {100, 400, 300, 460};
    row.room_px = 60;
    REQUIRE(rules_of(row).empty());
    // A text goes on overleaf between its lines, not through one.
    AccessNode text = row;
    text.role = AccessRole::text;
    text.room_px = 500;
    REQUIRE(rules_of(text).empty());
    text.line_cut = true;
    REQUIRE(rules_of(text) == Rules{"cut"});
}

TEST_CASE("the audit finds bars that take up more than a fifth of the screen") {
    AccessTree tree;
    tree.set_content({0, 100, 890, 1000});
    REQUIRE(rules_of(tree).empty());
    tree.set_content({0, 120, 890, 1000});
    const auto findings = audit(tree, screen, {});
    REQUIRE(findings.size() == 1);
    REQUIRE(findings[0].rule == "chrome");
    REQUIRE(findings[0].what == "21.7 % of the screen, at most 20.0 % wanted");
    // A screen without bars, as one that is covered, has none to judge.
    tree.clear();
    REQUIRE(rules_of(tree).empty());
}

TEST_CASE("the audit leaves alone what a dialog covers") {
    AccessTree tree;
    tree.add(good_button("小", {100, 100, 110, 110}));
    tree.add({.role = AccessRole::dialog,
              .label = "您还在吗？",
              .box = {50, 50, 500, 500},
              .visible = {50, 50, 500, 500}});
    tree.add(good_button("继续使用", {100, 100, 300, 200}));
    REQUIRE(rules_of(tree).empty());
}

}  // namespace hall::kiosk::ui
