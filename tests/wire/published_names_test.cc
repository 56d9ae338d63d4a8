#include "sync/wire/published_names.h"

#include <string>

#include "tests/catch.h"

using namespace hall;

TEST_CASE("a village's code is twelve digits") {
    REQUIRE(is_village_code("510681113205"));
    for (const char* name : {"", "51068111320", "5106811132055", "51068111320x", "timestamp.json"})
        REQUIRE_FALSE(is_village_code(name));
}

TEST_CASE("a metadata file is named by version and role") {
    REQUIRE(role_in_metadata_name("12.county.json") == "county");
    REQUIRE(role_in_metadata_name("1.root.json") == "root");
    REQUIRE(role_in_metadata_name("7.village-510681113205.json") == "village-510681113205");
    for (const char* name : {"county.json", "0.county.json", "12.json", "12.county.json.new",
                             "12.COUNTY.JSON", "x.county.json", "12..json", "12.else.json"}) {
        INFO(name);
        REQUIRE(role_in_metadata_name(name).empty());
    }
}

TEST_CASE("a target's path leads nowhere else") {
    const std::string hash(64, 'a');
    REQUIRE(is_target_path("county/" + hash + ".00000012.delta.zst"));
    REQUIRE(is_target_path("village/510681113205/" + hash + ".00000012.base-00.zst"));
    for (const std::string& path :
         {std::string(), hash + ".x", "county/" + hash, "county/" + hash + ".", "../" + hash + ".x",
          "county/../" + hash + ".x", "/county/" + hash + ".x", "county//" + hash + ".x",
          ".hidden/" + hash + ".x", "COUNTY/" + hash + ".x", "a/b/c/d/" + hash + ".x",
          "county/" + std::string(64, 'A') + ".x", "county/" + hash + "." + std::string(200, 'x'),
          "county/a\xff." + hash + ".x", "county/" + hash + ".x/"}) {
        INFO(path);
        REQUIRE_FALSE(is_target_path(path));
    }
}
