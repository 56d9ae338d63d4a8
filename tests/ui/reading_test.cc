// What is read aloud of a screen, and in which order.

#include "kiosk/ui/access/reading.h"

#include <set>

#include "kiosk/ui/frame/spoken.h"
#include "kiosk/ui/widgets/keyboard.h"
#include "kiosk/ui/widgets/widgets.h"
#include "tests/catch.h"
#include "tests/ui/bench_screen.h"

using namespace hall;
using namespace hall::kiosk;
using namespace hall::kiosk::ui;

namespace {

const UiStrings& chinese() {
    static DiskFiles files;
    static const UiStrings strings =
        VALUE(UiStrings::load(files, HALL_SOURCE_DIR "/assets", "zh-CN"));
    return strings;
}

// One part a line; a secret one begins with "*".
std::string lines_of(const std::vector<ReadingPart>& parts) {
    std::string text;
    for (const ReadingPart& part : parts) text += (part.is_secret ? "*" : "") + part.text + "\n";
    return text;
}

AccessNode node(AccessRole role, std::string_view label, std::string_view value = {}) {
    return {.role = role, .label = label, .value = value, .box = {0, 0, 10, 10}};
}

AccessTree tree_of(std::initializer_list<AccessNode> nodes) {
    AccessTree tree;
    for (const AccessNode& each : nodes) tree.add(each);
    return tree;
}

AccessNode cell(std::string_view column, std::string_view text, std::uint32_t row) {
    AccessNode made = node(AccessRole::cell, text);
    made.column = column;
    made.row = row;
    return made;
}

}  // namespace

TEST_CASE("the title is read first, then the content in its order, and no bar") {
    AccessNode place = node(AccessRole::button, "返回");
    place.zone = Zone::places;
    AccessNode bigger = node(AccessRole::button, "大字");
    bigger.zone = Zone::top;
    AccessNode title = node(AccessRole::screen, "村务公开", "滴水村");
    title.zone = Zone::top;
    AccessNode page = node(AccessRole::button, "下一页");
    page.spoken = SpokenAs::aid;
    AccessNode closed = node(AccessRole::button, "交上去");
    closed.enabled = false;
    const AccessTree tree = tree_of(
        {place, bigger, node(AccessRole::heading, "财务"), title, node(AccessRole::text, "滴水村"),
         node(AccessRole::button, "账目", "11月20日"), closed, page, node(AccessRole::text, "")});
    REQUIRE(lines_of(reading_of(tree, chinese())) ==
            "村务公开：滴水村\n财务\n账目：11月20日\n交上去。现在还不能按\n");
}

TEST_CASE("a row of a table is one sentence, with the names of its columns") {
    AccessNode name = cell("", "项目", label_row);
    AccessNode amount = cell("", "支出（元）", label_row);
    const AccessTree tree =
        tree_of({name, amount, cell("项目", "堰渠清淤", 1), cell("支出（元）", "5,600.00", 1),
                 cell("", "三家比价", 1), cell("项目", "误工", 2), cell("支出（元）", "没有", 2),
                 node(AccessRole::text, "制表：陈")});
    REQUIRE(lines_of(reading_of(tree, chinese())) ==
            "项目：堰渠清淤，支出：5,600.00元，三家比价。\n项目：误工，支出（元）：没有。\n"
            "制表：陈\n");
}

TEST_CASE("things to choose among are counted") {
    AccessNode chosen = node(AccessRole::choice, "不是");
    chosen.selected = true;
    AccessTree tree =
        tree_of({node(AccessRole::heading, "您是低保户吗？"), node(AccessRole::choice, "是"),
                 chosen, node(AccessRole::text, "想清楚再选"), chosen});
    REQUIRE(lines_of(reading_of(tree, chinese())) ==
            "您是低保户吗？\n第1个：是\n第2个：不是，已经选上\n想清楚再选\n不是，已经选上\n");
    // In a form what was chosen is an answer.
    chosen.spoken = SpokenAs::answers;
    tree = tree_of({node(AccessRole::choice, "是"), chosen});
    REQUIRE(lines_of(reading_of(tree, chinese())) == "第1个：是\n第2个：不是\n*这一个已经选上\n");
}

