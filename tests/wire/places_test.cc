#include "sync/wire/places.h"

#include "tests/catch.h"

using namespace hall;

namespace {

Places merged() {
    return VALUE(places_of(VALUE(
        parse_json(R"({"county":"广汉市","towns":[)"
                   R"({"code":"510681104","name":"连山镇","formerly":["510681113"],"villages":[)"
                   R"({"code":"510681104205","name":"石门村","kind":"village"},)"
                   R"({"code":"510681104299","name":"合村","kind":"village",)"
                   R"("formerly":["510681113203","510681113205"]}]}]})"))));
}

}  // namespace

TEST_CASE("a code stands for its village, or for the one it became part of") {
    const Places places = merged();
    REQUIRE(village_now(places, "510681104205")->village->name == "石门村");
    REQUIRE(village_now(places, "510681113205")->village->name == "合村");
    REQUIRE(village_now(places, "510681113205")->town->name == "连山镇");
    REQUIRE_FALSE(village_now(places, "510681113999"));
    REQUIRE(town_now(places, "510681113")->name == "连山镇");
    REQUIRE(town_now(places, "510681999") == nullptr);
}

TEST_CASE("a village has the channels of those that became part of it, and their towns are known") {
    const Places places = merged();
    const std::vector<std::string> channels = {"town-510681104", "village-510681104299",
                                               "village-510681113203", "village-510681113205"};
    REQUIRE(channels_of_village(*village_now(places, "510681113203")) == channels);
    REQUIRE(former_towns(places) == std::vector<std::string>{"510681113"});
}

TEST_CASE("former codes of another length are no places") {
    for (const char* formerly : {"\"1\"", "1", "\"51068111320a\""}) {
        const std::string text =
            R"({"county":"x","towns":[{"code":"510681113","name":"y","villages":[)"
            R"({"code":"510681113205","name":"z","kind":"village","formerly":[)" +
            std::string(formerly) + "]}]}]}";
        REQUIRE_ERROR(Errc::corrupt, places_of(VALUE(parse_json(text))));
    }
}
