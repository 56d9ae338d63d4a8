#include "kiosk/input/pick_lists/pick_lists.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/catch.h"

using namespace hall::kiosk;

namespace {

std::string file(const char* name) {
    std::ifstream in(std::string(HALL_SOURCE_DIR) + "/assets/input/" + name);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

// What the content side gives.
class DemoSource final : public PhraseSource {
  public:
    std::vector<PhraseList> lists() const override {
        return {
            list_of(PickKind::surname, file("surnames.txt")),
            list_of(PickKind::relation, file("relations.txt")),
            {PickKind::crop, {"水稻", "小麦", "玉米", "油菜"}, {}},
            {PickKind::pest, {"小麦条锈病", "小麦赤霉病", "稻瘟病", "稻飞虱"}, {}},
            {PickKind::service_item, {"城乡居民医疗保险参保登记", "低保申请", "残疾人证办理"}, {}},
            {PickKind::town, {"松林镇", "金鱼镇"}, {}},
            {PickKind::village, {"滴水村", "青㭎村"}, {}},
            {PickKind::title, {"小麦条锈病怎么防治", "小麦条锈病用什么药", "小麦赤霉病的预防"}, {}},
            {PickKind::phrase, {"怎么办理", "医疗保险报销"}, {}}};
    }
};

const PickLists& demo() {
    static const PickLists lists(DemoSource().lists());
    return lists;
}

bool holds(const std::vector<std::string>& texts, std::string_view text) {
    return std::ranges::find(texts, text) != texts.end();
}

}  // namespace

TEST_CASE("a name field offers surnames, the most frequent first, compound ones too") {
    const auto first = demo().complete("", FieldKind::person_name, 10);
    REQUIRE(first.size() == 10);
    REQUIRE(first[0] == "王");
    REQUIRE(first[1] == "李");
    REQUIRE(demo().complete("欧", FieldKind::person_name, 5) == std::vector<std::string>{"欧阳"});
    REQUIRE(demo().complete("oy", FieldKind::person_name, 5) == std::vector<std::string>{"欧阳"});
    REQUIRE(demo().complete("zhang", FieldKind::person_name, 5).front() == "张");
    REQUIRE(holds(demo().complete("zeng", FieldKind::person_name, 9), "曾"));
    REQUIRE(demo().complete("王", FieldKind::person_name, 5).empty());
}

TEST_CASE("a field offers its own lists, by Chinese, pinyin or initials") {
    REQUIRE(demo().complete("", FieldKind::relation, 2) ==
            std::vector<std::string>{"本人", "丈夫"});
    REQUIRE(demo().complete("xmtxb", FieldKind::search, 9).front() == "小麦条锈病");
    REQUIRE(demo().complete("小麦条", FieldKind::search, 9).front() == "小麦条锈病");
    REQUIRE(demo().complete("xiaomaichi", FieldKind::search, 9).front() == "小麦赤霉病");
    REQUIRE(demo().complete("ds", FieldKind::address, 9) == std::vector<std::string>{"滴水村"});
    REQUIRE(demo().complete("qg", FieldKind::address, 9) == std::vector<std::string>{"青㭎村"});
    REQUIRE(demo().complete("SL", FieldKind::address, 9) == std::vector<std::string>{"松林镇"});
    REQUIRE(demo().complete("db", FieldKind::matter, 9) == std::vector<std::string>{"低保申请"});
    REQUIRE(demo().complete("低保申请", FieldKind::matter, 9).empty());
    REQUIRE(demo().complete("xm", FieldKind::search, 2).size() == 2);
    REQUIRE(demo().complete("qqqq", FieldKind::search, 9).empty());
    REQUIRE(demo().complete("\xFF", FieldKind::search, 9).empty());
}

TEST_CASE("what usually goes on is predicted from phrases and titles") {
    const auto after = demo().predict("我想问小麦条锈病", 5);
    REQUIRE(holds(after, "怎么防治"));
    REQUIRE(holds(after, "用什么药"));
    REQUIRE(demo().predict("怎么", 5).size() >= 2);
    REQUIRE(holds(demo().predict("办医疗", 5), "保险报销"));
    REQUIRE(demo().predict("", 5).empty());
    REQUIRE(demo().predict("麦", 5).empty());
    REQUIRE(demo().predict("\xFF\xFE", 5).empty());
    REQUIRE(demo().predict("我想问小麦条锈病", 1).size() == 1);
    // No name is foretold.
    REQUIRE(demo().predict("我姓欧", 5).empty());
}

TEST_CASE("foreign lists are taken as far as they are texts") {
    const PickLists lists({{PickKind::crop, {"", "\xFF", "稻", "稻", std::string(1000, 'a')}, {}}});
    REQUIRE(lists.complete("", FieldKind::crop, 9) == std::vector<std::string>{"稻"});
    REQUIRE(PickLists({}).complete("", FieldKind::crop, 9).empty());
    REQUIRE(PickLists({}).predict("小麦", 9).empty());
    const PhraseList list = list_of(PickKind::surname, "# a\n王 曾=zeng\r\n\xFF\n李 =x");
    REQUIRE(list.texts == std::vector<std::string>{"王", "曾", "李"});
    REQUIRE(list.readings.at("曾") == "zeng");
}

TEST_CASE("the shipped lists are whole") {
    const auto surnames = list_of(PickKind::phrase, file("surnames.txt")).texts;
    REQUIRE(surnames.size() > 400);
    REQUIRE(list_of(PickKind::phrase, file("village_phrases.txt")).texts.size() >= 400);
    REQUIRE(list_of(PickKind::phrase, file("given_names.txt")).texts.size() > 100);
    auto sorted = surnames;
    std::ranges::sort(sorted);
    REQUIRE(std::ranges::adjacent_find(sorted) == sorted.end());
}
