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
