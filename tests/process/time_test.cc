// A device whose clock stands in 1970, 2038 or 2099, with the real binaries over TLS.

#include <glob.h>

#include <regex>

#include "sync/core/clock.h"
#include "sync/core/json.h"
#include "sync/edge/events/outbox.h"
#include "sync/edge/transport/http_transport.h"
#include "sync/wire/event.h"
#include "tests/catch.h"
#include "tests/edge/tls_server.h"
#include "tests/programs/program.h"
#include "tests/temp_folder.h"

using namespace hall;

namespace {

constexpr std::int64_t day_ms = 86'400'000;
constexpr const char* village = "510681113205";

std::string faketime_library() {
    glob_t found{};
    std::string library;
    if (::glob("/usr/lib/*/faketime/libfaketime.so.1", 0, nullptr, &found) == 0)
        library = found.gl_pathv[0];
    ::globfree(&found);
    return library;
}

// The machine's wall clock, and only that, as the program sees it.
std::map<std::string, std::string> at(const std::string& wall) {
    return {{"LD_PRELOAD", faketime_library()},
            {"FAKETIME", "@" + wall},
            {"FAKETIME_DONT_FAKE_MONOTONIC", "1"},
            {"TZ", "UTC"},
            // The sanitizer would rather be loaded first.
            {"ASAN_OPTIONS", "verify_asan_link_order=0:detect_leaks=0"}};
}

struct Ended {
    int code = -1;
    std::string out;
    std::string err;
};

Ended run_at(const std::string& wall, const std::string& program,
             const std::vector<std::string>& arguments) {
    const TempFolder temp;
    const std::string log = (temp.path() / "err").string();
    Program process(program, arguments, log, at(wall));
    Ended ended;
    while (const std::optional<std::string> line = process.line(120))
        ended.out.append(*line).push_back('\n');
    ended.code = process.wait(120);
    ended.err = VALUE(DiskFiles().read(log, 1 << 20));
    return ended;
}

// A served county behind a TLS server of the test, with a certificate that is good today.
struct SecureCounty {
    SecureCounty()
        : server(authority.sign({.from = from.c_str(), .to = to.c_str()}),
                 [this](const ServedRequest& request) { return forward(request); }) {
        const Finished seeded =
            run("hall-platform", {"seed", "--data", data, "--demo", HALL_SOURCE_DIR "/assets/demo"},
                240);
        INFO(seeded.err);
        REQUIRE(seeded.code == 0);
        platform =
            std::make_unique<Program>("hall-platform",
                                      std::vector<std::string>{"serve", "--data", data, "--port",
                                                               "0", "--public-url", server.url()},
                                      (temp.path() / "serve.log").string());
        const std::optional<std::string> line = platform->line(60);
        REQUIRE(line);
        transport = std::make_unique<HttpTransport>(line->substr(line->find("http")));
        REQUIRE_OK(DiskFiles().write_durably(ca, authority.certificate(), FileMode::shared));
    }

    std::string forward(const ServedRequest& served) {
        HttpRequest request;
        request.method = served.method;
        request.path = served.path;
        for (const auto& [name, value] : served.headers) {
            if (name != "Content-Length" && name != "Host")
                request.headers.emplace_back(name, value);
        }
        request.body = served.body;
        request.bytes_max = std::uint64_t{64} << 20;
        const Result<HttpResponse> response = transport->exchange(request);
        if (!response.ok()) return http_response(502, "");
        std::string headers;
        for (const auto& [name, value] : response.value().headers) {
            if (name != "content-length" && name != "connection" && name != "transfer-encoding")
                headers += name + ": " + value + "\r\n";
        }
        return http_response(response.value().status, response.value().body, headers);
    }

    std::string code() {
        const Finished made =
            run("hall-platform", {"kiosk", "code", "--data", data, "--village", village});
        std::smatch match;
        const std::string text = made.out + made.err;
        REQUIRE(std::regex_search(text, match, std::regex("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")));
        return match.str();
    }

    TempFolder temp;
    std::string data = (temp.path() / "county").string();
    Path ca = temp.path() / "ca.pem";
    std::int64_t now_ms = SystemClock().wall_ms();
    std::string from = utc_text(now_ms - day_ms / 2);
    std::string to = utc_text(now_ms + 30 * day_ms);
    Authority authority;
    std::unique_ptr<HttpTransport> transport;
    std::unique_ptr<Program> platform;
    TlsServer server;
};

bool can_fake() {
#if defined(__SANITIZE_THREAD__)
    WARN("skipped: ThreadSanitizer and libfaketime do not get on");
    return false;
#endif
    if (!faketime_library().empty()) return true;
    WARN("skipped: no libfaketime here (Debian package faketime)");
    return false;
}

}  // namespace

TEST_CASE("a device in 1970, 2038 or 2099 asks for the time and then works like any other") {
    if (!can_fake()) return;
    SecureCounty county;
    for (const char* wall : {"1970-01-02 00:00:00", "2038-01-20 00:00:00", "2099-12-31 00:00:00"}) {
        INFO(wall);
        const TempFolder temp;
        const std::string device = (temp.path() / "device").string();
        const std::string today = date_text(date_at(county.now_ms, 0));
        std::vector<std::string> enrol = {
            "enrol",  "--data",      device, "--server",        county.server.url(),
            "--code", county.code(), "--ca", county.ca.string()};
        // Nobody has signed a time for it yet: a person reads the calendar.
        const Ended wrong = run_at(wall, "hall-sync", enrol);
        REQUIRE(wrong.code == 1);
        REQUIRE_THAT(wrong.err, contains_text("certificate: "));
        enrol.insert(enrol.end(), {"--date", today});
        const Ended enrolled = run_at(wall, "hall-sync", enrol);
        INFO(enrolled.err);
        REQUIRE(enrolled.code == 0);

        const Ended synced =
            run_at(wall, "hall-sync", {"once", "--data", device, "--ca", county.ca.string()});
        INFO(synced.err);
        REQUIRE(synced.code == 0);
        REQUIRE_THAT(synced.out, contains_text("installed 3"));
        const Ended status = run_at(wall, "hall-sync", {"status", "--data", device, "--json"});
        const Json json = VALUE(parse_json(status.out));
        REQUIRE(json["time"]["certain"] == true);
        REQUIRE(json["last_reason"] == "");
        const auto is_now = [](const std::string& time) {
            return std::abs(VALUE(parse_utc_ms(time)) - SystemClock().wall_ms()) < 600'000;
        };
        REQUIRE(is_now(json["time"]["now"]));

        // The other process knows it, too: its sign of life is of today, and goes up.
        {
            Program kiosk("hall-tour", {"--data", device, "--script"}, "/dev/null", at(wall));
            kiosk.say("end");
            REQUIRE(kiosk.wait(60) == 0);
        }
        OutboxReader outbox = VALUE(OutboxReader::open(DataFolder{Path(device)}));
        const Event event = VALUE(parse_event(VALUE(outbox.next(0)).events.at(0).bytes));
        REQUIRE(event.time.certain);
        REQUIRE(is_now(event.time.wall));
        const Ended again =
            run_at(wall, "hall-sync", {"once", "--data", device, "--ca", county.ca.string()});
        REQUIRE(again.code == 0);
        REQUIRE_THAT(again.out, contains_text("sent 1"));
        for (const auto& paths : county.server.connections()) {
            const bool asks_time =
                std::find(paths.begin(), paths.end(), "/api/v1/time") != paths.end();
            if (asks_time) REQUIRE(paths.size() == 1);
        }
    }
}
