#include "sync/core/clock.h"

#include "tests/catch.h"

using namespace hall;

TEST_CASE("days and dates are inverses over four centuries and across the era's borders") {
    for (std::int64_t days = days_of({1899, 12, 31}); days < days_of({2301, 1, 1}); ++days) {
        const Date date = date_of_days(days);
        if (days_of(date) != days) FAIL("day " << days);
    }
    REQUIRE(days_of({1970, 1, 1}) == 0);
    REQUIRE(days_of({2000, 3, 1}) == 11'017);
    REQUIRE(date_of_days(-1) == Date{1969, 12, 31});
}

TEST_CASE("a date exists only if the calendar has it") {
    REQUIRE(date_exists({2024, 2, 29}));
    REQUIRE_FALSE(date_exists({2023, 2, 29}));
    REQUIRE_FALSE(date_exists({1900, 2, 29}));
    REQUIRE(date_exists({2000, 2, 29}));
    REQUIRE_FALSE(date_exists({2024, 4, 31}));
    REQUIRE_FALSE(date_exists({2024, 13, 1}));
    REQUIRE_FALSE(date_exists({0, 1, 1}));
}

TEST_CASE("UTC text goes both ways from 1970 to 2099") {
    for (const std::int64_t ms :
         {std::int64_t{0}, std::int64_t{1'795'424'400'000}, std::int64_t{4'102'444'799'000}}) {
        REQUIRE(VALUE(parse_utc_ms(utc_text(ms))) == ms);
    }
    REQUIRE(utc_text(1'795'424'400'999) == "2026-11-23T09:00:00Z");
}

TEST_CASE("a time in any other form is refused") {
    for (const char* text :
         {"2026-11-23 09:00:00Z", "2026-11-23T09:00:00+08:00", "2026-11-23T24:00:00Z",
          "2026-02-30T09:00:00Z", "2026-11-23T09:00:00.5Z", "", "1969-12-31T23:59:59Z",
          "2026-1-23T009:00:00Z", "+026-11-23T09:00:00Z"}) {
        INFO(text);
        REQUIRE_ERROR(Errc::corrupt, parse_utc_ms(text));
    }
}

TEST_CASE("the village's day starts at midnight in China") {
    REQUIRE(date_at(VALUE(parse_utc_ms("2026-11-23T15:59:59Z"))) == Date{2026, 11, 23});
    REQUIRE(date_at(VALUE(parse_utc_ms("2026-11-23T16:00:00Z"))) == Date{2026, 11, 24});
}
