#include "platform/desk/working_days.h"

#include "sync/core/files.h"
#include "tests/catch.h"

using namespace hall;

using namespace hall::platform;

namespace {

// The announcement for 2026 (国办发明电〔2025〕7号), as the demonstration county publishes it.
WorkCalendar calendar() {
    const Path file = Path(HALL_SOURCE_DIR) / "assets/demo/county/calendar.json";
    const std::string text = VALUE(DiskFiles().read(file, 1 << 20));
    const Json documents = VALUE(parse_json(text));
    WorkCalendar calendar;
    calendar.add(VALUE(holiday_year_of(documents.at(0).at("body"))));
    return calendar;
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

TEST_CASE("in a year that nobody announced the holidays of the law are days off") {
    const auto off = [](std::string_view text) { return !calendar().is_working_day(day(text)); };
    for (const char* holiday :
         {"2027-01-01", "2027-02-05", "2027-02-06", "2027-02-07", "2027-02-08", "2027-04-05",
          "2028-04-04", "2027-05-01", "2027-05-02", "2027-06-09", "2027-09-15", "2027-10-01",
          "2027-10-02", "2027-10-03", "2025-01-28", "2025-05-31", "2024-09-17"}) {
        INFO(holiday);
        REQUIRE(is_statutory_holiday(day(holiday)));
        REQUIRE(off(holiday));
    }
    for (const char* other : {"2027-01-04", "2027-02-04", "2027-02-09", "2027-04-06", "2027-05-03",
                              "2027-06-10", "2027-10-04", "2027-12-31"}) {
        INFO(other);
        REQUIRE_FALSE(off(other));
    }
}

TEST_CASE("a promise across the new year leaves out the first of January") {
    REQUIRE(calendar().due(day("2026-12-29"), 7) == day("2027-01-08"));
    REQUIRE(WorkCalendar().due(day("2026-12-29"), 7) == day("2027-01-08"));
    REQUIRE(calendar().days_left(day("2026-12-31"), day("2027-01-04")) == 1);
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

TEST_CASE("a year's days off that are none are refused") {
    const auto read = [](const char* json) { return holiday_year_of(VALUE(parse_json(json))); };
    REQUIRE_ERROR(Errc::refused, read(R"({"year":2026,"off":["2026-02-30"]})"));
    REQUIRE_ERROR(Errc::refused, read(R"({"year":2026,"off":[7]})"));
    REQUIRE_ERROR(Errc::refused, read(R"({"year":1,"off":[]})"));
    REQUIRE_ERROR(Errc::refused, read("{}"));
}
