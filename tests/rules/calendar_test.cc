#include "sync/rules/calendar.h"

#include <algorithm>
#include <cmath>

#include "tests/catch.h"

using namespace hall;

namespace {

struct Known {
    LunarDate lunar;
    Date solar;
};

// The first day of each year is public knowledge: it is a holiday.
constexpr Date spring_festivals[] = {
    {1912, 2, 18}, {1930, 1, 30}, {1937, 2, 11}, {1938, 1, 31}, {1940, 2, 8},  {1945, 2, 13},
    {1948, 2, 10}, {1949, 1, 29}, {1950, 2, 17}, {1951, 2, 6},  {1953, 2, 14}, {1954, 2, 3},
    {1956, 2, 12}, {1958, 2, 18}, {1960, 1, 28}, {1961, 2, 15}, {1966, 1, 21}, {1976, 1, 31},
    {1978, 2, 7},  {1979, 1, 28}, {1985, 2, 20}, {1988, 2, 17}, {1990, 1, 27}, {1997, 2, 7},
    {1999, 2, 16}, {2000, 2, 5},  {2001, 1, 24}, {2004, 1, 22}, {2008, 2, 7},  {2010, 2, 14},
    {2012, 1, 23}, {2014, 1, 31}, {2015, 2, 19}, {2016, 2, 8},  {2017, 1, 28}, {2018, 2, 16},
    {2019, 2, 5},  {2020, 1, 25}, {2021, 2, 12}, {2022, 2, 1},  {2023, 1, 22}, {2024, 2, 10},
    {2025, 1, 29}, {2026, 2, 17}, {2027, 2, 6},  {2030, 2, 3},  {2033, 1, 31}};

// Festivals and days that are written down elsewhere, by both calendars.
constexpr Known known_days[] = {
    {{1949, 8, false, 10}, {1949, 10, 1}},   // the founding of the People's Republic
    {{1976, 8, false, 15}, {1976, 9, 8}},    // Mid-Autumn
    {{1978, 8, false, 15}, {1978, 9, 17}},   // Mid-Autumn; a day earlier in old tables
    {{1976, 7, false, 2}, {1976, 7, 28}},    // the earthquake of Tangshan
    {{2008, 4, false, 8}, {2008, 5, 12}},    // the earthquake of Wenchuan
    {{2018, 5, false, 5}, {2018, 6, 18}},    // Dragon Boat
    {{2018, 8, false, 15}, {2018, 9, 24}},   // Mid-Autumn
    {{2018, 10, false, 1}, {2018, 11, 8}},   // two minutes after midnight
    {{2020, 4, true, 1}, {2020, 5, 23}},     // 闰四月
    {{2020, 8, false, 15}, {2020, 10, 1}},   // Mid-Autumn on the national day
    {{2023, 2, true, 1}, {2023, 3, 22}},     // 闰二月
    {{2023, 5, false, 5}, {2023, 6, 22}},    // Dragon Boat
    {{2024, 9, false, 9}, {2024, 10, 11}},   // Double Ninth
    {{2025, 6, true, 29}, {2025, 8, 22}},    // the end of 闰六月
    {{2025, 12, false, 30}, {2026, 2, 17}},  // there is no such day: see below
    {{2033, 11, true, 1}, {2033, 12, 22}},   // the leap month that old programs had wrong
};

struct LeapYear {
    int year;
    int month;
};

// All leap months of the lives of those who live.
constexpr LeapYear leap_years[] = {
    {1919, 7},  {1922, 5}, {1925, 4}, {1928, 2}, {1930, 6}, {1933, 5}, {1936, 3}, {1938, 7},
    {1941, 6},  {1944, 4}, {1947, 2}, {1949, 7}, {1952, 5}, {1955, 3}, {1957, 8}, {1960, 6},
    {1963, 4},  {1966, 3}, {1968, 7}, {1971, 5}, {1974, 4}, {1976, 8}, {1979, 6}, {1982, 4},
    {1984, 10}, {1987, 6}, {1990, 5}, {1993, 3}, {1995, 8}, {1998, 5}, {2001, 4}, {2004, 2},
    {2006, 7},  {2009, 5}, {2012, 4}, {2014, 9}, {2017, 6}, {2020, 4}, {2023, 2}, {2025, 6},
    {2028, 5},  {2031, 3}, {2033, 11}};

}  // namespace

TEST_CASE("the year begins on the day of the Spring Festival") {
    for (const Date& festival : spring_festivals) {
        INFO(festival.year);
        REQUIRE(LunarYear(festival.year).first_day() == festival);
        REQUIRE(lunar_of(festival) == LunarDate{festival.year, 1, false, 1});
        const LunarDate eve = *lunar_of(date_of_days(days_of(festival) - 1));
        REQUIRE(eve.year == festival.year - 1);
        REQUIRE(eve.month == 12);
        REQUIRE_FALSE(eve.leap);
    }
}

