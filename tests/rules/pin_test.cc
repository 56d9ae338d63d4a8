#include "sync/rules/pin.h"

#include "tests/catch.h"

using namespace hall;

TEST_CASE("a PIN that is a date is refused, in whatever order it is written") {
    for (const char* pin :
         {"19840312", "20181123", "12031984", "03121984", "20000229", "840312", "120384", "031284",
          "198403", "031984", "198403121", "0019840312", "1984031200", "8403121", "31121999"}) {
        INFO(pin);
        const Result<void> judged = judge_pin(pin);
        REQUIRE_ERROR(Errc::refused, judged);
        REQUIRE_THAT(judged.error().message(), contains_text("日期"));
    }
}

TEST_CASE("a PIN that is a pattern, too short or no digits is refused") {
    for (const char* pin :
         {"", "1234", "88888888", "12345678", "87654321", "24680246", "47474747", "173173",
          "58035803", "7392041a", "７３９２０４１８", "7392041873920"}) {
        INFO(pin);
        REQUIRE_ERROR(Errc::refused, judge_pin(pin));
    }
}

TEST_CASE("a PIN that nobody guesses first is taken") {
    for (const char* pin : {"73920418", "58260347", "46915832", "905173", "839264017582"}) {
        INFO(pin);
        REQUIRE_OK(judge_pin(pin));
    }
}
