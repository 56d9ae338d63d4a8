// A village without a network, with the real binaries: its requests leave and its news come
// on a stick, beside an agent that runs all day and a platform that serves.

#include <csignal>

#include "sync/core/json.h"
#include "tests/catch.h"
#include "tests/programs/county.h"

using namespace hall;

namespace {

constexpr const char* village = "510681113205";

struct Carried {
    Carried() { std::filesystem::create_directories(stick); }

    Finished at_county(const std::string& act, std::vector<std::string> more = {}) const {
        std::vector<std::string> words = {"stick", act, stick, "--data", county.data()};
        words.insert(words.end(), more.begin(), more.end());
        return run("hall-platform", words, 120);
    }

    // The last line of `hall-sync stick … --json`.
    Json at_device(const std::string& act) const {
        const Finished finished =
            run("hall-sync", {"stick", act, stick, "--data", county.device(), "--json"}, 120);
        INFO(finished.out << finished.err);
        std::string text = finished.out;
        while (!text.empty() && text.back() == '\n') text.pop_back();
        return VALUE(parse_json(std::string_view(text).substr(text.rfind('\n') + 1)));
    }

    mutable County county;
    std::string stick = county.folder() + "/stick";
};

}  // namespace

TEST_CASE("a request leaves on a stick, and its receipt and its answer come back on it") {
    Carried carried;
    County& county = carried.county;
    county.enrol(county.device());
    REQUIRE(county.sync(county.device()) == 0);
    // From here on there is no network; the agent runs on and tries.
    county.line().set({Fault::Kind::refuse});
    Program agent("hall-sync", {"run", "--data", county.device(), "--poll", "5"},
                  county.folder() + "/agent.log");
    DrivenKiosk kiosk(county.device(), county.folder() + "/kiosk.log");
    const DrivenKiosk::Slip slip = kiosk.submit_form();

    Json done = carried.at_device("export");
    REQUIRE(done["result"] == "done");
    REQUIRE(done["written"].get<int>() >= 1);
    REQUIRE(county.requests(slip.number).empty());
    Finished taken = carried.at_county("take");
    INFO(taken.out << taken.err);
    REQUIRE(taken.code == 0);
    REQUIRE(county.requests(slip.number).size() == 1);
    // Twice does no harm.
    REQUIRE(carried.at_county("take").code == 0);
    REQUIRE(county.requests(slip.number).size() == 1);

    // The stick that brought it takes the receipt home.
    done = carried.at_device("import");
    REQUIRE(done["result"] == "taken");
    REQUIRE(done["receipts"].get<int>() >= 1);
    kiosk.look_up(slip, false);
    kiosk.step("shows 县里收到了");

    county.move(slip.number, "accepted");
    county.move(slip.number, "handling", "请明天上午在家等电话。");
    county.publish_article("by-stick", "后天清淤，三组停水半天");
    Finished made = carried.at_county("make", {"--village", village});
    INFO(made.out << made.err);
    REQUIRE(made.code == 0);
    done = carried.at_device("import");
    REQUIRE(done["result"] == "taken");
    REQUIRE(done["channels"].size() == 1);
    REQUIRE(done["channels"][0]["channel"] == std::string("village-") + village);
    REQUIRE(done["replies"] == 2);
    kiosk.look_up(slip, true);
    kiosk.step("shows 正在办");
    kiosk.step("shows 请明天上午在家等电话");
    kiosk.go_home();
    kiosk.step("wait 10 村务公开");
    kiosk.step("tap 村务公开");
    kiosk.step("tap 后天清淤，三组停水半天");

    REQUIRE(carried.at_device("import")["result"] == "nothing_new");
    done = carried.at_device("export");
    REQUIRE(done["there"] == 0);
    REQUIRE(done["cleared"].get<int>() >= 1);
    kiosk.end();
    // The agent gave way each time and is still at it.
    agent.signal(SIGTERM);
    REQUIRE(agent.wait(30) == 0);
    // With the network back, nothing is doubled.
    county.line().set({});
    REQUIRE(county.sync(county.device()) == 0);
    REQUIRE(county.requests(slip.number).size() == 1);
}

TEST_CASE("what a stick is not is said in words, with an exit code that tells") {
    Carried carried;
    County& county = carried.county;
    const auto import = [&] {
        return run("hall-sync", {"stick", "import", carried.stick, "--data", county.device()}, 60);
    };
    REQUIRE(import().code == 1);  // no kiosk yet
    county.enrol(county.device());
    Finished finished = import();
    REQUIRE(finished.code == 1);
    REQUIRE_THAT(finished.out, contains_text("no stick of the county's"));
    REQUIRE(carried.at_county("make", {"--village", "510681113203"}).code == 0);
    finished = import();
    REQUIRE(finished.code == 1);
    REQUIRE_THAT(finished.out, contains_text("it was made for 510681113203"));
    REQUIRE(carried.at_county("make", {"--village", village}).code == 0);
    finished = import();
    REQUIRE(finished.code == 0);
    REQUIRE_THAT(finished.out, contains_text("took 3 channels"));
    const std::string old = county.folder() + "/old";
    std::filesystem::copy(carried.stick, old, std::filesystem::copy_options::recursive);
    county.publish_article("newer", "新的");
    REQUIRE(carried.at_county("make").code == 0);
    REQUIRE(import().code == 0);
    finished = run("hall-sync", {"stick", "import", old, "--data", county.device()}, 60);
    REQUIRE(finished.code == 0);
    REQUIRE_THAT(finished.out, contains_text("older than what the kiosk already has"));
    REQUIRE(run("hall-sync", {"stick", "eat", carried.stick, "--data", county.device()}).code == 2);
    REQUIRE(run("hall-sync", {"stick", "import", "--data", county.device()}).code == 2);
}
