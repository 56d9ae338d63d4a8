// Our uploads against the public tus server (npm @tus/server with its file store), over a
// line that is cut: our client speaks tus 1.0.0 as others do. And since no county signs
// there, the device keeps every byte.

#include <csignal>
#include <filesystem>

#include "kiosk/app/effects/submission.h"
#include "sync/edge/content/library.h"
#include "tests/catch.h"
#include "tests/programs/county.h"

using namespace hall;
using namespace hall::kiosk;

namespace {

const Path web = Path(HALL_SOURCE_DIR) / "tests/web";

std::string node() {
    for (const char* place : {"/usr/bin/node", "/usr/local/bin/node"}) {
        if (std::filesystem::exists(place)) return place;
    }
    return {};
}

Result<void> enrol(const std::string& data, const std::string& device, const std::string& server) {
    const Finished made =
        run("hall-platform", {"kiosk", "code", "--data", data, "--village", "510681113205"});
    std::string code = made.out.substr(0, made.out.find('\n'));
    const Finished enrolled =
        run("hall-sync", {"enrol", "--data", device, "--server", server, "--code", code});
    if (enrolled.code != 0) return Error(Errc::refused, enrolled.err);
    return {};
}

}  // namespace

TEST_CASE("our client and the public tus server understand each other, cuts and all") {
    if (node().empty() || !std::filesystem::exists(web / "node_modules/@tus/server")) {
        WARN("skipped: needs node, and once `npm ci --prefix tests/web`");
        return;
    }
    County county;
    const std::string store = county.folder() + "/store";
    std::filesystem::create_directories(store);
    Program beside(node(), {(web / "tus_server.js").string(), std::to_string(county.port()), store},
                   county.folder() + "/tus.log");
    const std::optional<std::string> ready = beside.line();
    REQUIRE(ready);
    FaultProxy line(std::stoi(ready->substr(ready->rfind(' ') + 1)));
    const std::string device = county.folder() + "/beside";
    REQUIRE_OK(enrol(county.data(), device, "http://127.0.0.1:" + std::to_string(line.port())));
    REQUIRE(county.sync(device) == 0);

    DiskFiles files;
    SystemRandom random;
    const DataFolder folder{Path(device)};
    const Identity identity = VALUE(load_identity(files, folder));
    const Settings settings = VALUE(VALUE(Library::open(folder.cache())).settings());
    const std::string photo = "\xFF\xD8\xFF\xE0" + random.bytes(1'300'000);
    std::string sealed_name;
    {
        Outbox outbox = VALUE(Outbox::open(files, folder));
        EventTime time;
        time.wall = "2026-11-23T09:00:00Z";
        VALUE(
            submit({outbox, random, identity, settings, time}, {"request",
                                                                "county",
                                                                "svc-elder-allowance",
                                                                1,
                                                                Json::object(),
                                                                {{photo, "image/jpeg", "照片"}}}));
        sealed_name = VALUE(outbox.attachments(1)).front().name.sha256;
    }
    const std::string sealed =
        VALUE(files.read(folder.attachments() / sealed_name, attachment_bytes_max));

    // The whole of it, as their server has stored it.
    const auto stored = [&] {
        for (const std::string& name : VALUE(files.list(store))) {
            if (name.ends_with(".json")) continue;
            if (VALUE(files.read(Path(store) / name, attachment_bytes_max)) == sealed) return true;
        }
        return false;
    };
    for (const std::uint64_t bytes : {2'000, 300'000, 560'000, 900'000}) {
        line.set({Fault::Kind::cut_up, bytes});
        county.sync(device);
    }
    line.set({Fault::Kind::cut_down, 1200});
    county.sync(device);
    line.set({});
    for (int i = 0; i < 3 && !stored(); ++i) county.sync(device);
    REQUIRE(stored());

    // No county signed for it: it is not dropped, and arrives where it belongs when that
    // server steps aside. The place it had there means nothing here.
    REQUIRE(county.sync(device) == 1);
    const Finished status = run("hall-sync", {"status", "--data", device, "--json"});
    REQUIRE(VALUE(parse_json(status.out))["attachments"] == 1);
    beside.signal(SIGUSR2);
    int code = 1;
    for (int i = 0; i < 5 && code != 0; ++i) code = county.sync(device);
    REQUIRE(code == 0);
    Library library = VALUE(Library::open(folder.cache()));
    AttachmentName name;
    name.sha256 = sealed_name;
    name.bytes = static_cast<std::int64_t>(sealed.size());
    REQUIRE(VALUE(library.stored_attachments({name})).size() == 1);
}
