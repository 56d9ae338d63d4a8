// What is spoken for a text.

#include "kiosk/devices/speech/spoken_text.h"

#include <fstream>
#include <string>
#include <vector>

#include "sync/core/utf8.h"
#include "tests/catch.h"

namespace {

using hall::kiosk::ClauseReader;
using hall::kiosk::spoken_text;
using hall::kiosk::SpokenClause;

struct Case {
    std::string written;
    std::string spoken;
};

std::vector<Case> cases() {
    std::ifstream in(HALL_SOURCE_DIR "/tests/speech/spoken_cases.txt");
    std::vector<Case> all;
    for (std::string line; std::getline(in, line);) {
        const auto bar = line.find('|');
        if (line.empty() || line[0] == '#' || bar == std::string::npos) continue;
        all.push_back({line.substr(0, bar), line.substr(bar + 1)});
    }
    return all;
}

std::vector<SpokenClause> clauses(std::string_view text) {
    std::vector<SpokenClause> all;
    ClauseReader reader(text);
    while (auto clause = reader.next()) all.push_back(*clause);
    return all;
}

std::string repeated(std::string_view text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

}  // namespace

TEST_CASE("figures, dates, amounts and codes are spoken as a villager says them") {
    const auto all = cases();
    REQUIRE(all.size() >= 250);
    for (const Case& c : all) {
        INFO(c.written);
        REQUIRE_THAT(spoken_text(c.written), Catch::Matchers::Equals(c.spoken));
    }
}

TEST_CASE("words without figures are spoken as they stand") {
    for (const char* text :
         {"请带好身份证和户口本。", "您好，请坐！", "什么时候来？", "一、二、三"}) {
        REQUIRE(spoken_text(text) == text);
    }
}

TEST_CASE("what is spoken is spoken the same when it is taken for a text again") {
    for (const Case& c : cases()) {
        const std::string once = spoken_text(c.written);
        bool latin = false;
        for (const char letter : once) latin = latin || (letter > 0 && letter < 0x7F);
        if (latin || once.find("，") != std::string::npos) continue;
        INFO(c.written);
        REQUIRE(spoken_text(once) == once);
    }
}

TEST_CASE("bytes that are no text are left out, and no end of signs does harm") {
    REQUIRE(spoken_text("") == "");
    REQUIRE(spoken_text(std::string_view("\xFF\xFE\x80", 3)) == "");
    REQUIRE(spoken_text("养\xE8老") == "养老");
    REQUIRE(spoken_text("（【《》】）") == "");
    REQUIRE(spoken_text(std::string_view("a\0b", 3)) == "ab");
    for (const char* part : {"-", "1-", "1/", "1:", "1.", "¥", "+", "A-", "1,", "(0", "20", "～",
                             "@", "www.", "1×", "*1", "‰", "/亩", "·"}) {
        INFO(part);
        const std::string spoken = spoken_text(repeated(part, 3'000));
        REQUIRE(hall::is_utf8(spoken));
    }
}

TEST_CASE("a text of a hundred thousand characters is taken apart into clauses without loss") {
    const std::string text =
        repeated("补贴1,234.05元于2026-11-30前发放，请带身份证。电话0838-5222222！", 2'500);
    REQUIRE(hall::character_count(text) >= 100'000);
    std::size_t at = 0;
    ClauseReader reader(text);
    while (auto clause = reader.next()) {
        REQUIRE(clause->begin == at);
        REQUIRE(clause->end > clause->begin);
        REQUIRE(hall::is_utf8(text.substr(clause->begin, clause->end - clause->begin)));
        REQUIRE(clause->words.size() < 4 * 3 * ClauseReader::characters_max);
        at = clause->end;
    }
    REQUIRE(at == text.size());
}

TEST_CASE("clauses end at the end of sentences and never inside a figure") {
    const auto all = clauses("共1,234.5元。明天8:30来；请带证件！\n谢谢");
    REQUIRE(all.size() == 4);
    REQUIRE(all[0].words == "共一千二百三十四元五角。");
    REQUIRE(all[1].words == "明天八点三十分来；");
    REQUIRE(all[2].words == "请带证件！");
    REQUIRE(all[3].words == "谢谢");
    REQUIRE(all[3].begin == std::string("共1,234.5元。明天8:30来；请带证件！\n").size());

    // Without any stop a clause is cut, but figures stay together.
    const std::string figures = repeated("一", 119) + "13812345678" + repeated("二", 100);
    bool whole = false;
    for (const auto& clause : clauses(figures))
        whole = whole || clause.words.find("幺三八 幺二三四 五六七八") != std::string::npos;
    REQUIRE(whole);
}
