#include <cmath>

#include "kiosk/ui/access.h"
#include "tests/catch.h"

namespace hall::ui {

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
            .paper = 0xFFFFFF};
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

}  // namespace hall::ui
