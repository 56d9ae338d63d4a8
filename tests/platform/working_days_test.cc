#include "platform/desk/working_days.h"

#include "platform/embedded.h"
#include "tests/catch.h"

using namespace hall;

namespace {

WorkCalendar calendar() {
    return VALUE(WorkCalendar::parse(embedded_file(embedded_data(), "calendar.json")));
}

Date day(std::string_view text) {
    return VALUE(parse_date(text));
}

}  // namespace

TEST_CASE("Saturday and Sunday are no working days") {
    REQUIRE(calendar().is_working_day(day("2026-11-20")));
    REQUIRE_FALSE(calendar().is_working_day(day("2026-11-21")));
    REQUIRE_FALSE(calendar().is_working_day(day("2026-11-22")));
    REQUIRE(calendar().is_working_day(day("2026-11-23")));
}

TEST_CASE("holidays are none either, and the days worked in exchange are") {
    REQUIRE_FALSE(calendar().is_working_day(day("2026-10-01")));
    REQUIRE_FALSE(calendar().is_working_day(day("2026-02-23")));
    REQUIRE(calendar().is_working_day(day("2026-10-10")));
    REQUIRE(calendar().is_working_day(day("2026-02-28")));
}

TEST_CASE("the day something comes in does not count") {
    REQUIRE(calendar().due(day("2026-11-23"), 1) == day("2026-11-24"));
    REQUIRE(calendar().due(day("2026-11-23"), 7) == day("2026-12-02"));
    REQUIRE(calendar().due(day("2026-11-20"), 1) == day("2026-11-23"));
    REQUIRE(calendar().due(day("2026-09-30"), 1) == day("2026-10-08"));
    REQUIRE(calendar().due(day("2026-10-08"), 2) == day("2026-10-10"));
}

TEST_CASE("days left are counted in working days, and over is over") {
    REQUIRE(calendar().days_left(day("2026-11-23"), day("2026-11-23")) == 0);
    REQUIRE(calendar().days_left(day("2026-11-20"), day("2026-11-23")) == 1);
    REQUIRE(calendar().days_left(day("2026-11-23"), day("2026-12-02")) == 7);
    REQUIRE(calendar().days_left(day("2026-11-24"), day("2026-11-23")) == -1);
    REQUIRE(calendar().days_left(day("2026-11-21"), day("2026-11-20")) == 0);
    REQUIRE(calendar().days_left(day("2026-11-27"), day("2026-11-20")) == -5);
}

TEST_CASE("a calendar that is none is corrupt") {
    REQUIRE_ERROR(Errc::corrupt, WorkCalendar::parse("{\"off\":[\"2026-02-30\"]}"));
    REQUIRE_ERROR(Errc::corrupt, WorkCalendar::parse("{\"off\":[7]}"));
    REQUIRE_ERROR(Errc::corrupt, WorkCalendar::parse("no"));
}
