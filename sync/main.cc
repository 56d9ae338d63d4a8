// hall-sync: keeps a device in step with its county. `hall-sync --help` lists the rest.

#include <malloc.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/assets.h"
#include "sync/core/folder_rights.h"
#include "sync/core/json.h"
#include "sync/core/log.h"
#include "sync/core/number.h"
#include "sync/device_context.h"
#include "sync/edge/agent/agent_loop.h"
#include "sync/edge/content/library.h"
#include "sync/edge/device/enrolment_store.h"
#include "sync/edge/device/file_watch.h"
#include "sync/edge/events/outbox.h"
#include "sync/edge/transport/address_check.h"
#include "sync/edge/transport/http_transport.h"
#include "sync/stick_command.h"
#include "sync/usage.h"
#include "sync/wire/enrolment.h"
#include "sync/wire/server_address.h"

namespace hall {
namespace {

// "--name value" pairs and the words between them.
class Arguments {
  public:
    Arguments(std::span<const std::string_view> all, std::span<const std::string_view> flags) {
        for (std::size_t i = 0; i < all.size(); ++i) {
            const std::string_view argument = all[i];
            if (!argument.starts_with("--")) {
                words_.push_back(argument);
            } else if (std::find(flags.begin(), flags.end(), argument) != flags.end()) {
                options_[argument] = "yes";
            } else if (i + 1 < all.size()) {
                options_[argument] = all[++i];
            } else {
                broken_ = true;
            }
        }
    }

    bool broken() const { return broken_; }
    std::string option(std::string_view name) const {
        const auto found = options_.find(name);
        return found == options_.end() ? std::string() : std::string(found->second);
    }
    const std::vector<std::string_view>& words() const { return words_; }

