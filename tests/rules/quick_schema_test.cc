#include "sync/rules/quick_schema.h"

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "sync/rules/schema.h"
#include "tests/catch.h"

using namespace hall;

namespace {

Json json_file(const std::filesystem::path& file) {
    std::ifstream in(file);
    std::stringstream text;
    text << in.rdbuf();
    return VALUE(parse_json(text.str()));
}

// The same schema with something that QuickSchema does not know and that means nothing
// here: the library alone judges by it.
Schema library_only(Json schema) {
    schema["allOf"] = Json::array({Json::object()});
    REQUIRE_FALSE(QuickSchema::compile(schema));
    return VALUE(Schema::compile(schema));
}

// Dates stand for days before a day that is not chosen yet.
void place_dates(Json& value) {
    if (value.is_string() && value.get_ref<const std::string&>().starts_with("@")) {
        value = "2026-11-01";
    } else if (value.is_structured()) {
        for (Json& element : value) place_dates(element);
    }
}

// Spoils the value somewhere, or leaves it as good as it was.
void change(Json& value, std::mt19937_64& random) {
    if (value.is_structured() && !value.empty() && random() % 4 != 0) {
        auto at = value.begin();
        std::advance(at, static_cast<std::ptrdiff_t>(random() % value.size()));
        change(*at, random);
        return;
    }
    const Json others[] = {nullptr,
                           true,
                           -1,
                           0,
                           13,
                           1.5,
                           1e15,
                           "",
                           "一二三",
                           std::string(300, 'x'),
                           std::string("a\0b", 3),
                           Json::array(),
                           Json::object(),
                           Json::array({1, "x"}),
                           Json{{"unknown", 1}}};
    if (value.is_object() && random() % 2 == 0) {
        value.erase(value.empty() ? std::string() : value.begin().key());
    } else if (value.is_array() && random() % 2 == 0) {
        value.push_back(others[random() % std::size(others)]);
    } else {
        value = others[random() % std::size(others)];
    }
}

}  // namespace

TEST_CASE("what is surely right is right for the library too, whatever is changed in it") {
    const std::filesystem::path assets = std::filesystem::path(HALL_SOURCE_DIR) / "assets";
    std::map<std::string, Json> schemas;
    for (const auto& entry : std::filesystem::directory_iterator(assets / "schema")) {
        if (entry.path().extension() == ".json")
            schemas[entry.path().stem()] = json_file(entry.path());
    }
    std::map<std::string, QuickSchema> quick;
    std::map<std::string, Schema> library;
    for (const auto& [type, schema] : schemas) {
        if (std::optional<QuickSchema> compiled = QuickSchema::compile(schema)) {
            quick.emplace(type, *std::move(compiled));
            library.emplace(type, library_only(schema));
        }
    }
    REQUIRE(quick.size() == schemas.size());
    std::mt19937_64 random(1);
    int sure = 0;
    int refused = 0;
    int unsure = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(assets / "demo")) {
        if (entry.path().extension() != ".json") continue;
        for (const Json& document : json_file(entry.path())) {
            const std::string type = document.at("type");
            if (quick.count(type) == 0) continue;
            for (int i = 0; i < 30; ++i) {
                Json body = document.at("body");
                place_dates(body);
                for (int changes = i % 5; changes > 0; --changes) change(body, random);
                const bool fits = library.at(type).check(body).ok();
                const bool quickly = quick.at(type).surely_fits(body);
                if (quickly && !fits) FAIL(type << " " << body.dump());
                sure += quickly ? 1 : 0;
                refused += fits ? 0 : 1;
                // What is published is right, and that must cost no second look.
                unsure += i % 5 == 0 && fits && !quickly ? 1 : 0;
            }
        }
    }
    REQUIRE(sure > 1000);
    REQUIRE(refused > 1000);
    // It is of use: few that are right are left to the library.
    REQUIRE(unsure == 0);
}

TEST_CASE("a schema that says more than is known here is left to the library") {
    for (const char* text :
         {R"({"type":"string","pattern":"^a"})", R"({"anyOf":[{"type":"string"}]})",
          R"({"type":["string","null"]})", R"({"items":[{"type":"string"}]})",
          R"({"properties":{"a":{"not":{}}}})", R"({"additionalProperties":{"const":1}})",
          R"({"$ref":"#/definitions/a","type":"object","definitions":{"a":{}}})",
          R"({"$ref":"#/definitions/a","definitions":{"a":{"$ref":"#/definitions/a"}}})",
          R"({"minLength":-1})", R"({"minLength":1.5})", R"({"enum":[1]})", R"(true)"}) {
        INFO(text);
        REQUIRE_FALSE(QuickSchema::compile(Json::parse(text)));
    }
}

TEST_CASE("characters are counted, not bytes") {
    const QuickSchema schema =
        *QuickSchema::compile(Json::parse(R"({"type":"string","minLength":2,"maxLength":3})"));
    REQUIRE(schema.surely_fits("鸭子"));
    REQUIRE(schema.surely_fits("𬭚𫔭村"));
    REQUIRE_FALSE(schema.surely_fits("鸭"));
    REQUIRE_FALSE(schema.surely_fits("四个字的"));
    REQUIRE_FALSE(schema.surely_fits(std::string("a\0b", 3)));
}
