// The words of `hall-platform stick`, and what it says to whoever holds the stick.

#include "platform/commands/commands.h"
#include "tests/catch.h"
#include "tests/platform/test_medium.h"

using namespace hall;

using namespace hall::platform;

namespace {

CommandResult run(TestCounty& county, TestMedium& medium, std::vector<std::string> words) {
    words.insert(words.begin(), "stick");
    words.insert(words.end(), {"--data", county.data().string()});
    return run_county_command(county.platform(), {words, medium.temp.path()});
}

}  // namespace

TEST_CASE("a stick is made for a village, a town, or all, and again for those it has") {
    TestCounty county;
    TestMedium medium;
    CommandResult result = run(county, medium, {"make", "stick"});
    REQUIRE(result.exit == 2);
    REQUIRE_THAT(result.err, contains_text("--village"));
    result = run(county, medium, {"make", "stick", "--village", std::string(dishui)});
    INFO(result.err);
    REQUIRE(result.exit == 0);
    REQUIRE_THAT(result.out, contains_text("1 个村"));
    const auto villages = [&] { return VALUE(villages_on_stick(medium.files, medium.folder)); };
    REQUIRE(villages() == std::vector<std::string>{std::string(dishui)});
    REQUIRE(run(county, medium, {"make", "stick", "--town", std::string(songlin)}).exit == 0);
    REQUIRE(villages().size() == 2);
    REQUIRE(run(county, medium, {"make", "stick", "--all"}).exit == 0);
    REQUIRE(villages().size() == 3);
    result = run(county, medium, {"make", "stick"});
    REQUIRE(result.exit == 0);
    REQUIRE_THAT(result.out, contains_text("3 个村") && contains_text("写入 0 个文件"));
    const std::string two = std::string(dishui) + "," + std::string(far_village);
    REQUIRE(run(county, medium, {"make", "stick", "--village", two}).exit == 0);
}

TEST_CASE("words that name nothing, or too much, are answered with what to write") {
    TestCounty county;
    TestMedium medium;
    REQUIRE(run(county, medium, {}).exit == 2);
    REQUIRE(run(county, medium, {"eat", "stick"}).exit == 2);
    REQUIRE(run(county, medium, {"make", "stick", "--village", "510681113299"}).exit == 2);
    REQUIRE(run(county, medium, {"make", "stick", "--town", "510681199"}).exit == 2);
    REQUIRE(run(county, medium, {"make", "stick", "--all", "--town", std::string(songlin)}).exit ==
            2);
    for (const char* act : {"make", "take"}) {
        std::vector<std::string> words = {act, "no-stick"};
        if (words[0] == "make") words.emplace_back("--all");
        const CommandResult result = run(county, medium, words);
        REQUIRE(result.exit == 1);
        REQUIRE_THAT(result.err, contains_text("没有找到U盘"));
    }
    REQUIRE_THAT(std::string(usage_of("stick")), contains_text("stick take"));
}

TEST_CASE("what was taken is said by kiosk, and what was not with the reason") {
    TestCounty county;
    TestKiosk kiosk(county);
    REQUIRE(kiosk.enrol().status == 200);
    TestMedium medium;
    std::filesystem::create_directories(medium.folder.root());
    CommandResult result = run(county, medium, {"take", "stick"});
    REQUIRE(result.exit == 0);
    REQUIRE_THAT(result.out, contains_text("没有要收的办件"));
    medium.put(medium.folder.outbox(kiosk.id()) / batch_name({1, 1, 1}),
               medium.batch_of(county, kiosk, {bytes_of(kiosk.event())}));
    result = run(county, medium, {"take", "stick"});
    REQUIRE(result.exit == 0);
    REQUIRE_THAT(result.out, contains_text("滴水村") && contains_text("新收 1 件") &&
                                 contains_text("回执写在U盘上了"));
    medium.put(medium.folder.outbox(kiosk.id()) / batch_name({1, 2, 2}), "spoilt");
    medium.put(medium.folder.outbox("kiosk-none") / batch_name({1, 1, 1}),
               medium.get(medium.folder.outbox(kiosk.id()) / batch_name({1, 1, 1})));
    result = run(county, medium, {"take", "stick"});
    REQUIRE(result.exit == 1);
    REQUIRE_THAT(result.out, contains_text("以前收过 1 件"));
    REQUIRE_THAT(result.err, contains_text("1 包坏了") && contains_text("1 包不是登记过的机器"));
    result = run(county, medium, {"make", "stick", "--village", std::string(dishui)});
    REQUIRE_THAT(result.out, contains_text("带着 1 台机器的回执"));
}
