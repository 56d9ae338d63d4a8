#include "kiosk/input/pinyin/decoder.h"

#include <algorithm>
#include <string>
#include <vector>

#include "kiosk/input/pinyin/village_phrases.h"
#include "tests/catch.h"

using namespace hall;
using namespace hall::kiosk;

namespace {

LexiconWord word(const std::string& text, const std::string& spelling, float cost) {
    return {.text = text, .syllables = *syllable_ids(spelling), .cost = cost};
}

const Lexicon& small() {
    static const Lexicon lexicon({
        word("小麦", "xiao'mai", 8), word("小麦条锈病", "xiao'mai'tiao'xiu'bing", 9),
        word("条", "tiao", 9),       word("修", "xiu", 8),
        word("病", "bing", 8),       word("你好", "ni'hao", 8),
        word("女孩", "nv'hai", 9),   word("西安", "xi'an", 9),
        word("县", "xian", 8),       word("先", "xian", 7),
        word("西", "xi", 9),         word("安", "an", 9),
        word("绿豆", "lv'dou", 9),   word("生猪", "sheng'zhu", 9),
        word("神", "shen", 10),      word("主", "zhu", 9),
        word("饭", "fan", 8),        word("换", "huan", 8),
        word("小", "xiao", 8),       word("买", "mai", 8),
    });
    return lexicon;
}

std::string first(std::string_view letters) {
    const auto found = decode_sentences(small(), normal_letters(letters), 3);
    return found.empty() ? "" : found.front().text;
}

}  // namespace

TEST_CASE("letters become the likeliest words") {
    REQUIRE(first("xiaomai") == "小麦");
    REQUIRE(first("xiaomaitiaoxiubing") == "小麦条锈病");
    REQUIRE(first("XIAOMAI") == "小麦");
    REQUIRE(first("lvdou") == "绿豆");
    REQUIRE(first("") == "");
    REQUIRE(first("'''") == "");
}

TEST_CASE("initials and initials among syllables find the word") {
    REQUIRE(first("xmtxb") == "小麦条锈病");
    REQUIRE(first("xmaitxb") == "小麦条锈病");
    REQUIRE(first("nh") == "你好");
}

TEST_CASE("an unfinished last syllable is finished") {
    REQUIRE(first("xiaom") == "小麦");
    REQUIRE(first("nih") == "你好");
    REQUIRE(first("xiaomaitiaoxiubi") == "小麦条锈病");
}

TEST_CASE("a separator parts syllables that would be one") {
    REQUIRE(first("xian") == "先");
    REQUIRE(first("xi'an") == "西安");
    REQUIRE(first("xi'an'") == "西安");
}

TEST_CASE("sounds that Sichuan does not tell apart find the word, and the right ones come first") {
    REQUIRE(first("sengzu") == "生猪");
    REQUIRE(first("shenzhu") == "生猪");
    REQUIRE(first("xiaomaitiaoxiubin") == "小麦条锈病");
    REQUIRE(first("fan") == "饭");
    REQUIRE(first("huan") == "换");
    const auto found = words_for_start(small(), "fan", 10);
    REQUIRE(std::ranges::any_of(found, [](const DecodedText& text) { return text.text == "换"; }));
}

TEST_CASE("every pair of sounds works both ways") {
    const auto means = [](const char* typed, const char* meant) {
        const auto list = meant_by(*syllable_id(typed));
        return std::ranges::any_of(
            list, [&](const MeantSyllable& one) { return one.id == *syllable_id(meant); });
    };
    const std::vector<std::pair<const char*, const char*>> pairs = {
        {"zhang", "zang"}, {"chi", "ci"},   {"shan", "san"},   {"nan", "lan"},  {"ren", "len"},
        {"fu", "hu"},      {"fan", "fang"}, {"shen", "sheng"}, {"xin", "xing"}, {"xian", "xiang"},
        {"guan", "guang"}, {"fei", "hui"},  {"fan", "huan"},   {"lu", "lv"}};
    for (const auto& [one, other] : pairs) {
        INFO(one << " " << other);
        if (syllable_id(one) && syllable_id(other)) REQUIRE(means(one, other));
        if (std::string(one) != "lu" && syllable_id(one) && syllable_id(other))
            REQUIRE(means(other, one));
    }
    REQUIRE_FALSE(means("ba", "pa"));
    REQUIRE(meant_by(*syllable_id("shan")).front().changes == 0);
}

TEST_CASE("letters that nothing can be made of are left") {
    const auto found = decode_sentences(small(), "xiaomaivvvv", 3);
    REQUIRE_FALSE(found.empty());
    REQUIRE(found.front().text == "小麦");
    REQUIRE(found.front().letters == 7);
    REQUIRE(decode_sentences(small(), "vvvv", 3).empty());
    REQUIRE(decode_sentences(Lexicon(), "xiaomai", 3).empty());
    REQUIRE(words_for_start(Lexicon(), "xiaomai", 3).empty());
}

TEST_CASE("no input of letters takes the decoder out of its bounds") {
    for (const std::string& letters :
         {std::string(200, 'x'), std::string(200, 'a'), std::string(60, '\''),
          std::string("zh") + std::string(58, 'g')}) {
        for (const DecodedText& text : decode_sentences(small(), letters, 3))
            REQUIRE(text.letters <= letters.size());
        for (const DecodedText& text : words_for_start(small(), letters, 3))
            REQUIRE(text.letters <= letters.size());
    }
}

TEST_CASE("phrases of the village are read with their readings, and wrong ones refused by line") {
    const auto phrases =
        VALUE(read_village_phrases("# a comment\n身份证 猪圈=zhu'juan\n\n你好\r\n"));
    REQUIRE(phrases.size() == 3);
    REQUIRE(phrases[0].spelling == "shen'fen'zheng");
    REQUIRE(phrases[1].spelling == "zhu'juan");
    REQUIRE(words_of(phrases).size() == 3);
    REQUIRE(words_of({{.text = "5G", .spelling = "5g"}}).empty());
    REQUIRE_ERROR(Errc::corrupt, read_village_phrases("好\n猪圈=zhu"));
    REQUIRE_ERROR(Errc::corrupt, read_village_phrases("猪圈=zhu'xxx"));
    REQUIRE_ERROR(Errc::corrupt, read_village_phrases("\xFF"));
}

TEST_CASE("letters are brought into the spelling of the syllables") {
    REQUIRE(normal_letters("JVlue nue") == "julvenve");
    REQUIRE(normal_letters("xi'an1") == "xi'an");
    REQUIRE(first_syllable("zhehao") == "zhe");
    REQUIRE(first_syllable("xmt").empty());
}
