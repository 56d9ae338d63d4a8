// Amounts in capitals and days of the lunar calendar, as people write them.

#include "sync/rules/lunar_text.h"
#include "sync/rules/money_capitals.h"
#include "tests/catch.h"

using namespace hall;

TEST_CASE("what is written in capitals is read back, for every amount") {
    for (const Fen amount :
         {Fen{0}, Fen{1}, Fen{10}, Fen{11}, Fen{100}, Fen{105}, Fen{1000}, Fen{100'000},
          Fen{160'032}, Fen{10'700'053}, Fen{100'000'000}, Fen{1'000'000'001}, Fen{123'456'789'012},
          Fen{99'999'999'999'999}, Fen{10'000'000'000'000}}) {
        INFO(yuan_in_capitals(amount));
        REQUIRE(VALUE(parse_capitals(yuan_in_capitals(amount))) == amount);
    }
    std::uint64_t state = 7;
    for (int i = 0; i < 2000; ++i) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        const Fen amount =
            static_cast<Fen>((state >> 20) % 10'000'000'000'000U) / (i % 5 == 0 ? 100'000 : 1);
        INFO(yuan_in_capitals(amount));
        REQUIRE(VALUE(parse_capitals(yuan_in_capitals(amount))) == amount);
    }
}

TEST_CASE("capitals may be written in the ways the rule leaves open") {
    REQUIRE(VALUE(parse_capitals("人民币贰万肆仟陆佰圆正")) == 2'460'000);
    REQUIRE(VALUE(parse_capitals("壹仟陆佰捌拾元零叁角贰分")) == 168'032);
    REQUIRE(VALUE(parse_capitals("壹仟陆佰捌拾元叁角贰分")) == 168'032);
    REQUIRE(VALUE(parse_capitals("壹拾万柒仟元零伍角叁分")) == 10'700'053);
    REQUIRE(VALUE(parse_capitals("壹拾万零柒仟元伍角叁分")) == 10'700'053);
    REQUIRE(VALUE(parse_capitals("拾元整")) == 1000);
    REQUIRE(VALUE(parse_capitals("伍角")) == 50);
    REQUIRE(VALUE(parse_capitals("伍角整")) == 50);
}

TEST_CASE("capitals that are wrong say what is wrong") {
    const auto reason = [](const char* text) {
        const Result<Fen> amount = parse_capitals(text);
        return amount.ok() ? std::string("taken") : amount.error().message();
    };
    REQUIRE_THAT(reason("贰万肆仟六佰元整"), contains_text("陆"));
    REQUIRE_THAT(reason("壹仟元"), contains_text("整"));
    REQUIRE_THAT(reason("壹仟伍元整"), contains_text("零"));
    REQUIRE_THAT(reason("壹佰贰仟元整"), contains_text("次序"));
    REQUIRE_THAT(reason("壹仟整"), contains_text("元"));
    REQUIRE_THAT(reason("壹贰元整"), contains_text("单位"));
    REQUIRE_THAT(reason("壹元贰分叁角"), contains_text("角"));
    REQUIRE_THAT(reason("壹元整元"), contains_text("整"));
    for (const char* text : {"", "元", "abc", "佰元整", "壹亿亿元整", "万元整", "\xff", "整"}) {
        INFO(text);
        REQUIRE(reason(text) != "taken");
    }
}

TEST_CASE("lunar days are read as people write them") {
    REQUIRE(VALUE(parse_lunar_date("农历1953年腊月廿三")) == LunarDate{1953, 12, false, 23});
    REQUIRE(VALUE(parse_lunar_date("一九八五年正月初一")) == LunarDate{1985, 1, false, 1});
    REQUIRE(VALUE(parse_lunar_date("2023年闰二月初五")) == LunarDate{2023, 2, true, 5});
    REQUIRE(VALUE(parse_lunar_date("2023年2月15日")) == LunarDate{2023, 2, false, 15});
    REQUIRE(VALUE(parse_lunar_date("1949年冬月二十")) == LunarDate{1949, 11, false, 20});
    for (const char* text : {"", "1953年", "1953年13月1日", "1953年正月卅一", "1899年正月初一",
                             "1953年闰二月初五", "张三", "12345年一月一日", "1953年正月初十一"}) {
        INFO(text);
        REQUIRE_FALSE(parse_lunar_date(text).ok());
    }
}