TEST_CASE("known days are the same day in both calendars") {
    for (const Known& known : known_days) {
        INFO(known.solar.year << "-" << known.solar.month << "-" << known.solar.day);
        if (known.solar == Date{2026, 2, 17}) {
            // The last month of 2025 has 29 days: the eve is its 29th.
            REQUIRE_FALSE(lunar_date_exists(known.lunar));
            continue;
        }
        REQUIRE(solar_of(known.lunar) == known.solar);
        REQUIRE(lunar_of(known.solar) == known.lunar);
    }
}

TEST_CASE("leap months stand where they stood, and in no other year") {
    for (int year = 1919; year <= 2033; ++year) {
        INFO(year);
        const auto wanted = std::find_if(std::begin(leap_years), std::end(leap_years),
                                         [&](const LeapYear& leap) { return leap.year == year; });
        const LunarYear lunar(year);
        int leaps = 0;
        for (const LunarMonth& month : lunar.months()) {
            if (!month.leap) continue;
            ++leaps;
            REQUIRE(wanted != std::end(leap_years));
            REQUIRE(month.month == wanted->month);
        }
        REQUIRE(leaps == (wanted != std::end(leap_years) ? 1 : 0));
        REQUIRE(lunar.months().size() == static_cast<std::size_t>(12 + leaps));
    }
}

TEST_CASE("every day from 1900 to 2101 has one lunar date, each after the one before") {
    const std::int64_t first = days_of({1900, 1, 31});
    const std::int64_t last = days_of({2101, 1, 28});
    LunarDate before = *lunar_of(date_of_days(first));
    REQUIRE(before == LunarDate{1900, 1, false, 1});
    for (std::int64_t day = first + 1; day <= last; ++day) {
        const Date solar = date_of_days(day);
        const std::optional<LunarDate> lunar = lunar_of(solar);
        if (!lunar || solar_of(*lunar) != solar || !lunar_date_exists(*lunar)) {
            FAIL(date_text(solar));
        }
        const bool same_month = lunar->year == before.year && lunar->month == before.month &&
                                lunar->leap == before.leap;
        if (lunar->day != (same_month ? before.day + 1 : 1)) FAIL(date_text(solar));
        before = *lunar;
    }
    REQUIRE(before.year == 2100);
    REQUIRE(before.month == 12);
}

TEST_CASE("months are as long as the moon takes, and years begin where the last ended") {
    std::int64_t next = days_of({1900, 1, 31});
    for (int year = lunar_year_min; year <= lunar_year_max; ++year) {
        const LunarYear lunar(year);
        REQUIRE(days_of(lunar.first_day()) == next);
        int in_a_row = 0;
        for (const LunarMonth& month : lunar.months()) {
            REQUIRE((month.days == 29 || month.days == 30));
            in_a_row = month.days == 29 ? in_a_row + 1 : 0;
            REQUIRE(in_a_row <= 3);
            next += month.days;
        }
    }
    // 2,486 months of 29.530588 days, within the part of a day that a month begins in.
    const double days = static_cast<double>(next - days_of({1900, 1, 31}));
    REQUIRE(std::abs(days - 2486 * 29.530588) < 1.5);
}

TEST_CASE("what is no date is none") {
    REQUIRE_FALSE(lunar_date_exists({2020, 5, true, 1}));  // the leap month was the fourth
    REQUIRE_FALSE(lunar_date_exists({2021, 4, true, 1}));
    REQUIRE_FALSE(lunar_date_exists({2020, 4, true, 30}));  // it had 29 days
    REQUIRE(lunar_date_exists({2020, 4, false, 30}));
    REQUIRE_FALSE(lunar_date_exists({2020, 13, false, 1}));
    REQUIRE_FALSE(lunar_date_exists({2020, 0, false, 1}));
    REQUIRE_FALSE(lunar_date_exists({2020, 1, false, 0}));
    REQUIRE_FALSE(lunar_date_exists({1899, 12, false, 1}));
    REQUIRE_FALSE(lunar_date_exists({2101, 1, false, 1}));
    REQUIRE_FALSE(solar_of({2020, 5, true, 1}));
    REQUIRE_FALSE(solar_of({2101, 1, false, 1}));
    REQUIRE_FALSE(lunar_of({1900, 1, 30}));
    REQUIRE_FALSE(lunar_of({2101, 1, 29}));
    REQUIRE_FALSE(lunar_of({1, 1, 1}));
    REQUIRE(lunar_of({2101, 1, 28}));
}
