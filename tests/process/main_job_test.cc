// The main job, end to end, with the real binaries: published → shown; filled in by label
// → slip → handled at the console → shown on the progress page. Then with the network cut
// in the middle of each step.

#include <chrono>
#include <thread>

#include "sync/core/files.h"
#include "tests/catch.h"
#include "tests/programs/county.h"

using namespace hall;

namespace {

// Cuts the line after so many bytes of one direction, syncs, heals it, syncs again.
void sync_through(County& county, const Fault& fault) {
    county.line().set(fault);
    county.sync(county.device());
    county.line().set({});
    REQUIRE(county.sync(county.device()) == 0);
}

// Waits until a program has written this into its log.
bool comes_to_say(const std::string& log, const std::string& words, int looks = 600) {
    DiskFiles files;
    for (int i = 0; i < looks; ++i) {
        const Result<std::string> said = files.read(log, 1 << 20);
        if (said.ok() && said.value().find(words) != std::string::npos) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return false;
}

}  // namespace

TEST_CASE("what is published is shown, what is asked is handled and the answer comes back") {
    County county;
    county.enrol(county.device());
    REQUIRE(county.sync(county.device()) == 0);
    county.publish_article("well-cleaning", "后天清淤，三组停水半天");
    DrivenKiosk kiosk(county.device(), county.folder() + "/kiosk.log");
    REQUIRE(county.sync(county.device()) == 0);
    kiosk.step("tap 村务公开");
    kiosk.step("tap 后天清淤，三组停水半天");
    kiosk.step("shows 请大家互相转告");

    const DrivenKiosk::Slip slip = kiosk.submit_form();
    kiosk.look_up(slip, false);
    kiosk.step("shows 存在这台机器上了");
    REQUIRE(county.requests(slip.number).empty());

    REQUIRE(county.sync(county.device()) == 0);
    kiosk.look_up(slip, false);
    kiosk.step("shows 县里收到了");
    REQUIRE(county.requests(slip.number).size() == 1);

    county.move(slip.number, "accepted");
    county.move(slip.number, "handling", "请明天上午在家等电话。");
    REQUIRE(county.sync(county.device()) == 0);
    kiosk.look_up(slip, false);
    kiosk.step("shows 正在办");
    REQUIRE_FALSE(kiosk.shows("请明天上午在家等电话"));
    kiosk.look_up(slip, true);
    kiosk.step("shows 请明天上午在家等电话");

    county.move(slip.number, "done");
    REQUIRE(county.sync(county.device()) == 0);
    kiosk.look_up(slip, false);
    kiosk.step("shows 办好了");
    kiosk.end();
}

TEST_CASE("the network is cut in the middle of each step, and nothing is lost or doubled") {
    County county;
    county.enrol(county.device());
    // Content on its way down.
    for (const std::uint64_t bytes : {0, 300, 3000, 20'000, 60'000}) {
        county.line().set({Fault::Kind::cut_down, bytes});
        REQUIRE(county.sync(county.device()) == 1);
    }
    county.line().set({});
    REQUIRE(county.sync(county.device()) == 0);

    DrivenKiosk kiosk(county.device(), county.folder() + "/kiosk.log");
    int published = 0;
    for (const Fault fault : {Fault{Fault::Kind::refuse}, Fault{Fault::Kind::cut_down, 500},
                              Fault{Fault::Kind::cut_down, 1500}, Fault{Fault::Kind::html},
                              Fault{Fault::Kind::error_500}}) {
        const std::string title = "通知第" + std::to_string(++published) + "号";
        county.publish_article("notice-" + std::to_string(published), title);
        sync_through(county, fault);
        kiosk.go_home();
        kiosk.step("wait 10 村务公开");
        kiosk.step("tap 村务公开");
        kiosk.step("tap " + title);
    }
    // Requests on their way up, answers on their way back.
    std::vector<DrivenKiosk::Slip> slips;
    for (const Fault fault : {Fault{Fault::Kind::refuse}, Fault{Fault::Kind::cut_up, 700},
                              Fault{Fault::Kind::cut_up, 1800}, Fault{Fault::Kind::cut_down, 250},
                              Fault{Fault::Kind::cut_down, 700}, Fault{Fault::Kind::html},
                              Fault{Fault::Kind::error_500}}) {
        slips.push_back(kiosk.submit_form());
        sync_through(county, fault);
        kiosk.look_up(slips.back(), false);
        kiosk.step("shows 县里收到了");
        REQUIRE(county.requests(slips.back().number).size() == 1);
    }
    REQUIRE(county.requests().size() == slips.size());
    for (std::size_t i = 0; i < slips.size(); ++i) {
        county.move(slips[i].number, "accepted", "收到您的申请了。");
        sync_through(county, {Fault::Kind::cut_down, 200 + 400 * i});
        kiosk.look_up(slips[i], true);
        kiosk.step("shows 受理了");
        kiosk.step("shows 收到您的申请了");
    }
    kiosk.end();
}

TEST_CASE("a county that dies after it took an event gives the same receipt when it lives again") {
    County county;
    county.enrol(county.device());
    REQUIRE(county.sync(county.device()) == 0);
    DrivenKiosk kiosk(county.device());
    const DrivenKiosk::Slip slip = kiosk.submit_form();
    county.line().set({Fault::Kind::cut_down, 400});
    county.sync(county.device());
    county.line().set({});
    county.restart();
    REQUIRE(county.sync(county.device()) == 0);
    REQUIRE(county.requests(slip.number).size() == 1);
    kiosk.look_up(slip, false);
    kiosk.step("shows 县里收到了");
    kiosk.end();
}

TEST_CASE("two agents on one folder: the second refuses and says why") {
    County county;
    county.enrol(county.device());
    const std::string log = county.folder() + "/sync.log";
    Program first("hall-sync", {"run", "--data", county.device()}, log);
    // Who has fetched something has the folder; before that the second could be the first.
    REQUIRE(comes_to_say(log, "installed"));
    const Finished second = run("hall-sync", {"once", "--data", county.device()});
    REQUIRE(second.code == 1);
    REQUIRE_THAT(second.err, contains_text("another agent runs here"));
}

TEST_CASE("an agent at rest asks nothing until its time comes") {
    County county;
    county.enrol(county.device());
    REQUIRE(county.sync(county.device()) == 0);
    const std::string log = county.folder() + "/sync.log";
    Program agent("hall-sync", {"run", "--data", county.device(), "--poll", "3600"}, log);
    REQUIRE(comes_to_say(log, "sync_started"));
    std::this_thread::sleep_for(std::chrono::seconds(3));  // its first round
    const std::uint64_t asked = county.line().bytes_up();
    std::this_thread::sleep_for(std::chrono::seconds(5));
    REQUIRE(asked > 0);
    REQUIRE(county.line().bytes_up() == asked);
    REQUIRE_FALSE(comes_to_say(log, "sync_trouble", 1));
}

TEST_CASE("a kiosk without a county stays usable and says since when") {
    County county;
    county.enrol(county.device());
    REQUIRE(county.sync(county.device()) == 0);
    county.line().set({Fault::Kind::refuse});
    REQUIRE(county.sync(county.device()) == 1);
    DrivenKiosk kiosk(county.device());
    kiosk.step("tap 农技指导");
    kiosk.go_home();
    const DrivenKiosk::Slip slip = kiosk.submit_form();
    kiosk.look_up(slip, false);
    kiosk.step("shows 存在这台机器上了");
    kiosk.step("tap 叫人帮忙");
    kiosk.step("tap 工作人员入口");
    kiosk.step("tap 机器状态");
    kiosk.step("shows 最近一次没有联系上县里");
    kiosk.end();
}

TEST_CASE("an enrolment code works once") {
    County county;
    const Finished made = run(
        "hall-platform", {"kiosk", "code", "--data", county.data(), "--village", "510681113205"});
    const std::string text = made.out + made.err;
    const std::size_t dash = text.find('-');
    REQUIRE(dash != std::string::npos);
    const std::string code = text.substr(dash - 4, 14);
    const auto enrol = [&](const std::string& device, const std::string& with) {
        return run("hall-sync", {"enrol", "--data", county.folder() + device, "--server",
                                 county.server(), "--code", with})
            .code;
    };
    REQUIRE(enrol("/b1", "AAAA-AAAA-AAAA") == 1);
    REQUIRE(enrol("/b1", code) == 0);
    REQUIRE(enrol("/b2", code) == 1);
}
