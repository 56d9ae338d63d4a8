#include "platform/publish/demo_content.h"

#include "tests/catch.h"
#include "tests/temp_folder.h"

using namespace hall;

using namespace hall::platform;

namespace {

const Date today{2026, 11, 23};

Json placed(Json value) {
    REQUIRE_OK(place_dates(value, today));
    return value;
}

void write(const Path& file, std::string_view text) {
    DiskFiles files;
    REQUIRE_OK(files.make_folder(file.parent_path()));
    REQUIRE_OK(files.write_durably(file, text, FileMode::shared));
}

}  // namespace

TEST_CASE("dates counted from today are put in their place, wherever they stand") {
    REQUIRE(placed("@0d") == "2026-11-23");
    REQUIRE(placed("@-3d") == "2026-11-20");
    REQUIRE(placed("@+8d") == "2026-12-01");
    REQUIRE(placed("@-365d") == "2025-11-23");
    REQUIRE(placed("@-3dT08:30:00Z") == "2026-11-20T08:30:00Z");
    REQUIRE(placed({{"a", {1, "@0d", {{"b", "@+1d"}}}}}).dump() ==
            R"({"a":[1,"2026-11-23",{"b":"2026-11-24"}]})");
}

TEST_CASE("a day inside a sentence is said as people say it") {
    REQUIRE(placed("{@+1d}上午停电，{@+8d}再查") == "11月24日上午停电，12月1日再查");
    for (const char* text : {"{@}", "{@+1d", "{@+1d 上午}", "a{b}"}) REQUIRE(placed(text) == text);
}

TEST_CASE("what only looks like a date from today is left as it is") {
    for (const char* text :
         {"@", "@d", "@3", "@x3d", "@3 d", "a@3d", "@家3d", "@+-3d", "@12345678d"}) {
        REQUIRE(placed(text) == text);
    }
    Json half = "@3dT99";
    REQUIRE_ERROR(Errc::corrupt, place_dates(half, today));
}

TEST_CASE("content is read by channel, the boards first") {
    const TempFolder temp;
    write(temp.path() / "county" / "a.json",
          R"([{"id":"x","type":"article","body":{"date":"@-2d"}}])");
    write(temp.path() / "county" / "boards.json", "[]");
    write(temp.path() / "village-510681113205" / "b.json",
          R"([{"id":"y","type":"article","at":"@-1dT08:00:00Z","body":{"date":"@+9d"}},
              {"id":"z","type":"article","body":{"date":"@+9d"}}])");
    write(temp.path() / "README.md", "not content");
    DiskFiles files;
    const auto contents = VALUE(read_content(files, temp.path(), today));
    REQUIRE(contents.size() == 3);
    REQUIRE(contents[0].name == "county/boards.json");
    REQUIRE(contents[1].documents[0].at == "2026-11-21T01:00:00Z");
    REQUIRE(contents[2].channel == "village-510681113205");
    REQUIRE(contents[2].documents[0].at == "2026-11-22T08:00:00Z");
    REQUIRE(contents[2].documents[1].at == "2026-11-23T01:00:00Z");
}

TEST_CASE("a file that is no content is named") {
    const TempFolder temp;
    DiskFiles files;
    REQUIRE_ERROR(Errc::not_found, read_content(files, temp.path() / "none", today));
    for (const char* text :
         {"{}", "[{\"id\":\"x\"}]", "[{\"id\":\"x\",\"type\":\"a\",\"body\":7}]", "["}) {
        write(temp.path() / "county" / "bad.json", text);
        const auto contents = read_content(files, temp.path(), today);
        REQUIRE_FALSE(contents.ok());
        REQUIRE_THAT(contents.error().text(), contains_text("bad.json"));
    }
}

TEST_CASE("places are read from their table, and a bad line is named") {
    const TempFolder temp;
    const Path file = temp.path() / "places.csv";
    write(file,
          "town_code,town,village_code,village,short_name,kind\r\n"
          "510681113,松林镇,510681113205,滴水村村委会,滴水村,village\r\n"
          "510681104,连山镇,510681104205,石门村村委会,石门村,village\n"
          "510681113,松林镇,510681113203,白里村村委会,白里村,village\n");
    DiskFiles files;
    const Places places = VALUE(read_places(files, file, "广汉市"));
    REQUIRE(places.towns.size() == 2);
    REQUIRE(places.towns[0].villages.size() == 2);
    REQUIRE(places.towns[0].villages[0].name == "滴水村");
    REQUIRE(VALUE(places_of(json_of(places))).towns[1].villages[0].kind == "village");
    write(file, "head\n510681113,松林镇,510681104205,石门村村委会,石门村,village\n");
    const auto wrong = read_places(files, file, "广汉市");
    REQUIRE_FALSE(wrong.ok());
    REQUIRE_THAT(wrong.error().message(), contains_text("line 2"));
}
