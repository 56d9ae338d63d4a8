// The county's working days: published as a document, and counted again when they change.

#include "platform/commands/commands.h"
#include "platform/desk/county_calendar.h"
#include "tests/catch.h"
#include "tests/platform/county.h"

#include <fstream>

using namespace hall;

using namespace hall::platform;

namespace {

constexpr std::int64_t ms_a_day = 86'400'000;

// A year with the days of the law off, and perhaps more.
Json year_body(int year, std::vector<std::string> more = {}, std::vector<std::string> work = {}) {
    Json off = Json::array();
    const std::int64_t last = days_of({year, 12, 31});
    for (std::int64_t day = days_of({year, 1, 1}); day <= last; ++day) {
        if (is_statutory_holiday(date_of_days(day))) off.push_back(date_text(date_of_days(day)));
    }
    for (const std::string& day : more) off.push_back(day);
    return {{"year", year}, {"source", "国务院办公厅通知"}, {"off", off}, {"work", work}};
}

CommandResult import_year(TestCounty& county, const Json& body, const std::string& id,
                          const std::string& channel = "county") {
    std::ofstream(county.data() / "calendar.jsonl", std::ios::binary)
        << Json{{"id", id}, {"type", "calendar"}, {"body", body}}.dump() << '\n';
    return run_county_command(
        county.platform(), {{"import", "documents", "--data", county.data().string(), "--channel",
                             channel, "calendar.jsonl"},
                            county.data()});
}

std::string due_of_first(TestCounty& county) {
    return VALUE(ask<std::string>(county.executor(), [&](Store& store) -> Result<std::string> {
        TRY(county.platform().desk().open_new(store, 10));
        const std::vector<Request> all = TRY(store.requests().list({}, {}));
        return all.empty() ? std::string() : all.front().due;
    }));
}

std::string refusal(const CommandResult& result) {
    REQUIRE(result.exit == 1);
    return result.err;
}

}  // namespace

TEST_CASE("open promises are counted again when a year's days off are imported") {
    TestCounty county;
    county.clock().set_wall_ms(VALUE(parse_utc_ms("2026-12-29T03:00:00Z")));
    TestKiosk kiosk(county);
    REQUIRE(kiosk.enrol().status == 200);
    REQUIRE(kiosk.send({bytes_of(kiosk.event())}).status == 200);
    REQUIRE(due_of_first(county) == "2027-01-08");  // by the law
    const CommandResult done = import_year(
        county, year_body(2027, {"2027-01-02", "2027-01-03", "2027-01-04"}), "calendar-2027");
    INFO(done.err);
    REQUIRE(done.exit == 0);
    REQUIRE_THAT(done.out, contains_text("1件"));
    REQUIRE(due_of_first(county) == "2027-01-11");
    // What is decided keeps its day; the same again changes nothing.
    const CommandResult again = import_year(
        county, year_body(2027, {"2027-01-02", "2027-01-03", "2027-01-04"}), "calendar-2027");
    REQUIRE(again.out.find("重新算") == std::string::npos);
    county.restart();
    REQUIRE(due_of_first(county) == "2027-01-11");
    REQUIRE(import_year(county, year_body(2027), "calendar-2027").exit == 0);
    REQUIRE(due_of_first(county) == "2027-01-08");
}

TEST_CASE("what is done keeps the day that was promised") {
    TestCounty county;
    county.clock().set_wall_ms(VALUE(parse_utc_ms("2026-12-29T03:00:00Z")));
    TestKiosk kiosk(county);
    REQUIRE(kiosk.enrol().status == 200);
    REQUIRE(kiosk.send({bytes_of(kiosk.event())}).status == 200);
    REQUIRE(due_of_first(county) == "2027-01-08");
    REQUIRE_OK(county.executor().run([](Store& store) -> Result<void> {
        Request request = TRY(store.requests().list({}, {})).front();
        request.state = "done";
        return store.requests().update(request);
    }));
    const CommandResult done =
        import_year(county, year_body(2027, {"2027-01-04"}), "calendar-2027");
    REQUIRE(done.exit == 0);
    REQUIRE(done.out.find("重新算") == std::string::npos);
    REQUIRE(due_of_first(county) == "2027-01-08");
}

TEST_CASE("only the county says which days are off, and one document a year") {
    TestCounty county;
    REQUIRE_THAT(
        refusal(import_year(county, year_body(2027), "calendar-2027", village_channel(dishui))),
        contains_text("只能由县里"));
    REQUIRE_THAT(refusal(import_year(county, year_body(2027), "days-off")),
                 contains_text("calendar-2027"));
}

TEST_CASE("an announcement that cannot be one is refused, and the day named") {
    TestCounty county;
    const auto refused = [&](const Json& body) {
        return refusal(import_year(county, body, "calendar-2027"));
    };
    REQUIRE_THAT(refused(year_body(2027, {"2027-02-30"})), contains_text("2027-02-30"));
    REQUIRE_THAT(refused(year_body(2027, {"2028-05-01"})), contains_text("2028-05-01"));
    REQUIRE_THAT(refused(year_body(2027, {}, {"2027-01-05"})), contains_text("不是周末"));
    REQUIRE_THAT(refused(year_body(2027, {"2027-01-02"}, {"2027-01-02"})),
                 contains_text("又放假又上班"));
    Json missing = year_body(2027);
    missing["off"].erase(0);
    REQUIRE_THAT(refused(missing), contains_text("2027-01-01"));
}

TEST_CASE("the console says it before the days off of the next year are needed") {
    WorkCalendar calendar;
    calendar.add(VALUE(holiday_year_of(year_body(2026))));
    REQUIRE(calendar_warning(calendar, {2026, 11, 30}).empty());
    REQUIRE_THAT(calendar_warning(calendar, {2026, 12, 1}), contains_text("2027年"));
    REQUIRE_THAT(calendar_warning(calendar, {2027, 3, 1}), contains_text("2027年"));
    calendar.add(VALUE(holiday_year_of(year_body(2027))));
    REQUIRE(calendar_warning(calendar, {2026, 12, 31}).empty());
    REQUIRE_THAT(calendar_warning(WorkCalendar(), {2026, 5, 1}), contains_text("2026年"));

    TestCounty county;
    REQUIRE_OK(county.platform().run_maintenance());
    HttpRequest asked =
        request_to("POST", "/api/console/session",
                   json_line({{"name", "county"}, {"password", std::string(password)}}));
    asked.headers["content-type"] = "application/json";
    const HttpResponse log_in = county.answer(std::move(asked));
    REQUIRE(log_in.status == 200);
    std::string cookie;
    for (const auto& [header, value] : log_in.headers) {
        if (header == "Set-Cookie") cookie = value.substr(0, value.find(';'));
    }
    const auto list = [&] {
        HttpRequest request = request_to("GET", "/api/console/requests", {});
        request.headers["cookie"] = cookie;
        const HttpResponse response = county.answer(std::move(request));
        return VALUE(parse_json(response.body));
    };
    REQUIRE_THAT(string_or(list(), "calendar_warning"), contains_text("2026年"));
    REQUIRE(import_year(county, year_body(2026), "calendar-2026").exit == 0);
    REQUIRE_FALSE(list().contains("calendar_warning"));
    county.clock().advance_ms(8 * ms_a_day);
    REQUIRE_OK(county.platform().run_maintenance());
}
