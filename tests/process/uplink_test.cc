// What goes up, with the real binaries over a line that breaks: two devices with one key,
// and photos through cuts, kills and a county that dies in the middle.

#include <chrono>
#include <csignal>
#include <filesystem>
#include <thread>

#include "kiosk/app/effects/submission.h"
#include "sync/edge/content/library.h"
#include "tests/catch.h"
#include "tests/programs/county.h"

using namespace hall;
using namespace hall::kiosk;

namespace {

// A submission with photos, stored as the kiosk stores it.
Slip submit(const std::string& device, const std::vector<std::string>& photos) {
    DiskFiles files;
    SystemRandom random;
    const SystemClock clock;
    const DataFolder folder{Path(device)};
    const Identity identity = VALUE(load_identity(files, folder));
    Library library = VALUE(Library::open(folder.cache()));
    const Settings settings = VALUE(library.settings());
    Outbox outbox = VALUE(Outbox::open(files, folder));
    EventTime time;
    time.wall = utc_text(clock.wall_ms());
    std::vector<AttachedFile> attached;
    for (const std::string& bytes : photos) attached.push_back({bytes, "image/jpeg", "照片"});
    const SubmissionDependencies world{outbox, random, identity, settings, time};
    return VALUE(submit(world, {"request", "county", "svc-elder-allowance", 1,
                                Json{{"applicant", "self"}}, attached}));
}

// What the kiosk does with the county's words, and how many photos still wait.
std::int64_t drop(const std::string& device) {
    DiskFiles files;
    const DataFolder folder{Path(device)};
    Outbox outbox = VALUE(Outbox::open(files, folder));
    Library library = VALUE(Library::open(folder.cache()));
    REQUIRE_OK(outbox.drop(VALUE(library.receipts(VALUE(outbox.ids(1000))))));
    std::vector<AttachmentName> names;
    for (const OutboxAttachment& one : VALUE(outbox.attachments(1000))) names.push_back(one.name);
    REQUIRE_OK(outbox.drop_attachments(VALUE(library.stored_attachments(names))));
    return VALUE(outbox.attachment_totals()).count;
}

std::string photo(std::size_t bytes) {
    SystemRandom random;
    return "\xFF\xD8\xFF\xE0" + random.bytes(bytes);
}

Json status_of(const std::string& device) {
    const Finished finished = run("hall-sync", {"status", "--data", device, "--json"});
    REQUIRE(finished.code == 0);
    return VALUE(parse_json(finished.out));
}

}  // namespace

TEST_CASE(
    "two devices with one key: both are heard, staff are told, and enrolling again repairs it") {
    County county;
    const std::string first = county.device();
    const std::string second = county.folder() + "/copy";
    county.enrol(first);
    REQUIRE(county.sync(first) == 0);
    std::filesystem::copy(first, second, std::filesystem::copy_options::recursive);

    DrivenKiosk at_first(first, county.folder() + "/first.log");
    DrivenKiosk at_second(second, county.folder() + "/second.log");
    const DrivenKiosk::Slip one = at_first.submit_form();
    const DrivenKiosk::Slip two = at_second.submit_form();
    REQUIRE(one.number == two.number);
    REQUIRE(one.code != two.code);
    for (const std::string& device : {first, second}) REQUIRE(county.sync(device) == 0);
    REQUIRE(county.requests(one.number).size() == 2);

    // The next round brings the county's word, and staff see it.
    for (const std::string& device : {first, second}) {
        REQUIRE(county.sync(device) == 0);
        REQUIRE(status_of(device)["enrol_again"] == true);
    }
    at_first.go_home();
    at_first.step("tap 叫人帮忙");
    at_first.step("tap 工作人员入口");
    at_first.step("tap 机器状态");
    at_first.step("shows 这台要重新登记");
    bool flagged = false;
    for (const Json& kiosk : county.kiosks()) flagged |= kiosk["cloned"] == true;
    REQUIRE(flagged);

    // While the kiosk runs: it goes on as the new one.
    county.enrol(first);
    REQUIRE(county.sync(first) == 0);
    REQUIRE(status_of(first)["enrol_again"] == false);
    const DrivenKiosk::Slip after = at_first.submit_form();
    REQUIRE(after.number.substr(0, 3) != one.number.substr(0, 3));
    REQUIRE(county.sync(first) == 0);
    REQUIRE(county.requests(after.number).size() == 1);
    at_first.go_home();
    at_first.step("tap 叫人帮忙");
    at_first.step("tap 工作人员入口");
    at_first.step("tap 机器状态");
    REQUIRE_FALSE(at_first.shows("这台要重新登记"));

    // The copy is turned away until it enrols itself; what it took is not lost.
    const DrivenKiosk::Slip shut_out = at_second.submit_form();
    REQUIRE(county.sync(second) == 1);
    REQUIRE(county.requests(shut_out.number).empty());
    county.enrol(second);
    REQUIRE(county.sync(second) == 0);
    REQUIRE(county.requests(shut_out.number).size() == 1);
    at_first.end();
    at_second.end();
}

TEST_CASE("photos arrive whole through cuts at many bytes, both ways") {
    County county;
    county.enrol(county.device());
    REQUIRE(county.sync(county.device()) == 0);
    for (const Fault fault :
         {Fault{Fault::Kind::cut_up, 900}, Fault{Fault::Kind::cut_up, 40'000},
          Fault{Fault::Kind::cut_up, 300'000}, Fault{Fault::Kind::cut_up, 560'000},
          Fault{Fault::Kind::cut_up, 1'050'000}, Fault{Fault::Kind::cut_down, 600},
          Fault{Fault::Kind::cut_down, 2000}, Fault{Fault::Kind::cut_down, 2600},
          Fault{Fault::Kind::swallow_answers}, Fault{Fault::Kind::html},
          Fault{Fault::Kind::error_500}}) {
        const std::string bytes = photo(1'000'000);
        const Slip slip = submit(county.device(), {bytes});
        INFO(static_cast<int>(fault.kind) << ' ' << fault.bytes);
        county.line().set(fault);
        if (fault.kind == Fault::Kind::swallow_answers) {
            // Nobody waits for the time-out: the agent is stopped instead.
            Program agent("hall-sync", {"run", "--data", county.device()});
            agent.line(1);
            agent.signal(SIGKILL);
            agent.wait();
        } else {
            county.sync(county.device());
        }
        county.line().set({});
        REQUIRE(county.sync(county.device()) == 0);
        REQUIRE(drop(county.device()) == 0);
        REQUIRE(county.attachment(slip.number, 1) == bytes);
    }
}

TEST_CASE("a county that is killed in the middle of a photo goes on with it when it lives again") {
    County county;
    county.enrol(county.device());
    REQUIRE(county.sync(county.device()) == 0);
    const std::string bytes = photo(5'000'000);
    const Slip slip = submit(county.device(), {bytes});
    const std::uint64_t before = county.line().bytes_up();
    {
        Program agent("hall-sync", {"run", "--data", county.device()},
                      county.folder() + "/run.log");
        for (int i = 0; i < 2000 && county.line().bytes_up() < before + 1'800'000; ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        county.restart();
        agent.signal(SIGKILL);
        agent.wait();
    }
    REQUIRE(county.sync(county.device()) == 0);
    REQUIRE(drop(county.device()) == 0);
    REQUIRE(county.attachment(slip.number, 1) == bytes);
    // It went on where it was: less than all of it again.
    REQUIRE(county.line().bytes_up() - before < 2 * 5'000'000);
}
