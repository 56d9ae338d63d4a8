// Readings of words.

#include "kiosk/devices/speech/pinyin_readings.h"

#include <fstream>
#include <iostream>
#include <string>

#include "tests/catch.h"

namespace {

using hall::kiosk::has_pinyin_readings;
using hall::kiosk::pinyin_of;
using hall::kiosk::Sandhi;

bool without_table() {
    if (has_pinyin_readings()) return false;
    std::cout << "skipped: built without npm's @pinyin-pro/data, so there are no readings\n";
    return true;
}

}  // namespace

TEST_CASE("characters with several readings are read by the word they stand in") {
    if (without_table()) return;
    std::ifstream in(HALL_SOURCE_DIR "/tests/speech/reading_cases.txt");
    int count = 0;
    for (std::string line; std::getline(in, line);) {
        const auto bar = line.find('|');
        if (line.empty() || line[0] == '#' || bar == std::string::npos) continue;
        INFO(line);
        REQUIRE(pinyin_of(line.substr(0, bar), Sandhi::none) == line.substr(bar + 1));
        ++count;
    }
    REQUIRE(count >= 100);
}

TEST_CASE("tones of 一, 不 and of third tones in a row change as they are spoken") {
    if (without_table()) return;
    REQUIRE(pinyin_of("一个") == "yi2 ge4");
    REQUIRE(pinyin_of("一天") == "yi4 tian1");
    REQUIRE(pinyin_of("一次") == "yi2 ci4");
    REQUIRE(pinyin_of("第一") == "di4 yi1");
    REQUIRE(pinyin_of("一月一日") == "yi1 yue4 yi1 ri4");
    REQUIRE(pinyin_of("一百一十一") == "yi4 bai3 yi1 shi2 yi1");
    REQUIRE(pinyin_of("不去") == "bu2 qu4");
    REQUIRE(pinyin_of("不来") == "bu4 lai2");
    REQUIRE(pinyin_of("你好") == "ni2 hao3");
    REQUIRE(pinyin_of("小老虎") == "xiao3 lao2 hu3");
    REQUIRE(pinyin_of("展览馆") == "zhan2 lan2 guan3");
}

TEST_CASE("what is no character with a reading stands as it was") {
    if (without_table()) return;
    REQUIRE(pinyin_of("") == "");
    REQUIRE(pinyin_of("WiFi密码，好。") == "WiFi mi4 ma3，hao3。");
    REQUIRE(pinyin_of("A四纸") == "A si4 zhi3");
    REQUIRE(pinyin_of("𠮷") != "");
    REQUIRE(pinyin_of("女旅", Sandhi::none) == "nv3 lv3");
}
