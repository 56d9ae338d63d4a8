#include "sync/core/pinyin_initials.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "sync/core/pinyin_readings.h"
#include "tests/catch.h"

using namespace hall;

TEST_CASE("names of crops, diseases, pests, animals and matters have the initials people type") {
    const std::vector<std::pair<std::string, std::string>> names = {
        {"小麦条锈病", "xmtxb"}, {"小麦赤霉病", "xmcmb"},
        {"小麦白粉病", "xmbfb"}, {"水稻纹枯病", "sdwkb"},
        {"稻瘟病", "dwb"},       {"稻飞虱", "dfs"},
        {"稻纵卷叶螟", "dzjym"}, {"二化螟", "ehm"},
        {"玉米螟", "ymm"},       {"玉米大斑病", "ymdbb"},
        {"草地贪夜蛾", "cdtye"}, {"油菜菌核病", "ycjhb"},
        {"番茄早疫病", "fqzyb"}, {"马铃薯晚疫病", "mlswyb"},
        {"黄瓜霜霉病", "hgsmb"}, {"辣椒炭疽病", "ljtjb"},
        {"茄子黄萎病", "qzhwb"}, {"柑橘黄龙病", "gjhlb"},
        {"柑橘大实蝇", "gjdsy"}, {"猕猴桃溃疡病", "mhtkyb"},
        {"葡萄霜霉病", "ptsmb"}, {"苹果腐烂病", "pgflb"},
        {"梨锈病", "lxb"},       {"桃蛀螟", "tzm"},
        {"茶小绿叶蝉", "cxlyc"}, {"桑树萎缩病", "sswsb"},
        {"红蜘蛛", "hzz"},       {"蚜虫", "yc"},
        {"粘虫", "nc"},          {"蛴螬", "qc"},
        {"蝼蛄", "lg"},          {"地老虎", "dlh"},
        {"根结线虫病", "gjxcb"}, {"瓜类蔓枯病", "glmkb"},
        {"非洲猪瘟", "fzzw"},    {"猪蓝耳病", "zleb"},
        {"口蹄疫", "kty"},       {"仔猪白痢", "zzbl"},
        {"鸡新城疫", "jxcy"},    {"禽流感", "qlg"},
        {"鸭瘟", "yw"},          {"小鹅瘟", "xew"},
        {"兔瘟", "tw"},          {"牛瘤胃臌气", "nlwgq"},
        {"羊痘", "yd"},          {"布鲁氏菌病", "blsjb"},
        {"草鱼出血病", "cycxb"}, {"鱼水霉病", "ysmb"},
        {"蜂螨", "fm"},          {"薄荷", "bh"},
        {"丹参", "ds"},          {"厚朴", "hp"},
        {"绿豆", "ld"},          {"芥蓝", "gl"},
        {"重茬病", "ccb"},       {"秸秆还田", "jght"},
        {"退耕还林", "tghl"},    {"银行贷款", "yhdk"},
        {"会计", "kj"},          {"宅基地审批", "zjdsp"},
        {"调解纠纷", "tjjf"},    {"种植补贴", "zzbt"},
        {"行政村", "xzc"},       {"重庆", "cq"},
        {"成都市", "cds"},       {"都江堰", "djy"},
        {"长江", "cj"},          {"青㭎村", "qgc"},
        {"降压药", "jyy"},       {"徒长", "tz"},
        {"吡虫啉", "bcl"},
    };
    for (const auto& [name, initials] : names) {
        INFO(name);
        REQUIRE(initials_of(name).front() == initials);
    }
}

TEST_CASE(
    "a text is spelled without tones, with v for ü, and letters and digits stand for themselves") {
    REQUIRE(spelling_of("小麦条锈病") == "xiao'mai'tiao'xiu'bing");
    REQUIRE(spelling_of("绿豆，女儿。") == "lv'dou'nv'er");
    REQUIRE(spelling_of("T恤 2024年") == "t'xu'2024'nian");
    REQUIRE(spelling_of("ＡＢ１") == "ab1");
    REQUIRE(spelling_of("𠮷㭎喆") == "ji'gang'zhe");
    REQUIRE(spelling_of("").empty());
    REQUIRE(spelling_of("\xFF\xFE!?").empty());
    REQUIRE(initials_of("") == std::vector<std::string>{""});
    REQUIRE(initials_of("5G基站").front() == "5gjz");
}

TEST_CASE("words correct the reading of their characters") {
    REQUIRE(spelling_of("银行行长") == "yin'hang'xing'zhang");
    REQUIRE(spelling_of("重阳节重量") == "chong'yang'jie'zhong'liang");
    REQUIRE(spelling_of("还款了还没") == "huan'kuan'le'hai'mei");
    REQUIRE(spelling_of("音乐和快乐") == "yin'yue'he'kuai'le");
    REQUIRE(spelling_of("出苗率") == "chu'miao'lv");
}

TEST_CASE("another usual reading gives another string of initials, and their number is bounded") {
    const std::vector<std::string> variants = initials_of("长行");
    REQUIRE(std::ranges::find(variants, "zx") != variants.end());
    REQUIRE(std::ranges::find(variants, "cx") != variants.end());
    REQUIRE(std::ranges::find(variants, "ch") != variants.end());
    REQUIRE(initials_of("长行重长行重长行重长行重").size() == initials_variants_max);
    // A word that is known has one reading.
    REQUIRE(initials_of("银行") == std::vector<std::string>{"yh"});
    // The same at every call.
    REQUIRE(initials_of("长行重") == initials_of("长行重"));
}

TEST_CASE("characters are found by their reading, standard ones first") {
    const std::vector<char32_t> zhe = characters_read("zhe");
    REQUIRE(std::ranges::find(zhe, U'喆') != zhe.end());
    const std::vector<char32_t> ji = characters_read("ji");
    REQUIRE(std::ranges::find(ji, U'𠮷') != ji.end());
    REQUIRE(std::ranges::is_partitioned(zhe, [](char32_t c) { return is_standard_character(c); }));
    REQUIRE(characters_read("xyz").empty());
    REQUIRE(characters_read("").empty());
    REQUIRE(is_standard_character(U'㭎'));
    REQUIRE_FALSE(is_standard_character(U'𠮷'));
    REQUIRE(usual_reading_of(U'长') == "zhang");
    REQUIRE(usual_reading_of(U'A').empty());
    REQUIRE(readings_of(0x10FFFF).empty());
    REQUIRE(pinyin_rows().size() > 40'000);
}
