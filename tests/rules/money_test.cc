#include "sync/rules/money.h"

#include "tests/catch.h"

using namespace hall;

TEST_CASE("yuan are read as people write them") {
    REQUIRE(VALUE(parse_yuan("24600")) == 2'460'000);
    REQUIRE(VALUE(parse_yuan("24,600.00")) == 2'460'000);
    REQUIRE(VALUE(parse_yuan("1,234,567.8")) == 123'456'780);
    REQUIRE(VALUE(parse_yuan("-3.05")) == -305);
    REQUIRE(VALUE(parse_yuan("0")) == 0);
    for (const char* bad :
         {"", "-", ".5", "1.", "1.234", "1,23", "12,34,567", "1234,567", ",123", "123,", "1e3",
          "￥5", "1 000", "1,2345", "1,000,00", "9999999999999999", "+5", "--1", "0x10"}) {
        INFO(bad);
        REQUIRE_ERROR(Errc::corrupt, parse_yuan(bad));
    }
}

TEST_CASE("yuan are written with commas and two decimals, and read back") {
    REQUIRE(yuan_text(2'460'000) == "24,600.00");
    REQUIRE(yuan_text(5) == "0.05");
    REQUIRE(yuan_text(-123'456'789) == "-1,234,567.89");
    REQUIRE(yuan_text(99'999) == "999.99");
    REQUIRE(plain_yuan_text(2'460'000) == "24600.00");
    for (const Fen amount : {Fen{0}, Fen{1}, Fen{99}, Fen{100'000}, Fen{-7}, money_max}) {
        REQUIRE(VALUE(parse_yuan(yuan_text(amount))) == amount);
        REQUIRE(VALUE(parse_yuan(plain_yuan_text(amount))) == amount);
    }
}

TEST_CASE("capitals follow the rules for bills") {
    const std::pair<Fen, const char*> cases[] = {{0, "零元整"},
                                                 {100, "壹元整"},
                                                 {1'000, "壹拾元整"},
                                                 {2'460'000, "贰万肆仟陆佰元整"},
                                                 {10'100, "壹佰零壹元整"},
                                                 {1'000'100, "壹万零壹元整"},
                                                 {10'010'000, "壹拾万零壹佰元整"},
                                                 {5, "伍分"},
                                                 {50, "伍角整"},
                                                 {105, "壹元零伍分"},
                                                 {150, "壹元伍角整"},
                                                 {123'456, "壹仟贰佰叁拾肆元伍角陆分"},
                                                 {10'000'000'000, "壹亿元整"},
                                                 {10'000'000'100, "壹亿零壹元整"},
                                                 {100'001'000'000, "壹拾亿零壹万元整"}};
    for (const auto& [amount, text] : cases) {
        INFO(amount);
        REQUIRE(yuan_in_capitals(amount) == text);
    }
}
