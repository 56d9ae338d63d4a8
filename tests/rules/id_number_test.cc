#include "sync/rules/id_number.h"

#include <fstream>

#include "sync/core/json.h"
#include "sync/rules/phone.h"
#include "tests/catch.h"

using namespace hall;

namespace {
constexpr Date today{2026, 11, 23};
}

TEST_CASE("a right number passes and every single wrong digit is found") {
    const std::string digits = "11010518490630001";
    const std::string number = digits + id_check_character(digits);
    REQUIRE(check_id_number(number, today) == IdNumberProblem::none);
    REQUIRE(birthday_of(number) == Date{1849, 6, 30});
    for (std::size_t i = 0; i < 17; ++i) {
        for (char c = '0'; c <= '9'; ++c) {
            std::string wrong = number;
            if (wrong[i] == c) continue;
            wrong[i] = c;
            INFO(wrong);
            REQUIRE(check_id_number(wrong, today) != IdNumberProblem::none);
        }
    }
}

TEST_CASE("each kind of mistake is told apart, because each is said differently") {
    REQUIRE(check_id_number("", today) == IdNumberProblem::length);
    REQUIRE(check_id_number("11010518490630001", today) == IdNumberProblem::length);
    REQUIRE(check_id_number("99000018490630001年", today) == IdNumberProblem::length);
    REQUIRE(check_id_number("9900001849O6300014", today) == IdNumberProblem::characters);
    REQUIRE(check_id_number("990000184902300014", today) == IdNumberProblem::date);
    REQUIRE(check_id_number("990000202612010012", today) == IdNumberProblem::date);
    // Area 990000 belongs to nobody; the check character is right.
    REQUIRE(check_id_number("99000018990101011X", today) == IdNumberProblem::area);
}

TEST_CASE("the synthetic cases of GB 11643 are judged as they say") {
    std::ifstream in(HALL_SHARED_DIR "/vectors/gb11643-synthetic/gb11643_cases.json");
    if (!in) {
        WARN("skipped: the vectors are not beside this checkout");
        return;
    }
    const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    const Json cases = VALUE(parse_json(text));
    int judged = 0;
    for (const Json& entry : array_or_empty(cases, "cases")) {
        const std::string number = string_or(entry, "id", string_or(entry, "number"));
        INFO(entry.dump());
        REQUIRE((check_id_number(number, today) == IdNumberProblem::none) ==
                bool_or(entry, "valid", false));
        ++judged;
    }
    REQUIRE(judged >= 30);
}

TEST_CASE("what is shown of a number hides the birthday") {
    REQUIRE(masked_id_number("99000018490630001X") == "990000********001X");
    REQUIRE(masked_id_number("123") == "***");
    REQUIRE(masked_phone_number("138-1234 5678") == "138****5678");
}

TEST_CASE("telephone numbers as people write them") {
    for (const char* good : {"13812345678", "138 1234 5678", "0838-5550101", "08385550101",
                             "010-12345678", "02812345678"}) {
        INFO(good);
        REQUIRE(is_phone_number(good));
    }
    for (const char* bad :
         {"", "1", "12812345678", "1381234567", "138123456789", "5550101", "0838-555010",
          "00385550101", "1381234567a", "+8613812345678", "０１３"}) {
        INFO(bad);
        REQUIRE_FALSE(is_phone_number(bad));
    }
}