TEST_CASE("what a person wrote is secret, and what a secret field holds is not read at all") {
    AccessNode pin = node(AccessRole::field, "密码", "2468");
    pin.secret = true;
    AccessNode answer = node(AccessRole::button, "您的电话", "138 0000 0000");
    answer.spoken = SpokenAs::answers;
    AccessNode code = node(AccessRole::text, "ZQ9W-JK84");
    code.spoken = SpokenAs::personal;
    const AccessTree tree = tree_of({node(AccessRole::field, "姓名", "王秀英"),
                                     node(AccessRole::field, "地址"), pin, answer, code});
    REQUIRE(lines_of(reading_of(tree, chinese())) ==
            "姓名，已经填了\n*王秀英\n地址，还没有填\n密码。填的是什么，不读出来\n"
            "您的电话\n*138 0000 0000\n*ZQ9W-JK84\n");
}

TEST_CASE("of a screen with a dialog the dialog alone is read") {
    const AccessTree tree =
        tree_of({node(AccessRole::screen, "填表"), node(AccessRole::text, "下面的字"),
                 node(AccessRole::dialog, "您还在吗？"), node(AccessRole::heading, "您还在吗？"),
                 node(AccessRole::text, "20秒后回到首页。"), node(AccessRole::button, "我还在")});
    REQUIRE(lines_of(reading_of(tree, chinese())) == "您还在吗？\n20秒后回到首页。\n我还在\n");
}

TEST_CASE("parts that say the same are told apart, and stay the same from frame to frame") {
    const auto make = [](bool more) {
        AccessTree tree;
        if (more) tree.add(node(AccessRole::heading, "新的"));
        for (int i = 0; i < 3; ++i) tree.add(node(AccessRole::text, "同一句话"));
        return reading_of(tree, chinese());
    };
    std::set<std::uint64_t> ids;
    for (const ReadingPart& part : make(false)) ids.insert(part.id);
    REQUIRE(ids.size() == 3);
    const std::vector<ReadingPart> later = make(true);
    for (std::size_t i = 1; i < later.size(); ++i) REQUIRE(ids.contains(later[i].id));
}

TEST_CASE("what the keys mean is said with what it is") {
    const auto focused = [](AccessNode shown) {
        shown.target = 7;
        AccessTree tree;
        tree.add(shown);
        tree.focus(7);
        return lines_of(reading_of_focus(tree, chinese()));
    };
    REQUIRE(focused(node(AccessRole::button, "返回")) == "返回，按钮\n");
    AccessNode choice = node(AccessRole::choice, "是");
    choice.selected = true;
    REQUIRE(focused(choice) == "是，已经选上\n");
    choice.spoken = SpokenAs::answers;
    REQUIRE(focused(choice) == "是，可以选\n*这一个已经选上\n");
    REQUIRE(focused(node(AccessRole::field, "姓名", "王秀英")) == "姓名，可以填\n*王秀英\n");
    REQUIRE(reading_of_focus(tree_of({node(AccessRole::button, "返回")}), chinese()).empty());
}

TEST_CASE("a key that writes into a secret field is secret itself") {
    AccessNode key = node(AccessRole::button, "7");
    key.spoken = SpokenAs::aid;
    key.target = 7;
    AccessNode field = node(AccessRole::field, "密码");
    AccessTree tree = tree_of({field, key});
    tree.focus(7);
    REQUIRE_FALSE(reading_of_focus(tree, chinese()).front().is_secret);
    field.secret = true;
    tree = tree_of({field, key});
    tree.focus(7);
    REQUIRE(reading_of_focus(tree, chinese()).front().is_secret);
}

TEST_CASE("bytes that are no text and endless labels are taken as they come") {
    const std::string endless(200'000, 'x');
    const AccessTree tree = tree_of(
        {node(AccessRole::text, "\xFF\xFE"), node(AccessRole::text, endless), cell("（）", "1", 1),
         cell("（", "1", 2), cell("", "", 3), cell("）（", "2", 0xFFFFFFFE)});
    REQUIRE(reading_of(tree, chinese()).size() >= 4);
    REQUIRE(reading_of(AccessTree(), chinese()).empty());
}
