#include <filesystem>
#include <fstream>
#include <sstream>

#include "sync/core/json.h"
#include "sync/rules/privacy/privacy.h"
#include "tests/catch.h"
#include "tests/sheets/labelled_texts.h"

using namespace hall;
using namespace hall::test;

TEST_CASE("of labelled texts nearly all personal data is found, and little else") {
    const PrivacyScore score = score_of(labelled_texts(20261123, 100), {2026, 11, 23});
    std::string examples;
    for (const std::string& example : score.examples) examples += example + "\n";
    INFO(examples << "recall " << score.recall() << ", precision " << score.precision());
    REQUIRE(score.right + score.missed > 4000);
    REQUIRE(score.recall() >= 0.99);
    REQUIRE(score.precision() >= 0.95);
}

TEST_CASE("whose health or home it is may be told in many ways") {
    const auto kinds_in = [](const std::string& text) {
        std::string kinds;
        for (const PersonalDatum& datum : personal_data_in(text, {}, {2026, 11, 23})) {
            kinds += (kinds.empty() ? "" : " ") + std::string(name_of(datum.kind));
        }
        return kinds;
    };
    for (const char* text :
         {"周福贵妻子患尿毒症", "张三之子患白血病", "黄小兰患有高血压", "高明因患肝癌住院",
          "救助对象周福贵，肺癌晚期", "三组李秀英突发脑溢血", "付李建国大病住院补助"}) {
        INFO(text);
        REQUIRE(kinds_in(text) == "illness");
    }
    for (const char* text : {"慰问残疾人周福贵", "李四，残疾，享受补贴", "张大山 听力残疾",
                             "王建国为肢体残疾人，二级"}) {
        INFO(text);
        REQUIRE(kinds_in(text) == "disability");
    }
    for (const char* text : {"学生李小明（8岁）", "张小宝，2016年5月生，在滴水小学读二年级",
                             "王小丽 11岁 小学五年级", "低保户周福贵的孙女王小丽，10岁"}) {
        INFO(text);
        REQUIRE(kinds_in(text) == "minor");
    }
    for (const char* text :
         {"现居住于广汉市三水镇友谊村5组", "李秀英，女，住广汉市金雁街道民主街45号附2号",
          "收货地址：广汉市松林镇滴水村3组12号", "张三 松林镇滴水村二社18号"}) {
        INFO(text);
        REQUIRE(kinds_in(text) == "address");
    }
    for (const char* text :
         {"高血压患者周三上午义诊", "残疾人两项补贴发放名单", "付残疾人补贴 周福贵 80元",
          "困难重度残疾人家庭无障碍改造", "周福贵有两个孩子，大的8岁", "小学生古诗一本",
          "鱼类有一心房一心室", "请写清住址（镇、村、组）", "住址变更请到便民大厅登记",
          "盲人按摩店李师傅", "白内障免费筛查", "大学二年级李明助学贷款", "付李强修小学围墙款",
          "重大疾病保险，周福贵缴费30元", "三组12号提灌站维修", "滴水村小学教师李红捐书"}) {
        INFO(text);
        REQUIRE(kinds_in(text).empty());
    }
}

TEST_CASE("no document of the demonstration tells of anybody") {
    std::size_t documents = 0;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(HALL_SOURCE_DIR "/assets/demo")) {
        if (entry.path().extension() != ".json") continue;
        std::ifstream in(entry.path(), std::ios::binary);
        std::stringstream text;
        text << in.rdbuf();
        for (const Json& document : VALUE(parse_json(text.str()))) {
            const Findings findings =
                check_privacy(string_or(document, "type"), document["body"], {2026, 11, 23});
            INFO(entry.path() << " " << (findings.empty() ? "" : text_of(findings[0])));
            REQUIRE(findings.empty());
            ++documents;
        }
    }
    REQUIRE(documents > 100);
}

TEST_CASE("a line without end costs no more than its length") {
    std::string line;
    for (int i = 0; i < 40'000; ++i) line += "住村年级13812345678岁 ，3组号 患癌 ";
    const std::size_t found = personal_data_in(line, {}, {2026, 11, 23}).size();
    REQUIRE(found >= 40'000);
}
