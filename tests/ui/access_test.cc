#include "kiosk/ui/access/access.h"

#include "tests/catch.h"

namespace hall::kiosk::ui {

namespace {

constexpr Box somewhere = {10, 10, 110, 90};

AccessNode node(AccessRole role, std::string_view label, Box box = somewhere) {
    return {.role = role, .label = label, .box = box, .visible = box};
}

}  // namespace

TEST_CASE("the tree keeps its own copy of labels") {
    AccessTree tree;
    std::string label = "村务公开";
    tree.add(node(AccessRole::button, label));
    label = "????????????";
    REQUIRE(tree.nodes().front().label == "村务公开");
}

TEST_CASE("labels stay valid however many are added") {
    AccessTree tree;
    const std::string_view first = tree.add(node(AccessRole::text, "第一个")).label;
    const std::string longer(40000, 'x');
    tree.add(node(AccessRole::text, longer));
    for (int i = 0; i < 5000; ++i) tree.add(node(AccessRole::text, "一段文字"));
    REQUIRE(first == "第一个");
    REQUIRE(tree.nodes()[1].label == longer);
}

TEST_CASE("what nobody sees in a label is not kept, so that nobody hears it") {
    AccessTree tree;
    AccessNode hidden = node(AccessRole::button, "发票\u202Egnp.exe");
    hidden.value = std::string_view("低\u200B保\u200D申\uFEFF请\a\0完", 26);
    tree.add(hidden);
    REQUIRE(tree.nodes().front().label == "发票gnp.exe");
    REQUIRE(tree.nodes().front().value == "低保申请完");
    REQUIRE(tree.tappable("发票gnp.exe"));
    // What is seen stays, byte for byte.
    const std::string_view seen = "“为村”，\n（2户）🐔 m²·青㭎村\t";
    tree.add(node(AccessRole::text, seen));
    REQUIRE(tree.nodes().back().label == seen);
    // Bytes that are no characters do no harm.
    tree.add(node(AccessRole::text, "\xFF\xE2\x80"));
    REQUIRE(tree.nodes().back().label.size() <= 3);
}

TEST_CASE("the value of a secret field is not kept") {
    AccessTree tree;
    AccessNode secret = node(AccessRole::field, "密码");
    secret.value = "1234";
    secret.secret = true;
    tree.add(secret);
    REQUIRE(tree.nodes().front().value.empty());
    REQUIRE_FALSE(tree.shows("1234"));
    REQUIRE(tree.describe().find("1234") == std::string::npos);
}

TEST_CASE("an exact label is found before one that only starts with it") {
    AccessTree tree;
    tree.add(node(AccessRole::button, "首页的说明", {0, 0, 50, 50}));
    tree.add(node(AccessRole::button, "首页", {60, 0, 110, 50}));
    REQUIRE(tree.tappable("首页")->box.x0 == 60);
    REQUIRE(tree.tappable("首页的")->box.x0 == 0);
    REQUIRE_FALSE(tree.tappable("页"));
}

TEST_CASE("equal labels are counted") {
    AccessTree tree;
    tree.add(node(AccessRole::button, "改", {0, 0, 50, 50}));
    tree.add(node(AccessRole::button, "改", {0, 60, 50, 110}));
    REQUIRE(tree.tappable("改", 0)->box.y0 == 0);
    REQUIRE(tree.tappable("改", 1)->box.y0 == 60);
    REQUIRE_FALSE(tree.tappable("改", 2));
}

TEST_CASE("only what is enabled, in sight and made for tapping can be tapped") {
    AccessTree tree;
    tree.add(node(AccessRole::text, "文字"));
    AccessNode off = node(AccessRole::button, "打印");
    off.enabled = false;
    tree.add(off);
    AccessNode away = node(AccessRole::button, "下面");
    away.visible = {0, 100, 50, 100};
    tree.add(away);
    REQUIRE_FALSE(tree.tappable("文字"));
    REQUIRE_FALSE(tree.tappable("打印"));
    REQUIRE_FALSE(tree.tappable("下面"));
    REQUIRE_FALSE(tree.shows("下面"));
    REQUIRE(tree.shows("文字"));
}

TEST_CASE("nothing under a dialog can be tapped") {
    AccessTree tree;
    tree.add(node(AccessRole::button, "下一步"));
    tree.add(node(AccessRole::dialog, "您还在吗？"));
    tree.add(node(AccessRole::button, "继续使用"));
    REQUIRE_FALSE(tree.tappable("下一步"));
    REQUIRE(tree.tappable("继续使用"));
}

TEST_CASE("what is painted over is out of sight") {
    AccessTree tree;
    tree.add(node(AccessRole::button, "上", {0, 0, 100, 40}));
    tree.add(node(AccessRole::button, "半", {0, 40, 100, 100}));
    tree.add(node(AccessRole::button, "下", {0, 80, 100, 100}));
    tree.cover({0, 70, 100, 120});
    REQUIRE(tree.tappable("上")->visible.y1 == 40);
    REQUIRE(tree.tappable("半")->visible.y1 == 70);
    REQUIRE_FALSE(tree.tappable("下"));
}

TEST_CASE("clearing forgets all nodes") {
    AccessTree tree;
    tree.add(node(AccessRole::button, "首页"));
    tree.clear();
    REQUIRE(tree.nodes().empty());
    REQUIRE_FALSE(tree.tappable("首页"));
}

}  // namespace hall::kiosk::ui
