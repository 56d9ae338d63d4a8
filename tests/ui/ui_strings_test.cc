#include "kiosk/ui/text/ui_strings.h"

#include <algorithm>

#include "tests/catch.h"
#include "tests/temp_folder.h"

namespace hall::kiosk::ui {

namespace {

const Path assets = HALL_SOURCE_DIR "/assets";

UiStrings loaded(std::string_view language) {
    DiskFiles files;
    return VALUE(UiStrings::load(files, assets, language));
}

// How often {0} to {9} stand in a sentence.
std::vector<int> places_of(std::string_view sentence) {
    std::vector<int> places;
    for (std::size_t i = 0; i + 2 < sentence.size(); ++i) {
        if (sentence[i] == '{' && sentence[i + 2] == '}') places.push_back(sentence[i + 1] - '0');
    }
    std::sort(places.begin(), places.end());
    return places;
}

}  // namespace

TEST_CASE("both languages say the same things") {
    const UiStrings chinese = loaded("zh-CN");
    const UiStrings other = loaded("en");
    for (const auto& [key, sentence] : chinese.all()) {
        INFO(key);
        REQUIRE(other.all().contains(key));
        REQUIRE_FALSE(sentence.empty());
        REQUIRE(places_of(sentence) == places_of(other[key]));
    }
    for (const auto& [key, sentence] : other.all()) {
        INFO(key);
        REQUIRE(chinese.all().contains(key));
        REQUIRE_FALSE(sentence.empty());
    }
}

TEST_CASE("the widgets' own words are there") {
    const UiStrings strings = loaded("zh-CN");
    REQUIRE(strings["ui.help"] == "叫人帮忙");
    REQUIRE(strings["ui.finish"] == "结束使用");
    REQUIRE(strings.language() == "zh-CN");
}

TEST_CASE("a key without words stands for itself") {
    REQUIRE(loaded("zh-CN")["no.such.key"] == "no.such.key");
}

TEST_CASE("values take their places in a sentence") {
    const UiStrings strings = loaded("zh-CN");
    REQUIRE(strings.with("ui.step", {"3", "5"}) == "第3步，共5步");
    REQUIRE(strings.with("ui.step", {"3"}) == "第3步，共{1}步");
    // A value is not read as a sentence again.
    REQUIRE(strings.with("ui.step", {"{1}", "5"}) == "第{1}步，共5步");
    std::string text = "已填：";
    strings.append(text, "ui.step", {"1", "2"});
    REQUIRE(text == "已填：第1步，共2步");
}

TEST_CASE("a file of words that is no flat object is corrupt") {
    DiskFiles files;
    TempFolder folder;
    REQUIRE_OK(files.make_folder(folder.path() / "text"));
    REQUIRE_OK(files.write_durably(folder.path() / "text" / "xx.json", R"({"a": {"b": "c"}})",
                                   FileMode::shared));
    REQUIRE_ERROR(Errc::corrupt, UiStrings::load(files, folder.path(), "xx"));
    REQUIRE_OK(files.write_durably(folder.path() / "text" / "xx.json", "[]", FileMode::shared));
    REQUIRE_ERROR(Errc::corrupt, UiStrings::load(files, folder.path(), "xx"));
    REQUIRE_ERROR(Errc::not_found, UiStrings::load(files, folder.path(), "yy"));
}

}  // namespace hall::kiosk::ui
