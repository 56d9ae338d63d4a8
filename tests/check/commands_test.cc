// The commands by which somebody outside checks us, run as they would run them.

#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "sync/core/files.h"
#include "sync/core/json.h"
#include "tests/catch.h"
#include "tests/programs/program.h"
#include "tests/temp_folder.h"

using namespace hall;

namespace {

constexpr const char* key = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
constexpr const char* signature =
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
    "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b";

std::string vectors(const std::string& result) {
    return Json{{"testGroups",
                 {{{"publicKey", {{"pk", key}}},
                   {"tests",
                    {{{"tcId", 1}, {"msg", ""}, {"sig", signature}, {"result", "valid"}},
                     {{"tcId", 2}, {"msg", "00"}, {"sig", signature}, {"result", result}}}}}}}}
        .dump();
}

struct Checker {
    TempFolder temp;

    std::string file(const std::string& text) {
        const Path path = temp.path() / "in";
        std::ofstream(path, std::ios::binary) << text;
        return path.string();
    }

    int json_check(const std::string& file) {
        const std::string command =
            std::string(HALL_BINARY_DIR) + "/hall-check json <'" + file + "' 2>/dev/null";
        const int status = std::system(command.c_str());
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
};

}  // namespace

TEST_CASE("the check of signatures counts what passed and fails when something did not") {
    Checker checker;
    const Finished good = run("hall-check", {"ed25519", checker.file(vectors("invalid"))});
    REQUIRE(good.code == 0);
    REQUIRE(good.out == "2 passed, 0 failed\n");
    const Finished bad = run("hall-check", {"ed25519", checker.file(vectors("valid"))});
    REQUIRE(bad.code == 1);
    REQUIRE(bad.out == "test 2: expected valid, does not verify\n1 passed, 1 failed\n");
    REQUIRE(run("hall-check", {"ed25519", checker.file("{}")}).code == 1);
    REQUIRE(run("hall-check", {"ed25519", "/nowhere/at/all"}).code == 1);
    REQUIRE(run("hall-check", {"ed448", checker.file("{}")}).code == 2);
}

TEST_CASE("the check of JSON says yes and no by its exit code") {
    Checker checker;
    for (const char* good :
         {"{}", " [1, -2.5e3, null, \"滴水\"]\n", "9007199254740992", "\"\\u00e9\""}) {
        INFO(good);
        REQUIRE(checker.json_check(checker.file(good)) == 0);
    }
    for (const char* bad : {"", "{", "{\"a\":1,\"a\":1}", "{\"a\":1,\"\\u0061\":1}", "\"\xff\"",
                            "\xEF\xBB\xBF{}", "9007199254740993", "[1e22]", "{} {}"}) {
        INFO(bad);
        REQUIRE(checker.json_check(checker.file(bad)) == 1);
    }
}

TEST_CASE("the check of JSON answers every file of JSONTestSuite as the protocol demands") {
    // Numbers past 2^53 and names that stand twice: the suite allows them, signed JSON
    // may not have them (docs/decisions/0004).
    const std::vector<std::string> ours_to_refuse = {"y_number.json",
                                                     "y_number_real_capital_e.json",
                                                     "y_number_real_exponent.json",
                                                     "y_number_real_fraction_exponent.json",
                                                     "y_object_duplicated_key.json",
                                                     "y_object_duplicated_key_and_value.json",
                                                     "y_object_extreme_numbers.json"};
    const Path folder = HALL_SHARED_DIR "/vectors/JSONTestSuite/test_parsing";
    if (!std::filesystem::exists(folder)) {
        WARN("skipped: JSONTestSuite is not beside this checkout");
        return;
    }
    Checker checker;
    int judged = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (name[0] == 'i') continue;
        const bool refuse =
            name[0] == 'n' ||
            std::find(ours_to_refuse.begin(), ours_to_refuse.end(), name) != ours_to_refuse.end();
        INFO(name);
        REQUIRE(checker.json_check(entry.path().string()) == (refuse ? 1 : 0));
        ++judged;
    }
    REQUIRE(judged > 270);
}

TEST_CASE(
    "a village's table is judged as one line of JSON, and the exit code says if it could be "
    "published") {
    Checker checker;
    const std::string header = "序号,组别,姓名,保障人口,月保障金额（元）,批准时间\n";
    const std::string rows = "1,2组,周福贵,3,400,2017-11\n2,3组,李秀英,1,310,2013-04\n";
    const Finished good =
        run("hall-check",
            {"disclosure", checker.file(header + rows + "合计,,,4,710,\n"), "--kind", "sw_dibao"});
    INFO(good.out << good.err);
    REQUIRE(good.code == 0);
    const Json understood = VALUE(parse_json(good.out.substr(0, good.out.size() - 1)));
    REQUIRE(understood["rows"] == 2);
    REQUIRE(understood["findings"].empty());
    REQUIRE(understood["sums"].empty());
    const Finished bad =
        run("hall-check",
            {"disclosure", checker.file(header + rows + "合计,,,4,711,\n"), "--kind", "sw_dibao"});
    REQUIRE(bad.code == 1);
    const Json findings = VALUE(parse_json(bad.out.substr(0, bad.out.size() - 1)))["findings"];
    REQUIRE(findings[0]["line"] == 4);
    REQUIRE(findings[0]["code"] == "total");
    REQUIRE_THAT(findings[0]["text"].get<std::string>(), contains_text("相差1.00元"));
    // What is no table gets a line of JSON, too.
    const Finished picture =
        run("hall-check", {"disclosure", checker.file("\x89PNG\r\n\x1A\n"), "--kind", "sw_dibao"});
    REQUIRE(picture.code == 1);
    REQUIRE_THAT(picture.out, contains_text(R"("code":"format")"));
    REQUIRE(run("hall-check", {"disclosure", checker.file(header), "--kind", "no_such"}).code == 1);
    REQUIRE(run("hall-check", {"disclosure", checker.file(header)}).code == 2);
}

TEST_CASE("personal data of a text and of a table is told line by line, masked") {
    Checker checker;
    const Finished text =
        run("hall-check", {"privacy", checker.file("开会\n村民周福贵患肝癌\n电话13812345678\n")});
    REQUIRE(text.code == 1);
    REQUIRE(text.out ==
            "{\"kind\":\"illness\",\"line\":2,\"mask\":\"周*贵\"}\n"
            "{\"kind\":\"phone\",\"line\":3,\"mask\":\"138****5678\"}\n");
    const Finished table =
        run("hall-check", {"privacy", checker.file("姓名,年龄,备注\n周福贵,68,\n王小丽,9,\n")});
    REQUIRE(table.out == "{\"kind\":\"minor\",\"line\":3,\"mask\":\"王*丽\"}\n");
    const Finished clean = run("hall-check", {"privacy", checker.file("姓名,金额\n周福贵,20\n")});
    REQUIRE(clean.code == 0);
    REQUIRE(clean.out.empty());
    REQUIRE(run("hall-check", {"privacy"}).code == 2);
}