  private:
    std::map<std::string_view, std::string_view> options_;
    std::vector<std::string_view> words_;
    bool broken_ = false;
};

// The option as a number from 1 to 100,000, or the fallback where it is not given.
Result<int> number_option(const Arguments& arguments, std::string_view name, int fallback) {
    const std::string text = arguments.option(name);
    if (text.empty()) return fallback;
    const std::optional<int> value = parse_number<int>(text);
    if (!value || *value < 1 || *value > 100'000) {
        return Error(Errc::refused, std::string(name) + " wants a number from 1 to 100000");
    }
    return *value;
}

int fail(const Error& error) {
    std::cerr << "hall-sync: " << error.text() << "\n";
    return 1;
}

int wrong_arguments() {
    std::cerr << usage();
    return 2;
}

// --- enrol

// By what time the county's certificate is judged. Before enrolment a device knows no key
// that could sign the time; a clock that is wrong is put right by a person with a calendar.
Result<std::int64_t> enrolment_time(const Arguments& arguments) {
    const std::string date = arguments.option("--date");
    if (date.empty()) return std::max(SystemClock().wall_ms(), software_built_ms());
    const Result<Date> today = parse_date(date);
    if (!today.ok()) return Error(Errc::refused, "--date wants a date such as 2026-11-23");
    constexpr std::int64_t noon_ms = 43'200'000;
    return days_of(today.value()) * 86'400'000 + noon_ms;
}

Result<void> enrol(const Arguments& arguments) {
    DiskFiles files;
    SystemRandom random;
    const DataFolder folder{Path(arguments.option("--data"))};
    const std::string server = TRY_IN("--server", server_address(arguments.option("--server")));
    const std::int64_t now_ms = TRY(enrolment_time(arguments));
    TRY(files.make_folder(folder.root()));
    TRY(close_to_others(folder.root()));
    const WriterLock lock = TRY(WriterLock::take(folder));
    const NextKeys next = TRY(next_device_keys(files, folder, random));
    EnrolmentRequest enrolment{arguments.option("--code"), next.keys.sign.public_key(),
                               next.keys.box.public_key(), std::nullopt};
    // A device that was a kiosk before ends the former one with the key of that one.
    if (const Result<Identity> before = load_identity(files, folder); before.ok()) {
        const DeviceKeys former = TRY(load_device_keys(files, folder));
        const std::string& kiosk = before.value().kiosk;
        enrolment.former = FormerKiosk{kiosk, former.sign.sign(former_message(kiosk, enrolment))};
    }
    sign_enrolment(enrolment, next.keys.sign);
    HttpTransport transport(server, arguments.option("--ca"));
    TRY(check_address({transport, random, next.keys.sign, server, now_ms}));
    HttpRequest request;
    request.method = "POST";
    request.path = "/api/v1/enrol";
    request.headers.emplace_back("Content-Type", "application/json");
    request.now_ms = now_ms;
    request.body = bytes_of(enrolment);
    const HttpResponse response = TRY(transport.exchange(request));
    if (response.status != 200) {
        const Result<Json> problem = parse_json(response.body);
        const std::string detail =
            problem.ok() ? string_or(problem.value(), "detail", string_or(problem.value(), "title"))
                         : "";
        return Error(Errc::refused, "HTTP " + std::to_string(response.status) + " " + detail);
    }
    const EnrolmentResponse parsed = TRY(parse_enrolment_response(response.body));
    const Identity identity = TRY(store_enrolment(files, folder, server, parsed, next.folder));
    std::cout << "enrolled " << identity.kiosk << " of " << identity.town_name
              << identity.village_name << "\n";
    return {};
}

// --- run, once

AgentDependencies agent_dependencies(DeviceContext& standing, Transport& transport) {
    return {standing.files, standing.clock, standing.random, transport};
}

Result<void> once(const Arguments& arguments) {
    const std::unique_ptr<DeviceContext> standing = TRY(stand(arguments.option("--data")));
    const WriterLock lock = TRY_IN("another agent runs here", WriterLock::take(standing->folder));
    HttpTransport transport(standing->identity.server, arguments.option("--ca"));
    AgentLoop loop(agent_dependencies(*standing, transport), agent_options(*standing));
    TRY(loop.open());
    // A cache that turns out damaged is set aside, and what was in it comes in the next round.
    constexpr int rounds_max = 3;
    for (int rounds = 0; rounds < rounds_max && !loop.round(); ++rounds) {
        TRY(loop.open());
        while (!TRY(loop.step())) {
        }
    }
    if (!loop.round()) return Error(Errc::corrupt, "the cache is damaged again and again");
    const Round& round = *loop.round();
    std::cout << "installed " << round.installed << ", sent " << round.sent << ", replies "
              << round.replies << ", pieces of pictures " << round.blobs << "\n";
    if (round.trouble) return Error(*round.trouble);
    return {};
}

// Waits until nobody holds the turn, and takes the lock again; nothing if it is to stop.
Result<std::optional<WriterLock>> take_lock_back(const DataFolder& folder,
                                                 const std::function<bool(int)>& stopped) {
    constexpr int pause_ms = 200;
    log_line(LogLevel::info, "lock_handed_over");
    while (!stopped(pause_ms)) {
        if (WriterLock::hand_over_is_requested(folder)) continue;
        Result<WriterLock> lock = WriterLock::take(folder);
        if (lock.ok()) return std::optional<WriterLock>(std::move(lock).value());
        if (lock.error().code() != Errc::refused) return lock.error();
    }
    return std::optional<WriterLock>();
}

Result<void> run(const Arguments& arguments) {
    const std::unique_ptr<DeviceContext> standing = TRY(stand(arguments.option("--data")));
    std::optional<WriterLock> lock =
        TRY_IN("another agent runs here", WriterLock::take(standing->folder));
    const int poll_s = TRY(number_option(arguments, "--poll", 0));
    HttpTransport transport(standing->identity.server, arguments.option("--ca"));
    AgentOptions options = agent_options(*standing);
    options.poll_ms = poll_s * std::int64_t{1000};
    AgentLoop loop(agent_dependencies(*standing, transport), std::move(options));
    TRY(loop.open());
    FileWatch watch = FileWatch::open(standing->folder.root(),
                                      std::vector<std::string>{"outbox.db", "sync.handover"});
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    sigprocmask(SIG_BLOCK, &signals, nullptr);
    const int stop = signalfd(-1, &signals, SFD_CLOEXEC);
    CHECK(stop >= 0);
    const auto stopped = [&](int wait_ms) {
        pollfd descriptor{stop, POLLIN, 0};
        return ::poll(&descriptor, 1, wait_ms) > 0;
    };
    log_line(LogLevel::info, "sync_started", {{"kiosk", standing->identity.kiosk}});
    while (!stopped(0)) {
        if (WriterLock::hand_over_is_requested(standing->folder)) {
            loop.close();
            lock.reset();
            lock = TRY(take_lock_back(standing->folder, stopped));
            if (!lock) break;
        }
        const std::optional<std::int64_t> rest_ms = TRY(loop.step());
        if (!rest_ms) continue;
        const std::int64_t until = standing->clock.mono_ms() + *rest_ms;
        // New events are sent at once while the county answers; else they wait their turn.
        while (!stopped(0)) {
            const std::int64_t left = until - standing->clock.mono_ms();
            if (left <= 0) break;
            const bool changed = watch.wait(left, stop);
            if (WriterLock::hand_over_is_requested(standing->folder)) break;
            if (changed && loop.reached()) break;
        }
    }
    ::close(stop);
    log_line(LogLevel::info, "sync_stopped");
    return {};
}

// --- status, search

Result<void> status(const Arguments& arguments) {
    DiskFiles files;
    const DataFolder folder{Path(arguments.option("--data"))};
    Json json = {{"software", software_version()}};
    const Result<Identity> identity = load_identity(files, folder);
    json["enrolled"] = identity.ok();
    if (identity.ok()) {
        json["kiosk"] = identity.value().kiosk;
        json["village"] = identity.value().village;
        json["server"] = identity.value().server;
        Result<Library> library = Library::open(folder.cache());
        json["cache"] = library.ok() ? "good" : std::string(name_of(library.error().code()));
        if (library.ok()) {
            const LibraryStatus held = TRY(library.value().status(identity.value().village));
            json["last_contact"] = held.last_contact;
            json["last_change"] = held.last_change;
            json["last_error"] = held.last_error;
            json["last_reason"] = held.last_reason;
            const DeviceNow now =
                device_now(held.time, SystemClock(), boot_id(files), software_built_ms());
            json["time_floor"] = held.time.floor_ms > 0 ? utc_text(held.time.floor_ms) : "";
            json["time"] = {{"now", utc_text(now.now_ms)},
                            {"certain", now.certain},
                            {"doubtful", now.doubtful}};
            json["documents"] = held.documents;
            json["refused"] = held.refused;
            json["county_version"] = held.county_version;
            json["village_version"] = held.village_version;
            json["enrol_again"] = TRY(
                library.value().must_enrol_again(identity.value().kiosk, identity.value().epoch));
            json["parked"] = TRY(library.value().parked_count());
        }
    }
    Result<OutboxReader> outbox = OutboxReader::open(folder);
    json["outbox_file"] = outbox.ok() ? "good" : std::string(name_of(outbox.error().code()));
    json["outbox"] = outbox.ok() ? TRY(outbox.value().size()) : 0;
    json["attachments"] = outbox.ok() ? TRY(outbox.value().attachment_count()) : 0;
    json["free_bytes"] = TRY(files.free_bytes(folder.root()));
    std::cout << json_line(json) << "\n";
    return {};
}

void print_hit(std::string_view id, std::string_view title, double score) {
    std::cout << json_line({{"id", id}, {"title", title}, {"score", score}}) << "\n";
}

Result<void> search(const Arguments& arguments) {
    DiskFiles files;
    const int limit = TRY(number_option(arguments, "--limit", 10));
    const std::string query(arguments.words().front());
    const DataFolder folder{Path(arguments.option("--data"))};
    Library library = TRY(Library::open(folder.cache()));
    const SystemClock clock;
    for (const LibraryEntry& hit :
         TRY(library.search(query, date_at(clock.wall_ms()), static_cast<std::size_t>(limit)))) {
        print_hit(hit.id, hit.title, hit.score);
    }
    return {};
}

int finish(const Result<void>& result) {
    return result.ok() ? 0 : fail(result.error());
}

int command(std::span<const std::string_view> all) {
    static constexpr std::string_view flags[] = {"--json"};
    const std::string_view name = all.front();
    if (const std::string_view help = help_in(all); !help.empty()) {
        std::cout << help;
        return 0;
    }
    if (name == "--version") {
        std::cout << software_version() << "\n";
        return 0;
    }
    const Arguments arguments(all.subspan(1), flags);
    const bool data = !arguments.option("--data").empty();
    if (arguments.broken()) return wrong_arguments();
    if (name == "enrol" && data && !arguments.option("--server").empty() &&
        !arguments.option("--code").empty()) {
        return finish(enrol(arguments));
    }
    if (name == "run" && data) return finish(run(arguments));
    if (name == "once" && data) return finish(once(arguments));
    if (name == "stick" && data && arguments.words().size() == 2 &&
        (arguments.words()[0] == "import" || arguments.words()[0] == "export")) {
        return stick_command({arguments.words()[0], Path(arguments.words()[1]),
                              Path(arguments.option("--data")),
                              !arguments.option("--json").empty()});
    }
    if (name == "status" && data) return finish(status(arguments));
    if (name == "search" && arguments.words().size() == 1 && data) return finish(search(arguments));
    return wrong_arguments();
}

}  // namespace
}  // namespace hall

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);
    // What is not made with rights of its own is the agent's alone.
    ::umask(0077);
    // Devices have little memory: large buffers go back to the system when they are freed.
    // (Left alone, the C library keeps what it has once seen come and go.)
    mallopt(M_MMAP_THRESHOLD, 256 << 10);
    const std::vector<std::string_view> arguments(argv + 1, argv + argc);
    if (arguments.empty()) {
        std::cerr << hall::usage();
        return 2;
    }
    return hall::command(arguments);
}
